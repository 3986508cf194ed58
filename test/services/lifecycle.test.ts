import { expect, test } from "vitest";
import type { TeamEntity } from "../../src/entities/team.entity.ts";
import { INCIDENT_STATUSES, type IncidentStatus } from "../../src/entities/vocabulary.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anActor, anIncident, aTeam } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, eventsOf, OVERRIDE, refusal } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
let team: Promise<TeamEntity> | undefined;
const owners = () => (team ??= aTeam(ctx));

type Verb = (incidentId: string) => Promise<{ status: IncidentStatus }>;

/** What each verb leads to. A reopen is startMitigation too. */
const VERBS: Partial<Record<IncidentStatus, Verb>> = {
  TRIAGED: async (incidentId) => incidents.triage(ctx, { incidentId, ownerTeamSlug: (await owners()).slug, impact: { featureState: "DEGRADED" } }),
  MITIGATING: (incidentId) => incidents.startMitigation(ctx, { incidentId, reason: "Again" }),
  RESOLVED: (incidentId) => incidents.resolve(ctx, { incidentId, ...OVERRIDE }),
  POST_MORTEM: (incidentId) => incidents.startPostMortem(ctx, { incidentId }),
  CLOSED: (incidentId) => incidents.close(ctx, { incidentId }),
  CANCELLED: (incidentId) => incidents.cancel(ctx, { incidentId }),
};

const PAIRS = INCIDENT_STATUSES.flatMap((from) => Object.keys(VERBS).map((to) => [from, to as IncidentStatus] as const));

test.each(PAIRS)("from %s to %s a verb goes where the table allows it, and is refused with the moves that are allowed elsewhere", async (from, to) => {
  const incident = await anIncidentAt(ctx, from);
  const { id } = incident;
  const allowed = incidents.allowedMoves(incident);

  if (allowed.includes(to)) {
    expect((await VERBS[to]!(id)).status).toBe(to);
    expect((await eventsOf(ctx, id)).filter(({ kind, revision }) => kind === "STATUS_CHANGED" && revision > incident.revision)).toMatchObject([{ details: { from, to } }]);
  } else {
    expect(await refusal(ctx, id, () => VERBS[to]!(id))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { field: "incidentId", from, to, allowed } });
  }
});

test("mitigation from DETECTED stamps the triage too", async () => {
  const { id } = await anIncident(ctx);
  const incident = await incidents.startMitigation(ctx, { incidentId: id });
  expect(incident).toMatchObject({ triagedAt: incident.mitigatingAt, severityProvisional: false });
  expect((await clockOf(ctx, id, "TRIAGE"))?.metAt).toEqual(incident.triagedAt);
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: incident.triagedAt, metAt: null });
});

test("of two who start the mitigation at once, one is told it is done", async () => {
  const { id, revision } = await anIncident(ctx);
  const outcomes = await Promise.allSettled([1, 2].map(() => incidents.startMitigation(ctx, { incidentId: id })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await eventsOf(ctx, id)).slice(revision).map(({ kind }) => kind)).toEqual(["STATUS_CHANGED"]);
});

test("a revision that has moved on is refused with the incident as it is now", async () => {
  const { id, revision } = await anIncident(ctx);
  await incidents.reportMitigation(ctx, { incidentId: id, progress: "IDENTIFIED", summary: "Found", expectedRevision: revision });
  const error = await refusal(ctx, id, () => incidents.startMitigation(ctx, { incidentId: id, expectedRevision: revision }));
  expect(error).toMatchObject({ code: "STALE_REVISION", details: { field: "expectedRevision", current: { id, revision: revision + 1, status: "DETECTED", allowedTransitions: ["TRIAGED", "MITIGATING", "CANCELLED"] } } });
});

test("of two who decide on the same revision, one is told that it has moved on", async () => {
  const { id, revision } = await anIncident(ctx);
  const outcomes = await Promise.allSettled(["IDENTIFIED", "DEPLOYED"].map((progress) =>
    incidents.reportMitigation(ctx, { incidentId: id, progress: progress as "DEPLOYED", summary: progress, expectedRevision: revision })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done")).sort()).toEqual(["STALE_REVISION", "done"]);
});

test("who may only read moves nothing, and an incident that is not there is not found", async () => {
  const { id } = await anIncident(ctx);
  const viewer = aContext(source.manager, { actor: anActor({ role: "VIEWER" }) });
  expect(await refusal(ctx, id, () => incidents.startMitigation(viewer, { incidentId: id }))).toMatchObject({ code: "FORBIDDEN" });
  expect(await refusal(ctx, id, () => incidents.startMitigation(ctx, { incidentId: "no id" }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "incidentId" } });
  expect(await refusal(ctx, id, () => incidents.startMitigation(ctx, { incidentId: "00000000-0000-4000-8000-000000000000" }))).toMatchObject({ code: "NOT_FOUND" });
});
