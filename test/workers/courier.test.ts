import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HUB } from "../../src/services/access/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { inTransaction } from "../../src/services/context.ts";
import * as deliveries from "../../src/services/delivery/index.ts";
import { hearUndeliverable } from "../../src/services/escalation/index.ts";
import type { Undeliverable } from "../../src/services/delivery/index.ts";
import { aContext, anIncident, aResponder, at, NOON } from "../support/build.ts";
import { saidOf } from "../support/incident.ts";
import { Proxy } from "../support/proxy.ts";
import { createDataSource } from "../../src/database/data-source.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";
import { useDatabase } from "../support/database.ts";
import { aCourier, RecordingChannel, SMS, statesOf, tell, VOICE, withChannels } from "../support/delivery.ts";
import type { Courier } from "../../src/workers/courier/courier.ts";

const { source, url } = useDatabase();
let now = NOON;
const sms = new RecordingChannel("SMS");
const voice = new RecordingChannel("VOICE");
const email = new RecordingChannel("EMAIL");
let ctx: ServiceContext;
let courier: Courier | undefined;
const undeliverable: Undeliverable[] = [];
const start = (over: Parameters<typeof aCourier>[1] = {}) =>
  (courier = aCourier(ctx, { onUndeliverable: async (_, told) => void undeliverable.push(...told), chance: () => 1, ...over }));

beforeEach(() => {
  now = NOON;
  ctx = withChannels(aContext(source.manager, { actor: HUB, now: () => now }), sms, voice, email);
});

afterEach(async () => {
  await courier?.stop();
  await source.query("delete from delivery");
  for (const channel of [sms, voice, email]) {
    channel.sent.length = 0;
    channel.answers = () => ({ state: "ACCEPTED", answer: "ok" });
  }
  undeliverable.length = 0;
});

const aPerson = () => aResponder(ctx, { contactMethods: [SMS, VOICE] });
const history = async () => (await source.query("select state, attempts, history, last_error as error from delivery order by created_at, id")) as { state: string; attempts: number; error: string; history: { outcome: string }[] }[];

test("a page goes out by the first method at once, and by the next after its time unless it is stopped", async () => {
  start();
  const [incident, person, other] = [await anIncident(ctx), await aPerson(), await aPerson()];
  const { notifications: [first] } = await tell(ctx, { incidentId: incident.id, responderId: person.id }, { incidentId: incident.id, responderId: other.id });
  await expect.poll(() => sms.sent.length).toBe(2);
  expect(sms.sent[0]).toMatchObject({ to: SMS.address, subject: `Page: SEV3 ${incident.reference} Checkout is down`, incident: { id: incident.id, reference: incident.reference } });
  expect(sms.sent[0]?.text).toMatch(/^127 customers cannot pay\n/);
  await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 2, PENDING: 2 });

  await inTransaction(ctx, (tx) => deliveries.stopDeliveries(tx, [first!.id]));
  expect(await statesOf(ctx)).toEqual({ SENT: 2, PENDING: 1, STOPPED: 1 });
  now = at(3);
  await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 3, STOPPED: 1 });
  expect(voice.sent).toHaveLength(1);
});

test("an attempt that failed is made again with the same key, after a wait; what is refused is dead, and the next way is taken at once", async () => {
  sms.answers = (_, nth) => (nth < 3 ? { state: "RETRY", reason: `busy ${nth}` } : { state: "REFUSED", reason: "no such number" });
  start();
  const [incident, person] = [await anIncident(ctx), await aPerson()];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => sms.sent.length).toBe(1);
  await expect.poll(() => statesOf(ctx)).toEqual({ FAILED: 1, PENDING: 1 });
  now = new Date(now.getTime() + 2_000);
  await expect.poll(() => sms.sent.length).toBe(2);
  now = new Date(now.getTime() + 4_000);
  await expect.poll(() => statesOf(ctx)).toEqual({ DEAD: 1, SENT: 1 });
  expect(voice.sent).toHaveLength(1);
  expect(new Set(sms.sent.map(({ key }) => key)).size).toBe(1);
  expect((await history())[0]).toMatchObject({ state: "DEAD", attempts: 3, error: "no such number", history: [{ outcome: "RETRY", detail: "busy 1" }, { outcome: "RETRY" }, { outcome: "REFUSED" }] });
  expect(undeliverable).toMatchObject([{ reason: "no such number", isLast: false, delivery: { channel: "SMS" } }]);
});

