export { type Dressed, letterTo } from "./letter-to.ts";
export { noteBounce } from "./note-bounce.ts";
export { type Mailing, queueMailing } from "./queue-mailing.ts";
export { setSubscription, type Subscription, subscription } from "./subscription.ts";
