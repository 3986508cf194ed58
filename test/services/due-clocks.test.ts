import { beforeEach, expect, test } from "vitest";
import { createDataSource } from "../../src/database/data-source.ts";
import { HUB } from "../../src/services/access/index.ts";
import { type DueHappening, dueClocks } from "../../src/services/clock/index.ts";
import { postUpdate } from "../../src/services/communication/index.ts";
import { inTransaction, type ServiceContext } from "../../src/services/context.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, eventsOf } from "../support/incident.ts";

const database = useDatabase();
const { source } = database;
const ctx = aContext(source.manager);
const hub: ServiceContext = { ...ctx, actor: HUB };
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;
const MS = 1 / 60_000;

const clocks = dueClocks();
/** All that is due at that minute. */
const dueAt = (minute: number) => clocks.apply(later(hub, minute), 1_000);
/** What the clocks have said of an incident: `TRIAGE BREACHED 15` */
const said = async (id: string, kind?: string) =>
  (await eventsOf(ctx, id)).filter((event) => event.kind === "CLOCK").map(({ details, occurredAt }) => {
    const { clock, what } = details as { clock: string; what: string };
    return `${clock} ${what} ${(occurredAt.getTime() - at(0).getTime()) / 60_000}`;
  }).filter((words) => !kind || words.startsWith(kind));

beforeEach(() => source.query("update clock set next_at = null"));

test("a clock is noted when it comes to be at risk and when it is overdue, each once, and never early", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await dueAt(11.25 - MS);
  expect(await said(id, "TRIAGE")).toEqual([]);
  await dueAt(11.25);
  await dueAt(11.25);
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE AT_RISK 11.25"]);
  await dueAt(15 - MS);
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE AT_RISK 11.25"]);
  await dueAt(15);
  await dueAt(500);
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE AT_RISK 11.25", "TRIAGE BREACHED 15"]);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ breachedAt: at(15), nextAt: null, metAt: null });
});

test("the events are the hub's own, gapless, in the feed, and move the incident on", async () => {
  const { id, revision } = await anIncidentAt(ctx, "DETECTED", SEV2);
  const rung: string[] = [];
  await clocks.apply({ ...later(hub, 30), wakeups: { ring: (ids) => rung.push(...ids) } }, 1_000);
  const events = (await eventsOf(ctx, id)).filter((event) => event.revision > revision);
  expect(events.map((event) => event.revision)).toEqual(events.map((_, index) => revision + 1 + index));
  expect(events.at(-1)).toMatchObject({ kind: "CLOCK", actorId: "hub", actorName: "Muster", recordedAt: at(30) });
  expect(await incidents.find(ctx, { id })).toMatchObject({ revision: revision + events.length, updatedAt: at(30) });
  expect(rung).toEqual([id]);
  const [{ count }] = await source.query("select count(*)::int as count from feed_outbox where incident_id = $1", [id]);
  expect(count).toBe(revision + events.length);
});

test("what is due is told once, in the transaction that notes it, and nothing stands if that fails", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  const told: DueHappening[] = [];
  const failing = dueClocks(async () => Promise.reject(new Error("nobody there")));
  await expect(failing.apply(later(hub, 15), 1_000)).rejects.toThrow("nobody there");
  expect(await said(id)).toEqual([]);
  const telling = dueClocks(async (_tx, happenings) => void told.push(...happenings));
  for (const minute of [15, 15, 16]) await telling.apply(later(hub, minute), 1_000);
  expect(told.filter(({ clock }) => clock.kind === "TRIAGE")).toMatchObject([{ incidentId: id, what: "BREACHED", at: at(15), clock: { dueAt: at(15), breachedAt: null } }]);
});

test("a promised update that does not come is told at twice the interval and after each further one, until it comes", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  await postUpdate(ctx, { incidentId: id, note: "Looking" });
  for (const minute of [22.5, 30, 59, 60, 61, 90, 119]) await dueAt(minute);
  const expected = ["AT_RISK 22.5", "BREACHED 30", "NO_UPDATE 60", "NO_UPDATE 90"].map((words) => `NEXT_UPDATE ${words}`);
  expect(await said(id, "NEXT_UPDATE")).toEqual(expected);
  await postUpdate(later(ctx, 119), { incidentId: id, note: "Found" });
  await dueAt(120);
  expect(await said(id, "NEXT_UPDATE")).toEqual(expected);
  await dueAt(149);
  expect((await said(id, "NEXT_UPDATE")).at(-1)).toBe("NEXT_UPDATE BREACHED 149");
});

test("a clock that is overdue the moment it is written is judged a minute later", async () => {
  const { id } = await anIncidentAt(later(ctx, 60), "DETECTED", { ...SEV2, detectedAt: at(0) });
  await dueAt(61 - MS);
  expect(await said(id, "TRIAGE")).toEqual([]);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ writtenAt: at(60), dueAt: at(15), nextAt: at(61), breachedAt: null });
  await dueAt(61);
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE BREACHED 15"]);
});

