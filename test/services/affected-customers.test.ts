import { expect, test } from "vitest";
import { updateCustomer } from "../../src/services/customer/index.ts";
import { affectedCustomers, changeAffectedCustomers, recordImpact, sourcesOf } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, aService, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const ids = (customers: { externalId: string }[]) => customers.map(({ externalId }) => externalId);

test("accounts count once, by external id or id, and again is nothing new", async () => {
  const [customers, strategic] = [await someCustomers(ctx, 2), await someCustomers(ctx, 1, { strategic: true })];
  const { id } = await anIncident(ctx);
  const add = [...ids(customers), customers[0]!.id.toUpperCase(), customers[0]!.id, strategic[0]!.id];
  const incident = await changeAffectedCustomers(ctx, { incidentId: id, add });
  expect(incident).toMatchObject({ customersCounted: 3, strategicAffected: 1, revenueAtRisk: [{ amount: "3000", currency: "USD" }], revenueAtRiskTotal: "3000" });
  expect((await saidOf(ctx, { id })).filter((said) => said.startsWith("IMPACT"))).toEqual(["IMPACT_CHANGED: Impact: 3 customers affected (1 strategic)"]);

  const trace = await traceOf(ctx, id);
  await changeAffectedCustomers(later(ctx, 5), { incidentId: id, add });
  await changeAffectedCustomers(later(ctx, 5), { incidentId: id, remove: ["nobody"] });
  expect(await traceOf(ctx, id)).toEqual(trace);
});

test("the larger of stated and counted is used", async () => {
  const customers = await someCustomers(ctx, 3);
  const { id, revision } = await anIncident(ctx, { impact: { customersStated: 2 } });
  await changeAffectedCustomers(ctx, { incidentId: id, add: ids(customers) });
  await changeAffectedCustomers(ctx, { incidentId: id, remove: ids(customers.slice(1)) });
  expect(await saidOf(ctx, { id, revision })).toEqual(["IMPACT_CHANGED: Impact: 3 customers affected", "IMPACT_CHANGED: Impact: 2 customers affected"]);
});

test("revenue is summed by currency without a float, and given once in the policy's", async () => {
  const cents = [...(await someCustomers(ctx, 1, { arrAmount: "0.1" })), ...(await someCustomers(ctx, 1, { arrAmount: "0.2" }))];
  const euros = await someCustomers(ctx, 1, { arrAmount: "123456789012345.67", arrCurrency: "EUR" });
  const yen = await someCustomers(ctx, 1, { arrAmount: "1000000", arrCurrency: "JPY" });
  const { id } = await anIncident(ctx);
  expect(await changeAffectedCustomers(ctx, { incidentId: id, add: ids([...cents, ...euros, ...yen]) })).toMatchObject({
    revenueAtRisk: [{ amount: "123456789012345.67", currency: "EUR" }, { amount: "1000000", currency: "JPY" }, { amount: "0.3", currency: "USD" }],
    // 123456789012345.67 x 1.08 + 1000000 x 0.0067 + 0.3, to the cent
    revenueAtRiskTotal: "133333332140033.62", revenueCurrency: "USD",
  });
});

test("once the last account is off, nothing is left of the revenue", async () => {
  const customers = await someCustomers(ctx, 2, { strategic: true });
  const { id } = await anIncident(ctx, { affectedCustomerExternalIds: ids(customers) });
  await changeAffectedCustomers(ctx, { incidentId: id, remove: ids(customers) });
  expect(await incidents.find(ctx, { id })).toMatchObject({ customersCounted: 0, strategicAffected: 0, revenueAtRisk: [], revenueAtRiskTotal: "0" });
});

test("a segment adds all that fit all of it", async () => {
  const service = await aService(ctx);
  await someCustomers(ctx, 2, { region: "eu", plan: "pro" }, service);
  await someCustomers(ctx, 1, { region: "us", plan: "pro" }, service);
  await someCustomers(ctx, 1, { region: "eu", plan: "pro" });
  const { id } = await anIncident(ctx);
  expect(await changeAffectedCustomers(ctx, { incidentId: id, bySegment: { service: service.slug, region: "eu" } })).toMatchObject({ customersCounted: 2 });
  expect(await changeAffectedCustomers(ctx, { incidentId: id, bySegment: { plan: "pro", strategic: false } })).toMatchObject({ customersCounted: 4 });
  const [extra] = await someCustomers(ctx, 1);
  await changeAffectedCustomers(later(ctx, 5), { incidentId: id, add: [extra!.externalId] });
  expect((await sourcesOf(ctx, [id])).get(id)).toMatchObject([{ source: "LIST", customers: 1, recordedAt: at(5) }, { source: "SEGMENT", customers: 4, recordedAt: NOON }]);
});

