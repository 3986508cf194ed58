import { expect, test } from "vitest";
import type { ActionItemEntity } from "../../src/entities/action-item.entity.ts";
import type { CommunicationEntity } from "../../src/entities/communication.entity.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { INCIDENT_STATUSES, type Audience } from "../../src/entities/vocabulary.ts";
import { report, type ReportFacts } from "../../src/services/report/report.rules.ts";
import { at } from "../support/build.ts";

const INCIDENT = {
  reference: "INC-2030-0101-001", status: "POST_MORTEM", severity: "SEV3", title: "Exports fail", description: null, detectedAt: at(0), source: "CUSTOMER",
  rootCause: null, customersStated: 40, customersCounted: 12, strategicAffected: 0, revenueAtRiskTotal: "1234.5", impactDescription: null, workaround: null,
  dataLossRisk: false, channel: "#incident-inc-0101-001", postMortemOwed: false,
} as IncidentEntity;

const FACTS: ReportFacts = { incident: INCIDENT, service: null, team: [], events: [], messages: [], strategicReached: 2, nextUpdateAt: null, actions: [], postMortemDueAt: null };
const anAction = (over: Partial<ActionItemEntity>) => ({ action: "Look", owner: "Ada", dueAt: null, dueUpon: null, state: "PENDING", entered: true, ...over }) as ActionItemEntity;
const aMessage = (audience: Audience, over: Partial<CommunicationEntity> = {}) => ({ audience, body: "Words", recipients: 3, channel: null, template: null, publishedAt: at(10), ...over }) as CommunicationEntity;

test("an incident of which little is known has every key of the format", () => {
  expect(report(FACTS)).toEqual({
    incidentId: "INC-2030-0101-001",
    status: "post_mortem",
    severity: "sev3",
    incidentSummary: { title: "Exports fail", description: null, detectedAt: "2030-01-01T12:00:00Z", source: "customer", affectedService: null, rootCause: null },
    impactAssessment: {
      totalCustomersAffected: 40, strategicAccountsAffected: 0, revenueAtRisk: 1234.5, impactDescription: null, workaroundAvailable: false, workaround: null, dataLossRisk: false,
    },
    responseTeam: [],
    timeline: [],
    communications: {
      statusPage: { status: "not_published", lastUpdate: null, message: null },
      strategicAccounts: { sent: 0, channel: null, template: null },
      internalSlack: { channel: "#incident-inc-0101-001", lastUpdate: null },
      nextScheduledUpdate: null,
    },
    nextActions: [],
    postMortemRequired: false,
    postMortemDeadline: null,
    exitState: "post_mortem",
  });
});

test("the response team is the four coordination roles, in the format's order", () => {
  const team = (["CS_LIAISON", "SUPPORT_LEAD", "INCIDENT_COMMANDER"] as const).map((role) => ({ role, name: role, team: null, accepted: role !== "CS_LIAISON" }));
  expect(report({ ...FACTS, team }).responseTeam).toEqual([
    { role: "Incident Commander", name: "INCIDENT_COMMANDER", team: null, status: "active" },
    { role: "CS Liaison", name: "CS_LIAISON", team: null, status: "assigned" },
  ]);
});

test("only actions that a person entered are named, with when they are due", () => {
  const actions = [anAction({ dueAt: at(90) }), anAction({ entered: false }), anAction({ state: "IN_PROGRESS", dueUpon: "RESOLVED" }), anAction({})];
  expect(report({ ...FACTS, actions }).nextActions.map(({ dueBy, status }) => [dueBy, status])).toEqual([
    ["2030-01-01T13:30:00Z", "pending"], ["Upon resolution", "in_progress"], [null, "pending"],
  ]);
});

test.each(INCIDENT_STATUSES)("what is due upon %s is said in words", (dueUpon) => {
  expect(report({ ...FACTS, actions: [anAction({ dueUpon })] }).nextActions[0]?.dueBy).toMatch(/^Upon [a-z-]+$/);
});

test("each audience's message stands in its place", () => {
  const messages = [aMessage("STATUS_PAGE"), aMessage("STRATEGIC_ACCOUNTS", { channel: "email", template: "outreach" }), aMessage("INTERNAL", { publishedAt: new Date("2030-01-01T12:20:00.250Z") })];
  expect(report({ ...FACTS, messages, nextUpdateAt: at(30) }).communications).toEqual({
    statusPage: { status: "published", lastUpdate: "2030-01-01T12:10:00Z", message: "Words" },
    strategicAccounts: { sent: 2, channel: "email", template: "outreach" },
    internalSlack: { channel: "#incident-inc-0101-001", lastUpdate: "2030-01-01T12:20:00.250Z" },
    nextScheduledUpdate: "2030-01-01T12:30:00Z",
  });
});
