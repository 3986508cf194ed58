import { ESCALATION_TRIGGERS } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const EscalationTriggerEnum = enumFrom("EscalationTrigger", ESCALATION_TRIGGERS,
  "Why an incident escalates. While one escalation runs, further causes join it as evidence.", {
    NO_UPDATE: "Twice the promised interval has passed without an update; again after each further interval.",
    CUSTOMERS_DOUBLED: "At least twice as many customers are affected as at triage, 20 or more and 10 more than then.",
    STRATEGIC_REQUEST: "A strategic account asked for it; calls the CS Lead and the commander.",
    DATA_INTEGRITY: "A risk of losing data was found; once for each time it turns true.",
    ACK_TIMEOUT: "Nobody acknowledged within the page step: the next step of the same escalation.",
    OWNERSHIP_AMBIGUOUS: "Nobody owned the incident when its OWNERSHIP clock breached; calls the incident lead.",
    CLOCK_BREACHED: "The ACKNOWLEDGE or TRIAGE clock breached; once per clock.",
    MANUAL: "A person or an integration asked for it, with a reason.",
  });
