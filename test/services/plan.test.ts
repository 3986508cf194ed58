import { expect, test } from "vitest";
import type { IncidentRole } from "../../src/entities/vocabulary.ts";
import { changeAffectedCustomers } from "../../src/services/impact/index.ts";
import { editPlan, list } from "../../src/services/plan/index.ts";
import { assignmentsOf, missingOn } from "../../src/services/role/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, anActor, anIncident, aResponder, aTeam, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clockOf, eventsOf, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

const person = async (name: string) => (await aResponder(ctx, { name })).id;
const onIt = async (id: string) => ((await assignmentsOf(ctx, [id], { active: true })).get(id) ?? []).map(({ role, acceptedAt }) => [role, acceptedAt === null ? "asked" : "accepted"]);
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;

test("the team's default responders are asked into the plan's roles, and those that nobody fills are named", async () => {
  const team = await aTeam(ctx, {}, { ENGINEERING_ON_CALL: await person("Ada"), ENGINEERING_LEAD: await person("Grace") });
  const incident = await anIncident(ctx, { ownerTeamSlug: team.slug, ...SEV2 });
  expect(await onIt(incident.id)).toEqual([["ENGINEERING_ON_CALL", "asked"]]);
  expect(await missingOn({ ...ctx }, incident)).toEqual(["PRODUCT_MANAGER", "SUPPORT_LEAD"]);
  expect((await eventsOf(ctx, incident.id)).at(-2)).toMatchObject({
    kind: "PLAN_APPLIED",
    summary: `Plan of SEV2 applied in ${incident.channel}: updates every 30 min; nobody fills Product Manager, Support Lead`,
    details: { severity: "SEV2", version: 1, asked: ["ENGINEERING_ON_CALL"], missing: ["PRODUCT_MANAGER", "SUPPORT_LEAD"], executives: ["Engineering Manager"], bridgeUrl: null },
  });
});

test("another team fills what the owner lacks, if it is the only one, and never a technical role", async () => {
  const owner = await aTeam(ctx);
  const only: Partial<Record<IncidentRole, string>> = { CS_LEAD: await person("Only"), TECHNICAL_LEAD: await person("Theirs") };
  await aTeam(ctx, {}, { ...only, COMMS: await person("One") });
  await aTeam(ctx, {}, { COMMS: await person("Other") });
  const { id } = await anIncident(ctx, { ownerTeamSlug: owner.slug, severity: "SEV1", reason: "All of it" });
  expect(await onIt(id)).toEqual([["CS_LEAD", "asked"]]);
});

test("a strategic account that is hit owes a liaison", async () => {
  const owner = await aTeam(ctx, {}, { CS_LIAISON: await person("Taylor") });
  const [customer] = await someCustomers(ctx, 1, { strategic: true });
  const { id, revision } = await anIncident(ctx, { ownerTeamSlug: owner.slug });
  await changeAffectedCustomers(ctx, { incidentId: id, add: [customer!.externalId] });
  expect(await saidOf(ctx, { id, revision })).toEqual(["IMPACT_CHANGED: Impact: 1 customer affected (1 strategic)", "ROLE_CHANGED: Taylor is asked to be CS Liaison", "PAGE: Paged Taylor (CS Liaison). Asked to join"]);
  const without = await anIncident(ctx, { affectedCustomerExternalIds: [customer!.externalId], severity: "SEV4", reason: "Tiny" });
  expect(await onIt(without.id)).toEqual([["CS_LIAISON", "asked"]]);
});

test("a raise only invites: who is on it stays, the channel stays, the bridge is added and stays", async () => {
  const team = await aTeam(ctx, {}, { ENGINEERING_ON_CALL: await person("Alan"), ENGINEERING_LEAD: await person("Edsger") });
  const declared = await anIncident(ctx, { ownerTeamSlug: team.slug, ...SEV2 });
  const raised = await changeSeverity(ctx, { incidentId: declared.id, severity: "SEV1", reason: "All of it" });
  expect(raised).toMatchObject({ channel: declared.channel, bridgeUrl: `https://meet.example.com/${declared.reference}` });
  expect((await onIt(declared.id)).map(([role]) => role)).toEqual(expect.arrayContaining(["ENGINEERING_ON_CALL", "ENGINEERING_LEAD"]));
  const { revision } = raised;
  expect(await changeSeverity(ctx, { incidentId: declared.id, severity: "SEV3", reason: "One tenant" })).toMatchObject({ bridgeUrl: raised.bridgeUrl });
  expect(await saidOf(ctx, { id: declared.id, revision })).toEqual(["SEVERITY_CHANGED: Severity lowered from SEV1 to SEV3: One tenant"]);
});

