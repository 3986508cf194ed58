import { beforeAll, expect, test } from "vitest";
import type { ResponderEntity } from "../../src/entities/responder.entity.ts";
import type { TeamEntity } from "../../src/entities/team.entity.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { dueClocks } from "../../src/services/clock/index.ts";
import { acknowledge, dueSteps, escalate, escalationsOf, hearClocks, unheardClocks } from "../../src/services/escalation/index.ts";
import { changeAffectedCustomers, recordImpact } from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anIncident, aResponder, at, aTeam, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, saidOf } from "../support/incident.ts";
import { aStaffedTeam, runUntil, saidTo } from "../support/story.ts";

/** Stories with a moved clock: who is paged, and when, to the minute. They begin on a Tuesday at noon. */
const { source } = useDatabase();
const ctx = aContext(source.manager);
const DEADLINES = [dueClocks(hearClocks), unheardClocks, dueSteps];
/** Works while the stories go on, and one that sleeps. */
let day: TeamEntity;
let night: TeamEntity;
let people: Record<string, ResponderEntity>;
let sleepers: Record<string, ResponderEntity>;

beforeAll(async () => {
  for (const title of ["VP Engineering", "CTO"]) await aResponder(ctx, { name: title, title });
  ({ team: day, people } = await aStaffedTeam(ctx));
  ({ team: night, people: sleepers } = await aStaffedTeam(ctx, { timeZone: "Pacific/Auckland" }));
});

const declare = (severity: "SEV1" | "SEV2" | "SEV3" | "SEV4", team: TeamEntity, over: Partial<incidents.DeclareIncident> = {}) =>
  anIncident(ctx, { severity, reason: "A story", ownerTeamSlug: team.slug, ...over });
const run = (minute: number): Promise<ServiceContext> => runUntil(ctx, minute, DEADLINES);
const by = (who: ResponderEntity | undefined, minute: number): ServiceContext => ({ ...later(ctx, minute), actor: { ...ctx.actor, id: who?.id ?? "", responderId: who?.id ?? null } });

// First, since the days it takes would be full of the other incidents' silences.
test("a late post-mortem is told to the owner's lead, and waits for working hours", async () => {
  const { id } = await declare("SEV2", day);
  await incidents.startMitigation(later(ctx, 1), { incidentId: id });
  await incidents.resolve(later(ctx, 2 * 24 * 60 - 60 * 24 + 60 * 10), { incidentId: id, overrideReason: "A story" });
  await run(5 * 24 * 60);
  const [late] = await source.query("select n.kind, r.name, n.created_at, n.not_before from notification n join responder r on r.id = n.responder_id where n.incident_id = $1 and n.body like '%post-mortem is overdue%'", [id]);
  // Resolved on Wednesday at 22:00, due on Friday at 22:00, said on Monday at 9.
  expect(late).toEqual({ kind: "TOLD", name: "ENGINEERING_LEAD", created_at: new Date("2030-01-04T22:00:00Z"), not_before: new Date("2030-01-07T09:00:00Z") });
});

test("a SEV1 that is acknowledged after 3 minutes and updated on time is one page for each person it requires", async () => {
  const { id } = await declare("SEV1", day);
  await run(3);
  await acknowledge(by(people["ENGINEERING_LEAD"], 3), { incidentId: id });
  await incidents.triage(by(people["ENGINEERING_LEAD"], 4), { incidentId: id, impact: { featureState: "DOWN" } });
  for (const minute of [14, 28, 42]) {
    await run(minute);
    await addEvent(by(people["ENGINEERING_LEAD"], minute), { incidentId: id, kind: "UPDATE", summary: "On it", countsAsUpdate: true });
  }
  await run(50);
  await incidents.startMitigation(by(people["ENGINEERING_LEAD"], 50), { incidentId: id });
  await incidents.resolve(by(people["ENGINEERING_LEAD"], 51), { incidentId: id, overrideReason: "A story" });
  await run(600);
  expect((await saidTo(ctx, id)).sort()).toEqual(["COMMS", "CS_LEAD", "ENGINEERING_LEAD", "ENGINEERING_ON_CALL", "PRODUCT_LEAD", "SUPPORT_LEAD"].map((who) => `0 ${who}`));
  expect((await saidTo(ctx, id, "TOLD")).slice(0, 2).sort()).toEqual(["0 CTO", "0 VP Engineering"]);
});

