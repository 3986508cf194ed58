import {
  CAUSE_CLASSES, INCIDENT_SOURCES, INCIDENT_STATUSES, MITIGATION_PROGRESS, STRATEGIES,
} from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const IncidentStatusEnum = enumFrom("IncidentStatus", INCIDENT_STATUSES,
  "Where an incident is in its life. `Incident.allowedTransitions` tells the moves that are legal now.", {
    DETECTED: "Declared, not yet assessed.",
    TRIAGED: "It has a severity, an owner and a first statement of impact.",
    MITIGATING: "Work to end the impact is under way.",
    RESOLVED: "The impact on customers has ended and that was verified; repair work may go on as actions.",
    POST_MORTEM: "The post-mortem is being written.",
    CLOSED: "Everything is settled: actions, roles and any post-mortem that was owed. It can still be reopened.",
    CANCELLED: "A false alarm, or a duplicate that was merged into another incident. Final.",
  });

export const IncidentSourceEnum = enumFrom("IncidentSource", INCIDENT_SOURCES, "How the incident came to be known.", {
  MONITORING: "An alert or another automatic check.",
  CUSTOMER: "A customer told us directly.",
  SUPPORT: "The support team saw it in its tickets.",
  INTERNAL: "Somebody inside the company noticed it.",
  INTEGRATION: "A connected system declared it.",
});

export const StrategyEnum = enumFrom("Strategy", STRATEGIES,
  "What the response does first, as triage decides. Internal, and may change.", {
    CONTAIN_FIRST: "Stop the harm first, for example by rolling back, and look for the cause afterwards.",
    DIAGNOSE_FIRST: "Find the cause first, because acting blindly could do more harm.",
  });

export const CauseClassEnum = enumFrom("CauseClass", CAUSE_CLASSES,
  "The suspected kind of cause. Internal: it is never part of a message to customers.", {
    INFRASTRUCTURE: "Hosts, network, storage or a platform of our own.",
    CODE: "A defect in a release.",
    CONFIGURATION: "A setting, flag, limit or certificate.",
    THIRD_PARTY: "Something that another company runs.",
    DATA: "Wrong, missing or unexpected data.",
    UNKNOWN: "Looked at, and not known yet.",
  });

export const MitigationProgressEnum = enumFrom("MitigationProgress", MITIGATION_PROGRESS, "How far the mitigation is.", {
  IDENTIFIED: "It is known what will end the impact.",
  IN_PROGRESS: "It is being carried out.",
  DEPLOYED: "It is in effect; recovery is being watched. Messages no longer have to name the workaround.",
  VERIFIED: "It was seen to work.",
});

export const IncidentOrderFieldEnum = enumFrom("IncidentOrderField", ["DETECTED_AT", "SEVERITY", "UPDATED_AT"],
  "What a list of incidents is sorted by.", {
    DETECTED_AT: "When the incident was detected.",
    SEVERITY: "How bad it is; SEV1 comes first when ascending.",
    UPDATED_AT: "When anything about it last changed.",
  });
export type IncidentOrderField = keyof typeof IncidentOrderFieldEnum;

export const OrderDirectionEnum = enumFrom("OrderDirection", ["ASC", "DESC"], "Which end of a list comes first.", {
  ASC: "Smallest or earliest first.",
  DESC: "Largest or latest first.",
});
export type OrderDirection = keyof typeof OrderDirectionEnum;
