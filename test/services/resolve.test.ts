import { expect, test } from "vitest";
import { publishCommunication, standingOf } from "../../src/services/communication/index.ts";
import { escalate, escalationsOf } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { changeAffectedCustomers } from "../../src/services/impact/index.ts";
import { recordCustomerCall } from "../../src/services/outreach/index.ts";
import { aContext, aResponder, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const verified = async () => ({ metricsNormal: true, customersRecovered: true, regressionWatchUntil: at(24 * 60), regressionWatchBy: (await aResponder(ctx)).id });

test("a verified resolution ends what ran, and begins what is promised afterwards", async () => {
  const customers = await someCustomers(ctx, 2, { strategic: true });
  const declared = await anIncidentAt(ctx, "MITIGATING", { affectedCustomerExternalIds: customers.map(({ externalId }) => externalId), impact: { featureState: "DOWN" } });
  const input = { incidentId: declared.id };
  await publishCommunication(ctx, { ...input, audience: "STATUS_PAGE", body: "Checkout is down. Next update in 30 minutes." });
  await escalate(ctx, { ...input, trigger: "MANUAL", reason: "More hands" });

  const verification = await verified();
  const incident = await incidents.resolve(later(ctx, 60), { ...input, rootCause: "A full disk", verification });

  expect(incident).toMatchObject({ status: "RESOLVED", resolvedAt: at(60), rootCause: "A full disk", postMortemOwed: true });
  expect(incident.verification).toEqual({ ...verification, regressionWatchUntil: at(24 * 60).toISOString(), overrideReason: null });
  expect(await clockOf(ctx, declared.id, "RESOLVE")).toMatchObject({ metAt: at(60), breachedAt: null });
  expect(await clockOf(ctx, declared.id, "NEXT_UPDATE")).toMatchObject({ metAt: at(60) });
  expect(await clockOf(ctx, declared.id, "POST_MORTEM")).toMatchObject({ startedAt: at(60), dueAt: at(60 + 48 * 60) });
  expect(await clockOf(ctx, declared.id, "RESOLUTION_EMAIL")).toMatchObject({ startedAt: at(60), dueAt: at(60 + 4 * 60) });
  expect(await clockOf(ctx, declared.id, "REGRESSION_WATCH")).toMatchObject({ startedAt: at(60), dueAt: at(24 * 60) });
  expect((await clocksOf(ctx, declared.id, "CSM_CALL")).map(({ subject, dueAt }) => [subject, dueAt]).sort()).toEqual(customers.map(({ externalId }) => [externalId, at(60 + 24 * 60)]));
  expect((await escalationsOf(ctx, [declared.id])).get(declared.id)).toMatchObject([{ stoppedAt: at(60) }]);
  expect((await standingOf(ctx, declared.id))).toMatchObject([{ audience: "STATUS_PAGE", publicState: "RESOLVED", body: expect.stringMatching(/^Checkout is down\. This incident has been resolved\./) }]);
});

test("without publication, accounts or a watch there is nothing to follow up", async () => {
  const { id, revision } = await anIncidentAt(ctx, "MITIGATING");
  await incidents.resolve(ctx, { incidentId: id, ...OVERRIDE });
  expect(await saidOf(ctx, { id, revision })).toEqual(["STATUS_CHANGED: Resolved, verification overridden: A drill"]);
  for (const kind of ["RESOLUTION_EMAIL", "CSM_CALL", "REGRESSION_WATCH", "POST_MORTEM"] as const) expect(await clocksOf(ctx, id, kind)).toEqual([]);
});

test("the verification list is answered with yes throughout, or somebody says why not", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  const all = await verified();
  const resolve = (verification: object | null, over: object = {}) => refusal(ctx, id, () => incidents.resolve(ctx, { incidentId: id, verification: verification as typeof all, ...over }));
  expect(await resolve(null)).toMatchObject({ code: "INVALID_INPUT", details: { field: "verification", missing: ["metricsNormal", "customersRecovered", "regressionWatchUntil", "regressionWatchBy"] } });
  expect(await resolve({ ...all, metricsNormal: false })).toMatchObject({ details: { missing: ["metricsNormal"] } });
  expect(await resolve({ ...all, regressionWatchBy: null })).toMatchObject({ details: { missing: ["regressionWatchBy"] } });
  expect(await resolve({ ...all, customersRecovered: false }, { overrideReason: " " })).toMatchObject({ details: { missing: ["customersRecovered"] } });
  expect(await resolve({ ...all, regressionWatchUntil: NOON })).toMatchObject({ code: "INVALID_INPUT", details: { field: "verification.regressionWatchUntil" } });
  expect(await resolve({ ...all, regressionWatchBy: "00000000-0000-4000-8000-000000000000" })).toMatchObject({ code: "NOT_FOUND", details: { field: "verification.regressionWatchBy" } });
  const incident = await incidents.resolve(ctx, { incidentId: id, verification: { ...all, customersRecovered: false }, overrideReason: "The rest is asleep" });
  expect(incident.verification).toMatchObject({ customersRecovered: false, overrideReason: "The rest is asleep" });
  expect(await clockOf(ctx, id, "REGRESSION_WATCH")).toBeDefined();
});

