import type { ContactMethod } from "../entities/responder.entity.ts";
import { enumFrom } from "./enum-from.ts";

export const ContactChannelEnum = enumFrom<ContactMethod["channel"]>(
  "ContactChannel", ["EMAIL", "SMS", "VOICE", "SLACK", "TEAMS", "WEBHOOK"], "A way to reach a person.", {
    EMAIL: "An e-mail address.",
    SMS: "A text message to a phone number.",
    VOICE: "A call to a phone number.",
    SLACK: "A direct message in Slack.",
    TEAMS: "A direct message in Microsoft Teams.",
    WEBHOOK: "A request to an HTTP address.",
  });
