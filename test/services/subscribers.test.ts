import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import type { ServiceEntity } from "../../src/entities/service.entity.ts";
import type { StatusComponentEntity } from "../../src/entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../src/entities/status-page.entity.ts";
import { HUB } from "../../src/services/access/index.ts";
import * as communications from "../../src/services/communication/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { editPolicy } from "../../src/services/policy/index.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { stopWaiting } from "../../src/services/mailing/stop-waiting.ts";
import { letGo } from "../../src/services/subscriber/stop-deliveries.ts";
import * as statusEntries from "../../src/services/status-entry/index.ts";
import { answerTo } from "../../src/services/subscriber/link.ts";
import { dressSubscriber, reminders, tellings } from "../../src/services/status-telling/index.ts";
import { confirm, forgetUnconfirmed, managePath, noteOutcome, resubscribe, resumeSubscriber, subscription, unsubscribe } from "../../src/services/subscriber/index.ts";
import { aContext, anIncident, aService, at, later, someCustomers } from "../support/build.ts";
import { useCli } from "../support/cli.ts";
import { useDatabase } from "../support/database.ts";
import { isOver } from "../support/incident.ts";
import { aComponent, aPage, aSubscriber } from "../support/subscribers.ts";

const database = useDatabase();
const cli = useCli();
let ctx: ServiceContext;
let service: ServiceEntity;
let page: StatusPageEntity;

beforeEach(async () => {
  ctx = aContext(database.source.manager, { secretKeys: readKeys("a1".repeat(32)), publicUrl: "https://hub.example.com" });
  await ctx.db.query("truncate status_subscriber, delivery cascade");
  service = await aService(ctx);
  page = await aPage(ctx);
});

const publish = (by: ServiceContext, { id }: Pick<IncidentEntity, "id">, over: Partial<communications.PublishCommunication> = {}) =>
  communications.publishCommunication(by, { incidentId: id, audience: "STATUS_PAGE", body: "Some requests fail. Next update in 15 minutes.", ...over });
const told = async (by: ServiceContext = ctx): Promise<string[]> => {
  await tellings.apply({ ...by, actor: HUB }, 400);
  const rows: { address: string; subject: string }[] = await ctx.db.query("select address, subject from delivery where payload ? 'subscriber' order by created_at, address");
  return rows.map(({ address, subject }) => `${address} ${subject}`);
};
const addressesOf = (lines: readonly string[]) => lines.map((line) => line.split("@", 1)[0]);
const row = async (id: string) => (await ctx.db.query("select * from status_subscriber where id = $1", [id]))[0];
const retract = (by: ServiceContext, { id }: { id: string }, note: string) => communications.retractCommunication(by, { communicationId: id, note });