test("who can be reached by nothing in the end is told so, with the reason", async () => {
  email.answers = () => ({ state: "REFUSED", reason: "550 no such user" });
  start();
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  const { notifications: [page], unreachable } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
  expect(unreachable.size).toBe(0);
  await expect.poll(() => undeliverable.length).toBe(1);
  expect(undeliverable[0]).toMatchObject({ isLast: true, reason: "550 no such user" });
  const [{ unreachable: why }] = await source.query("select unreachable from notification where id = $1", [page!.id]);
  expect(why).toBe(`EMAIL to ${person.email}: 550 no such user`);
});

test("who has no usable method at all has no delivery, and the reason comes back", async () => {
  ctx = withChannels(ctx, email);
  const [incident, person] = [await anIncident(ctx), await aPerson()];
  const { notifications: [page], unreachable } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
  expect(unreachable.get(page!.id)).toBe(`${person.name} cannot be reached: SMS is not set up on this hub; VOICE is not set up on this hub`);
  expect(await statesOf(ctx)).toEqual({});
});

test("attempts come to an end", async () => {
  email.answers = () => ({ state: "RETRY", reason: "busy" });
  start();
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  for (let nth = 1; nth <= 11; nth++) {
    await expect.poll(async () => (await history())[0]).toMatchObject({ state: "FAILED", attempts: nth });
    now = new Date(now.getTime() + Math.min(600, 2 ** nth) * 1_000);
    if (now > at(60)) break;
  }
  await expect.poll(() => statesOf(ctx)).toEqual({ DEAD: 1 });
  expect(undeliverable).toHaveLength(1);
});

test("Retry-After is obeyed", async () => {
  email.answers = (_, nth) => (nth === 1 ? { state: "RETRY", reason: "429", retryAfterMs: 120_000 } : { state: "ACCEPTED", answer: "ok" });
  start();
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => statesOf(ctx)).toEqual({ FAILED: 1 });
  const [{ next }] = await source.query("select next_at as next from delivery");
  expect(next).toEqual(at(2));
});

describe("what is said to one person beside the first pages", () => {
  test("goes out together, each incident's first page on its own at once", async () => {
    start();
    const person = await aResponder(ctx);
    const storm = [];
    for (let nth = 0; nth < 20; nth++) storm.push(await anIncident(ctx));
    for (const { id } of storm) await tell(ctx, { incidentId: id, responderId: person.id });
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 20 });
    expect(email.sent.every(({ text }) => !text.includes("messages"))).toBe(true);
    for (const { id } of storm) await tell(ctx, { incidentId: id, responderId: person.id, kind: "TOLD", reason: "It was breached" });
    await expect.poll(async () => (await source.query("select count(*)::int as held from delivery where state = 'PENDING' and next_at > $1", [now]))[0].held).toBe(20);
    now = at(1);
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 40 });
    expect(email.sent).toHaveLength(21);
    expect(email.sent[20]?.text).toMatch(/^20 messages:/);
    for (const { reference } of storm) expect(email.sent[20]?.text).toContain(reference);
  });

  test("goes together again when it failed, with the same key and nothing new in it", async () => {
    email.answers = (_, nth) => (nth === 1 ? { state: "RETRY", reason: "busy" } : { state: "ACCEPTED", answer: "ok" });
    const [person, one, two, three] = [await aResponder(ctx), await anIncident(ctx), await anIncident(ctx), await anIncident(ctx)];
    const told = (incident: { id: string }) => ({ incidentId: incident.id, responderId: person.id, kind: "TOLD" as const });
    await tell(ctx, told(one), told(two));
    start();
    await expect.poll(() => statesOf(ctx)).toEqual({ FAILED: 2 });
    await tell(ctx, told(three));
    now = new Date(now.getTime() + 2_000);
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 2, PENDING: 1 });
    expect(email.sent[1]).toEqual(email.sent[0]);
    now = at(2);
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 3 });
    expect(email.sent[2]?.subject).toContain(three.reference);
    expect(email.sent[2]?.key).not.toBe(email.sent[0]?.key);
  });
});

