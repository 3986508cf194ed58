export { contactState } from "./contact-state.rules.ts";
export { type Dressed, letterTo } from "./letter-to.ts";
export { noteBounce } from "./note-bounce.ts";
export { type Mailing, type Otherwise, queueMailing } from "./queue-mailing.ts";
export { queuePosts } from "./queue-posts.ts";
export { resumeContact } from "./resume-contact.ts";
export { type Sharing, sharedChannels } from "./shared-channels.ts";
export { setSubscription, type Subscription, subscription } from "./subscription.ts";