describe("whom a word on the page goes to", () => {
  test("those of every page that shows it whose components it is about, once, who have confirmed and are still there", async () => {
    const [api, web] = [await aComponent(ctx, {}, service), await aComponent(ctx)];
    const elsewhere = await aPage(ctx);
    await ctx.db.query("insert into status_page_component values ($1, $2), ($1, $3)", [elsewhere.id, web.id, (await aComponent(ctx)).id]);
    await aSubscriber(ctx, page, { address: "all@example.com" });
    await aSubscriber(ctx, page, { address: "api@example.com" }, api);
    await aSubscriber(ctx, page, { address: "both@example.com" }, api, web);
    await aSubscriber(ctx, page, { address: "web@example.com" }, web);
    await aSubscriber(ctx, elsewhere, { address: "elsewhere@example.com" });
    await aSubscriber(ctx, page, { address: "pending@example.com", confirmedAt: null });
    await aSubscriber(ctx, page, { address: "left@example.com", unsubscribedAt: ctx.now() });
    await aSubscriber(ctx, page, { address: "dead@example.com", stoppedAt: ctx.now(), stopReason: "Gone" });
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(ctx, incident, { subject: "API is down" });
    expect((await ctx.db.query("select count(*)::int as count from delivery where payload ? 'subscriber'"))[0].count).toBe(0);
    expect(addressesOf(await told())).toEqual(["all", "api", "both"]);
    expect(await told()).toHaveLength(3);
    // Who has lost their one component is not told of everything instead.
    await ctx.db.query("delete from status_component where id = $1", [web.id]);
    await isOver(later(ctx, 5), incident);
    expect((await told(later(ctx, 5))).slice(3)).toEqual(["all", "api", "both"].map((name) => `${name}@example.com [Acme Status] Resolved: API is down`));
  });

  test("everybody where it names no component; nobody where it names internal ones alone", async () => {
    const web = await aComponent(ctx);
    await aSubscriber(ctx, page, { address: "web@example.com" }, web);
    await publish(ctx, await anIncident(ctx), { subject: "Something" });
    expect(addressesOf(await told())).toEqual(["web"]);
    const hidden = await aService(ctx);
    await aComponent(ctx, { isInternal: true }, hidden);
    await publish(ctx, await anIncident(ctx, { serviceSlug: hidden.slug }), { subject: "Secret" });
    expect(await told()).toHaveLength(1);
  });

  test("of a private incident and a drill nobody, even where it has become private since it was said", async () => {
    await aSubscriber(ctx, page);
    await expect(publish(ctx, await anIncident(ctx, { private: true }), { subject: "Layoffs" })).rejects.toThrow("private");
    await publish(ctx, await anIncident(ctx, { drill: true }), { subject: "Drill" }).catch(() => {});
    const incident = await anIncident(ctx);
    await publish(ctx, incident, { subject: "Open" });
    await publish(later(ctx, 1), incident);
    expect(await told(later(ctx, 1))).toHaveLength(2);
    await ctx.db.query("update incident set private = true where id = $1", [incident.id]);
    const [going] = await ctx.db.query(`select id, channel, payload, created_at as "createdAt" from delivery where payload ? 'subscriber' limit 1`);
    await expect(dressSubscriber(ctx, going)).rejects.toThrow("does not say this any more");
    await ctx.db.query("update status_telling set due_at = $1", [ctx.now()]);
    expect(await told()).toHaveLength(2);
  });

  test("two hubs put each message into the outbox once, and a part that fails comes again", async () => {
    await ctx.db.query(
      `insert into status_subscriber (id, page_id, kind, address, origin, takes_all, confirmed_at, refusals, created_at, updated_at)
       select gen_random_uuid(), $1, 'EMAIL', n || '@example.com', 'SELF', true, $2, 0, $2, $2 from generate_series(1, 2500) n`, [page.id, ctx.now()]);
    await publish(ctx, await anIncident(ctx), { subject: "Down" });
    await Promise.all([tellings.apply({ ...ctx, actor: HUB }, 400), tellings.apply({ ...ctx, actor: HUB }, 400)]);
    expect(new Set(await told()).size).toBe(2_500);
    expect(await ctx.db.query("select told, due_at from status_telling where page_id = $1", [page.id])).toEqual([{ told: 2_500, due_at: null }]);
  });
});

describe("a retraction", () => {
  test("is told to those who were sent what is taken back, and what was not sent is let go", async () => {
    const [first, second] = [await aSubscriber(ctx, page, { address: "first@example.com" }), await aSubscriber(ctx, page, { address: "second@example.com" })];
    const incident = await anIncident(ctx);
    const message = await publish(ctx, incident, { subject: "Down" });
    await told();
    await ctx.db.query("update delivery set state = 'SENT', next_at = null, attempts = 1, accepted_at = created_at where address = $1", [first.address]);
    await aSubscriber(ctx, page, { address: "late@example.com" });
    await retract(later(ctx, 5), message, "This was said of another service.");
    expect((await told(later(ctx, 5))).slice(2)).toEqual(["first@example.com [Acme Status] Taken back: Down"]);
    expect(await ctx.db.query("select state from delivery where address = $1", [second.address])).toEqual([{ state: "STOPPED" }]);
    const [going] = await ctx.db.query(`select id, channel, payload, created_at as "createdAt" from delivery where subject like '%Taken back%'`);
    expect((await dressSubscriber(later(ctx, 5), going))?.text).toContain("This was said of another service.");
  });

  test("of what nobody was told yet is told to nobody", async () => {
    await aSubscriber(ctx, page);
    const incident = await anIncident(ctx);
    await retract(later(ctx, 1), await publish(ctx, incident), "Never mind.");
    expect(await told(later(ctx, 1))).toEqual([]);
  });
});