test("an override that was not needed is not kept", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  const incident = await incidents.resolve(ctx, { incidentId: id, verification: await verified(), overrideReason: "Just in case" });
  expect(incident.verification?.overrideReason).toBeNull();
});

test("a resolution that is noted later counts from when it was", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  const incident = await incidents.resolve(later(ctx, 25 * 60), { incidentId: id, occurredAt: at(60), ...OVERRIDE });
  expect(incident.resolvedAt).toEqual(at(60));
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ metAt: at(60), breachedAt: null });
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: NOON });
});

test("the end of the regression watch is confirmed once", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  const input = { incidentId: id };
  expect(await refusal(ctx, id, () => incidents.confirmRecovery(ctx, input))).toMatchObject({ code: "CONFLICT" });
  const { revision } = await incidents.resolve(ctx, { ...input, verification: await verified() });
  await incidents.confirmRecovery(later(ctx, 25 * 60), { ...input, note: "Quiet" });
  expect(await clockOf(ctx, id, "REGRESSION_WATCH")).toMatchObject({ metAt: at(25 * 60), breachedAt: at(24 * 60) });
  expect(await saidOf(ctx, { id, revision })).toEqual(["NOTE: Regression watch confirmed: Quiet"]);
  expect(await refusal(ctx, id, () => incidents.confirmRecovery(ctx, input))).toMatchObject({ code: "CONFLICT" });
});

test("a call keeps the promise to that account alone", async () => {
  const [first, second] = await someCustomers(ctx, 2, { strategic: true });
  const { id } = await anIncidentAt(ctx, "RESOLVED", { affectedCustomerExternalIds: [first!.externalId, second!.externalId] });
  await recordCustomerCall(later(ctx, 30), { incidentId: id, customerExternalId: first!.externalId });
  expect((await clocksOf(ctx, id, "CSM_CALL")).filter(({ metAt }) => metAt).map(({ subject, metAt }) => [subject, metAt])).toEqual([[first!.externalId, at(30)]]);
  expect(await refusal(ctx, id, () => recordCustomerCall(ctx, { incidentId: id, customerExternalId: "nobody" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "customerExternalId" } });
});

test("an account that turns out later to have been hit is owed its call too, and none twice", async () => {
  const [first, second] = await someCustomers(ctx, 2, { strategic: true });
  const { id } = await anIncidentAt(ctx, "RESOLVED", { affectedCustomerExternalIds: [first!.externalId] });
  await recordCustomerCall(ctx, { incidentId: id, customerExternalId: first!.externalId });
  await changeAffectedCustomers(later(ctx, 60), { incidentId: id, add: [second!.externalId] });
  expect((await clocksOf(ctx, id, "CSM_CALL")).map(({ subject, dueAt }) => [subject, dueAt])).toEqual([first, second].map((account) => [account!.externalId, at(24 * 60)]));
});

test("of two who resolve at once, one is told it is done", async () => {
  const { id, revision } = await anIncidentAt(ctx, "MITIGATING");
  const outcomes = await Promise.allSettled([1, 2].map(() => incidents.resolve(ctx, { incidentId: id, ...OVERRIDE })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done")).sort()).toEqual(["ILLEGAL_TRANSITION", "done"]);
  expect(await saidOf(ctx, { id, revision })).toHaveLength(1);
});
