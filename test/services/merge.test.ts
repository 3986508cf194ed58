import { expect, test } from "vitest";
import { actionsOf, addAction, updateAction } from "../../src/services/action/index.ts";
import { publishCommunication, standingOf } from "../../src/services/communication/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { affectedCustomers } from "../../src/services/impact/index.ts";
import { aContext, anIncident, aService, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const ids = (customers: { externalId: string }[]) => customers.map(({ externalId }) => externalId);

test("the survivor takes over the customers and the open actions; the duplicate ends, and both references answer", async () => {
  const [shared, own, theirs] = [await someCustomers(ctx, 1), await someCustomers(ctx, 2), await someCustomers(ctx, 3, { arrAmount: "0.10" })];
  const survivor = await anIncident(ctx, { affectedCustomerExternalIds: ids([...shared, ...own]) });
  const duplicate = await anIncident(ctx, { affectedCustomerExternalIds: ids([...shared, ...theirs]) });
  const [open, done] = [await addAction(ctx, { incidentId: duplicate.id, action: "Look", owner: "Ada" }), await addAction(ctx, { incidentId: duplicate.id, action: "See", owner: "Ada", state: "DONE" })];

  const merged = await incidents.merge(later(ctx, 5), { incidentId: duplicate.id, intoId: survivor.id, reason: "The same alert" });

  expect(merged).toMatchObject({ id: duplicate.id, status: "CANCELLED", mergedIntoId: survivor.id, cancelledAt: at(5) });
  expect(await incidents.find(ctx, { reference: duplicate.reference })).toMatchObject({ id: duplicate.id, mergedIntoId: survivor.id });
  expect(await incidents.find(ctx, { reference: survivor.reference })).toMatchObject({ status: "DETECTED", customersCounted: 6, revenueAtRiskTotal: "3000.3" });
  expect((await affectedCustomers(ctx, survivor, { first: 100, after: null })).nodes).toHaveLength(6);
  expect((await actionsOf(ctx, [survivor.id, duplicate.id], { open: null }))).toEqual(new Map([[survivor.id, [{ ...open, incidentId: survivor.id }]], [duplicate.id, [done]]]));
  expect(await clockOf(ctx, duplicate.id, "RESOLVE")).toMatchObject({ stoppedAt: at(5) });
  expect((await saidOf(ctx, duplicate)).at(-1)).toBe(`STATUS_CHANGED: Merged into ${survivor.reference}: The same alert`);
  expect(await saidOf(ctx, survivor)).toEqual(["IMPACT_CHANGED: Impact: 6 customers affected", `LINKED: ${duplicate.reference} was merged into this incident`]);
});

test("what moves may raise the survivor's severity", async () => {
  const service = await aService(ctx, { tier: 3 });
  const survivor = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
  const duplicate = await anIncident(ctx, { affectedCustomerExternalIds: ids(await someCustomers(ctx, 50)) });
  await incidents.merge(ctx, { incidentId: duplicate.id, intoId: survivor.id });
  expect(await incidents.find(ctx, { id: survivor.id })).toMatchObject({ severity: "SEV2" });
});

test("an action that has moved can still be worked on, and one that was settled stays where it was", async () => {
  const [survivor, duplicate] = [await anIncident(ctx), await anIncident(ctx)];
  const handed = await addAction(ctx, { incidentId: duplicate.id, action: "Elsewhere", owner: "Ada" });
  await updateAction(ctx, { actionId: handed.id, handedTo: "Grace" });
  const action = await addAction(ctx, { incidentId: duplicate.id, action: "Look", owner: "Ada" });
  await incidents.merge(ctx, { incidentId: duplicate.id, intoId: survivor.id });
  expect(await updateAction(ctx, { actionId: action.id, state: "DONE" })).toMatchObject({ incidentId: survivor.id, state: "DONE" });
  expect((await actionsOf(ctx, [duplicate.id], { open: null })).get(duplicate.id)?.map(({ id }) => id)).toEqual([handed.id]);
});

test("customers who were told of the duplicate read that it goes on elsewhere, not that there was nothing", async () => {
  const [survivor, duplicate] = [await anIncident(ctx), await anIncident(ctx, { title: "Exports fail" })];
  await publishCommunication(ctx, { incidentId: duplicate.id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes." });
  await incidents.merge(ctx, { incidentId: duplicate.id, intoId: survivor.id });
  expect(await standingOf(ctx, duplicate.id)).toMatchObject([{ publicState: "RESOLVED", body: `We have looked into "Exports fail" and are handling it together with a related incident. This notice is closed.` }]);
});

test("only an open incident is merged, and only into another that is open and visible", async () => {
  const { id } = await anIncident(ctx);
  const merge = (intoId: string, incidentId = id) => refusal(ctx, incidentId, () => incidents.merge(ctx, { incidentId, intoId }));
  expect(await merge(id)).toMatchObject({ code: "INVALID_INPUT", details: { field: "intoId" } });
  expect(await merge("00000000-0000-4000-8000-000000000000")).toMatchObject({ code: "NOT_FOUND", details: { field: "intoId" } });
  for (const status of ["RESOLVED", "POST_MORTEM", "CLOSED", "CANCELLED"] as const) {
    const other = await anIncidentAt(ctx, status);
    expect(await merge(other.id)).toMatchObject({ code: "CONFLICT", details: { field: "intoId" } });
    expect(await merge(id, other.id)).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  }
});

test("two merges across each other end in one survivor", async () => {
  const [one, two] = [await anIncident(ctx), await anIncident(ctx)];
  const outcomes = await Promise.allSettled([
    incidents.merge(ctx, { incidentId: one.id, intoId: two.id }),
    incidents.merge(ctx, { incidentId: two.id, intoId: one.id }),
  ]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const both = [...(await incidents.byIds(ctx, [one.id, two.id])).values()];
  expect(both.map(({ status }) => status).sort()).toEqual(["CANCELLED", "DETECTED"]);
});