test("an account's page tells of what hits that account, and says nothing of others", async () => {
  const [ours, theirs] = [await someCustomers(ctx, 1, { name: "Ours" }, service), await someCustomers(ctx, 1, { name: "Theirs & Sons" }, service)];
  const api = await aComponent(ctx, {}, service);
  await aComponent(ctx, { name: "Not theirs" });
  const own = await aPage(ctx, { kind: "CUSTOMER", customerId: ours[0]!.id, tokenHash: "ab".repeat(32) });
  const subscriber = await aSubscriber(ctx, own, { kind: "WEBHOOK", address: "https://hooks.example.com/" });
  await ctx.db.query("delete from status_subscriber where id = $1", [subscriber.id]);
  await aSubscriber(ctx, own, { address: "ours@example.com" });
  const other = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" }, affectedCustomerExternalIds: [theirs[0]!.externalId] });
  await publish(ctx, other, { subject: "Theirs alone" });
  expect(await told()).toEqual([]);
  const mine = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED" }, affectedCustomerExternalIds: [ours[0]!.externalId] });
  await publish(ctx, mine, { subject: "Ours" });
  expect(await told()).toEqual(["ours@example.com [Acme Status] Investigating: Ours"]);
  const [going] = await ctx.db.query(`select id, payload, created_at as "createdAt" from delivery where payload ? 'subscriber'`);
  await ctx.db.query("update status_subscriber set kind = 'WEBHOOK', secret = 'x'");
  const letter = await dressSubscriber(ctx, { ...going, channel: "EMAIL" });
  expect(letter?.text).toContain(`Affected: ${api.name} (`);
  expect(JSON.stringify(letter)).not.toMatch(/Theirs|Not theirs|ababab/);
});

test("each subscriber is told in their language what the hub adds to people's words; where nobody has said, in English", async () => {
  const api = await aComponent(ctx, {}, service);
  const languages: Record<string, string | null> = { austrian: "de-AT", french: "fr", german: "DE", unknown: null };
  for (const [name, language] of Object.entries(languages)) await aSubscriber(ctx, page, { address: `${name}@example.com`, language });
  await publish(ctx, await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } }), { subject: "API is down" });
  const german = "[Acme Status] In Untersuchung: API is down";
  const english = "[Acme Status] Investigating: API is down";
  expect(await told()).toEqual([`austrian@example.com ${german}`, `french@example.com ${english}`, `german@example.com ${german}`, `unknown@example.com ${english}`]);
  const letters = new Map<string, string>();
  for (const going of await ctx.db.query(`select id, address, channel, payload, created_at as "createdAt" from delivery`)) letters.set(going.address.split("@")[0], (await dressSubscriber(ctx, going))?.text ?? "");
  const lines = (name: string) => letters.get(name)?.split("\n").filter(Boolean).map((line) => line.replace(/https:.*/, "URL"));
  expect(lines("austrian")).toEqual([
    german, "In Untersuchung", "Some requests fail. Next update in 15 minutes.", `Betroffen: ${api.name} (ausgefallen)`, "1. Jan. 2030, 12:00 UTC",
    "Auf der Seite lesen: URL", "Einstellungen ändern: URL", "Abbestellen: URL", "-- ", "Sie erhalten diese Nachricht, weil diese Adresse Acme Status abonniert hat.",
  ]);
  expect(lines("french")).toEqual(expect.arrayContaining([english, `Affected: ${api.name} (major outage)`, "Unsubscribe: URL"]));
  expect([lines("german"), lines("unknown")]).toEqual([lines("austrian"), lines("french")]);
});