describe("leases", () => {
  test("what a hub died over is made again with the same key by another, and its unknown end is on record", async () => {
    let gone = () => {};
    email.answers = (_, nth) => (nth === 1 ? new Promise((resolve) => (gone = () => resolve({ state: "RETRY", reason: "late" }))) : { state: "ACCEPTED", answer: "ok" });
    const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
    const dying = aCourier(ctx);
    await tell(ctx, { incidentId: incident.id, responderId: person.id });
    await expect.poll(() => email.sent.length).toBe(1);
    await dying.stop();
    start();
    now = new Date(NOON.getTime() + 59_000);
    await inTransaction(ctx, async () => {});
    expect(email.sent).toHaveLength(1);
    now = new Date(NOON.getTime() + 61_000);
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 1 });
    expect(email.sent[1]?.key).toBe(email.sent[0]?.key);
    expect((await history())[0]).toMatchObject({ attempts: 2, history: [{ outcome: "UNKNOWN" }, { outcome: "ACCEPTED" }] });
    gone();
    await courier?.stop();
    expect(await statesOf(ctx)).toEqual({ SENT: 1 });
  });

  test("several hubs share the work, and nothing is sent twice", async () => {
    const person = await aResponder(ctx);
    await deliveries.deliver(ctx, Array.from({ length: 300 }, (_, nth) => ({ key: `mail-${nth}`, channel: "EMAIL" as const, address: person.email, subject: "s", text: `${nth}` })));
    const hubs = [aCourier(ctx), aCourier(ctx), aCourier(ctx)];
    await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 300 });
    expect(new Set(email.sent.map(({ text }) => text)).size).toBe(300);
    expect(email.sent).toHaveLength(300);
    await Promise.all(hubs.map((hub) => hub.stop()));
  });
});

describe("what no attempt ends", () => {
  const BY = "0193aaaa-0000-7000-8000-000000000001";
  const OTHER = "0193aaaa-0000-7000-8000-000000000002";
  const claimAs = (by: string) => deliveries.claim(ctx, { by, leaseSeconds: 60, limit: 10, perLane: 10, room: [], full: [], now });
  const mails = (...keys: string[]) => deliveries.deliver(ctx, keys.map((key) => ({ key, channel: "EMAIL" as const, address: "a@example.com", subject: "s", text: "t" })));

  test("leases are extended for whoever holds them, and given back as if they had never been", async () => {
    await mails("one");
    const [one] = await claimAs(BY);
    now = at(0.5);
    await deliveries.renew(ctx, { by: OTHER, leaseSeconds: 60, now }, [one!.id]);
    const next = async () => (await source.query("select next_at as next, state, attempts from delivery"))[0];
    expect(await next()).toMatchObject({ next: at(1) });
    await deliveries.renew(ctx, { by: BY, leaseSeconds: 60, now }, [one!.id]);
    expect(await next()).toMatchObject({ next: at(1.5) });
    await deliveries.release(ctx, BY, [one!.id]);
    expect(await next()).toEqual({ next: NOON, state: "PENDING", attempts: 0 });
  });

  test("a delivery that was stopped while a hub had it that is gone, is stopped when its lease ends", async () => {
    const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
    const { notifications: [page] } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
    await claimAs(OTHER);
    await inTransaction(ctx, (tx) => deliveries.stopDeliveries(tx, [page!.id]));
    await deliveries.settle(ctx, BY, now, DEFAULT_POLICY.delivery);
    expect(await statesOf(ctx)).toEqual({ SENDING: 1 });
    now = at(2);
    expect(await claimAs(BY)).toEqual([]);
    await deliveries.settle(ctx, BY, now, DEFAULT_POLICY.delivery);
    expect(await statesOf(ctx)).toEqual({ STOPPED: 1 });
  });

  test("what has become too old while its destination was held back is dead", async () => {
    await mails("old");
    now = at(24 * 60 + 1);
    await mails("young");
    const old = await deliveries.settle(ctx, BY, now, DEFAULT_POLICY.delivery);
    expect(old).toHaveLength(1);
    const given = old.map((one) => ({ ...one, state: "DEAD" as const, outcome: null, detail: "too old", ms: 0, waitSeconds: null }));
    await deliveries.recordDead(ctx, BY, now, given, async () => {});
    expect(await statesOf(ctx)).toEqual({ DEAD: 1, PENDING: 1 });
    expect((await history())[0]).toMatchObject({ state: "DEAD", attempts: 0, history: [], error: "too old" });
  });
});

