import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { assignmentsOf, assignRole, handOffRoles } from "../../src/services/role/index.ts";
import { aContext, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clocksOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

async function anIncidentOf(responderId: string, ...roles: ("INCIDENT_COMMANDER" | "SCRIBE" | "VENDOR")[]) {
  const { id } = await anIncident(ctx);
  for (const role of roles) await assignRole(ctx, { incidentId: id, role, responderId, accepted: true });
  return (await incidents.find(ctx, { id }))!;
}

test("all roles of one person go to another at once, and nobody commands nothing in between", async () => {
  const [ada, grace] = [await aResponder(ctx, { name: "Ada" }), await aResponder(ctx, { name: "Grace" })];
  const [one, two] = [await anIncidentOf(ada.id, "INCIDENT_COMMANDER", "SCRIBE"), await anIncidentOf(ada.id, "SCRIBE")];

  const changed = await handOffRoles(later(ctx, 60), { fromResponderId: ada.id, toResponderId: grace.id, note: "Good night" });

  expect(changed.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  expect(await incidents.find(ctx, { id: one.id })).toMatchObject({ commanderId: grace.id });
  const tenures = (await assignmentsOf(ctx, [one.id], { active: false })).get(one.id)!;
  expect(tenures.map(({ role, responderId, acceptedAt, releasedAt }) => [role, responderId, acceptedAt, releasedAt])).toEqual([
    ["INCIDENT_COMMANDER", ada.id, at(0), at(60)], ["SCRIBE", ada.id, at(0), at(60)], ["INCIDENT_COMMANDER", grace.id, at(60), null], ["SCRIBE", grace.id, at(60), null],
  ]);
  expect(await saidOf(ctx, one)).toEqual([
    "ROLE_CHANGED: Ada is no longer Incident Commander", "ROLE_CHANGED: Ada is no longer Scribe", "ROLE_CHANGED: Grace is Incident Commander", "ROLE_CHANGED: Grace is Scribe", "NOTE: Good night",
  ]);
  expect((await clocksOf(ctx, one.id, "OWNERSHIP")).filter(({ metAt }) => metAt === null)).toEqual([]);
});

test("only the named incidents are handed off, and one that is not there refuses them all", async () => {
  const [ada, grace] = [await aResponder(ctx), await aResponder(ctx)];
  const [one, two] = [await anIncidentOf(ada.id, "SCRIBE"), await anIncidentOf(ada.id, "SCRIBE")];
  const names = { fromResponderId: ada.id, toResponderId: grace.id };
  const unknown = "00000000-0000-4000-8000-000000000000";
  expect(await refusal(ctx, one.id, () => handOffRoles(ctx, { ...names, incidentIds: [one.id, unknown] }))).toMatchObject({ code: "NOT_FOUND", details: { field: "incidentIds" } });
  expect((await handOffRoles(ctx, { ...names, incidentIds: [one.id] })).map(({ id }) => id)).toEqual([one.id]);
  expect((await assignmentsOf(ctx, [two.id], { active: true })).get(two.id)).toMatchObject([{ responderId: ada.id }]);
});

test("roles go to somebody else who exists, and a vendor's not to the commander", async () => {
  const [vendor, commander] = [await aResponder(ctx), await aResponder(ctx)];
  const { id } = await anIncidentOf(vendor.id, "VENDOR");
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: commander.id, accepted: true });
  const handOff = (toResponderId: string) => refusal(ctx, id, () => handOffRoles(ctx, { fromResponderId: vendor.id, toResponderId }));
  expect(await handOff(vendor.id)).toMatchObject({ code: "INVALID_INPUT", details: { field: "toResponderId" } });
  expect(await handOff("00000000-0000-4000-8000-000000000000")).toMatchObject({ code: "NOT_FOUND", details: { field: "toResponderId" } });
  expect(await handOff(commander.id)).toMatchObject({ code: "INVALID_INPUT", details: { field: "toResponderId" } });
});

test("a role that both hold stays one", async () => {
  const [ada, grace] = [await aResponder(ctx), await aResponder(ctx)];
  const { id } = await anIncidentOf(ada.id, "SCRIBE");
  await assignRole(ctx, { incidentId: id, role: "SCRIBE", responderId: grace.id, accepted: true });
  await handOffRoles(ctx, { fromResponderId: ada.id, toResponderId: grace.id });
  expect((await assignmentsOf(ctx, [id], { active: true })).get(id)).toMatchObject([{ role: "SCRIBE", responderId: grace.id }]);
});
