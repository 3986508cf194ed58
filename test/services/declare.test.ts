import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, aService, aTeam, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clockOf, eventsOf, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

const count = async () => (await source.query("select count(*)::int as count from incident"))[0].count as number;

test("with two words an incident has a number, a channel, a provisional severity, a plan at work and its first clocks", async () => {
  const incident = await anIncident(ctx);
  expect(incident).toMatchObject({
    reference: "INC-2030-0101-001", channel: "#incident-inc-0101-001", bridgeUrl: null, status: "DETECTED", severity: "SEV3", severityProvisional: true,
    severityHistory: [{ severity: "SEV3", from: NOON.toISOString() }], planVersion: 1, policyVersion: 1, detectedAt: NOON, declaredAt: NOON, postMortemOwed: false,
  });
  expect(await incidents.find(ctx, { reference: incident.reference })).toEqual(incident);
  expect(await saidOf(ctx, { id: incident.id })).toEqual([
    "DECLARED: Incident created, Sev3 declared",
    "PLAN_APPLIED: Plan of SEV3 applied in #incident-inc-0101-001: updates every 60 min; nobody fills Engineering On-Call, Support",
    "ESCALATION: Nobody on the ladder can be paged",
  ]);
  expect(await clockOf(ctx, incident.id, "ACKNOWLEDGE")).toMatchObject({ startedAt: NOON, dueAt: at(120), atRiskAt: at(90) });
  expect(await clockOf(ctx, incident.id, "TRIAGE")).toMatchObject({ startedAt: NOON, dueAt: at(60) });
  expect(await clockOf(ctx, incident.id, "RESOLVE")).toMatchObject({ startedAt: NOON, dueAt: at(24 * 60) });
  expect(await clockOf(ctx, incident.id, "OWNERSHIP")).toMatchObject({ startedAt: NOON, dueAt: at(10) });
});

test("what was detected earlier counts from then, acknowledging from the declaration", async () => {
  const { id, reference } = await anIncident(later(ctx, 20), { detectedAt: at(-13 * 60) });
  expect(reference).toBe("INC-2029-1231-001");
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ startedAt: at(20) });
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ startedAt: at(-13 * 60), dueAt: at(-12 * 60) });
  expect((await eventsOf(ctx, id))[0]).toMatchObject({ occurredAt: at(20), recordedAt: at(20), details: { detectedAt: at(-13 * 60).toISOString() } });
});

test("a clock that goes a little ahead does no harm, and one that goes far ahead is refused", async () => {
  const { id, detectedAt } = await anIncident(ctx, { detectedAt: at(1) });
  expect(detectedAt).toEqual(at(1));
  expect(await incidents.startMitigation(ctx, { incidentId: id })).toMatchObject({ status: "MITIGATING", triagedAt: at(1), mitigatingAt: at(1) });
  await expect(anIncident(ctx, { detectedAt: new Date(at(1).getTime() + 1) })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "detectedAt" } });
});

test("the service brings its tier and its owner", async () => {
  const team = await aTeam(ctx);
  const service = await aService(ctx, { tier: 2, ownerTeamId: team.id });
  const incident = await anIncident(ctx, { serviceSlug: service.slug });
  expect(incident).toMatchObject({ serviceId: service.id, ownerTeamId: team.id, severity: "SEV2", postMortemOwed: true });
  expect(incident.severityReasons).toEqual([{ rule: "NOTHING_KNOWN_CRITICAL", severity: "SEV2", because: "Nothing is known yet of a tier 2 service" }]);
  expect(await clockOf(ctx, incident.id, "OWNERSHIP")).toBeUndefined();
});

test("another team than the service's may own it", async () => {
  const [owner, other] = [await aTeam(ctx), await aTeam(ctx)];
  const { slug } = await aService(ctx, { ownerTeamId: owner.id });
  expect(await anIncident(ctx, { serviceSlug: slug, ownerTeamSlug: other.slug })).toMatchObject({ ownerTeamId: other.id });
});

test("the first severity is assessed from all that the declaration says", async () => {
  const service = await aService(ctx, { tier: 1 });
  const customers = await someCustomers(ctx, 60, { strategic: true }, service);
  const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED" }, affectedCustomerExternalIds: customers.map(({ externalId }) => externalId) });
  expect(incident).toMatchObject({ severity: "SEV2", customersCounted: 60, strategicAffected: 60, revenueAtRiskTotal: "60000", proposedSeverity: null });
  expect(incident.severityReasons.map(({ rule }) => rule)).toEqual(["MAJOR_CUSTOMERS", "MAJOR_STRATEGIC"]);
  expect((await saidOf(ctx, incident)).filter((said) => said.startsWith("SEVERITY"))).toEqual([]);
});

test("a person's word on the severity needs a reason where it differs from the assessment", async () => {
  expect(await anIncident(ctx, { severity: "SEV3" })).toMatchObject({ severity: "SEV3", severityBaseline: ["NOTHING_MATCHES"] });
  expect(await anIncident(ctx, { severity: "SEV1", reason: "All of checkout" })).toMatchObject({ severity: "SEV1", bridgeUrl: expect.stringContaining("INC-2030-0101-"), severityBaseline: ["NOTHING_MATCHES"] });
  await expect(anIncident(ctx, { severity: "SEV1" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "reason", assessed: "SEV3" } });
  await expect(anIncident(ctx, { severity: "SEV3", reason: "Small", impact: { expanding: true } })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "severity" } });
});

test("expanding impact is SEV2 at least, with a bridge", async () => {
  const incident = await anIncident(ctx, { impact: { featureState: "MINOR", workaround: "Retry", expanding: true } });
  expect(incident).toMatchObject({ severity: "SEV2", expanding: true, bridgeUrl: `https://meet.example.com/${incident.reference}` });
});

test("a refused declaration leaves no trace, and its number goes to the next", async () => {
  const next = (await anIncident(ctx)).reference.replace(/\d+$/, (number) => String(Number(number) + 1).padStart(3, "0"));
  const before = await count();
  const refused = [
    { title: " " }, { title: "x".repeat(201) }, { description: "x".repeat(10_001) }, { serviceSlug: "nowhere" }, { ownerTeamSlug: "nobody" },
    { affectedCustomerExternalIds: ["nobody"] }, { impact: { customersStated: -1 } }, { recurrenceOfId: "00000000-0000-4000-8000-000000000000" }, { severity: "SEV1" as const },
  ];
  const fields: unknown[] = [];
  for (const over of refused) await anIncident(ctx, over).catch((error) => fields.push(error.details.field));
  expect(fields).toEqual(["title", "title", "description", "serviceSlug", "ownerTeamSlug", "affectedCustomerExternalIds", "impact.customersStated", "recurrenceOfId", "reason"]);
  expect(await count()).toBe(before);
  expect((await anIncident(ctx)).reference).toBe(next);
});

test("a recurrence is linked from the start, and owes a post-mortem where one is owed on request", async () => {
  const earlier = await anIncident(ctx);
  const incident = await anIncident(later(ctx, 60), { recurrenceOfId: earlier.id });
  expect(incident).toMatchObject({ recurrenceOfId: earlier.id, severity: "SEV3", postMortemOwed: true });
  expect((await incidents.pointingAt(ctx, [earlier.id], "recurrenceOfId")).get(earlier.id)?.map(({ id }) => id)).toEqual([incident.id]);
  expect(await anIncident(ctx, { recurrenceOfId: earlier.id, severity: "SEV4", reason: "Tiny" })).toMatchObject({ postMortemOwed: false });
});