test("a courier that is stopped finishes what it is sending, and takes nothing more", async () => {
  let answer = () => {};
  email.answers = () => new Promise((resolve) => (answer = () => resolve({ state: "ACCEPTED", answer: "late" })));
  start({ shutdownMs: 60_000 });
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => email.sent.length).toBe(1);
  const stopping = courier?.stop();
  await deliveries.deliver(ctx, [{ key: "after", channel: "EMAIL", address: "a@example.com", subject: "s", text: "t" }]);
  answer();
  await stopping;
  expect(await statesOf(ctx)).toEqual({ SENT: 1, PENDING: 1 });
});

test("what is stopped while it is under way is finished, and not made again", async () => {
  let answer: (state: "RETRY") => void = () => {};
  email.answers = () => new Promise((resolve) => (answer = (state) => resolve({ state, reason: "busy" })));
  start();
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  const { notifications: [page] } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => email.sent.length).toBe(1);
  await inTransaction(ctx, (tx) => deliveries.stopDeliveries(tx, [page!.id]));
  expect(await statesOf(ctx)).toEqual({ SENDING: 1 });
  answer("RETRY");
  await expect.poll(() => statesOf(ctx)).toEqual({ STOPPED: 1 });
});

test("a destination that never answers holds up no other, nor pages to itself", async () => {
  const hook = new RecordingChannel("WEBHOOK", ({ to }) => (to.includes("dead") ? new Promise(() => {}) : { state: "ACCEPTED", answer: "ok" }));
  ctx = withChannels(ctx, hook);
  start();
  const to = (host: string, count: number, priority: number) =>
    Array.from({ length: count }, (_, nth) => ({ key: `${host} ${priority} ${nth}`, channel: "WEBHOOK" as const, address: `https://${host}.example.com/`, subject: "s", text: "t", priority }));
  await deliveries.deliver(ctx, to("dead", 300, 2));
  await expect.poll(() => statesOf(ctx)).toEqual({ SENDING: 64, PENDING: 236 });
  await deliveries.deliver(ctx, [...to("alive", 300, 2), ...to("dead", 1, 0)]);
  await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 300, SENDING: 65, PENDING: 236 });
});

test("what the remote accepted while the database was away is SENT once it is back, and not sent again", async () => {
  const proxy = new Proxy(new URL(url));
  await proxy.open();
  const far = createDataSource({ url: proxy.url, waitMs: 1_000 });
  await far.initialize();
  let accept = () => {};
  email.answers = () => new Promise((resolve) => (accept = () => resolve({ state: "ACCEPTED", answer: "ok" })));
  courier = aCourier({ ...ctx, db: far.manager });
  const [incident, person] = [await anIncident(ctx), await aResponder(ctx)];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => email.sent.length).toBe(1);
  await proxy.close();
  accept();
  expect(await statesOf(ctx)).toEqual({ SENDING: 1 });
  await proxy.open();
  await expect.poll(() => statesOf(ctx)).toEqual({ SENT: 1 });
  expect(email.sent).toHaveLength(1);
  await courier.stop();
  await far.destroy();
  await proxy.close();
});

test("the timeline says whom a page did not reach", async () => {
  sms.answers = () => ({ state: "REFUSED", reason: "no such number" });
  voice.answers = () => ({ state: "REFUSED", reason: "no such number" });
  start({ onUndeliverable: hearUndeliverable });
  const [incident, person] = [await anIncident(ctx), await aPerson()];
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => saidOf(ctx, incident)).toEqual([
    `PAGE: ${person.name} was not reached by SMS; the next way is taken: no such number`, `PAGE: ${person.name} was not reached by VOICE, and there is no other way: no such number`,
  ]);
});

test("the same key makes one delivery", async () => {
  const message = { key: "of the resolution", channel: "EMAIL" as const, address: "a@example.com", subject: "s", text: "t" };
  await deliveries.deliver(ctx, [message]);
  await deliveries.deliver(ctx, [message]);
  expect(await statesOf(ctx)).toEqual({ PENDING: 1 });
});