test("a SEV3 that is acknowledged at night is one page in all", async () => {
  const { id } = await declare("SEV3", night);
  await run(4);
  await acknowledge(by(sleepers["ENGINEERING_ON_CALL"], 4), { incidentId: id });
  await run(60 * 8);
  expect(await saidTo(ctx, id)).toEqual(["0 ENGINEERING_ON_CALL"]);
});

test("a SEV3 that nobody hears at night climbs to the engineering lead and no further", async () => {
  const { id } = await declare("SEV3", night);
  await run(120);
  expect(await saidTo(ctx, id)).toEqual(["0 ENGINEERING_ON_CALL", "5 ENGINEERING_LEAD", "65 ENGINEERING_LEAD"]);
});

test("a SEV4 pages nobody when it is declared, and if it is forgotten only in working hours", async () => {
  const asleep = await declare("SEV4", night);
  await run(8 * 60 - 1);
  expect(await saidTo(ctx, asleep.id)).toEqual([]);
  await run(10 * 60);
  // Nine in the morning in Auckland.
  expect(await saidTo(ctx, asleep.id)).toEqual(["480 ENGINEERING_ON_CALL", "540 ENGINEERING_LEAD", "600 ENGINEERING_MANAGER"]);
  const awake = await declare("SEV4", day);
  await run(24 * 60);
  expect(await saidTo(ctx, awake.id)).toEqual(["240 ENGINEERING_ON_CALL", "1260 ENGINEERING_LEAD", "1320 ENGINEERING_MANAGER", "1380 CTO", "1380 VP Engineering", "1440 CTO", "1440 VP Engineering"]);
});

test("a forgotten DETECTED incident reaches the engineering manager, and then those above, who are paged once an hour", async () => {
  const { id } = await declare("SEV3", day);
  await run(180);
  const pages = await saidTo(ctx, id);
  expect(pages.filter((page) => page.startsWith("0 ")).sort()).toEqual(["0 ENGINEERING_ON_CALL", "0 SUPPORT"]);
  expect(pages.filter((page) => /^(5|15) /.test(page))).toEqual(["5 ENGINEERING_LEAD", "15 ENGINEERING_MANAGER"]);
  expect(pages.filter((page) => /CTO|VP/.test(page)).sort()).toEqual(["105 CTO", "105 VP Engineering", "165 CTO", "165 VP Engineering", "45 CTO", "45 VP Engineering"]);
  expect((await escalationsOf(ctx, [id])).get(id)).toMatchObject([{ trigger: "ACK_TIMEOUT", level: 4 }]);
});

test("a SEV3 that is raised to SEV1 after two hours breaches nothing by that", async () => {
  const { id } = await declare("SEV3", day);
  await acknowledge(by(people["ENGINEERING_ON_CALL"], 2), { incidentId: id });
  await incidents.triage(by(people["ENGINEERING_ON_CALL"], 10), { incidentId: id, impact: { featureState: "DEGRADED" } });
  await run(120);
  const before = (await saidTo(ctx, id)).length;
  await recordImpact(by(people["ENGINEERING_ON_CALL"], 120), { incidentId: id, impact: { dataLossRisk: true } });
  for (const kind of ["RESOLVE", "FIRST_COMMUNICATION", "STATUS_PAGE"] as const) expect((await clockOf(ctx, id, kind))?.breachedAt).toBeNull();
  const raised = (await saidTo(ctx, id)).slice(before);
  expect(raised.sort()).toEqual(["COMMS", "CS_LEAD", "ENGINEERING_LEAD", "PRODUCT_LEAD", "SUPPORT_LEAD"].map((who) => `120 ${who}`));
});