describe("before a maintenance", () => {
  const DAY = 1_440;
  const SUBJECT = "[Acme Status] Reminder: Database work";
  let api: StatusComponentEntity;
  beforeEach(async () => {
    api = await aComponent(ctx);
    await aSubscriber(ctx, page, { address: "api@example.com" }, api);
    await aSubscriber(ctx, page, { address: "other@example.com" }, await aComponent(ctx));
  });

  const schedule = (from: number, by: ServiceContext = ctx) =>
    statusEntries.scheduleMaintenance(by, { title: "Database work", body: "We move the database.", scheduledFrom: at(from), scheduledUntil: at(from + 60), components: [api.slug] });
  const move = (minute: number, id: string, over: object) => statusEntries.updateMaintenance(later(ctx, minute), { id, ...over });
  const due = async (minute: number) => {
    const hub = { ...later(ctx, minute), actor: HUB };
    await Promise.all([reminders.apply(hub, 100), reminders.apply(hub, 100)]);
    await statusEntries.dueMaintenances.apply(hub, 100);
    return (await told(later(ctx, minute))).filter((line) => line.endsWith(SUBJECT)).map((line) => line.split("@")[0]);
  };

  test("its components' subscribers are reminded a day before it begins, once, also those who came since, with what was said last", async () => {
    const { id, remindAt } = await schedule(3 * DAY);
    expect([remindAt, await reminders.upcoming(ctx, at(9 * DAY), 10)]).toEqual([at(2 * DAY), [at(2 * DAY)]]);
    await move(10, id, { body: "The API cannot be reached while we do it." });
    await aSubscriber(ctx, page, { address: "late@example.com", language: "de" });
    expect(await due(2 * DAY - 1)).toEqual([]);
    expect(await due(2 * DAY)).toEqual(["api"]);
    expect(await ctx.db.query("select address from delivery where subject = '[Acme Status] Erinnerung: Database work'")).toEqual([{ address: "late@example.com" }]);
    const [going] = await ctx.db.query(`select id, channel, payload, created_at as "createdAt" from delivery where subject = $1`, [SUBJECT]);
    const letter = (await dressSubscriber(later(ctx, 2 * DAY), going))?.text ?? "";
    expect(letter.split("\n\n").slice(0, 4)).toEqual([
      SUBJECT, "Reminder", "The API cannot be reached while we do it.", `Affected: ${api.name} (under maintenance)\nScheduled: 4 Jan 2030, 12:00 UTC to 4 Jan 2030, 13:00 UTC`]);
    // More words, or another end, at the same beginning are no reason to remind again.
    await move(2 * DAY + 1, id, { body: "All is ready.", scheduledUntil: at(3 * DAY + 90) });
    expect(await due(3 * DAY - 1)).toEqual(["api"]);
    expect((await ctx.db.query("select count(*)::int as count from status_telling where kind = 'REMINDER'"))[0].count).toBe(1);
  });

  test("a move moves the reminder, and what reminds of the time before goes no more; one that is announced late, begun or cancelled has none", async () => {
    const { id } = await schedule(3 * DAY);
    expect(await move(5, id, { scheduledFrom: at(5 * DAY), scheduledUntil: at(5 * DAY + 60) })).toMatchObject({ remindAt: at(4 * DAY) });
    expect(await due(2 * DAY)).toEqual([]);
    expect(await due(4 * DAY)).toEqual(["api"]);
    await move(4 * DAY + 1, id, { scheduledFrom: at(8 * DAY), scheduledUntil: at(8 * DAY + 60) });
    expect(await ctx.db.query("select state from delivery where subject = $1", [SUBJECT])).toEqual([{ state: "STOPPED" }]);
    expect(await due(7 * DAY)).toEqual(["api", "api"]);
    expect(await move(7 * DAY + 1, id, { state: "CANCELLED" })).toMatchObject({ remindAt: null });
    expect(await ctx.db.query("select distinct state from delivery where subject = $1", [SUBJECT])).toEqual([{ state: "STOPPED" }]);
    expect((await schedule(8 * DAY, later(ctx, 7 * DAY))).remindAt).toBeNull();
    const early = await schedule(12 * DAY, later(ctx, 8 * DAY));
    expect(await move(8 * DAY + 1, early.id, { state: "IN_PROGRESS" })).toMatchObject({ remindAt: null });
    // A hub that was away until it had begun reminds nobody.
    await schedule(20 * DAY, later(ctx, 9 * DAY));
    expect(await due(20 * DAY)).toEqual(["api", "api"]);
  });

  test("how long before is the policy's, and nothing where it says so", async () => {
    await editPolicy(ctx, { changes: { subscribers: { remindBefore: 3_600 } } });
    expect((await schedule(90)).remindAt).toEqual(at(30));
    await editPolicy(ctx, { changes: { subscribers: { remindBefore: 0 } } });
    expect((await schedule(9 * DAY)).remindAt).toBeNull();
    await editPolicy(ctx, { changes: { subscribers: { remindBefore: 86_400 } } });
  });
});

