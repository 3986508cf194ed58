import { setTimeout as delay } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { feedCursor } from "../../src/services/feed/index.ts";
import { useDatabase } from "../support/database.ts";
import type { Data } from "../support/hub.ts";
import { ask, type RunningProgram, useProgram } from "../support/program.ts";
import { answers, Proxy } from "../support/proxy.ts";
import { Follower } from "../support/streams.ts";

const SHORT = { writers: 6, followers: 18, rounds: 1, outageMs: 3_000, eventsBetween: 40, pauseMs: 50 };
const LONG = { writers: 20, followers: 100, rounds: 2, outageMs: 30_000, eventsBetween: 200, pauseMs: 25 };
/** `npm run test:faults` runs the long form over PostgreSQL, and the short one over the other buses. */
const isLong = process.env["MUSTER_FAULTS"] === "long";
let size = SHORT;
const INCIDENTS = 6;
/** Each look compares with the whole table, while the hubs have to bring everybody what they missed. */
const CATCHING_UP = { timeout: 600_000, interval: 500 };

const database = useDatabase();
const program = useProgram();
const proxy = new Proxy(new URL(database.url));
const hubs: RunningProgram[] = [];
let urls: string[] = [];
/** What the hubs ring over, if not over the database. */
let bus: Proxy | null = null;

beforeAll(() => proxy.open());
afterEach(async () => {
  urls = [];
  for (const hub of hubs) hub.process.kill("SIGKILL");
  await Promise.all(hubs.splice(0).map((hub) => hub.ended));
  await bus?.close();
  bus = null;
});
afterAll(() => proxy.close());

const WIRES = [["PostgreSQL", null], ["NATS", "nats://127.0.0.1:4222"], ["Redis", "redis://127.0.0.1:6379"]] as const;
const tested = isLong ? WIRES : WIRES.slice(0, 1);

const DECLARE = `mutation { declareIncident(input: { title: "One of many", source: MONITORING }) { id } }`;
const NOTE = `mutation ($id: ID!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: "noted" }) { revision } }`;
const SEVERITY = `mutation ($id: ID!, $severity: Severity!) { changeSeverity(input: { incidentId: $id, severity: $severity, reason: "as it looks now" }) { id } }`;
const FEED = "subscription ($after: String) { feed(after: $after) { cursor event { revision incident { id } } } }";
const TIMELINE = "subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision } }";
const BOARD = `subscription ($filter: IncidentFilter, $after: String) {
  incidentBoard(filter: $filter, after: $after) { kind cursor removed incidents { id revision severity } }
}`;
const INCIDENTS_NOW = "query ($filter: IncidentFilter) { incidents(filter: $filter, first: 100) { nodes { id revision severity } } }";

const oneOf = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
const anyUrl = () => oneOf(urls);
const events = async (): Promise<number> => (await database.source.query("select count(*)::int as count from timeline_event"))[0].count;

test.for(tested)("over %s each follower sees each event once and in order, whatever is killed meanwhile", { timeout: 1_800_000 }, async ([name, url], ctx) => {
  if (url && !(await answers(new URL(url)))) ctx.skip(`no ${name} answers at ${url}`);
  size = isLong && !url ? LONG : SHORT;
  if (url) await (bus = new Proxy(new URL(url))).open();
  await Promise.all([addHub(), addHub()]);
  const ids: string[] = [];
  while (ids.length < INCIDENTS) ids.push((await ask(anyUrl(), DECLARE)).data.declareIncident.id);
  const streams = Array.from({ length: size.followers }, (_, at) => [aFeed, aTimeline, aBoard][at % 3]!(ids));
  const ending = new AbortController();
  const writers = Array.from({ length: size.writers }, () => write(ids, ending.signal));
  const leaving = leaveAtTimes(streams.map(({ follower }) => follower), ending.signal);

  for (let round = 0; round < size.rounds; round += 1) {
    await moreEvents();
    await cutWire();
    await moreEvents();
    await outage();
    await moreEvents();
    await kill("pid <> pg_backend_pid() and application_name like 'muster%'");
    await moreEvents();
    await killHub();
    await moreEvents();
    if (size.rounds > 1) {
      await rollingRestart();
      await moreEvents();
      await freeze();
      await moreEvents();
      await blackhole();
      await moreEvents();
    }
  }
  ending.abort();
  await Promise.all([...writers, leaving]);

  expect(streams.flatMap(({ follower }) => follower.wrong)).toEqual([]);
  // Nothing rings any more: what was missed until now would stay missed.
  for (const { differs } of streams) await expect.poll(differs, CATCHING_UP).toBe(null);
  await Promise.all(streams.map(({ follower }) => follower.stop()));
  for (const { differs, follower } of streams) {
    expect(await differs()).toBe(null);
    expect(follower.wrong).toEqual([]);
  }
  // Whom chance leaves on the hub that stays may resume but once.
  expect(streams.reduce((all, { follower }) => all + follower.resumed, 0)).toBeGreaterThan(streams.length);
});

interface Stream {
  follower: Follower;
  /** How what it saw differs from the table; null where it does not. */
  differs: () => Promise<string | null>;
}

