export type { Channel, ChannelField, Channels, ChannelSettings, Outcome, OutgoingMessage } from "./channel.ts";
export { configuredKinds, settingsOf } from "./channel.store.ts";
export { deliver } from "./deliver.ts";
export { enqueue } from "./enqueue.ts";
export { onQueued } from "./nudge.ts";
export { stopDeliveries } from "./stop.ts";
export type { Message } from "./write.ts";
