import { expect, test } from "vitest";
import { postUpdate, publishCommunication } from "../../src/services/communication/index.ts";
import { recordImpact } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assessSeverity, changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, anIncident, aService, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("what becomes known raises by itself, with the rule's words", async () => {
  const { id, revision } = await anIncident(ctx);
  const incident = await recordImpact(later(ctx, 5), { incidentId: id, impact: { dataLossRisk: true } });
  expect(incident).toMatchObject({ severity: "SEV1", proposedSeverity: null, bridgeUrl: expect.stringContaining(incident.reference), severityBaseline: null });
  expect(incident.severityHistory).toEqual([{ severity: "SEV3", from: at(0).toISOString() }, { severity: "SEV1", from: at(5).toISOString() }]);
  expect(await saidOf(ctx, { id, revision })).toEqual([
    "IMPACT_CHANGED: Impact: data may be lost",
    "SEVERITY_CHANGED: Severity raised from SEV3 to SEV1: Data may be lost",
    expect.stringMatching(/^PLAN_APPLIED: Plan of SEV1 /),
    "ESCALATION: Data may be lost",
  ]);
});

test("what turns out milder is only proposed", async () => {
  const { id } = await anIncident(ctx, { impact: { dataLossRisk: true, featureState: "DOWN" } });
  expect(await recordImpact(ctx, { incidentId: id, impact: { dataLossRisk: false, featureState: "MINOR", workaround: "Retry" } })).toMatchObject({ severity: "SEV1", proposedSeverity: "SEV4" });
  expect(await changeSeverity(ctx, { incidentId: id, severity: "SEV4", reason: "As proposed" })).toMatchObject({ severity: "SEV4", proposedSeverity: null });
});

test("after a person's word only a rule that was not firing then raises", async () => {
  const service = await aService(ctx, { tier: 4 });
  const { id } = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN", customersStated: 60 } });
  expect(await changeSeverity(ctx, { incidentId: id, severity: "SEV4", reason: "A demo account" })).toMatchObject({ severity: "SEV4", proposedSeverity: "SEV2", severityBaseline: ["MAJOR_CUSTOMERS"] });
  expect(await recordImpact(ctx, { incidentId: id, impact: { customersStated: 900 } })).toMatchObject({ severity: "SEV4", proposedSeverity: "SEV2" });
  expect(await recordImpact(ctx, { incidentId: id, impact: { expanding: true } })).toMatchObject({ severity: "SEV2", proposedSeverity: null });
});

test("a person's word needs a reason, and expanding impact is SEV2 at least", async () => {
  const { id } = await anIncident(ctx, { impact: { expanding: true } });
  expect(await refusal(ctx, id, () => changeSeverity(ctx, { incidentId: id, severity: "SEV1", reason: " " }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  expect(await refusal(ctx, id, () => changeSeverity(ctx, { incidentId: id, severity: "SEV3", reason: "Small" }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "severity" } });
  expect(await changeSeverity(ctx, { incidentId: id, severity: "SEV1", reason: "Growing fast" })).toMatchObject({ severity: "SEV1" });
});

test("a severity that is confirmed is an event and no change", async () => {
  const { id, revision, severityHistory } = await anIncident(ctx);
  expect(await changeSeverity(ctx, { incidentId: id, severity: "SEV3", reason: "Looked twice" })).toMatchObject({ severityHistory, severityBaseline: ["NOTHING_MATCHES"] });
  expect(await saidOf(ctx, { id, revision })).toEqual(["SEVERITY_CHANGED: Severity SEV3 confirmed: Looked twice"]);
});

test("a SEV3 that is raised to SEV1 after two hours breaches nothing by that", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED");
  await postUpdate(later(ctx, 115), { incidentId: id, note: "Still looking" });
  await changeSeverity(later(ctx, 119), { incidentId: id, severity: "SEV1", reason: "All of it" });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: at(0), dueAt: at(120), breachedAt: null });
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ startedAt: at(0), dueAt: at(179), breachedAt: null });
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ startedAt: at(115), dueAt: at(134) });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ startedAt: at(119), dueAt: at(134), atRiskAt: at(130.25) });
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ dueAt: at(60), metAt: at(0) });
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ dueAt: at(120), metAt: at(0) });
});

