import { expect, test } from "vitest";
import { actionsOf, addAction, updateAction } from "../../src/services/action/index.ts";
import { aContext, anIncident, at, later, NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("an action is what, by whom, how urgent, and due at a time or upon a status", async () => {
  const { id, revision } = await anIncident(ctx);
  const first = await addAction(ctx, { incidentId: id, action: "Watch the error rate", owner: "Platform", dueAt: at(15), state: "IN_PROGRESS", priority: 1 });
  expect(first).toMatchObject({ incidentId: id, action: "Watch the error rate", owner: "Platform", dueAt: at(15), dueUpon: null, state: "IN_PROGRESS", priority: 1, entered: true, createdAt: NOON });
  const second = await addAction(ctx, { incidentId: id, action: "Tell the page", owner: "Support", dueUpon: "RESOLVED" });
  expect(second).toMatchObject({ dueAt: null, dueUpon: "RESOLVED", state: "PENDING", priority: 3 });
  expect((await actionsOf(ctx, [id], { open: null })).get(id)).toEqual([first, second]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["ACTION: Action for Platform: Watch the error rate", "ACTION: Action for Support: Tell the page"]);
});

test("each change is one event in words", async () => {
  const { id } = await anIncident(ctx);
  const { id: actionId } = await addAction(ctx, { incidentId: id, action: "Look", owner: "Ada", dueUpon: "RESOLVED" });
  const { revision } = await anIncidentOf(id);
  await updateAction(ctx, { actionId, state: "IN_PROGRESS" });
  expect(await updateAction(later(ctx, 1), { actionId, owner: "Grace", dueAt: at(30) })).toMatchObject({ owner: "Grace", dueAt: at(30), dueUpon: null, state: "IN_PROGRESS", updatedAt: at(1) });
  expect(await updateAction(ctx, { actionId, dueAt: null })).toMatchObject({ dueAt: null });
  await updateAction(ctx, { actionId, handedTo: "Storage team" });
  expect((await actionsOf(ctx, [id], { open: true })).get(id)).toBeUndefined();
  expect(await updateAction(ctx, { actionId, handedTo: null })).toMatchObject({ handedTo: null });
  expect((await actionsOf(ctx, [id], { open: true })).get(id)).toHaveLength(1);
  await updateAction(ctx, { actionId, state: "DROPPED", reason: "Not needed" });
  expect(await saidOf(ctx, { id, revision })).toEqual([
    "ACTION: Action in progress: Look", "ACTION: Action with Grace: Look", "ACTION: Action with Grace: Look", "ACTION: Action handed to Storage team: Look",
    "ACTION: Action with Grace: Look", "ACTION: Action dropped: Look (Not needed)",
  ]);
});

test.each([
  ["action", { action: " " }],
  ["owner", { owner: "" }],
  ["priority", { priority: 6 }],
  ["dueUpon", { dueAt: at(5), dueUpon: "RESOLVED" as const }],
  ["dueAt", { dueAt: at(11 * 365 * 24 * 60) }],
  ["state", { state: "DROPPED" as const }],
])("an action with a wrong %s is refused", async (field, over) => {
  const { id } = await anIncident(ctx);
  expect(await refusal(ctx, id, () => addAction(ctx, { incidentId: id, action: "Look", owner: "Ada", ...over }))).toMatchObject({ code: "INVALID_INPUT", details: { field } });
});

test("dropping needs a reason, and what is not there or has ended is not changed", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  const { id: actionId } = await addAction(ctx, { incidentId: id, action: "Look", owner: "Ada", state: "DONE" });
  expect(await refusal(ctx, id, () => updateAction(ctx, { actionId, state: "DROPPED" }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  expect(await refusal(ctx, id, () => updateAction(ctx, { actionId: id, state: "DONE" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "actionId" } });
  const closed = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, closed.id, () => addAction(ctx, { incidentId: closed.id, action: "Look", owner: "Ada" }))).toMatchObject({ code: "CONFLICT" });
});

test("texts of full length fit on the timeline", async () => {
  const { id } = await anIncident(ctx);
  const action = await addAction(ctx, { incidentId: id, action: "🧯".repeat(5_000), owner: "x".repeat(200) });
  expect(await updateAction(ctx, { actionId: action.id, state: "DONE", reason: "x".repeat(10_000) })).toMatchObject({ state: "DONE" });
});

async function anIncidentOf(id: string): Promise<{ revision: number }> {
  const [row] = await source.query("select revision from incident where id = $1", [id]);
  return row;
}