describe("an address where nothing arrives", () => {
  const delivery = (id: string, more: object = {}) => ({ id: "00000000-0000-4000-8000-000000000001", payload: { subscriber: { id, tellingId: "00000000-0000-4000-8000-000000000002", ...more } } });
  const refused = (reason: string) => ({ state: "REFUSED" as const, reason });

  test("is left alone at once if it is gone, after three refusals in a row otherwise, and a success counts anew", async () => {
    const [gone, picky] = [await aSubscriber(ctx, page), await aSubscriber(ctx, page)];
    await noteOutcome(ctx, delivery(gone.id), refused("550 5.1.1 No such user"));
    expect(await row(gone.id)).toMatchObject({ stop_reason: "The address is gone: 550 5.1.1 No such user" });
    for (const reason of ["554 5.7.1 Spam", "550 Blocked"]) await noteOutcome(ctx, delivery(picky.id), refused(reason));
    await noteOutcome(ctx, delivery(picky.id), { state: "ACCEPTED", answer: "250" });
    expect(await row(picky.id)).toMatchObject({ refusals: 0, failing_since: null, stopped_at: null });
    for (const reason of ["550 x", "550 y", "550 z"]) await noteOutcome(ctx, delivery(picky.id), refused(reason));
    expect(await row(picky.id)).toMatchObject({ stop_reason: "3 messages in a row were refused: 550 z" });
  });

  test("that was given up is counted where something is said, and told again once a person takes that back", async () => {
    const [web, api] = [await aComponent(ctx), await aComponent(ctx, {}, service)];
    const [gone] = [await aSubscriber(ctx, page, { address: "gone@example.com" }), await aSubscriber(ctx, page, { stoppedAt: ctx.now(), stopReason: "Gone" }, web)];
    const ours = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    expect((await publish(ctx, ours)).notSent).toEqual([]);
    await noteOutcome(ctx, delivery(gone.id), { ...refused("554 5.1.1 Spam"), isAboutMessage: true });
    expect((await row(gone.id)).stopped_at).toBeNull();
    await noteOutcome(ctx, delivery(gone.id), refused("550 5.1.1 No such user"));
    expect((await publish(later(ctx, 1), ours)).notSent).toEqual(["1 subscriber was given up, since nothing arrives at that address"]);
    await told(later(ctx, 1));
    expect(await resumeSubscriber(later(ctx, 2), { id: gone.id })).toMatchObject({ stoppedAt: null, stopReason: null, refusals: 0 });
    await expect(resumeSubscriber(later(ctx, 2), { id: gone.id })).rejects.toThrow("only one that is STOPPED");
    expect((await publish(later(ctx, 3), ours)).notSent).toEqual([]);
    expect(addressesOf(await told(later(ctx, 3)))).toEqual(["gone"]);
    expect(api.id).toBeDefined();
  });

  test("a mail server that takes nothing for a while says nothing of its people; an endpoint may be away for seven days", async () => {
    const [mail, hook] = [await aSubscriber(ctx, page), await aSubscriber(ctx, page, { kind: "WEBHOOK", address: "https://hooks.example.com/x" })];
    const away = { state: "RETRY" as const, reason: "cannot be reached" };
    for (const minutes of [0, 60, 6 * 1_440]) await Promise.all([mail, hook].map(({ id }) => noteOutcome(later(ctx, minutes), delivery(id), away)));
    expect([(await row(mail.id)).failing_since, (await row(hook.id)).stopped_at]).toEqual([null, null]);
    await Promise.all([mail, hook].map(({ id }) => noteOutcome(later(ctx, 7 * 1_440), delivery(id), away)));
    expect([(await row(mail.id)).stopped_at, (await row(hook.id)).stop_reason]).toEqual([null, "Nothing has arrived there for 7 days: cannot be reached"]);
  });

  test("an endpoint whose hiccup is over is healthy, and its next one a week later is its first", async () => {
    const hook = await aSubscriber(ctx, page, { kind: "WEBHOOK", address: "https://hooks.example.com/y" });
    const hiccup = { state: "RETRY" as const, reason: "HTTP 503" };
    await noteOutcome(ctx, delivery(hook.id), hiccup);
    expect((await row(hook.id)).failing_since).toEqual(ctx.now());
    await noteOutcome(later(ctx, 1), delivery(hook.id), { state: "ACCEPTED", answer: "HTTP 200" });
    await noteOutcome(later(ctx, 8 * 1_440), delivery(hook.id), hiccup);
    expect(await row(hook.id)).toMatchObject({ failing_since: later(ctx, 8 * 1_440).now(), stopped_at: null });
  });

  test("who never confirmed is forgotten after a week; who has left is not", async () => {
    const [pending, left] = [await aSubscriber(ctx, page, { confirmedAt: null, askedAt: ctx.now() }), await aSubscriber(ctx, page, { unsubscribedAt: ctx.now() })];
    await forgetUnconfirmed(later(ctx, 7 * 1_440));
    expect(await row(pending.id)).toBeDefined();
    await forgetUnconfirmed(later(ctx, 7 * 1_440 + 1));
    expect([await row(pending.id), (await row(left.id)).id]).toEqual([undefined, left.id]);
  });
});

