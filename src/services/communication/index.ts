export { approvalsOf } from "./approval.store.ts";
export { approveCommunication } from "./approve-communication.ts";
export { byIds, list, standingOf, toBeRead } from "./communication.store.ts";
export { editCommunication, type EditCommunication } from "./edit-communication.ts";
export type { OfCommunication } from "./named.ts";
export { postUpdate, type PostUpdate } from "./post-update.ts";
export { publishCommunication, type PublishCommunication } from "./publish-communication.ts";
export { retractCommunication, type RetractCommunication } from "./retract-communication.ts";
export { versionOf, versionsOf } from "./version.store.ts";
