import { expect, test } from "vitest";
import { addAction } from "../../src/services/action/index.ts";
import { publishCommunication } from "../../src/services/communication/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { handOffRoles } from "../../src/services/role/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const count = async () => (await source.query("select count(*)::int as count from incident"))[0].count as number;

test("the same key with the same input gets the first answer, also after later changes, and has no second effect", async () => {
  const input = { title: "Exports fail", source: "SUPPORT", idempotencyKey: "declare-1" } as const;
  const first = await incidents.declare(ctx, input);
  await changeSeverity(later(ctx, 1), { incidentId: first.id, severity: "SEV1", reason: "All of it" });
  const before = await count();
  expect(await incidents.declare(later(ctx, 2), { ...input })).toEqual(first);
  expect(await count()).toBe(before);
});

test("every kind of answer comes back as it was, with its instants", async () => {
  const [{ id }, ada, grace] = [await anIncident(ctx), await aResponder(ctx), await aResponder(ctx)];
  const acts = [
    () => incidents.startMitigation(ctx, { incidentId: id, idempotencyKey: "move" }),
    () => addEvent(ctx, { incidentId: id, kind: "NOTE", summary: "Once", idempotencyKey: "note", occurredAt: at(-5) }),
    () => addAction(ctx, { incidentId: id, action: "Look", owner: "Ada", dueAt: at(5), idempotencyKey: "action" }),
    () => publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes.", idempotencyKey: "publish" }),
    () => handOffRoles(ctx, { fromResponderId: ada.id, toResponderId: grace.id, incidentIds: [id], idempotencyKey: "hand-off" }),
  ];
  for (const act of acts) {
    const answer = await act();
    const trace = await traceOf(ctx, id);
    expect(await act()).toEqual(answer);
    expect(await traceOf(ctx, id)).toEqual(trace);
  }
});

test("the first answer comes even where the revision that it expected has passed", async () => {
  const { id, revision } = await anIncident(ctx);
  const input = { incidentId: id, expectedRevision: revision, idempotencyKey: "expected" };
  const first = await incidents.startMitigation(ctx, input);
  expect(await incidents.startMitigation(ctx, input)).toEqual(first);
});

test("another input or another verb under a used key is refused; another caller's key is another", async () => {
  const { id } = await anIncident(ctx);
  const input = { incidentId: id, kind: "NOTE", summary: "Once", idempotencyKey: "mine" } as const;
  await addEvent(ctx, input);
  const reused = { code: "IDEMPOTENCY_KEY_REUSED", details: { field: "idempotencyKey" } };
  expect(await refusal(ctx, id, () => addEvent(ctx, { ...input, summary: "Twice" }))).toMatchObject(reused);
  expect(await refusal(ctx, id, () => incidents.startMitigation(ctx, { incidentId: id, idempotencyKey: "mine" }))).toMatchObject(reused);
  const grace = aContext(source.manager, { actor: anActor({ id: "grace" }) });
  expect(await addEvent(grace, { ...input, summary: "Twice" })).toMatchObject({ summary: "Twice" });
});

test("the order of the keys says nothing", async () => {
  const { id } = await anIncident(ctx);
  const first = await addEvent(ctx, { incidentId: id, kind: "NOTE", summary: "Once", idempotencyKey: "order" });
  expect(await addEvent(ctx, { idempotencyKey: "order", summary: "Once", kind: "NOTE", incidentId: id })).toEqual(first);
});

test("of ten at once under one key one has an effect, and all have its answer", async () => {
  const before = await count();
  const answers = await Promise.all(Array.from({ length: 10 }, () => anIncident(ctx, { idempotencyKey: "at-once" })));
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(await count()).toBe(before + 1);
});

test("a refusal leaves the key free", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  const input = { incidentId: id, idempotencyKey: "again" };
  expect(await refusal(ctx, id, () => incidents.resolve(ctx, input))).toMatchObject({ code: "INVALID_INPUT" });
  const resolved = await incidents.resolve(ctx, { ...input, overrideReason: "A drill" });
  expect(resolved).toMatchObject({ status: "RESOLVED" });
  expect(await saidOf(ctx, { id, revision: resolved.revision - 1 })).toHaveLength(1);
});

test("where the first is refused while others wait, each of them is on its own", async () => {
  const { id } = await anIncident(ctx);
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => incidents.resolve(ctx, { incidentId: id, overrideReason: "A drill", idempotencyKey: "all-refused" })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done"))).toEqual(Array.from({ length: 3 }, () => "ILLEGAL_TRANSITION"));
});

test("a key has at most 200 characters", async () => {
  await expect(anIncident(ctx, { idempotencyKey: "x".repeat(201) })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "idempotencyKey" } });
});
