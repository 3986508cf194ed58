import type { TimelineKind } from "../../entities/vocabulary.ts";
import type { PartName } from "./cast.ts";
import { affectedCustomers } from "./customers.ts";

/** What a step may refer to. */
export interface Scene {
  /** A time of the sample, moved. */
  at: (time: string) => Date;
  id: (part: PartName) => string | undefined;
  /** Revision of what the step at this time left on the timeline. */
  revision: (time: string, kind: TimelineKind) => number;
}

/** One mutation by one client. All inputs but the first are sent with the incident's id. */
export interface Step {
  at: string;
  by: PartName;
  mutation: keyof typeof INPUTS;
  /** What it leaves on the timeline; no two steps leave the same at one time, so that shows whether it is done. */
  leaves: TimelineKind;
  says: string;
  input: (scene: Scene) => object;
}

/** The input type of each mutation that is played. */
export const INPUTS = {
  declareIncident: "DeclareIncidentInput",
  pinTimelineEvent: "PinTimelineEventInput",
  addTimelineEvent: "TimelineEventInput",
  acknowledge: "AcknowledgeInput",
  assignRole: "AssignRoleInput",
  changeAffectedCustomers: "AffectedCustomersInput",
  triageIncident: "TriageIncidentInput",
  reportMitigation: "ReportMitigationInput",
  startMitigation: "MoveIncidentInput",
  publishCommunication: "PublishCommunicationInput",
  addAction: "ActionInput",
} as const;

export const TITLE = "API Rate Limiting Affecting Batch Operations";
export const SERVICE = "api-gateway";
const WORKAROUND = "Customers can reduce batch size to under 100 records";

const pin = (at: string, by: PartName, pinned: string, kind: TimelineKind): Step => ({
  at, by, mutation: "pinTimelineEvent", leaves: "PINNED", says: "puts that on the report",
  input: ({ revision }) => ({ revision: revision(pinned, kind), pinned: true }),
});

const accept = (at: string, by: PartName, role: string, says: string): Step => ({
  at, by, mutation: "assignRole", leaves: "ROLE_CHANGED", says, input: ({ id }) => ({ role, responderId: id(by), accepted: true }),
});

const action = (at: string, by: PartName, owner: string, what: string, says: string, due: (scene: Scene) => object): Step => ({
  at, by, mutation: "addAction", leaves: "ACTION", says, input: (scene) => ({ action: what, owner, ...due(scene) }),
});

