import { expect, test } from "vitest";
import { acknowledge, escalate, escalationsOf, isRunning } from "../../src/services/escalation/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const MANUAL = { trigger: "MANUAL", reason: "More hands" } as const;

test("one escalation runs at a time; further causes join it as evidence", async () => {
  const [{ id, revision }, [customer]] = [await anIncident(ctx), await someCustomers(ctx, 1, { strategic: true })];
  const first = await escalate(ctx, { incidentId: id, ...MANUAL });
  expect(first).toMatchObject({ trigger: "MANUAL", level: 1, evidence: ["Escalated: More hands"], startedAt: at(0), acknowledgedAt: null });
  const second = await escalate(later(ctx, 5), { incidentId: id, trigger: "STRATEGIC_REQUEST", reason: "They call", customerExternalId: customer!.externalId, requestId: "T-1" });
  expect(second).toMatchObject({ id: first.id, trigger: "MANUAL", startedAt: at(0) });
  expect(second.evidence).toEqual(["Escalated: More hands", `A strategic account asked (${customer!.externalId}, T-1): They call`]);
  expect((await escalationsOf(ctx, [id])).get(id)).toEqual([second]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["ESCALATION: Escalated: More hands", `ESCALATION: A strategic account asked (${customer!.externalId}, T-1): They call`]);
});

test("an acknowledgement ends its pages; the next cause begins another", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  await escalate(ctx, { incidentId: id, ...MANUAL });
  await acknowledge(later(ctx, 3), { incidentId: id, responderId: ada.id, note: "On it" });
  expect((await escalationsOf(ctx, [id])).get(id)).toMatchObject([{ acknowledgedAt: at(3), acknowledgedById: ada.id, nextStepAt: at(18) }]);
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(3) });
  await escalate(later(ctx, 9), { incidentId: id, ...MANUAL });
  expect((await escalationsOf(ctx, [id])).get(id)?.map(isRunning)).toEqual([false, true]);
});

test("who acknowledges is named, be it a person, a label or a key; without a person nobody commands", async () => {
  const { id, revision } = await anIncident(ctx);
  expect(await acknowledge(ctx, { incidentId: id })).toMatchObject({ commanderId: null });
  await acknowledge(ctx, { incidentId: id, actorLabel: "On-call" });
  const ada = await aResponder(ctx, { name: "Ada Lovelace" });
  const herself = aContext(source.manager, { actor: anActor({ id: "key", responderId: ada.id }) });
  expect(await acknowledge(herself, { incidentId: id, note: "On it" })).toMatchObject({ commanderId: ada.id });
  expect(await saidOf(ctx, { id, revision })).toEqual([
    "ACKNOWLEDGED: Ada acknowledged", "ACKNOWLEDGED: On-call acknowledged", "ACKNOWLEDGED: Ada Lovelace acknowledged: On it", "ROLE_CHANGED: Ada Lovelace is acting Incident Commander",
  ]);
});

test("of all who acknowledge at once one acts as commander", async () => {
  const { id } = await anIncident(ctx);
  const people = await Promise.all([1, 2, 3].map(() => aResponder(ctx)));
  await Promise.all(people.map((person) => acknowledge(ctx, { incidentId: id, responderId: person.id })));
  const said = await saidOf(ctx, { id });
  expect([said.filter((line) => line.startsWith("ACKNOWLEDGED")).length, said.filter((line) => line.includes("is acting")).length]).toEqual([3, 1]);
});

test("what is not for a person to ask, or names nobody, is refused", async () => {
  const [{ id }, [plain]] = [await anIncident(ctx), await someCustomers(ctx, 1)];
  const ask = (over: object) => refusal(ctx, id, () => escalate(ctx, { incidentId: id, trigger: "STRATEGIC_REQUEST", reason: "They call", customerExternalId: plain!.externalId, requestId: "T-1", ...over }));
  expect(await ask({ trigger: "NO_UPDATE" })).toMatchObject({ code: "INVALID_INPUT", details: { field: "trigger" } });
  expect(await ask({ reason: " " })).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  expect(await ask({ customerExternalId: null })).toMatchObject({ code: "INVALID_INPUT", details: { field: "customerExternalId" } });
  expect(await ask({ requestId: null })).toMatchObject({ code: "INVALID_INPUT", details: { field: "requestId" } });
  expect(await ask({ customerExternalId: "nobody" })).toMatchObject({ code: "NOT_FOUND", details: { field: "customerExternalId" } });
  expect(await ask({})).toMatchObject({ code: "INVALID_INPUT", details: { field: "customerExternalId" } });
});

test("of an incident whose impact has ended there is nothing to escalate or acknowledge", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  expect(await refusal(ctx, id, () => escalate(ctx, { incidentId: id, ...MANUAL }))).toMatchObject({ code: "CONFLICT" });
  expect(await refusal(ctx, id, () => acknowledge(ctx, { incidentId: id }))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { allowed: ["POST_MORTEM", "CLOSED", "MITIGATING"] } });
});
