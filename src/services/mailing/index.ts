export { type Dressed, letterTo } from "./letter-to.ts";
export { noteBounce } from "./note-bounce.ts";
export { type Mailing, type Otherwise, queueMailing } from "./queue-mailing.ts";
export { queuePosts } from "./queue-posts.ts";
export { type Sharing, sharedChannels } from "./shared-channels.ts";
export { setSubscription, type Subscription, subscription } from "./subscription.ts";