/** The sample incident of seed 002, as those who are in it would work it. */
export const SCRIPT: readonly Step[] = [
  {
    at: "14:25", by: "onCall", mutation: "declareIncident", leaves: "DECLARED", says: "is paged by the monitor and opens an incident",
    input: ({ at }) => ({
      title: TITLE,
      description: "Customers experiencing 429 errors on batch API endpoints, affecting scheduled data syncs",
      source: "MONITORING", serviceSlug: SERVICE, detectedAt: at("14:23"), actorLabel: "On-call",
    }),
  },
  pin("14:25:15", "onCall", "14:25", "DECLARED"),
  {
    at: "14:25:30", by: "datadog", mutation: "addTimelineEvent", leaves: "SIGNAL", says: "adds its alert, which was at 14:23",
    input: ({ at }) => ({ kind: "SIGNAL", summary: "Monitoring alert: API 429 rate spike", occurredAt: at("14:23"), actorLabel: "Datadog", pinned: true }),
  },
  { at: "14:26", by: "onCall", mutation: "acknowledge", leaves: "ACKNOWLEDGED", says: "is on it, and commands until somebody else does", input: () => ({}) },
  accept("14:27", "commander", "INCIDENT_COMMANDER", "takes command"),
  accept("14:27:20", "platform", "TECHNICAL_LEAD", "leads the technical work"),
  accept("14:27:40", "support", "CUSTOMER_COMMS", "speaks to customers"),
  {
    at: "14:28", by: "support", mutation: "changeAffectedCustomers", leaves: "IMPACT_CHANGED", says: "lists the accounts that see errors",
    input: () => ({ add: affectedCustomers() }),
  },
  accept("14:28:20", "success", "CS_LIAISON", "looks after the strategic accounts"),
  {
    at: "14:29", by: "commander", mutation: "triageIncident", leaves: "STATUS_CHANGED", says: "states the impact; the hub weighs the severity",
    input: () => ({
      strategy: "CONTAIN_FIRST",
      impact: { featureState: "DEGRADED", description: "Batch API calls failing, affecting 15% of API customers", workaround: WORKAROUND, dataLossRisk: false },
    }),
  },
  {
    at: "14:29:40", by: "platform", mutation: "addTimelineEvent", leaves: "EVIDENCE", says: "adds what was seen at 14:15, before the alert",
    input: ({ at }) => ({ kind: "EVIDENCE", grade: "OBSERVED", summary: "Rate limit configuration deployed to the API gateway", occurredAt: at("14:15") }),
  },
  {
    at: "14:30", by: "platform", mutation: "reportMitigation", leaves: "MITIGATION", says: "has found the cause, and expects a fix by 17:00",
    input: ({ at }) => ({
      progress: "IDENTIFIED", summary: "Root cause identified: config deployment at 14:15", causeClass: "CONFIGURATION",
      rootCause: "Rate limit configuration deployed with incorrect threshold", eta: at("17:00"), actorLabel: "Platform Engineering",
    }),
  },
  pin("14:30:20", "platform", "14:30", "MITIGATION"),
  { at: "14:31", by: "platform", mutation: "startMitigation", leaves: "STATUS_CHANGED", says: "begins the fix", input: () => ({}) },
  {
    at: "14:35", by: "support", mutation: "publishCommunication", leaves: "COMMUNICATION", says: "puts the first notice on the status page",
    input: ({ at }) => ({
      audience: "STATUS_PAGE", publicState: "IDENTIFIED", nextUpdateAt: at("14:50"),
      body: `We identified an issue with API rate limiting affecting batch operations and are working on a fix. ${WORKAROUND} meanwhile. Next update in 15 minutes.`,
    }),
  },
  {
    at: "14:35:20", by: "support", mutation: "publishCommunication", leaves: "COMMUNICATION", says: "writes to the strategic accounts",
    input: ({ at }) => ({
      audience: "STRATEGIC_ACCOUNTS", channel: "email_and_slack", template: "sev2_proactive_outreach", nextUpdateAt: at("14:50"), subject: "Your batch API calls",
      body: `Some of your batch API calls are being turned away with error 429, and we are working on a fix. ${WORKAROUND} meanwhile. Next update in 15 minutes.`,
    }),
  },
  {
    at: "14:35:40", by: "support", mutation: "addTimelineEvent", leaves: "COMMUNICATION", says: "notes both, as of 14:35",
    input: ({ at }) => ({ kind: "COMMUNICATION", summary: "Status page updated, strategic accounts notified", occurredAt: at("14:35"), actorLabel: "Support", pinned: true }),
  },
  {
    at: "14:40", by: "platform", mutation: "reportMitigation", leaves: "MITIGATION", says: "has the fix out",
    input: () => ({ progress: "DEPLOYED", summary: "Fix deployed, monitoring for recovery", actorLabel: "Platform Engineering" }),
  },
  {
    at: "14:40", by: "support", mutation: "publishCommunication", leaves: "COMMUNICATION", says: "says so on the status page, and promises 14:55",
    input: ({ at }) => ({
      audience: "STATUS_PAGE", publicState: "MONITORING", nextUpdateAt: at("14:55"),
      body:
        "We identified an issue with API rate limiting affecting batch operations. A fix has been deployed and we are monitoring recovery. Next update in 15 minutes.",
    }),
  },
  pin("14:40:20", "platform", "14:40", "MITIGATION"),
  action("14:40:40", "platform", "Platform Engineering", "Monitor error rates for 15 minutes", "watches the error rates", ({ at }) => ({ dueAt: at("14:55"), state: "IN_PROGRESS" })),
  action("14:41", "support", "Support", "Verify all affected customers recovered", "is to see that customers recovered", ({ at }) => ({ dueAt: at("15:00") })),
  action("14:41:20", "success", "Customer Success", "CSM outreach to 8 strategic accounts", "is to call the strategic accounts", ({ at }) => ({ dueAt: at("17:00") })),
  action("14:41:40", "support", "Support", "Publish resolution status page update", "is to say when it is over", () => ({ dueUpon: "RESOLVED" })),
  {
    at: "14:42", by: "commander", mutation: "publishCommunication", leaves: "COMMUNICATION", says: "sums up for everybody inside",
    input: () => ({
      audience: "INTERNAL",
      body: "The fix is out and error rates are falling. Support verifies recovery with the 127 accounts, Customer Success calls the 8 strategic ones. The status page has the next update in 13 minutes.",
    }),
  },
];

export const FIRST_STEP = SCRIPT[0] as Step;
export const LAST_STEP = SCRIPT.at(-1) as Step;
