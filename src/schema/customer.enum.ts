import { CONTACT_STATES, type ContactState, CUSTOMER_CONTACT_KINDS } from "../entities/contact-vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const ContactStateEnum = enumFrom<ContactState>("CustomerContactState", CONTACT_STATES, "How a customer's contact stands. Only an ACTIVE one is written to.", {
  ACTIVE: "They are written to.",
  UNSUBSCRIBED: "They asked to be left alone; only they themselves take it back.",
  STOPPED: "Their address refused mail for good, and the hub has given it up; see `stopReason`.",
});

export const CustomerContactKindEnum = enumFrom("CustomerContactKind", CUSTOMER_CONTACT_KINDS, "By which way an account's contact is reached.", {
  EMAIL: "By e-mail.",
  SLACK_CHANNEL: "In a channel in Slack that the account shares with us.",
});