test("what waits for one reader is found by a key, however much waits for others", async () => {
  const QUEUE = `insert into delivery (id, key, channel, address, destination, priority, subject, text, payload, state, not_before, next_at, may_bundle, attempts, history, created_at)
    select gen_random_uuid(), gen_random_uuid()::text, 'EMAIL', n || '@queue.example', 'EMAIL', 2, '', '', jsonb_build_object('contactId', gen_random_uuid()), 'PENDING', $1, $1, false, 0, '[]', $1::timestamptz from generate_series(1, 3000) n`;
  await ctx.db.query(QUEUE, [ctx.now()]);
  await ctx.db.query(QUEUE.replace("'contactId', gen_random_uuid()", "'subscriber', jsonb_build_object('id', gen_random_uuid(), 'tellingId', gen_random_uuid())"), [ctx.now()]);
  await ctx.db.query("analyze delivery");
  const asked: [string, unknown[]][] = [];
  const { logger } = database.source;
  database.source.logger = { ...logger, logQuery: (text, values) => void asked.push([text, values as unknown[]]), logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
  const id = "00000000-0000-4000-8000-000000000001";
  await letGo(ctx, { subscriberId: id, asks: true });
  await letGo(ctx, { subscriberId: id, except: id });
  await letGo(ctx, { tellingIds: [id, id] });
  await stopWaiting(ctx, "7@queue.example").finally(() => (database.source.logger = logger));
  const plans: string[] = [];
  for (const [text, values] of asked) plans.push(JSON.stringify(await ctx.db.query(`explain (format json) ${text}`, values)));
  expect(plans.map((plan) => [/delivery_open_\w+/.exec(plan)?.[0], plan.includes("Seq Scan"), plan.includes("delivery_lane")])).toEqual(
    ["delivery_open_subscriber", "delivery_open_subscriber", "delivery_open_telling", "delivery_open_letter"].map((index) => [index, false, false]));
  expect(await ctx.db.query("select address from delivery where state = 'STOPPED'")).toEqual([{ address: "7@queue.example" }]);
});

describe("links", () => {
  const tokenOf = (by: ServiceContext, id: string) => managePath(by, id).split("/").at(-1) ?? "";

  test("open what they were made for and nothing else, under any key that still stands", async () => {
    const [one, other] = [await aSubscriber(ctx, page), await aSubscriber(ctx, page, { confirmedAt: null, askedAt: ctx.now() })];
    const token = tokenOf(ctx, one.id);
    expect((await subscription(ctx, token)).subscriber.id).toBe(one.id);
    const forged = [`${tokenOf(ctx, other.id).slice(0, 22)}${token.slice(22)}`, token.slice(0, -1), `${token}x`, "", answerTo(ctx, other, ctx.now()), token.toLowerCase()];
    for (const wrong of forged) await expect(subscription(ctx, wrong)).rejects.toMatchObject({ code: "NOT_FOUND" });
    // A link to one's subscription confirms none, an answer to an older question neither, and each has its time.
    for (const wrong of [tokenOf(ctx, other.id), answerTo(ctx, other, new Date(0))]) await expect(confirm(ctx, wrong)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(confirm(later(ctx, 7 * 1_440 + 1), answerTo(ctx, other, ctx.now()))).rejects.toMatchObject({ code: "NOT_FOUND" });
    const [both, without] = ["b2".repeat(32), "b2".repeat(32)].map((first, at) => ({ ...ctx, secretKeys: readKeys(at === 0 ? `${first},${"a1".repeat(32)}` : first) }));
    expect((await subscription(both!, token)).subscriber.id).toBe(one.id);
    await expect(subscription(without!, token)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("of two answers to one question one counts; who left in the meantime is not written to, and comes back by the link", async () => {
    const asked = await aSubscriber(ctx, page, { confirmedAt: null, askedAt: ctx.now() });
    const answer = answerTo(ctx, asked, ctx.now());
    const done = await Promise.allSettled([confirm(ctx, answer), confirm(ctx, answer)]);
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await publish(ctx, await anIncident(ctx), { subject: "Down" });
    await told();
    await ctx.db.query("update status_subscriber set unsubscribed_at = $2 where id = $1", [asked.id, ctx.now()]);
    const [going] = await ctx.db.query(`select id, channel, payload, created_at as "createdAt" from delivery where payload->'subscriber' ? 'tellingId'`);
    await expect(dressSubscriber(ctx, going)).rejects.toThrow("not told any more");
    await resubscribe(ctx, tokenOf(ctx, asked.id));
    expect(await row(asked.id)).toMatchObject({ unsubscribed_at: null });
    await unsubscribe(ctx, tokenOf(ctx, asked.id));
    await unsubscribe(later(ctx, 5), tokenOf(ctx, asked.id));
    expect(await row(asked.id)).toMatchObject({ unsubscribed_at: ctx.now(), asked_at: null });
    const acts = await ctx.db.query("select action from audit_entry where actor_id = $1 order by id", [`subscriber/${asked.id}`]);
    expect(acts.map(({ action }: { action: string }) => action)).toEqual(["confirmStatusSubscription", "resubscribeToStatusPage", "unsubscribeFromStatusPage"]);
  });
});

describe("muster import subscribers", () => {
  const run = (name: string, text: string, ...options: string[]) => {
    const path = join(cli.room, name);
    writeFileSync(path, text);
    return cli.run(["import", "subscribers", path, "--page", page.slug, ...options], { DATABASE_URL: database.url, MUSTER_SECRET_KEY: "a1".repeat(32) });
  };
  const states = async () =>
    (await ctx.db.query("select address, confirmed_at is not null as confirmed, unsubscribed_at is not null as gone from status_subscriber where page_id = $1 order by address", [page.id])) as object[];

  test("keeps the good rows, names the bad ones with their lines, and does nothing the second time", async () => {
    const api = await aComponent(ctx);
    await aSubscriber(ctx, page, { address: "left@example.com", unsubscribedAt: ctx.now() });
    const list = [
      "kind,address,name,components,confirmed,language", `EMAIL,Ada@Example.com,Ada,${api.slug},yes,de_AT`, "EMAIL,ada@example.com,Ada again,,,", "EMAIL,nobody,,,,", `,https://hooks.example.com/a,,,,`, "EMAIL,left@example.com,,,,",
      "EMAIL,grace@example.com,Grace,nowhere,,", "EMAIL,\"x@example.com\r\nBcc: y@example.com\",,,,", "FAX,+49301234567,,,,", "EMAIL,asked@example.com,,,no,", "EMAIL,tongues@example.com,,,,in tongues", "EMAIL,too@example.com", "",
    ].join("\n");
    const first = await run("list.csv", list, "--confirmed");
    expect(first.err.split("\n").filter(Boolean).map((line) => line.slice(line.indexOf("list.csv")))).toEqual([
      "list.csv:3: address: ada@example.com stands in line 2 already",
      expect.stringMatching(/^list\.csv:4: address: address must be an e-mail address/),
      'list.csv:7: components: There is no component "nowhere" on this page',
      "list.csv:8: address: address must have no spaces or line breaks in it",
      "list.csv:10: kind: kind must be one of EMAIL, WEBHOOK",
      expect.stringMatching(/^list\.csv:12: language: language must be a BCP 47 tag/),
      expect.stringMatching(/^list\.csv:13: malformed CSV/),
    ]);
    expect([first.code, first.out.trim()]).toEqual([1, "subscribers: 3 created, 0 unchanged, 1 left alone, who had unsubscribed or were given up, 7 refused"]);
    expect(await ctx.db.query("select address from status_subscriber where language = 'de-AT'")).toEqual([{ address: "ada@example.com" }]);
    expect(await states()).toEqual([
      { address: "ada@example.com", confirmed: true, gone: false }, { address: "asked@example.com", confirmed: false, gone: false },
      { address: "https://hooks.example.com/a", confirmed: true, gone: false }, { address: "left@example.com", confirmed: true, gone: true },
    ]);
    const asked = () => ctx.db.query("select address from delivery where payload->'subscriber' ? 'asks' order by 1");
    expect(await asked()).toEqual([{ address: "asked@example.com" }]);
    expect((await run("list.csv", list, "--confirmed")).out.trim()).toBe("subscribers: 0 created, 3 unchanged, 1 left alone, who had unsubscribed or were given up, 7 refused");
    expect(await asked()).toHaveLength(1);
  });

  const EXAMPLES = [...readFileSync("docs/status-subscribers.md", "utf8").matchAll(/^```(?:json|csv) (\S+)\n([\s\S]*?)^```$/gm)];

  test.each(EXAMPLES.map(([, name = "", text = ""]) => ({ name, text })))("$name of the documents is imported as it stands", async ({ name, text }) => {
    expect(await run(name, text, "--confirmed")).toMatchObject({ code: 0, err: "" });
  });

  test("asks each without --confirmed, changes nothing with --dry-run, and reads JSON", async () => {
    const json = JSON.stringify([{ email: "a@example.com", confirmed: true }, { address: "b@example.com", phone: "1" }]);
    expect(await run("list.json", json, "--dry-run")).toMatchObject({ code: 1, out: expect.stringContaining("1 created, 0 unchanged, 1 refused; who is new is asked first (nothing was changed)"), err: expect.stringContaining("phone is no field of subscribers") });
    expect(await states()).toEqual([]);
    await run("list.json", json);
    expect(await states()).toEqual([{ address: "a@example.com", confirmed: false, gone: false }]);
    expect(await run("list.json", json, "--confirmed")).toMatchObject({ out: expect.stringContaining("0 created, 1 confirmed") });
    expect(await run("empty.csv", "")).toMatchObject({ code: 2 });
  });
});
