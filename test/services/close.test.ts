import { expect, test } from "vitest";
import { addAction, updateAction } from "../../src/services/action/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignmentsOf, assignRole } from "../../src/services/role/index.ts";
import { aContext, aResponder, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, eventsOf, refusal } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("closing releases the roles, lets go of what still ran and keeps the hand-off note", async () => {
  const [customer] = await someCustomers(ctx, 1, { strategic: true });
  const ada = await aResponder(ctx);
  const { id } = await anIncidentAt(ctx, "RESOLVED", { affectedCustomerExternalIds: [customer!.externalId] });
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id, accepted: true });

  const incident = await incidents.close(later(ctx, 90), { incidentId: id, reason: "Storage team watches the disk" });

  expect(incident).toMatchObject({ status: "CLOSED", closedAt: at(90), handOffNote: "Storage team watches the disk", commanderId: null });
  expect((await assignmentsOf(ctx, [id], { active: false })).get(id)).toMatchObject([{ responderId: ada.id, releasedAt: at(90) }]);
  expect(await clockOf(ctx, id, "CSM_CALL")).toMatchObject({ stoppedAt: at(90), stopReason: "closed" });
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({ kind: "STATUS_CHANGED", summary: "Closed: Storage team watches the disk", details: { letGo: ["CSM_CALL"] } });
});

test("every action is done, dropped with a reason or handed to a named owner elsewhere", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  const actions = await Promise.all(["Watch", "Clean up", "Write it down"].map((action) => addAction(ctx, { incidentId: id, action, owner: "Ada" })));
  const close = () => incidents.close(ctx, { incidentId: id });
  const error = await refusal(ctx, id, close);
  expect(error).toMatchObject({ code: "CONFLICT", details: { field: "incidentId" } });
  expect((error.details["actions"] as { id: string }[]).map((action) => action.id).sort()).toEqual(actions.map((action) => action.id).sort());

  const [watch, cleanUp, write] = actions.map((action) => action.id) as [string, string, string];
  await updateAction(ctx, { actionId: watch, state: "DONE" });
  await updateAction(ctx, { actionId: cleanUp, state: "DROPPED", reason: "Nothing to clean" });
  expect((await refusal(ctx, id, close)).details["actions"]).toEqual([{ id: write, action: "Write it down" }]);
  await updateAction(ctx, { actionId: write, handedTo: "Grace, documentation" });
  expect(await close()).toMatchObject({ status: "CLOSED", handOffNote: null });
});

test("a post-mortem that is owed comes first", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED", { severity: "SEV2", reason: "Many ask" });
  expect(await refusal(ctx, id, () => incidents.close(ctx, { incidentId: id }))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { allowed: ["POST_MORTEM", "MITIGATING"] } });
  await incidents.startPostMortem(ctx, { incidentId: id, reason: "All are rested" });
  expect(await incidents.close(ctx, { incidentId: id })).toMatchObject({ status: "CLOSED" });
});

test("a closed incident takes no roles, actions or impact any more", async () => {
  const [{ id }, ada] = [await anIncidentAt(ctx, "CLOSED"), await aResponder(ctx)];
  const refused = [
    () => assignRole(ctx, { incidentId: id, role: "SCRIBE", responderId: ada.id }),
    () => addAction(ctx, { incidentId: id, action: "Look", owner: "Ada" }),
    () => incidents.split(ctx, { incidentId: id, titles: ["One"] }),
  ];
  for (const act of refused) expect(await refusal(ctx, id, act)).toMatchObject({ code: "CONFLICT" });
});