test("what cannot be is refused as a whole", async () => {
  const [customer] = await someCustomers(ctx, 1);
  const { id } = await anIncident(ctx);
  const change = (over: object) => refusal(ctx, id, () => changeAffectedCustomers(ctx, { incidentId: id, ...over }));
  expect(await change({ add: [customer!.externalId, "nobody", "no one"] })).toMatchObject({ code: "NOT_FOUND", details: { field: "add", unknown: ["nobody", "no one"] } });
  expect(await change({})).toMatchObject({ code: "INVALID_INPUT", details: { field: "add" } });
  expect(await change({ add: Array.from({ length: 10_001 }, String) })).toMatchObject({ code: "INVALID_INPUT", details: { field: "add", max: 10_000 } });
  expect(await change({ bySegment: {} })).toMatchObject({ code: "INVALID_INPUT", details: { field: "bySegment" } });
  expect(await change({ bySegment: { colour: "red" } })).toMatchObject({ code: "INVALID_INPUT", details: { field: "bySegment" } });
  const closed = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, closed.id, () => changeAffectedCustomers(ctx, { incidentId: closed.id, add: [customer!.externalId] }))).toMatchObject({ code: "CONFLICT" });
});

test("two who add the same account at once count it once", async () => {
  const [customer] = await someCustomers(ctx, 1);
  const { id } = await anIncident(ctx);
  await Promise.all([1, 2, 3].map(() => changeAffectedCustomers(ctx, { incidentId: id, add: [customer!.externalId] })));
  expect(await incidents.find(ctx, { id })).toMatchObject({ customersCounted: 1 });
  expect((await saidOf(ctx, { id })).filter((said) => said.startsWith("IMPACT"))).toHaveLength(1);
});

test("10,000 accounts go in one call, by either id", async () => {
  const customers = await someCustomers(ctx, 10_000);
  const { id } = await anIncident(ctx);
  const add = customers.map((customer, at) => (at % 2 === 0 ? customer.externalId : customer.id));
  const incident = await changeAffectedCustomers(ctx, { incidentId: id, add });
  expect(incident).toMatchObject({ customersCounted: 10_000, revenueAtRiskTotal: "10000000" });
  expect((await affectedCustomers(ctx, incident, { first: 100, after: null })).nodes).toHaveLength(100);
});

test("when an account's own figures change, open incidents count it again", async () => {
  const [customer] = await someCustomers(ctx, 1, { arrAmount: "1000.00" });
  const { externalId } = customer!;
  const [open, closed] = [await anIncident(ctx, { affectedCustomerExternalIds: ids([customer!]) }), await anIncidentAt(ctx, "CLOSED", { affectedCustomerExternalIds: ids([customer!]) })];
  await updateCustomer(later(ctx, 5), { externalId, arr: { amount: "2000.10", currency: "EUR" }, strategic: true });
  expect(await incidents.find(ctx, { id: open.id })).toMatchObject({ revenueAtRisk: [{ amount: "2000.1", currency: "EUR" }], revenueAtRiskTotal: "2160.11", strategicAffected: 1 });
  expect(await saidOf(ctx, open)).toEqual(["IMPACT_CHANGED: Impact: 1 customer affected (1 strategic)"]);
  expect(await incidents.find(ctx, { id: closed.id })).toMatchObject({ revenueAtRiskTotal: "1000", revision: closed.revision });

  const { revision } = (await incidents.find(ctx, { id: open.id }))!;
  await updateCustomer(later(ctx, 6), { externalId, name: "Renamed" });
  await updateCustomer(later(ctx, 6), { externalId, arr: { amount: "2000.100", currency: "EUR" } });
  expect(await incidents.find(ctx, { id: open.id })).toMatchObject({ revision });
  // The same worth in another currency is still another sum.
  await updateCustomer(later(ctx, 7), { externalId, arr: { amount: "2160.108", currency: "USD" } });
  expect(await incidents.find(ctx, { id: open.id })).toMatchObject({ revision: revision + 1, revenueAtRisk: [{ amount: "2160.108", currency: "USD" }], revenueAtRiskTotal: "2160.11" });
});

test("a stated count alone brings no revenue", async () => {
  const { id } = await anIncident(ctx);
  expect(await recordImpact(ctx, { incidentId: id, impact: { customersStated: 900 } })).toMatchObject({ revenueAtRisk: [], revenueAtRiskTotal: "0" });
});