test("an edit writes the next version; an incident keeps its own until its severity changes", async () => {
  const { id } = await anIncident(ctx, SEV2);
  const plan = await editPlan(later(ctx, 1), { severity: "SEV2", expectedVersion: 1, resolveWithin: 7_200, executives: ["CTO", " VP Engineering "], roles: ["COMMS", "COMMS"], updateEvery: null });
  expect(plan).toMatchObject({ severity: "SEV2", version: 2, resolveWithin: 7_200, acknowledgeWithin: 1_800, executives: ["CTO", "VP Engineering"], roles: ["COMMS"], updateEvery: null, createdAt: at(1), createdBy: "Ada" });
  expect((await list(ctx)).map(({ severity, version }) => [severity, version])).toEqual([["SEV1", 1], ["SEV2", 2], ["SEV3", 1], ["SEV4", 1]]);

  expect(await changeSeverity(later(ctx, 2), { incidentId: id, severity: "SEV2", reason: "Still" })).toMatchObject({ planVersion: 1 });
  await changeSeverity(later(ctx, 3), { incidentId: id, severity: "SEV3", reason: "Less" });
  expect(await changeSeverity(later(ctx, 4), { incidentId: id, severity: "SEV2", reason: "Again" })).toMatchObject({ planVersion: 2 });
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ dueAt: at(4 + 120), planVersion: 2 });
  expect(await anIncident(ctx, SEV2)).toMatchObject({ planVersion: 2 });
});

test.each([
  ["expectedVersion", { expectedVersion: 99 }, "STALE_REVISION"],
  ["resolveWithin", { resolveWithin: 0 }, "INVALID_INPUT"],
  ["resolveWithin", { resolveWithin: null }, "INVALID_INPUT"],
  ["triageWithin", { triageWithin: 1.5 }, "INVALID_INPUT"],
  ["pageSteps", { pageSteps: [60, 0] }, "INVALID_INPUT"],
  ["executives", { executives: [" "] }, "INVALID_INPUT"],
])("a wrong %s is refused: %j", async (field, edit, code) => {
  const before = await list(ctx);
  await expect(editPlan(ctx, { severity: "SEV4", ...edit })).rejects.toMatchObject({ code, details: { field } });
  expect(await list(ctx)).toEqual(before);
});

test("only who manages incidents edits a plan, and of two edits on one version one wins", async () => {
  const responder = aContext(source.manager, { actor: anActor({ role: "RESPONDER" }) });
  expect(() => editPlan(responder, { severity: "SEV4", bridge: true })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  const outcomes = await Promise.allSettled([300, 600].map((triageWithin) => editPlan(ctx, { severity: "SEV4", expectedVersion: 1, triageWithin })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : outcome.value.version)).sort()).toEqual([2, "STALE_REVISION"]);
});

test("where the chat is set up, the declaration opens one room, and a raise only invites", async () => {
  const chat = { ...ctx, channels: { all: [], given: { SLACK: { botToken: "x" } } } };
  const team = await aTeam(ctx, {}, { ENGINEERING_ON_CALL: await person("Barbara"), SUPPORT_LEAD: await person("Niklaus") });
  const { id, channel } = await anIncident(chat, { ownerTeamSlug: team.slug, severity: "SEV3", reason: "Small" });
  await changeSeverity(chat, { incidentId: id, severity: "SEV1", reason: "Not so small" });
  const rooms: { address: string; text: string; payload: { act: { open: { name: string; invite: string[] } } } }[] = await source.query(
    "select address, text, payload from delivery where incident_id = $1 and channel = 'SLACK' and address = $2 order by created_at, id", [id, channel]);
  const [opened, raised] = rooms.map(({ payload }) => payload.act.open);
  expect([rooms.length, opened?.name, raised?.name]).toEqual([2, channel, channel]);
  expect(raised?.invite).toEqual(expect.arrayContaining([...(opened?.invite ?? []), expect.any(String)]));
  expect(raised?.invite.length).toBeGreaterThan(opened?.invite.length ?? 0);
  expect(rooms[0]?.text.split("\n")[0]).toBe("Impact not known yet; no workaround");
  const secret = await anIncident(chat, { ownerTeamSlug: team.slug, private: true });
  expect(await source.query("select 1 from delivery where incident_id = $1 and address = $2", [secret.id, secret.channel])).toEqual([]);
});
