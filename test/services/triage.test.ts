import { expect, test } from "vitest";
import { publishCommunication } from "../../src/services/communication/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignmentsOf } from "../../src/services/role/index.ts";
import { aContext, anIncident, aResponder, aService, aTeam, at, later, NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clockOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const DEGRADED = { impact: { featureState: "DEGRADED" } } as const;

test("a triage settles severity, owner and first impact in one act, and starts the clocks of the first word", async () => {
  const [team, ada] = [await aTeam(ctx), await aResponder(ctx, { name: "Ada Lovelace" })];
  const declared = await anIncident(ctx);
  const incident = await incidents.triage(later(ctx, 3), {
    incidentId: declared.id, ownerTeamSlug: team.slug, commanderId: ada.id, severity: "SEV2", reason: "Many ask", strategy: "CONTAIN_FIRST", causeClass: "CODE", impact: { customersStated: 40, featureState: "DOWN" },
  });
  expect(incident).toMatchObject({
    status: "TRIAGED", triagedAt: at(3), severity: "SEV2", severityProvisional: false, ownerTeamId: team.id, commanderId: ada.id, strategy: "CONTAIN_FIRST", causeClass: "CODE", customersBaseline: 40,
  });
  expect(await saidOf(ctx, declared)).toEqual([
    `OWNER_CHANGED: ${team.name} owns the incident`,
    "ROLE_CHANGED: Ada Lovelace is Incident Commander",
    "IMPACT_CHANGED: Impact: DOWN, 40 customers affected",
    "SEVERITY_CHANGED: Severity raised from SEV3 to SEV2: Many ask",
    "PLAN_APPLIED: Plan of SEV2 applied in " + incident.channel + ": updates every 30 min; nobody fills Engineering On-Call, Product Manager, Support Lead",
    "PAGE: Told Ada Lovelace (Incident Commander). Raised from SEV3 to SEV2",
    "STATUS_CHANGED: Triaged as SEV2",
  ]);
  expect(await clockOf(ctx, declared.id, "TRIAGE")).toMatchObject({ metAt: at(3), breachedAt: null });
  expect(await clockOf(ctx, declared.id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(3) });
  expect(await clockOf(ctx, declared.id, "OWNERSHIP")).toMatchObject({ metAt: at(3) });
  expect(await clockOf(ctx, declared.id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: at(3), dueAt: at(33), metAt: null });
  expect(await clockOf(ctx, declared.id, "STATUS_PAGE")).toMatchObject({ startedAt: at(3), dueAt: at(18), metAt: null });
});

test("SEV3 owes no status page", async () => {
  const { slug } = await aTeam(ctx);
  const { id } = await anIncident(ctx);
  await incidents.triage(ctx, { incidentId: id, ownerTeamSlug: slug, ...DEGRADED });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toBeUndefined();
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ dueAt: at(120) });
});

test("without an owner or a word on the impact a triage is refused, and leaves no trace", async () => {
  const [team, queue] = [await aTeam(ctx), await aTeam(ctx, { catchAll: true })];
  const { id } = await anIncident(ctx);
  const triage = (over: object) => refusal(ctx, id, () => incidents.triage(ctx, { incidentId: id, ...over }));
  expect(await triage(DEGRADED)).toMatchObject({ code: "INVALID_INPUT", details: { field: "ownerTeamSlug", missing: "owner" } });
  expect(await triage({ ...DEGRADED, ownerTeamSlug: queue.slug })).toMatchObject({ details: { missing: "owner" } });
  expect(await triage({ ownerTeamSlug: team.slug })).toMatchObject({ code: "INVALID_INPUT", details: { field: "impact", missing: "impact" } });
  expect(await triage({ ...DEGRADED, ownerTeamSlug: "nobody" })).toMatchObject({ code: "NOT_FOUND", details: { field: "ownerTeamSlug" } });
  expect(await triage({ ...DEGRADED, commanderId: "00000000-0000-4000-8000-000000000000" })).toMatchObject({ code: "NOT_FOUND", details: { field: "commanderId" } });
  expect(await triage({ ...DEGRADED, ownerTeamSlug: team.slug, severity: "SEV1" })).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason", assessed: "SEV3" } });
});

test("a commander alone is an owner, and what was said before the triage need not be said again", async () => {
  const ada = await aResponder(ctx);
  const { slug } = await aService(ctx, { tier: 3 });
  const { id } = await anIncident(ctx, { serviceSlug: slug, impact: { description: "Slow exports" } });
  const incident = await incidents.triage(ctx, { incidentId: id, commanderId: ada.id });
  expect(incident).toMatchObject({ status: "TRIAGED", commanderId: ada.id, severity: "SEV3" });
  expect((await assignmentsOf(ctx, [id], { active: true })).get(id)).toMatchObject([{ role: "INCIDENT_COMMANDER", acting: false, acceptedAt: NOON }]);
});

test("a triage that is noted later counts from when it was, the commander's acceptance included", async () => {
  const ada = await aResponder(ctx);
  const { id } = await anIncident(ctx, { severity: "SEV1", reason: "All of it" });
  const incident = await incidents.triage(later(ctx, 30), { incidentId: id, commanderId: ada.id, occurredAt: at(4), ...DEGRADED });
  expect(incident.triagedAt).toEqual(at(4));
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(4), breachedAt: null });
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(4), breachedAt: null });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: at(4), dueAt: at(19) });
});

test("a late triage keeps the breach beside it", async () => {
  const { slug } = await aTeam(ctx);
  const { id } = await anIncident(ctx);
  await incidents.triage(later(ctx, 61), { incidentId: id, ownerTeamSlug: slug, ...DEGRADED });
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(61), breachedAt: at(60) });
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(61), breachedAt: null });
});

test("what customers were told before the triage is told", async () => {
  const { slug } = await aTeam(ctx);
  const { id } = await anIncident(ctx, { severity: "SEV2", reason: "Many ask" });
  await publishCommunication(ctx, { incidentId: id, audience: "IN_APP_BANNER", body: "We are looking into it. Next update in 30 minutes." });
  await publishCommunication(later(ctx, 1), { incidentId: id, audience: "STATUS_PAGE", body: "We are looking into it. Next update in 30 minutes." });
  await incidents.triage(later(ctx, 2), { incidentId: id, ownerTeamSlug: slug, ...DEGRADED });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: at(2), metAt: NOON });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ startedAt: at(2), metAt: at(1) });
});

test("of two who triage at once, one is told it is done", async () => {
  const { slug } = await aTeam(ctx);
  const { id, revision } = await anIncident(ctx);
  const outcomes = await Promise.allSettled([1, 2].map(() => incidents.triage(ctx, { incidentId: id, ownerTeamSlug: slug, ...DEGRADED })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done")).sort()).toEqual(["ILLEGAL_TRANSITION", "done"]);
  expect(await saidOf(ctx, { id, revision })).toHaveLength(3);
});
