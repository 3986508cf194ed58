import { expect, test } from "vitest";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { NotificationEntity } from "../../src/entities/notification.entity.ts";
import type { Audience } from "../../src/entities/vocabulary.ts";
import { actionsOf, updateAction } from "../../src/services/action/index.ts";
import { list, postUpdate, publishCommunication } from "../../src/services/communication/index.ts";
import * as clocks from "../../src/services/clock/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as escalations from "../../src/services/escalation/index.ts";
import * as followUps from "../../src/services/follow-up/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { select } from "../../src/services/rows.ts";
import { aContext, aResponder, aService, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";
import { aCourier, RecordingChannel, withChannels } from "../support/delivery.ts";
import { aStaffedTeam, runUntil, saidTo } from "../support/story.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

const WORDS = "Checkout fails. Next update in 30 minutes.";

async function mitigating(over: Partial<incidents.DeclareIncident> = {}): Promise<{ incident: IncidentEntity; people: Awaited<ReturnType<typeof aStaffedTeam>>["people"] }> {
  const { team, people } = await aStaffedTeam(ctx);
  const service = await aService(ctx, { ownerTeamId: team.id });
  return { incident: await anIncidentAt(ctx, "MITIGATING", { serviceSlug: service.slug, severity: "SEV1", reason: "It is one", ...over }), people };
}

const tell = (incidentId: string, audience: Audience, over: object = {}, of: ServiceContext = ctx) => publishCommunication(of, { incidentId, audience, body: WORDS, ...over });
const owed = async (id: string) => ((await followUps.followUpsOf(ctx, [id])).get(id) ?? []).map(({ kind, subject, ownerId, metAt, stoppedAt }) => ({ kind, subject, ownerId, metAt, stoppedAt }));
const told = async (of: ServiceContext, incidentId: string) => {
  const rows = await select(of, NotificationEntity, "where incident_id = $1 and kind = 'TOLD' and reason = 'owner of a follow-up' order by created_at, id", [incidentId]);
  return new Map(rows.map(({ responderId, body, notBefore }) => [responderId, { body, notBefore }]));
};

test("every audience that was told of the incident is owed its end, with an owner and a draft", async () => {
  const { incident: { id }, people } = await mitigating();
  for (const audience of ["STATUS_PAGE", "INTERNAL", "STRATEGIC_ACCOUNTS"] as const) await tell(id, audience);
  const { revision } = await incidents.resolve(later(ctx, 30), { incidentId: id, ...OVERRIDE });

  const comms = people["COMMS"]?.id;
  expect((await owed(id)).filter(({ kind }) => kind.startsWith("RESOLUTION"))).toEqual([
    { kind: "RESOLUTION_EMAIL", subject: null, ownerId: comms, metAt: null, stoppedAt: null },
    { kind: "RESOLUTION_NOTICE", subject: "INTERNAL", ownerId: comms, metAt: null, stoppedAt: null },
    // The page was ended by the resolution itself.
    { kind: "RESOLUTION_NOTICE", subject: "STATUS_PAGE", ownerId: comms, metAt: at(30), stoppedAt: null },
    { kind: "RESOLUTION_NOTICE", subject: "STRATEGIC_ACCOUNTS", ownerId: comms, metAt: null, stoppedAt: null },
  ]);
  expect(await clockOf(ctx, id, "RESOLUTION_NOTICE")).toMatchObject({ startedAt: at(30), dueAt: at(30 + 4 * 60) });
  const drafts = (await list(ctx, { id } as IncidentEntity, { first: 20 })).nodes.filter(({ state }) => state === "DRAFT");
  expect(drafts.map(({ audience, publicState }) => [audience, publicState]).sort()).toEqual([["AFFECTED_CUSTOMERS", "RESOLVED"], ["INTERNAL", "RESOLVED"], ["STRATEGIC_ACCOUNTS", "RESOLVED"]]);
  expect((await told(ctx, id)).get(comms!)?.body).toContain("Yours after the resolution: Send the resolution by e-mail to all affected, by");

  const draft = drafts.find(({ audience }) => audience === "STRATEGIC_ACCOUNTS")!;
  await publishCommunication(later(ctx, 45), { communicationId: draft.id });
  expect((await clocksOf(ctx, id, "RESOLUTION_NOTICE")).map(({ subject, metAt }) => [subject, metAt]).sort()).toEqual([["INTERNAL", null], ["STATUS_PAGE", at(30)], ["STRATEGIC_ACCOUNTS", at(45)]]);
  expect(await saidOf(ctx, { id, revision })).toEqual([expect.stringContaining("COMMUNICATION: Published to strategic accounts")]);
});

test("the e-mail to all affected is a promise until the last one is out, and one that nobody takes is not kept", async () => {
  const email = new RecordingChannel("EMAIL", ({ to }) => (to.startsWith("gone") ? { state: "REFUSED", reason: "550 No such user" } : { state: "ACCEPTED", answer: "250 ok" }));
  const hub = withChannels(ctx, email);
  const resolved = async (...emails: string[]) => {
    const [customer] = await someCustomers(ctx, 1);
    for (const address of emails) await ctx.db.query("insert into customer_contact (id, customer_id, email, created_at) values (gen_random_uuid(), $1, $2, $3)", [customer!.id, address, at(0)]);
    const { incident: { id } } = await mitigating({ affectedCustomerExternalIds: [customer!.externalId] });
    await tell(id, "STATUS_PAGE");
    await incidents.resolve(ctx, { incidentId: id, ...OVERRIDE });
    await tell(id, "AFFECTED_CUSTOMERS", { publicState: "RESOLVED", body: "Checkout works again." }, hub);
    return id;
  };
  const [id, lost] = [await resolved("ops@a.example", "gone@a.example"), await resolved("gone@b.example")];
  expect(await clockOf(ctx, id, "RESOLUTION_EMAIL")).toMatchObject({ metAt: null });
  expect(await followUps.mailings.upcoming(ctx, at(999), 10)).toEqual([]);
  const courier = aCourier(hub);
  await expect.poll(() => followUps.mailings.upcoming(ctx, at(999), 10)).toHaveLength(1);
  await expect.poll(async () => ctx.db.query("select 1 from delivery where incident_id = $1 and communication_id is not null and state <> 'DEAD'", [lost])).toEqual([]);
  await courier.stop();
  const { revision } = await incidents.get(ctx, id);
  expect(await followUps.mailings.apply(ctx, 10)).toBe(1);
  expect(await followUps.mailings.apply(ctx, 10)).toBe(0);
  expect((await clockOf(ctx, id, "RESOLUTION_EMAIL"))?.metAt).not.toBeNull();
  expect(await saidOf(ctx, { id, revision })).toEqual(["COMMUNICATION: The resolution was sent to all affected: 1 e-mail accepted, 1 could not be delivered"]);
  expect(await clockOf(ctx, lost, "RESOLUTION_EMAIL")).toMatchObject({ metAt: null, stoppedAt: null });

  // Of two hubs that found it open one tells, also where the other has been slow: it is held up as it reads, until the first is done.
  await ctx.db.query("update clock set met_at = null where incident_id = $1 and kind = 'RESOLUTION_EMAIL'", [id]);
  const gate = source.createQueryRunner();
  await gate.query(`select pg_advisory_lock(2);
    create function hold_first() returns boolean language plpgsql as 'begin if pg_try_advisory_xact_lock(1) then perform pg_advisory_xact_lock_shared(2); end if; return true; end';
    alter table delivery rename to delivery_row; create view delivery as select * from delivery_row where hold_first()`);
  const slow = followUps.mailings.apply(ctx, 10);
  await expect.poll(() => source.query("select 1 from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())")).toHaveLength(1);
  expect(await followUps.mailings.apply(ctx, 10)).toBe(1);
  await gate.query("select pg_advisory_unlock(2)");
  await slow;
  await gate.query("drop view delivery; alter table delivery_row rename to delivery; drop function hold_first()");
  await gate.release();
  expect(await saidOf(ctx, { id, revision })).toHaveLength(2);
});

test("who tells all affected in the act that resolves owes them nothing, and a reopen lets the rest go", async () => {
  const { incident: { id } } = await mitigating();
  await tell(id, "EXECUTIVES");
  await postUpdate(later(ctx, 30), { incidentId: id, status: "RESOLVED", note: "It works", publicBody: "Checkout works again.", audiences: ["AFFECTED_CUSTOMERS"], ...OVERRIDE });
  expect(await clockOf(ctx, id, "RESOLUTION_EMAIL")).toMatchObject({ metAt: at(30) });
  await incidents.reopen(later(ctx, 40), { incidentId: id, reason: "It is back" });
  expect(await clockOf(ctx, id, "RESOLUTION_NOTICE")).toMatchObject({ subject: "EXECUTIVES", stoppedAt: at(40), stopReason: "reopened" });
  await incidents.resolve(later(ctx, 60), { incidentId: id, ...OVERRIDE });
  expect((await owed(id)).filter(({ kind, stoppedAt }) => kind === "RESOLUTION_NOTICE" && stoppedAt === null)).toMatchObject([{ subject: "EXECUTIVES", metAt: null }]);
});

test("a strategic account is called by its manager, else by the liaison; each hears of it in working hours", async () => {
  const manager = await aResponder(ctx, { timeZone: "UTC", workingHours: { days: [1, 2, 3, 4, 5, 6, 7], from: "09:00", to: "17:00" } });
  const mine = await someCustomers(ctx, 2, { strategic: true, ownerId: manager.id });
  const [orphan] = await someCustomers(ctx, 1, { strategic: true });
  const { incident: { id }, people } = await mitigating({ affectedCustomerExternalIds: [...mine, orphan!].map(({ externalId }) => externalId) });
  const night = later(ctx, 8 * 60); // 20:00 UTC
  await incidents.resolve(night, { incidentId: id, ...OVERRIDE });
  const calls = (await clocksOf(ctx, id, "CSM_CALL")).map(({ subject, ownerId }) => [subject, ownerId]);
  expect(new Map(calls as [string, string][])).toEqual(new Map([...mine.map(({ externalId }) => [externalId, manager.id]), [orphan!.externalId, people["CS_LIAISON"]?.id]] as [string, string][]));
  const note = (await told(ctx, id)).get(manager.id);
  expect(note?.body).toContain("Call the strategic account (2 of them), by");
  expect(note?.notBefore).toEqual(at(21 * 60));
  expect(note?.body).not.toContain(mine[0]!.name);
});

test("a SEV1 that came back owes an executive's apology: an action whose end keeps the promise", async () => {
  const vice = await aResponder(ctx, { name: "Vera", title: "VP Engineering" });
  const earlier = await anIncidentAt(ctx, "CLOSED");
  const { incident: { id } } = await mitigating({ recurrenceOfId: earlier.id });
  await incidents.resolve(later(ctx, 30), { incidentId: id, ...OVERRIDE });
  const clock = await clockOf(ctx, id, "EXECUTIVE_APOLOGY");
  expect(clock).toMatchObject({ ownerId: vice.id, startedAt: at(30), dueAt: at(30 + 24 * 60), metAt: null });
  const [action] = (await actionsOf(ctx, [id], { open: true })).get(id) ?? [];
  expect(action).toMatchObject({ id: clock?.subject, owner: "Vera", dueAt: at(30 + 24 * 60), entered: false });
  await incidents.startPostMortem(later(ctx, 31), { incidentId: id });
  expect(await refusal(ctx, id, () => incidents.close(later(ctx, 32), { incidentId: id }))).toMatchObject({ code: "CONFLICT" });
  await updateAction(later(ctx, 60), { actionId: action!.id, state: "DONE" });
  expect(await clockOf(ctx, id, "EXECUTIVE_APOLOGY")).toMatchObject({ metAt: at(60), breachedAt: null });
});

test("the apology is owed once, also where the link to the earlier incident comes late, and not below SEV1", async () => {
  const earlier = await anIncidentAt(ctx, "CLOSED");
  const { incident: { id } } = await mitigating();
  await incidents.resolve(later(ctx, 30), { incidentId: id, ...OVERRIDE });
  expect(await clocksOf(ctx, id, "EXECUTIVE_APOLOGY")).toEqual([]);
  for (const minute of [40, 50]) await incidents.linkRecurrence(later(ctx, minute), { incidentId: id, recurrenceOfId: earlier.id });
  expect(await clocksOf(ctx, id, "EXECUTIVE_APOLOGY")).toMatchObject([{ startedAt: at(30), stoppedAt: null }]);
  const [action] = (await actionsOf(ctx, [id], { open: true })).get(id) ?? [];
  await updateAction(later(ctx, 60), { actionId: action!.id, state: "DROPPED", reason: "The customer asked us not to" });
  expect(await clockOf(ctx, id, "EXECUTIVE_APOLOGY")).toMatchObject({ stoppedAt: at(60), stopReason: "dropped: The customer asked us not to" });

  const { incident: lesser } = await mitigating({ severity: "SEV2", recurrenceOfId: earlier.id });
  await incidents.resolve(later(ctx, 30), { incidentId: lesser.id, ...OVERRIDE });
  expect(await clocksOf(ctx, lesser.id, "EXECUTIVE_APOLOGY")).toEqual([]);
});

test("the end of the regression watch asks whoever watches, and the commander", async () => {
  const { incident: { id } } = await mitigating();
  const watcher = await aResponder(ctx, { name: "Wanda" });
  await incidents.resolve(later(ctx, 30), { incidentId: id, verification: { metricsNormal: true, customersRecovered: true, regressionWatchUntil: at(120), regressionWatchBy: watcher.id } });
  expect(await clockOf(ctx, id, "REGRESSION_WATCH")).toMatchObject({ ownerId: watcher.id });
  await runUntil(ctx, 121, [clocks.dueClocks(escalations.hearClocks), escalations.unheardClocks]);
  expect((await saidTo(ctx, id, "TOLD")).filter((said) => said.startsWith("120 "))).toEqual([expect.stringContaining("Wanda")]);
});

test("somebody else takes it on and is told; what is done stays with whom it was", async () => {
  const { incident: { id } } = await mitigating();
  await tell(id, "INTERNAL");
  const { revision } = await incidents.resolve(later(ctx, 30), { incidentId: id, ...OVERRIDE });
  const [clock] = await clocksOf(ctx, id, "RESOLUTION_NOTICE");
  const next = await aResponder(ctx, { name: "Nora" });
  const assigned = await followUps.assignFollowUp(later(ctx, 31), { clockId: clock!.id, responderId: next.id.toUpperCase() });
  expect(assigned.ownerId).toBe(next.id);
  await followUps.assignFollowUp(later(ctx, 31), { clockId: clock!.id, responderId: next.id.toUpperCase() });
  expect(await saidOf(ctx, { id, revision })).toEqual(["CLOCK: Nora takes on: Tell of the resolution internally", expect.stringContaining("PAGE: Told Nora")]);
  expect((await told(ctx, id)).get(next.id)).toMatchObject({ notBefore: null });
  const nobody = "00000000-0000-4000-8000-000000000000";
  expect(await refusal(ctx, id, () => followUps.assignFollowUp(ctx, { clockId: clock!.id, responderId: nobody }))).toMatchObject({ code: "NOT_FOUND", details: { field: "responderId" } });
  expect(await refusal(ctx, id, () => followUps.assignFollowUp(ctx, { clockId: nobody, responderId: next.id }))).toMatchObject({ code: "NOT_FOUND", details: { field: "clockId" } });
  await tell(id, "INTERNAL", {}, later(ctx, 40));
  expect(await refusal(ctx, id, () => followUps.assignFollowUp(ctx, { clockId: clock!.id, responderId: next.id }))).toMatchObject({ code: "CONFLICT" });
});

test("what is owed is listed over all incidents, first due first, page by page, and for one owner", async () => {
  const owner = await aResponder(ctx);
  const resolved = async (minute: number) => {
    const { incident: { id } } = await mitigating();
    const verification = { metricsNormal: true, customersRecovered: true, regressionWatchUntil: at(minute), regressionWatchBy: owner.id };
    await incidents.resolve(later(ctx, 1), { incidentId: id, verification });
    return id;
  };
  const [second, first, third] = [await resolved(300), await resolved(200), await resolved(400)];
  const page = (first: number, after: string | null = null) => followUps.list(ctx, { ownerId: owner.id }, { first, after });
  const begin = await page(2);
  expect(begin.nodes.map(({ incidentId }) => incidentId)).toEqual([first, second]);
  expect(await begin.count()).toBe(3);
  expect((await page(2, begin.pageInfo.endCursor)).nodes.map(({ incidentId }) => incidentId)).toEqual([third]);
  await incidents.confirmRecovery(later(ctx, 10), { incidentId: first });
  expect(await (await page(5)).count()).toBe(2);
  expect(await (await followUps.list(ctx, { ownerId: owner.id, open: false }, { first: 5 })).count()).toBe(3);
});
