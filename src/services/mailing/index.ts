export { contactState } from "./contact-state.rules.ts";
export { type Dressed, letterTo } from "./letter-to.ts";
export { noteBounce } from "./note-bounce.ts";
export { type Mailing, queueMailing } from "./queue-mailing.ts";
export { resumeContact } from "./resume-contact.ts";
export { setSubscription, type Subscription, subscription } from "./subscription.ts";
