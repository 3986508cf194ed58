import { expect, test } from "vitest";
import { recordImpact } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { current, editPolicy, ensureDefault, read, version } from "../../src/services/policy/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("an edit is a merge patch and writes the next version; incidents keep the one they began with", async () => {
  const before = await anIncident(ctx);
  const policy = await editPolicy(later(ctx, 1), { expectedVersion: 1, changes: { severity: { major: { customers: 5 } }, clocks: { ownershipWithin: 60 }, channelTemplate: "#i-{shortReference}" } });
  expect(policy).toMatchObject({ version: 2, createdAt: at(1), createdBy: "Ada", document: { severity: { major: { customers: 5, revenue: "500000" } }, clocks: { ownershipWithin: 60, atRiskFrom: 0.75 } } });
  expect(await read(ctx)).toEqual(policy);

  expect(await recordImpact(ctx, { incidentId: before.id, impact: { featureState: "DOWN", customersStated: 6 } })).toMatchObject({ policyVersion: 1, severity: "SEV3" });
  const after = await anIncident(ctx, { impact: { featureState: "DOWN", customersStated: 6 } });
  expect(after).toMatchObject({ policyVersion: 2, severity: "SEV2", channel: expect.stringMatching(/^#i-inc-0101-/) });
  expect(await clockOf(ctx, after.id, "OWNERSHIP")).toMatchObject({ dueAt: at(1) });
  expect((await version(ctx, 1)).document.severity.major.customers).toBe(50);
});

test("the spans after the resolution and the edge of risk are the policy's", async () => {
  await editPolicy(ctx, { changes: { clocks: { atRiskFrom: 0.5, csmCallWithin: 3_600, postMortemWithin: 7_200 } } });
  const [customer] = await someCustomers(ctx, 1, { strategic: true });
  const { id } = await anIncidentAt(ctx, "MITIGATING", { affectedCustomerExternalIds: [customer!.externalId] });
  await incidents.requestPostMortem(ctx, { incidentId: id });
  await incidents.resolve(ctx, { incidentId: id, verification: { metricsNormal: true, customersRecovered: true, regressionWatchUntil: at(60), regressionWatchBy: (await aResponder(ctx)).id } });
  expect(await clockOf(ctx, id, "CSM_CALL")).toMatchObject({ dueAt: at(60), atRiskAt: at(30) });
  expect(await clockOf(ctx, id, "POST_MORTEM")).toMatchObject({ dueAt: at(120) });
});

test.each([
  ["changes.severity.downShare.percent", { severity: { downShare: { percent: -1 } } }],
  ["changes.clocks.csmCallWithin", { clocks: { csmCallWithin: null } }],
  ["changes", { colour: "red" }],
  ["changes", "everything"],
  ["changes", null],
  ["changes.rates", { currency: "KRW" }],
])("a policy with a wrong %s is refused, and no version is written", async (field, changes) => {
  const { version: before } = await current(ctx);
  await expect(editPolicy(ctx, { changes })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field } });
  expect((await current(ctx)).version).toBe(before);
});

test("a rate that customers' revenue is counted by stays", async () => {
  await someCustomers(ctx, 1, { arrCurrency: "CHF" });
  await expect(editPolicy(ctx, { changes: { rates: { CHF: null } } })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "changes.rates" } });
  expect((await editPolicy(ctx, { changes: { rates: { ZAR: null } } })).document).toMatchObject({ rates: { CHF: "1.13" } });
});

test("only who manages incidents edits it, and of two edits on one version one wins", async () => {
  const responder = aContext(source.manager, { actor: anActor({ role: "RESPONDER" }) });
  await expect(Promise.resolve().then(() => editPolicy(responder, { changes: {} }))).rejects.toMatchObject({ code: "FORBIDDEN" });
  const { version: expectedVersion } = await current(ctx);
  const outcomes = await Promise.allSettled([30, 90].map((clockTolerance) => editPolicy(ctx, { expectedVersion, changes: { clockTolerance } })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : outcome.value.version)).sort()).toEqual([expectedVersion + 1, "STALE_REVISION"]);
});

test("the defaults are written once", async () => {
  const before = await current(ctx);
  await ensureDefault(later(ctx, 60));
  expect(await current(ctx)).toEqual(before);
});
