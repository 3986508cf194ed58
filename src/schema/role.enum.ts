import { INCIDENT_ROLES } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const IncidentRoleEnum = enumFrom("IncidentRole", INCIDENT_ROLES,
  "A part that somebody plays on one incident. The response plan says which ones its severity needs.", {
    INCIDENT_COMMANDER:
      "Leads the response and decides. Every incident has one; the first to acknowledge acts until somebody accepts.",
    TECHNICAL_LEAD: "Leads diagnosis and repair.",
    CUSTOMER_COMMS: "Writes what customers read.",
    CS_LIAISON: "Keeps the strategic accounts informed; owed as soon as one of them is affected.",
    ENGINEERING_LEAD: "Leads the owning engineering team; the first level paged for SEV1 and SEV2.",
    ENGINEERING_ON_CALL: "The engineer on duty; the first level paged for SEV3.",
    ENGINEERING_MANAGER: "Manages the owning engineering team; told of every SEV2.",
    PRODUCT_LEAD: "Decides for the product on a SEV1.",
    PRODUCT_MANAGER: "Decides for the product on a SEV2.",
    SUPPORT_LEAD: "Leads support while customers write in.",
    SUPPORT: "Answers the customers who write in.",
    CS_LEAD: "Leads customer success; called when a strategic account asks for escalation.",
    COMMS: "Sees that every audience is told on time; warned when a communication clock breaches.",
    EXECUTIVE: "Somebody of the management who takes part.",
    SCRIBE: "Keeps the timeline while the others work.",
    EXPERT: "A specialist called in for this incident.",
    VENDOR: "Somebody from outside who helps; never commands, and sees neither customers nor revenue.",
  });
