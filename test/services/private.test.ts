import { expect, test } from "vitest";
import { viewsOf } from "../../src/services/access/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignRole, releaseRole } from "../../src/services/role/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anActor, anIncident, aResponder } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { eventsOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

async function aColleague() {
  const { id: responderId } = await aResponder(ctx, { name: "Grace" });
  return { responderId, as: aContext(source.manager, { actor: anActor({ id: `key of ${responderId}`, role: "RESPONDER", responderId }) }) };
}

test("a private incident is there for those on it alone: who declared it, has a role, or is named", async () => {
  const { as, responderId } = await aColleague();
  const { id, reference, revision } = await anIncident(ctx, { private: true });
  const sees = async () => (await incidents.find(as, { reference })) !== null;
  expect([await sees(), (await incidents.list(as, { first: 100 })).nodes, await eventsOf(as, id)]).toEqual([false, [], []]);
  expect(await refusal(ctx, id, () => addEvent(as, { incidentId: id, kind: "NOTE", summary: "Hello" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "incidentId" } });

  await incidents.addMember(ctx, { incidentId: id, responderId });
  expect([await sees(), (await incidents.membersOf(ctx, [id])).get(id)?.map(({ name }) => name)]).toEqual([true, ["Grace"]]);
  await incidents.removeMember(ctx, { incidentId: id, responderId });
  expect(await sees()).toBe(false);
  await assignRole(ctx, { incidentId: id, role: "SCRIBE", responderId });
  expect(await sees()).toBe(true);
  await releaseRole(ctx, { incidentId: id, role: "SCRIBE", responderId });
  expect(await sees()).toBe(false);
  expect((await saidOf(ctx, { id, revision })).slice(0, 2)).toEqual(["ROLE_CHANGED: Grace may see the incident", "ROLE_CHANGED: Grace is no longer a member"]);

  const own = await anIncident(as, { private: true });
  expect(await incidents.find(as, { id: own.id })).not.toBeNull();
});

test("two who are vendors on the same incidents, one of them with another role beside, do not see the same", async () => {
  const [{ as: one, responderId: first }, { as: other, responderId: second }] = [await aColleague(), await aColleague()];
  const [{ id: here }, { id: next }] = [await anIncident(ctx), await anIncident(ctx)];
  for (const responderId of [first, second]) await assignRole(ctx, { incidentId: here, role: "VENDOR", responderId });
  await assignRole(ctx, { incidentId: next, role: "VENDOR", responderId: first });
  await assignRole(ctx, { incidentId: next, role: "COMMS", responderId: second });
  const views = await viewsOf(ctx, [one.actor, other.actor]);
  expect(views.get(one.actor)).not.toBe(views.get(other.actor));
});

test("nobody merges into, or links to, what they may not see", async () => {
  const { as } = await aColleague();
  const [hidden, mine] = [await anIncident(ctx, { private: true }), await anIncident(as)];
  expect(await refusal(ctx, mine.id, () => incidents.merge(as, { incidentId: mine.id, intoId: hidden.id }))).toMatchObject({ code: "NOT_FOUND", details: { field: "intoId" } });
  expect(await refusal(ctx, mine.id, () => incidents.linkRecurrence(as, { incidentId: mine.id, recurrenceOfId: hidden.id }))).toMatchObject({ code: "NOT_FOUND", details: { field: "recurrenceOfId" } });
  await expect(anIncident(as, { recurrenceOfId: hidden.id })).rejects.toMatchObject({ code: "NOT_FOUND", details: { field: "recurrenceOfId" } });
});

test("the timeline of an open incident gives a private one no name", async () => {
  const [hidden, open] = [await anIncident(ctx, { private: true }), await anIncident(ctx)];
  await incidents.merge(ctx, { incidentId: open.id, intoId: hidden.id });
  expect(JSON.stringify(await eventsOf(ctx, open.id))).not.toContain(hidden.reference);
});

test("a member is a person of the directory", async () => {
  const { id } = await anIncident(ctx);
  expect(await refusal(ctx, id, () => incidents.addMember(ctx, { incidentId: id, responderId: id }))).toMatchObject({ code: "NOT_FOUND", details: { field: "responderId" } });
});
