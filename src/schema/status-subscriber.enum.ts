import { SUBSCRIBER_KINDS, SUBSCRIBER_ORIGINS, SUBSCRIBER_STATES, type SubscriberKind, type SubscriberOrigin, type SubscriberState } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const SubscriberKindEnum = enumFrom<SubscriberKind>("StatusSubscriberKind", SUBSCRIBER_KINDS, "How a subscriber is told.", {
  EMAIL: "By e-mail.",
  WEBHOOK: "By a POST to an endpoint, in the form of Statuspage, signed by Standard Webhooks with a secret of its own.",
});

export const SubscriberStateEnum = enumFrom<SubscriberState>("StatusSubscriberState", SUBSCRIBER_STATES, "How a subscriber stands. Only an ACTIVE one is told anything.", {
  PENDING: "It was asked whether it wants to be told, and has not answered yet.",
  ACTIVE: "It is told.",
  UNSUBSCRIBED: "It has left; only its owner brings it back.",
  STOPPED: "Nothing arrived there any more, and the hub has given it up; see `stopReason`.",
});

export const SubscriberOriginEnum = enumFrom<SubscriberOrigin>("StatusSubscriberOrigin", SUBSCRIBER_ORIGINS, "Who brought a subscriber.", {
  SELF: "Somebody on the page; it has confirmed.",
  ADMIN: "Somebody who manages deliveries.",
  IMPORT: "A list.",
});