/** From the first event on. */
function aFeed(): Stream {
  const seen: string[] = [];
  let after = feedCursor(0);
  const follower = new Follower({
    query: FEED, variables: () => ({ after }),
    see: ({ feed: { cursor, event } }: Data) => {
      seen.push(`${event.incident.id}:${event.revision}`);
      after = cursor;
    },
  }, anyUrl);
  const table = async () => (await database.source.query("select incident_id || ':' || revision as event from feed order by position")).map((row: Data) => row.event);
  return { follower, differs: async () => firstDifference("feed", seen, await table()) };
}

function aTimeline(ids: string[]): Stream {
  const id = oneOf(ids);
  const seen: number[] = [];
  const follower = new Follower({
    query: TIMELINE, variables: () => ({ id, after: seen.at(-1) ?? 0 }), see: ({ timeline }: Data) => void seen.push(timeline.revision),
  }, anyUrl);
  const table = async () => (await database.source.query("select revision from timeline_event where incident_id = $1 order by revision", [id])).map((row: Data) => row.revision);
  return { follower, differs: async () => firstDifference("timeline", seen, await table()) };
}

function aBoard(): Stream {
  const filter = oneOf([null, { severities: ["SEV1", "SEV2"], open: true }, { severities: ["SEV4"] }]);
  const shown = new Map<string, Data>();
  let after: string | null = null;
  const follower = new Follower({
    query: BOARD, variables: () => ({ filter, after }),
    see: ({ incidentBoard: { kind, cursor, removed, incidents } }: Data) => {
      if (kind === "SNAPSHOT") shown.clear();
      for (const gone of removed) shown.delete(gone);
      for (const incident of incidents) shown.set(incident.id, incident);
      after = cursor;
    },
  }, anyUrl);
  const texts = (list: Data[]) => list.map(({ id, revision, severity }) => `${id} ${revision} ${severity}`).sort();
  // A hub that is just coming back answers nothing; another question finds one that does.
  const table = async (): Promise<string[]> => {
    const { data } = await ask(anyUrl(), INCIDENTS_NOW, { filter });
    return data ? texts(data.incidents.nodes) : table();
  };
  return { follower, differs: async () => firstDifference(`board ${JSON.stringify(filter)}`, texts([...shown.values()]), await table()) };
}

function firstDifference<T extends string | number>(stream: string, seen: T[], table: T[]): string | null {
  const length = Math.max(seen.length, table.length);
  const at = Array.from({ length }, (_, index) => index).find((index) => seen[index] !== table[index]);
  return at === undefined ? null : `${stream}: at ${at} of ${table.length} it saw ${seen[at] ?? "nothing"} and not ${table[at] ?? "nothing"} (${seen.length} in all)`;
}

/** Writes at a pace that leaves the machine room to follow; what is refused or cut off is not repeated. */
async function write(ids: string[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const id = oneOf(ids);
    const dice = Math.random();
    if (dice < 0.02) await ask(anyUrl(), DECLARE);
    else if (dice < 0.3) await ask(anyUrl(), SEVERITY, { id, severity: oneOf(["SEV1", "SEV2", "SEV3", "SEV4"]) });
    else await ask(anyUrl(), NOTE, { id });
    await delay(size.pauseMs);
  }
}

async function leaveAtTimes(followers: Follower[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    oneOf(followers).leave();
    await delay(4_000 / followers.length);
  }
}

async function moreEvents(): Promise<void> {
  const enough = (await events()) + size.eventsBetween;
  await expect.poll(events).toBeGreaterThan(enough);
}

async function kill(which: string): Promise<void> {
  const killed = await database.source.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and ${which} and pid <> pg_backend_pid()`);
  expect(killed.length).toBeGreaterThan(0);
}

async function cutWire(): Promise<void> {
  if (!bus) return kill("application_name = 'muster doorbell'");
  await bus.close();
  await moreEvents();
  await bus.open();
}

async function outage(): Promise<void> {
  await proxy.close();
  await delay(size.outageMs);
  await proxy.open();
}

/** A hub that stands still for a while, with all that it holds, and then goes on as if nothing had been. */
async function freeze(): Promise<void> {
  const frozen = oneOf(hubs).process;
  frozen.kill("SIGSTOP");
  await delay(size.outageMs);
  frozen.kill("SIGCONT");
}

/** Connections that stand, and over which nothing comes. */
async function blackhole(): Promise<void> {
  proxy.swallow();
  await delay(size.outageMs);
  proxy.listen();
}

async function addHub(): Promise<void> {
  const hub = program.start({ DATABASE_URL: proxy.url, MUSTER_SHUTDOWN_TIMEOUT: "2", MUSTER_INIT_TIMEOUT: "600", ...(bus && { MUSTER_DOORBELL: bus.url }) });
  hubs.push(hub);
  urls.push(await hub.listening);
}

/** In the middle of whatever it does. */
async function killHub(): Promise<void> {
  const [hub] = hubs;
  urls = urls.slice(1);
  hubs.shift();
  hub?.process.kill("SIGKILL");
  await hub?.ended;
  await addHub();
}

/** First a new one, then an old one less. */
async function rollingRestart(): Promise<void> {
  for (const old of hubs.slice()) {
    await addHub();
    urls = urls.slice(1);
    hubs.shift();
    old.process.kill("SIGTERM");
    await old.ended;
  }
}
