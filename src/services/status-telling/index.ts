export { dressSubscriber } from "./dress-subscriber.ts";
export { reminders } from "./reminders.ts";
export { tellings } from "./tellings.ts";
export { Unsaid } from "./unsaid.ts";