test("one that was kept before, as is said within that minute, is no breach", async () => {
  const { id } = await anIncidentAt(later(ctx, 60), "DETECTED", { ...SEV2, detectedAt: at(0) });
  await incidents.startMitigation(later(ctx, 60.5), { incidentId: id, occurredAt: at(10) });
  await dueAt(62);
  expect(await said(id, "TRIAGE")).toEqual([]);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(10), breachedAt: null, nextAt: null });
});

test("a breach is withdrawn where the thing had been done in time, and both stay on the timeline", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await dueAt(15);
  await incidents.startMitigation(later(ctx, 20), { incidentId: id, occurredAt: at(14) });
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(14), breachedAt: null });
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE BREACHED 15", "TRIAGE WITHDRAWN 14"]);
});

test("what is done late keeps its breach beside it, and is not told of again", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await dueAt(15);
  await incidents.startMitigation(later(ctx, 20), { incidentId: id });
  await dueAt(500);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(20), breachedAt: at(15) });
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE BREACHED 15"]);
});

test("resolving at a time before the breach that was noticed takes that back too", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", SEV2);
  await postUpdate(ctx, { incidentId: id, note: "Looking" });
  await dueAt(31);
  await incidents.resolve(later(ctx, 40), { incidentId: id, occurredAt: at(25), overrideReason: "A drill" });
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ stoppedAt: at(25), breachedAt: null, nextAt: null });
  expect(await said(id, "NEXT_UPDATE")).toEqual(["NEXT_UPDATE BREACHED 30", "NEXT_UPDATE WITHDRAWN 25"]);
});

test("a raise after two hours breaches nothing by that, and puts at risk at once what it brings so near", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", { severity: "SEV3", reason: "Small" });
  await incidents.startMitigation(ctx, { incidentId: id });
  for (const minute of [90, 120, 200]) await dueAt(minute);
  const before = await said(id);
  await changeSeverity(later(ctx, 200), { incidentId: id, severity: "SEV1", reason: "All of them" });
  await dueAt(200);
  expect((await said(id)).slice(before.length)).toEqual(["RESOLVE AT_RISK 200"]);
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ dueAt: at(260), breachedAt: null });
});

test("a deadline that moves after it was missed is noted anew, and told once", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", { severity: "SEV1", reason: "All" });
  const told: string[] = [];
  const telling = dueClocks(async (_tx, happenings) => void told.push(...happenings.filter(({ clock }) => clock.kind === "TRIAGE").map(({ what }) => what)));
  await telling.apply(later(hub, 5), 1_000);
  await changeSeverity(later(ctx, 6), { incidentId: id, severity: "SEV2", reason: "Some" });
  for (const minute of [11.25, 15]) await telling.apply(later(hub, minute), 1_000);
  expect(await said(id, "TRIAGE")).toEqual(["TRIAGE BREACHED 5", "TRIAGE AT_RISK 11.25", "TRIAGE BREACHED 15"]);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ breachedAt: at(5), dueAt: at(15) });
  expect(told).toEqual(["BREACHED", "AT_RISK"]);
});

test("many incidents are done in one go, and no more than asked for", async () => {
  const ids = [];
  for (let count = 0; count < 5; count++) ids.push((await anIncidentAt(ctx, "DETECTED", SEV2)).id);
  await source.query("update clock set next_at = null where kind <> 'TRIAGE'");
  expect([await clocks.apply(later(hub, 15), 3), await clocks.apply(later(hub, 15), 3), await clocks.apply(later(hub, 15), 3)]).toEqual([3, 2, 0]);
  expect(await Promise.all(ids.map((id) => said(id)))).toEqual(ids.map(() => ["TRIAGE BREACHED 15"]));
});

test("a clock that cannot be acted on holds up no other, and is tried again a minute later", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 6; count++) ids.push((await anIncidentAt(ctx, "DETECTED", SEV2)).id);
  await source.query("update clock set next_at = null where kind <> 'TRIAGE'");
  let broken: string | undefined = ids[2];
  const failing = dueClocks(async (_tx, happenings) => {
    if (happenings.some(({ incidentId }) => incidentId === broken)) throw new Error("not this one");
  });
  const errors: unknown[] = [];
  const tell = async (minute: number) => {
    for (let turn = 0; turn < 8; turn++) await failing.apply(later(hub, minute), 100).catch((error: unknown) => errors.push(error));
  };
  await tell(15);
  expect(errors.map(String)).toEqual(["Error: not this one", "Error: not this one"]);
  expect(await Promise.all(ids.map((id) => said(id)))).toEqual(ids.map((id) => (id === broken ? [] : ["TRIAGE BREACHED 15"])));
  broken = undefined;
  await tell(15.9);
  expect(await said(ids[2] ?? "")).toEqual([]);
  await tell(16);
  expect(await said(ids[2] ?? "")).toEqual(["TRIAGE BREACHED 15"]);
});