test("five causes at once climb one level", async () => {
  const { id } = await declare("SEV2", day);
  await acknowledge(by(people["ENGINEERING_LEAD"], 1), { incidentId: id });
  const before = (await saidTo(ctx, id)).length;
  for (const reason of ["one", "two", "three", "four", "five"]) await escalate(later(ctx, 2), { incidentId: id, trigger: "MANUAL", reason });
  expect((await saidTo(ctx, id)).slice(before)).toEqual(["2 ENGINEERING_MANAGER"]);
  expect((await escalationsOf(ctx, [id])).get(id)).toMatchObject([{ trigger: "MANUAL", level: 3, evidence: ["one", "two", "three", "four", "five"].map((word) => `Escalated: ${word}`) }]);
});

test("127 customers typed in three steps escalate at most once", async () => {
  const customers = await someCustomers(ctx, 127);
  const { id } = await anIncidentAt(ctx, "TRIAGED", { ownerTeamSlug: day.slug, severity: "SEV2", reason: "A story" });
  const typed = async (minute: number, from: number, to: number) =>
    changeAffectedCustomers(later(ctx, minute), { incidentId: id, add: customers.slice(from, to).map(({ externalId }) => externalId) });
  await typed(5, 0, 30);
  await typed(6, 30, 70);
  await typed(7, 70, 127);
  const doubled = (await saidOf(ctx, { id })).filter((line) => line.startsWith("ESCALATION: Customers"));
  expect(doubled).toEqual(["ESCALATION: Customers affected grew from 30 to 70"]);
});

test("of several accounts that ask, the first calls the CS lead, and the others join", async () => {
  const [first, second] = await someCustomers(ctx, 2, { strategic: true });
  const { id } = await declare("SEV3", day);
  await acknowledge(by(people["ENGINEERING_ON_CALL"], 1), { incidentId: id });
  const before = (await saidTo(ctx, id)).length;
  const ask = (minute: number, externalId = "") => escalate(later(ctx, minute), { incidentId: id, trigger: "STRATEGIC_REQUEST", reason: "They call", customerExternalId: externalId, requestId: `T-${minute}` });
  await ask(2, first?.externalId);
  await ask(3, second?.externalId);
  expect((await saidTo(ctx, id)).slice(before).sort()).toEqual(["2 CS_LEAD", "2 ENGINEERING_LEAD", "2 ENGINEERING_ON_CALL"]);
});

test("an acknowledgement stops every page, and who then does nothing is paged again", async () => {
  const { id } = await declare("SEV3", day);
  await acknowledge(by(people["ENGINEERING_ON_CALL"], 1), { incidentId: id });
  await run(15);
  const before = (await saidTo(ctx, id)).length;
  await run(16);
  expect((await saidTo(ctx, id)).slice(before)).toEqual(["16 ENGINEERING_ON_CALL"]);
  expect((await saidOf(ctx, { id })).at(-2)).toBe("ESCALATION: Acknowledged, and nothing done for 15 min");
});

test("a level that wants a word from all of its people waits for all of them", async () => {
  const both = [people["ENGINEERING_LEAD"]!.id, people["ENGINEERING_MANAGER"]!.id];
  const { team } = await aStaffedTeam(ctx, { ladder: [{ name: "both", roles: [], titles: [], responderIds: both, acknowledgedByAll: true }] });
  const { id } = await declare("SEV3", team);
  await acknowledge(by(people["ENGINEERING_LEAD"], 1), { incidentId: id });
  const open = async () => (await source.query("select count(*)::int as open from escalation where incident_id = $1 and acknowledged_at is null", [id]))[0].open;
  expect(await open()).toBe(1);
  await acknowledge(by(people["ENGINEERING_MANAGER"], 2), { incidentId: id });
  expect(await open()).toBe(0);
});

test("a lowering stops what it makes pointless, and leaves what a person asked for", async () => {
  const forgotten = await declare("SEV2", day);
  const asked = await declare("SEV2", day);
  await escalate(later(ctx, 1), { incidentId: asked.id, trigger: "MANUAL", reason: "More hands" });
  for (const { id } of [forgotten, asked]) await changeSeverity(later(ctx, 2), { incidentId: id, severity: "SEV4", reason: "A typo" });
  const running = async (id: string) => (await source.query("select count(*)::int as n from escalation where incident_id = $1 and stopped_at is null", [id]))[0].n;
  expect([await running(forgotten.id), await running(asked.id)]).toEqual([0, 1]);
});

