import { expect, test } from "vitest";
import { acknowledge } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignmentsOf, assignRole, releaseRole } from "../../src/services/role/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

/** Who is on the incident: role, person, how, and until when. */
async function onIt(id: string, { active = true } = {}) {
  const rows = (await assignmentsOf(ctx, [id], { active })).get(id) ?? [];
  return rows.map(({ role, responderId, acceptedAt, releasedAt, acting }) => [role, responderId, acting ? "acting" : acceptedAt ? "accepted" : "asked", ...(releasedAt ? [releasedAt] : [])]);
}

test("a role is offered first; tenure runs from acceptance, and accepting acknowledges", async () => {
  const [{ id, revision }, ada] = [await anIncident(ctx), await aResponder(ctx, { name: "Ada" })];
  const input = { incidentId: id, role: "TECHNICAL_LEAD", responderId: ada.id } as const;
  await assignRole(ctx, input);
  expect(await onIt(id)).toEqual([["TECHNICAL_LEAD", ada.id, "asked"]]);
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: null });

  await assignRole(later(ctx, 5), { ...input, accepted: true });
  expect((await assignmentsOf(ctx, [id], { active: true })).get(id)).toMatchObject([{ assignedAt: at(0), acceptedAt: at(5), releasedAt: null }]);
  expect(await clockOf(ctx, id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(5) });
  expect(await saidOf(ctx, { id, revision })).toEqual(["ROLE_CHANGED: Ada is asked to be Technical Lead", "ROLE_CHANGED: Ada is Technical Lead"]);

  const trace = await traceOf(ctx, id);
  await assignRole(later(ctx, 6), { ...input, accepted: true });
  await assignRole(later(ctx, 7), { ...input, accepted: false });
  expect(await traceOf(ctx, id)).toEqual(trace);
});

test("who takes a role themselves accepts it by that", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  const herself = aContext(source.manager, { actor: anActor({ id: "key", responderId: ada.id }) });
  await assignRole(herself, { incidentId: id, role: "COMMS", responderId: ada.id.toUpperCase() });
  expect(await onIt(id)).toEqual([["COMMS", ada.id, "accepted"]]);
});

test("who accepts takes the role over, but for roles that several people share", async () => {
  const [{ id }, ada, grace] = [await anIncident(ctx), await aResponder(ctx), await aResponder(ctx)];
  for (const role of ["INCIDENT_COMMANDER", "SCRIBE"] as const) {
    await assignRole(ctx, { incidentId: id, role, responderId: ada.id, accepted: true });
    await assignRole(later(ctx, 5), { incidentId: id, role, responderId: grace.id, accepted: true });
  }
  expect(await onIt(id, { active: false })).toEqual([
    ["INCIDENT_COMMANDER", ada.id, "accepted", at(5)], ["SCRIBE", ada.id, "accepted"], ["INCIDENT_COMMANDER", grace.id, "accepted"], ["SCRIBE", grace.id, "accepted"],
  ]);
  expect(await incidents.find(ctx, { id })).toMatchObject({ commanderId: grace.id });
});

test("the first to acknowledge commands until somebody else accepts", async () => {
  const [{ id, revision }, ada, grace] = [await anIncident(ctx), await aResponder(ctx, { name: "Ada" }), await aResponder(ctx, { name: "Grace" })];
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: grace.id });
  await acknowledge(later(ctx, 1), { incidentId: id, responderId: ada.id });
  expect(await onIt(id)).toEqual([["INCIDENT_COMMANDER", grace.id, "asked"], ["INCIDENT_COMMANDER", ada.id, "acting"]]);
  await acknowledge(later(ctx, 2), { incidentId: id, responderId: grace.id });
  expect(await incidents.find(ctx, { id })).toMatchObject({ commanderId: ada.id });

  await assignRole(later(ctx, 3), { incidentId: id, role: "INCIDENT_COMMANDER", responderId: grace.id, accepted: true });
  expect(await incidents.find(ctx, { id })).toMatchObject({ commanderId: grace.id });
  expect(await onIt(id)).toEqual([["INCIDENT_COMMANDER", grace.id, "accepted"]]);
  expect((await saidOf(ctx, { id, revision }))).toEqual([
    "ROLE_CHANGED: Grace is asked to be Incident Commander", "ACKNOWLEDGED: Ada acknowledged", "ROLE_CHANGED: Ada is acting Incident Commander",
    "ACKNOWLEDGED: Grace acknowledged", "ROLE_CHANGED: Grace is Incident Commander",
  ]);
});

test("an acting commander who is only asked still acts, and who accepts commands", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  const input = { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id } as const;
  await acknowledge(ctx, { incidentId: id, responderId: ada.id });
  await assignRole(ctx, { ...input, accepted: false });
  expect(await onIt(id)).toEqual([["INCIDENT_COMMANDER", ada.id, "acting"]]);
  await assignRole(ctx, { ...input, accepted: true });
  expect(await onIt(id)).toEqual([["INCIDENT_COMMANDER", ada.id, "accepted"]]);
});

test("a vendor never commands", async () => {
  const [{ id }, vendor] = [await anIncident(ctx), await aResponder(ctx)];
  await assignRole(ctx, { incidentId: id, role: "VENDOR", responderId: vendor.id, accepted: true });
  expect(await refusal(ctx, id, () => assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: vendor.id }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "responderId" } });
  expect(await refusal(ctx, id, () => incidents.triage(ctx, { incidentId: id, commanderId: vendor.id }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "commanderId" } });
  expect(await acknowledge(ctx, { incidentId: id, responderId: vendor.id })).toMatchObject({ commanderId: null });
});

test("a release ends the tenure, and is refused where there is none", async () => {
  const [{ id }, ada] = [await anIncidentAt(ctx, "TRIAGED"), await aResponder(ctx, { name: "Ada" })];
  const input = { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id } as const;
  await assignRole(ctx, { ...input, accepted: true });
  const released = await releaseRole(later(ctx, 30), input);
  expect(released.commanderId).toBeNull();
  expect(await onIt(id, { active: false })).toEqual([["INCIDENT_COMMANDER", ada.id, "accepted", at(30)]]);
  expect(await saidOf(ctx, { id, revision: released.revision - 1 })).toEqual(["ROLE_CHANGED: Ada is no longer Incident Commander"]);
  expect(await refusal(ctx, id, () => releaseRole(ctx, input))).toMatchObject({ code: "NOT_FOUND", details: { field: "responderId" } });
});

test("of those who accept the command at once one has it", async () => {
  const { id } = await anIncident(ctx);
  const people = await Promise.all([1, 2, 3, 4].map(() => aResponder(ctx)));
  await Promise.all(people.map(({ id: responderId }) => assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId, accepted: true })));
  const { commanderId } = (await incidents.find(ctx, { id }))!;
  expect(await onIt(id)).toEqual([["INCIDENT_COMMANDER", commanderId, "accepted"]]);
});
