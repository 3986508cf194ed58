import { AUDIENCES, COMMUNICATION_ORIGINS, COMMUNICATION_STATES, GUARDRAIL_RULES, PUBLIC_STATES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const AudienceEnum = enumFrom("Audience", AUDIENCES,
  "Who a message is for. The first four are customers, to whom guardrails apply; the last two are only warned.", {
    STATUS_PAGE: "Everybody who reads the public status page.",
    IN_APP_BANNER: "Users of the product, at the top of their screen.",
    AFFECTED_CUSTOMERS: "Every affected account, by e-mail.",
    STRATEGIC_ACCOUNTS: "The affected strategic accounts, by personal outreach.",
    INTERNAL: "Everybody in the company who works on it or has to know.",
    EXECUTIVES: "The executives that the response plan names.",
  });

export const PublicStateEnum = enumFrom("PublicState", PUBLIC_STATES,
  "What the public is told about progress; apart from the incident's own status.", {
    INVESTIGATING: "We see it and are looking into it.",
    IDENTIFIED: "We know what is wrong and work on it.",
    MONITORING: "A fix is out and we watch the recovery.",
    RESOLVED: "It is over. Resolving the incident sets it.",
  });

export const CommunicationStateEnum = enumFrom("CommunicationState", COMMUNICATION_STATES, "How far a message is.", {
  DRAFT: "Written, not approved; nothing has gone out. An edit makes a draft of what was approved.",
  APPROVED: "Ready to go out: as many people stand behind its text as the plan asks for.",
  PUBLISHED: "It has gone out and stands.",
  SUPERSEDED: "It went out, and a later message has taken its place.",
  RETRACTED: "It was taken back with a note; or put away before it went out.",
});

export const CommunicationOriginEnum = enumFrom("CommunicationOrigin", COMMUNICATION_ORIGINS, "Who put a text together.", {
  TEMPLATE: "The hub, from its templates and the facts on record; nobody has edited it.",
  MODEL: "A language model, from the facts on record; nobody has edited it.",
  PERSON: "A person, or an integration in its own words.",
});

export const GuardrailRuleEnum = enumFrom("GuardrailRule", GUARDRAIL_RULES,
  "A rule for the final text of a message to customers.", {
    SPECULATION:
      "No unconfirmed cause (`probably`, `we believe` ...). Hedged impact, ETA or recovery is " +
      "allowed. May be overridden.",
    BLAME:
      "No person, role, team or named outside party at fault; naming a provider neutrally is " +
      "allowed. May be overridden.",
    NEXT_UPDATE_MISSING:
      "All but the resolution say when the next update comes, as a time or an interval. Never overridden.",
    WORKAROUND_MISSING: "A recorded workaround is in the text as long as no fix is deployed. May be overridden.",
    ROOT_CAUSE_INTERNAL: "The incident's unpublished root cause does not leak. Never overridden.",
  });