test("the next instants are known ahead, the earliest first", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await source.query("update clock set next_at = null where incident_id <> $1 or kind not in ('TRIAGE', 'ACKNOWLEDGE')", [id]);
  expect(await clocks.upcoming(hub, at(20), 10)).toEqual([at(11.25)]);
  expect(await clocks.upcoming(hub, at(60), 10)).toEqual([at(11.25), at(22.5)]);
  expect(await clocks.upcoming(hub, at(60), 1)).toEqual([at(11.25)]);
});

test("several hubs at once note each clock once, and share the work", async () => {
  const ids: string[] = [];
  for (let count = 0; count < 12; count++) ids.push((await anIncidentAt(ctx, "DETECTED", SEV2)).id);
  await source.query("update clock set next_at = null where kind <> 'TRIAGE'");
  const found = await Promise.all(Array.from({ length: 6 }, () => clocks.apply(later(hub, 15), 4)));
  for (let more = 1; more > 0;) more = await clocks.apply(later(hub, 15), 4);
  expect(found.filter((count) => count > 0).length).toBeGreaterThan(1);
  expect(await Promise.all(ids.map((id) => said(id)))).toEqual(ids.map(() => ["TRIAGE BREACHED 15"]));
});

test("what somebody is just changing is left to them, and what they have met is due no more", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await source.query("update clock set next_at = null where kind <> 'TRIAGE'");
  await inTransaction(later(ctx, 15), async (tx) => {
    await incidents.startMitigation(tx, { incidentId: id });
    expect(await dueAt(15)).toBe(0);
  });
  expect(await dueAt(15)).toBe(0);
  expect(await said(id)).toEqual([]);
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(15), breachedAt: null });
});

test("what a hub had begun when it was killed is there for the others at once", async () => {
  const { id } = await anIncidentAt(ctx, "DETECTED", SEV2);
  await source.query("update clock set next_at = null where kind <> 'TRIAGE'");
  const other = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  const killed = dueClocks(async (tx) => {
    const [{ pid }] = await tx.db.query("select pg_backend_pid() as pid");
    expect(await dueAt(15)).toBe(0);
    await source.query("select pg_terminate_backend($1)", [pid]);
  });
  await expect(killed.apply({ ...later(hub, 15), db: other.manager }, 10)).rejects.toThrow(/terminat|connection|released/i);
  await expect.poll(() => dueAt(15)).toBe(1);
  expect(await said(id)).toEqual(["TRIAGE BREACHED 15"]);
  await other.destroy();
});

test("a hub that stands still in the midst of it is made to let go, and the connection is as it was afterwards", async () => {
  await anIncidentAt(ctx, "DETECTED", SEV2);
  const patience = async ({ db }: Pick<ServiceContext, "db">): Promise<string> => (await db.query("show idle_in_transaction_session_timeout"))[0].idle_in_transaction_session_timeout;
  const during: string[] = [];
  const single = await createDataSource({ url: database.url, poolSize: 1 }).initialize();
  const before = await patience({ db: single.manager });
  await dueClocks(async (tx) => void during.push(await patience(tx))).apply({ ...later(hub, 15), db: single.manager }, 10);
  expect(during).toEqual(["3s"]);
  expect(await patience({ db: single.manager })).toBe(before);
  await single.destroy();
});

test("on the database's clock nothing is due before the database says so, whatever the hub takes the time for", async () => {
  const { id } = await anIncidentAt({ ...ctx, now: () => new Date() }, "DETECTED", SEV2);
  await source.query("update clock set next_at = null where incident_id <> $1 or kind <> 'TRIAGE'", [id]);
  const ahead: ServiceContext = { ...hub, now: () => new Date(Date.now() + 3_600_000), isOnDatabaseClock: true };
  expect(await clocks.apply(ahead, 10)).toBe(0);
  await source.query("update clock set next_at = due_at, due_at = clock_timestamp() - interval '1 second', started_at = clock_timestamp() - interval '1 minute', at_risk_at = clock_timestamp() - interval '2 seconds' where next_at is not null");
  expect(await clocks.apply(ahead, 10)).toBe(0);
  await source.query("update clock set next_at = due_at where next_at is not null");
  const behind: ServiceContext = { ...ahead, now: () => new Date(Date.now() - 3_600_000) };
  expect(await clocks.apply(behind, 10)).toBe(1);
  const [event] = (await eventsOf(ctx, id)).slice(-1);
  expect(Math.abs((event?.recordedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
});
