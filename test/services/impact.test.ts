import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { changeAffectedCustomers, percentOfService, recordImpact, snapshotsOf } from "../../src/services/impact/index.ts";
import { outreachPlan } from "../../src/services/outreach/index.ts";
import { aContext, anIncident, aResponder, aService, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("what is left out stays, null takes it back", async () => {
  const { id } = await anIncident(ctx);
  const stated = await recordImpact(ctx, { incidentId: id, impact: { customersStated: 40, featureState: "DEGRADED", description: "Slow", workaround: "Retry" } });
  expect(stated).toMatchObject({ customersStated: 40, featureState: "DEGRADED", impactDescription: "Slow", workaround: "Retry", dataLossRisk: false, expanding: false });
  const changed = await recordImpact(ctx, { incidentId: id, impact: { workaround: null, customersStated: null } });
  expect(changed).toMatchObject({ customersStated: null, featureState: "DEGRADED", impactDescription: "Slow", workaround: null });
});

test("each change is one event and one snapshot of the figures", async () => {
  const customers = await someCustomers(ctx, 3, { arrAmount: "0.10" });
  const { id, revision } = await anIncident(ctx);
  await recordImpact(ctx, { incidentId: id, impact: { customersStated: 2 } });
  await changeAffectedCustomers(later(ctx, 5), { incidentId: id, add: customers.map(({ externalId }) => externalId) });
  await recordImpact(later(ctx, 10), { incidentId: id, impact: { customersStated: 5 }, occurredAt: at(8) });
  expect((await snapshotsOf(ctx, [id])).get(id)).toMatchObject([
    { at: NOON, customersAffected: 2, strategicAffected: 0, revenueAtRiskTotal: "0" },
    { at: at(5), customersAffected: 3, revenueAtRiskTotal: "0.3", revenueCurrency: "USD" },
    { at: at(8), customersAffected: 5, revenueAtRiskTotal: "0.3" },
  ]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["IMPACT_CHANGED: Impact: 2 customers affected", "IMPACT_CHANGED: Impact: 3 customers affected", "IMPACT_CHANGED: Impact: 5 customers affected"]);
});

test("the count at triage is the baseline, or the first after it", async () => {
  const early = await anIncidentAt(ctx, "TRIAGED", { impact: { customersStated: 40, featureState: "DEGRADED" } });
  expect(early.customersBaseline).toBe(40);
  const blind = await anIncidentAt(ctx, "MITIGATING");
  expect(blind.customersBaseline).toBeNull();
  expect(await recordImpact(ctx, { incidentId: blind.id, impact: { customersStated: 12 } })).toMatchObject({ customersBaseline: 12 });
  expect(await recordImpact(ctx, { incidentId: blind.id, impact: { customersStated: 19 } })).toMatchObject({ customersBaseline: 12 });
  expect(await recordImpact(ctx, { incidentId: blind.id, impact: { customersStated: 90 } })).toMatchObject({ customersBaseline: 90 });
});

test("percentages are of the service's customers", async () => {
  const service = await aService(ctx);
  await someCustomers(ctx, 8, {}, service);
  expect(await percentOfService({ ...ctx }, await anIncident(ctx, { serviceSlug: service.slug, impact: { customersStated: 2 } }))).toBe(25);
  expect(await percentOfService({ ...ctx }, await anIncident(ctx, { serviceSlug: service.slug, impact: { customersStated: 20 } }))).toBe(100);
  expect(await percentOfService({ ...ctx }, await anIncident(ctx, { impact: { customersStated: 2 } }))).toBeNull();
});

test.each([
  ["impact.customersStated", { customersStated: -1 }],
  ["impact.customersStated", { customersStated: 1.5 }],
  ["impact.customersStated", { customersStated: 2_147_483_648 }],
  ["impact.description", { description: "x".repeat(10_001) }],
  ["impact.workaround", { workaround: "half a pair \ud83d" }],
  ["impact.workaround", { workaround: "NUL \u0000" }],
])("a wrong %s is refused and leaves no trace", async (field, impact) => {
  const { id } = await anIncident(ctx);
  expect(await refusal(ctx, id, () => recordImpact(ctx, { incidentId: id, impact }))).toMatchObject({ code: "INVALID_INPUT", details: { field } });
});

test("the impact of what has ended stays", async () => {
  const { id } = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, id, () => recordImpact(ctx, { incidentId: id, impact: { customersStated: 1 } }))).toMatchObject({ code: "CONFLICT" });
});

test("accounts are reached out to by tier, in it by revenue in one currency, then by name", async () => {
  const owner = await aResponder(ctx);
  const make = async (name: string, over: object) => (await someCustomers(ctx, 1, { name, ...over }))[0]!.externalId;
  const add = [
    await make("Zeta", { arrAmount: "1000" }),
    await make("Alpha", { arrAmount: "1000" }),
    await make("Euro", { arrAmount: "1000", arrCurrency: "EUR" }),
    await make("Heavy", { usage: "100000", ownerId: owner.id }),
    await make("Sponsored", { executiveSponsorEngaged: true }),
    await make("Renewing", { renewalOn: at(60 * 24 * 30) }),
    await make("Burning", { strategic: true, activeEscalation: true }),
    await make("Enterprise", { plan: "Enterprise", activeEscalation: true, arrAmount: "5" }),
  ];
  const { id } = await anIncident(ctx, { affectedCustomerExternalIds: add });
  const plan = await outreachPlan({ ...ctx }, id);
  expect(plan.map(({ rank, customer, tier, state }) => [rank, customer.name, tier, state])).toEqual([
    [1, "Burning", "ACTIVE_ESCALATION", "planned"], [2, "Enterprise", "ACTIVE_ESCALATION", "planned"], [3, "Renewing", "RENEWAL_WINDOW", "planned"],
    [4, "Sponsored", "EXECUTIVE_SPONSOR", "planned"], [5, "Heavy", "HIGH_USAGE", "planned"], [6, "Euro", "OTHER", "planned"], [7, "Alpha", "OTHER", "planned"], [8, "Zeta", "OTHER", "planned"],
  ]);
  expect(plan.find(({ ownerId }) => ownerId)).toMatchObject({ customer: { name: "Heavy" }, ownerId: owner.id, clock: null });
  await incidents.startMitigation(ctx, { incidentId: id });
  await incidents.resolve(ctx, { incidentId: id, overrideReason: "A drill" });
  expect((await outreachPlan({ ...ctx }, id))[0]?.clock).toMatchObject({ kind: "CSM_CALL", dueAt: at(24 * 60) });
});