test("a lowering counts the new spans from the start, and asks for no status page any more", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { severity: "SEV1", reason: "All of it" });
  const { planVersion } = await changeSeverity(later(ctx, 10), { incidentId: id, severity: "SEV3", reason: "One tenant" });
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ startedAt: at(0), dueAt: at(24 * 60), atRiskAt: at(18 * 60), planVersion });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ dueAt: at(120) });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ stoppedAt: at(10), stopReason: "SEV3 does not ask for it" });
  await changeSeverity(later(ctx, 20), { incidentId: id, severity: "SEV2", reason: "Two tenants" });
  expect((await clocksOf(ctx, id, "STATUS_PAGE")).map(({ startedAt, dueAt, stoppedAt }) => [startedAt, dueAt, stoppedAt])).toEqual([[at(0), at(15), at(10)], [at(20), at(35), null]]);
});

test("what was promised to customers stays promised when the severity is lowered", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { severity: "SEV2", reason: "Many ask" });
  await publishCommunication(later(ctx, 5), { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 20 minutes." });
  await changeSeverity(later(ctx, 10), { incidentId: id, severity: "SEV4", reason: "A workaround" });
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ dueAt: at(25), promised: true, stoppedAt: null });
});

test("a raise does not ask again for a page that tells of the incident", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", { severity: "SEV2", reason: "Many ask" });
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes." });
  await changeSeverity(ctx, { incidentId: id, severity: "SEV1", reason: "All of it" });
  expect(await clocksOf(ctx, id, "STATUS_PAGE")).toHaveLength(1);
});

test("a severity stays once the incident has ended", async () => {
  const { id } = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, id, () => changeSeverity(ctx, { incidentId: id, severity: "SEV1", reason: "Late" }))).toMatchObject({ code: "CONFLICT" });
});

test("facts of no incident are assessed by the newest policy, revenue by its stored rates", async () => {
  expect(await assessSeverity(ctx, { featureState: "DOWN", revenueAtRisk: { amount: "462962.96", currency: "EUR" } })).toMatchObject({ severity: "SEV3", policyVersion: 1 });
  expect(await assessSeverity(ctx, { featureState: "DOWN", revenueAtRisk: { amount: "462962.97", currency: "EUR" } })).toMatchObject({ severity: "SEV2", urgent: false });
  await expect(assessSeverity(ctx, { revenueAtRisk: { amount: "1", currency: "XXX" } })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "revenueAtRisk.currency" } });
  await expect(assessSeverity(ctx, { revenueAtRisk: { amount: "-1", currency: "USD" } })).rejects.toMatchObject({ details: { field: "revenueAtRisk.amount" } });
  await expect(assessSeverity(ctx, { customersAffected: -1 })).rejects.toMatchObject({ details: { field: "customersAffected" } });
  await expect(assessSeverity(ctx, { serviceTier: 5 })).rejects.toMatchObject({ details: { field: "serviceTier" } });
});

test("the seed's sample is SEV2 from its rows", async () => {
  const service = await aService(ctx, { tier: 1 });
  const strategic = await someCustomers(ctx, 8, { strategic: true, arrAmount: "100000" }, service);
  const others = await someCustomers(ctx, 119, { arrAmount: "756.30" }, service);
  await someCustomers(ctx, 720, {}, service);
  const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED", workaround: "Smaller batches" }, affectedCustomerExternalIds: [...strategic, ...others].map(({ externalId }) => externalId) });
  expect(incident).toMatchObject({ severity: "SEV2", revenueAtRiskTotal: "889999.7" });
  expect(incident.severityReasons[0]?.because).toBe("DEGRADED on a tier 1 service with 127 of 847 customers (15 %) affected; from 50 on");
});

test("of two who set the severity on the same revision, one is told that it has moved on", async () => {
  const { id, revision } = await anIncident(ctx);
  const outcomes = await Promise.allSettled((["SEV1", "SEV4"] as const).map((severity) => changeSeverity(ctx, { incidentId: id, severity, reason: "So", expectedRevision: revision })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done")).sort()).toEqual(["STALE_REVISION", "done"]);
  expect((await incidents.find(ctx, { id }))?.severityHistory).toHaveLength(2);
});