test("the first line of a page is the impact, then the incident, why, and evidence with its grade", async () => {
  const [customer] = await someCustomers(ctx, 1, { strategic: true });
  const { id, reference } = await declare("SEV3", day, { affectedCustomerExternalIds: [customer!.externalId], impact: { featureState: "DEGRADED", workaround: "Retry" }, drill: true });
  await addEvent(later(ctx, 1), { incidentId: id, kind: "EVIDENCE", summary: "p99 is 4 s", grade: "OBSERVED" });
  await run(5);
  const [{ body }] = await source.query("select body from notification where incident_id = $1 and created_at = $2 limit 1", [id, at(5)]);
  expect(body.split("\n")).toEqual([
    "DRILL. 1 customer affected, 1 strategic, 1000 USD at risk, DEGRADED; workaround known", `${reference} SEV3 DETECTED: Checkout is down`, "Nobody acknowledged within 5 min", "OBSERVED: p99 is 4 s",
  ]);
});

test("a level at which nobody stands is skipped at once, and it is said", async () => {
  const { team } = await aStaffedTeam(ctx);
  await source.query("delete from team_role where team_id = $1 and role = 'ENGINEERING_LEAD'", [team.id]);
  const { id } = await declare("SEV3", team);
  await run(5);
  expect((await saidTo(ctx, id)).filter((page) => page.startsWith("5 "))).toEqual(["5 ENGINEERING_MANAGER"]);
  expect(await saidOf(ctx, { id })).toContain("ESCALATION: Nobody to page as engineering lead: skipped");
});

test("what nobody owns calls whoever is on call as commander, and after ten minutes says why", async () => {
  const lead = await aResponder(ctx, { name: "INCIDENT_LEAD" });
  await aTeam(ctx, { catchAll: true }, { INCIDENT_COMMANDER: lead.id });
  const { id } = await anIncident(ctx, { severity: "SEV3", reason: "A story" });
  await run(4);
  expect(await saidTo(ctx, id)).toEqual(["0 INCIDENT_LEAD"]);
  await run(10);
  expect((await escalationsOf(ctx, [id])).get(id)).toMatchObject([{ evidence: expect.arrayContaining(["Nobody owns the incident"]) }]);
});

test("growth that is no doubling is told to the commander and pages nobody", async () => {
  const { id } = await declare("SEV2", day);
  await incidents.triage(by(people["ENGINEERING_LEAD"], 1), { incidentId: id, commanderId: people["ENGINEERING_LEAD"]!.id, impact: { customersStated: 100, featureState: "DEGRADED" } });
  const before = [(await saidTo(ctx, id)).length, (await saidTo(ctx, id, "TOLD")).length];
  await recordImpact(later(ctx, 2), { incidentId: id, impact: { customersStated: 150 } });
  expect((await saidTo(ctx, id)).length).toBe(before[0]);
  expect((await saidTo(ctx, id, "TOLD")).slice(before[1])).toEqual(["2 ENGINEERING_LEAD"]);
});

test("overdue words tell commander and Comms, an overdue resolution the executives, once, and nobody is paged for them", async () => {
  const { id } = await declare("SEV2", day);
  await incidents.triage(by(people["ENGINEERING_LEAD"], 1), { incidentId: id, commanderId: people["ENGINEERING_LEAD"]!.id, impact: { featureState: "DOWN" } });
  await addEvent(by(people["ENGINEERING_LEAD"], 2), { incidentId: id, kind: "NOTE", summary: "On it" });
  const pages = (await saidTo(ctx, id)).length;
  await run(31);
  const told = (await saidTo(ctx, id, "TOLD")).filter((line) => /^(16|31) /.test(line)).sort();
  expect(told).toEqual(["16 COMMS", "16 ENGINEERING_LEAD", "31 COMMS", "31 ENGINEERING_LEAD"]);
  await run(241);
  expect((await saidTo(ctx, id, "TOLD")).filter((line) => line.startsWith("240 "))).toEqual(["240 ENGINEERING_MANAGER"]);
  expect((await saidTo(ctx, id)).length).toBe(pages);
});
