import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startEmbedded } from "../../src/database/embedded/start-embedded.ts";
import { ask, type RunningProgram, useProgram } from "../support/program.ts";

/** `npm run test:faults` runs the long form. */
const SIZE = process.env["MUSTER_FAULTS"] === "long" ? { writers: 20, kills: 100 } : { writers: 6, kills: 3 };
const INCIDENTS = 4;
/** Acknowledged between one kill and the next. */
const BETWEEN = 10;

const program = useProgram();
const dataDir = program.folder();
const closing: (() => Promise<unknown>)[] = [];
let hub: RunningProgram;
let url = "";
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const DECLARE = `mutation { declareIncident(input: { title: "One of many", source: MONITORING }) { id } }`;
const SEVERITY = `mutation ($input: ChangeSeverityInput!) { changeSeverity(input: $input) { id } }`;
const EVENT = "mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { revision } }";

/** The words of every mutation that was answered, each of which is one of a kind. */
const acknowledged: string[] = [];
/** Answers that are neither done nor "try again", and all that the hubs logged of them. */
const wrong: string[] = [];

test("no acknowledged mutation is lost, none is half done, and a retry has one effect, whatever is killed meanwhile", { timeout: 1_800_000 }, async () => {
  await startHub();
  const ids: string[] = [];
  while (ids.length < INCIDENTS) ids.push((await ask(url, DECLARE)).data.declareIncident.id);
  // Below it, no update is owed.
  for (const incidentId of ids) await ask(url, SEVERITY, { input: { incidentId, severity: "SEV2", reason: "it is bad" } });
  const ending = new AbortController();
  const writers = Array.from({ length: SIZE.writers }, (_, at) => write(`writer ${at}`, ids, ending.signal));

  for (let kill = 0; kill < SIZE.kills; kill++) {
    const enough = acknowledged.length + BETWEEN;
    await expect.poll(() => acknowledged.length).toBeGreaterThanOrEqual(enough);
    if (Math.random() < 0.5) await killHub();
    else killDatabase();
  }
  const enough = acknowledged.length + BETWEEN;
  await expect.poll(() => acknowledged.length).toBeGreaterThanOrEqual(enough);
  ending.abort();
  await Promise.all(writers);
  hub.process.kill("SIGTERM");
  await hub.ended;

  expect(wrong).toEqual([]);
  const rows = await database();
  expect(await rows("select i.reference from incident i where revision <> (select count(*) from timeline_event t where t.incident_id = i.id) or revision <> (select max(t.revision) from timeline_event t where t.incident_id = i.id)")).toEqual([]);
  const told = await rows("select summary from timeline_event where summary like '%writer %' order by 1");
  expect(new Set(told.map(({ summary }) => wordsIn(summary))).size).toBe(told.length);
  expect(acknowledged.filter((words) => !told.some(({ summary }) => wordsIn(summary) === words))).toEqual([]);
  expect(await rows("select t.incident_id, t.revision from timeline_event t left join (select incident_id, revision from feed union all select incident_id, revision from feed_outbox) f using (incident_id, revision) group by 1, 2 having count(f.incident_id) <> 1")).toEqual([]);
  expect(await rows(`select reference, severity, said from incident i, lateral (select details->>'to' as said from timeline_event t where t.incident_id = i.id and kind = 'SEVERITY_CHANGED' order by revision desc limit 1) last where said <> severity`)).toEqual([]);
  expect(await rows(`select reference from incident i where (select count(*) from clock c where c.incident_id = i.id and kind = 'NEXT_UPDATE' and met_at is null and stopped_at is null) > 1`)).toEqual([]);
  expect(await rows(`select t.summary from timeline_event t where kind = 'UPDATE'
    and not exists (select 1 from clock c where c.incident_id = t.incident_id and kind = 'NEXT_UPDATE' and c.started_at = t.occurred_at)`)).toEqual([]);
  expect(await rows("select key from idempotency_key where answer is null")).toEqual([]);
});

async function startHub(): Promise<void> {
  hub = program.start({ MUSTER_DATA_DIR: dataDir, ...(url && { PORT: new URL(url).port }), LOG_LEVEL: "warn" });
  url = await hub.listening;
}

async function killHub(): Promise<void> {
  hub.process.kill("SIGKILL");
  await hub.ended;
  await startHub();
}

function killDatabase(): void {
  const pid = Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGKILL");
}

/** One mutation after the other, each sent again under its key until it is answered. */
async function write(name: string, ids: string[], signal: AbortSignal): Promise<void> {
  for (let at = 1; !signal.aborted; at++) {
    const words = `[${name}, ${at}]`;
    const on = { incidentId: ids[Math.floor(Math.random() * ids.length)], idempotencyKey: words };
    const dice = Math.random();
    const [query, input] = dice < 0.2
      ? [SEVERITY, { ...on, severity: ["SEV1", "SEV2"][at % 2], reason: words }]
      : [EVENT, { ...on, kind: dice < 0.5 ? "UPDATE" : "NOTE", summary: words }];
    if (await untilAnswered(query, input, signal)) acknowledged.push(words);
  }
}

/** Whether it was done. */
async function untilAnswered(query: string, input: object, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const { status, data, errors } = await ask(url, query, { input });
    if (status === 200 && !errors) return Boolean(data);
    const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
    if (!codes.every((code) => code === "UNAVAILABLE")) wrong.push(`${status} ${JSON.stringify(errors)}\n${hub.output()}`);
    if (signal.aborted || wrong.length > 0) return false;
    await delay(20); // whoever is coming back needs the machine more
  }
}

const wordsIn = (summary = ""): string | undefined => /\[writer \d+, \d+\]/.exec(summary)?.[0];

/** What the hub left, read on the database itself. */
async function database(): Promise<(sql: string) => Promise<Record<string, string>[]>> {
  const log = { info() {}, warn() {}, error() {} };
  const server = await startEmbedded({ dataDir, log, settings: {} });
  closing.push(() => server.stop());
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  closing.push(() => client.end());
  return async (sql) => (await client.query(sql)).rows;
}
