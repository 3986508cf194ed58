import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { useDatabase } from "../support/database.ts";
import { ask, type RunningProgram, useProgram } from "../support/program.ts";

/** `npm run test:faults` runs the long form. Each promised update is due `interval` seconds after it was made, and silent as long again. */
const isLong = process.env["MUSTER_FAULTS"] === "long";
const SIZE = isLong ? { hubs: 3, clocks: 4_000, seconds: 120, betweenMs: [4_000, 9_000], stopMs: 30_000, interval: 8 } : { hubs: 2, clocks: 90, seconds: 2, betweenMs: [900, 1_200], stopMs: 0, interval: 2 };
/** What a clock that a hub goes by may be off. */
const SKEWS_MS = [60_000, -60_000, 0];
/** So long after a kill, or while a hub stands still, things may be later. */
const AFTERMATH_MS = 15_000;

const database = useDatabase();
const program = useProgram();
const hubs: (RunningProgram & { skew: number })[] = [];
const troubles: { from: number; to: number }[] = [];

const DECLARE = `mutation { declareIncident(input: { title: "One of many", source: MONITORING, severity: SEV2, reason: "Many ask" }) { id } }`;
const IMPORT = pathToFileURL(resolve("test/support/skewed-clock.mjs")).href;

async function addHub(skew: number): Promise<void> {
  const hub = program.start({ DATABASE_URL: database.url, LOG_LEVEL: "warn", MUSTER_SHUTDOWN_TIMEOUT: "1", SKEW_MS: String(skew), NODE_OPTIONS: `--import=${IMPORT}` });
  hubs.push({ ...hub, skew });
  await hub.listening;
}

test("each deadline has its effect once and never early, whatever is killed or stands still, and whatever the hubs take the time for", { timeout: 1_800_000 }, async () => {
  await Promise.all(SKEWS_MS.slice(0, SIZE.hubs).map(addHub));
  const ids = await Promise.all(hubs.map(async ({ listening }) => (await ask(await listening, DECLARE)).data.declareIncident.id));
  // The others' clocks are nobody's business here.
  const declared = await database.source.query("select extract(epoch from now() - declared_at)::float8 as ago from incident where id = any($1)", [ids]);
  for (const { ago } of declared) expect(Math.abs(ago)).toBeLessThan(30);
  await layClocks(ids[0]);

  const until = performance.now() + SIZE.seconds * 1_000;
  const freezing = SIZE.stopMs > 0 ? freeze() : Promise.resolve();
  do {
    await delay(between(SIZE.betweenMs));
    if (isLong && Math.random() < 0.3) await cutConnections();
    else await killOne();
  } while (performance.now() < until);
  await freezing;
  const open = async () => (await database.source.query("select count(*)::int as count from clock where next_at < due_at + make_interval(secs => 2 * $1)", [SIZE.interval]))[0].count;
  await expect.poll(open).toBe(0);

  expect(await database.source.query("select details->>'clockId' as clock, details->>'what' as what, details->>'at' as at from timeline_event where kind = 'CLOCK' group by 1, 2, 3 having count(*) > 1")).toEqual([]);
  const [counts] = await database.source.query(`select count(*) filter (where details->>'what' = 'BREACHED')::int as breaches,
    count(distinct details->>'clockId') filter (where details->>'what' = 'NO_UPDATE')::int as silent from timeline_event where kind = 'CLOCK'`);
  expect(counts).toEqual({ breaches: SIZE.clocks, silent: SIZE.clocks / 2 });
  expect(await database.source.query("select 1 from timeline_event where kind = 'CLOCK' and recorded_at < occurred_at")).toEqual([]);
  expect(await database.source.query("select i.reference from incident i where revision <> (select count(*) from timeline_event t where t.incident_id = i.id)")).toEqual([]);

  const late = await latenesses();
  const figures = { healthy: quantiles(late.healthy), disturbed: quantiles(late.disturbed) };
  if (isLong) process.stdout.write(`${JSON.stringify({ ...figures, troubles: troubles.length })}\n`);
  if (isLong) expect(figures.healthy.p99).toBeLessThan(2_000);
  if (isLong) expect(figures.disturbed.p99).toBeLessThan(15_000);
});

/** Clocks of incidents like that one, due one after the other; half of them promised updates. */
async function layClocks(like: string): Promise<void> {
  await database.source.query("update clock set next_at = null");
  await database.source.query(`
    insert into incident select made.* from incident i, generate_series(1, $2::int) n, jsonb_populate_record(null::incident, to_jsonb(i) || jsonb_build_object(
      'id', gen_random_uuid(), 'reference', 'INC-2001-0101-' || (100000 + n), 'revision', 0)) made where i.id = $1`, [like, SIZE.clocks]);
  await database.source.query(`
    insert into clock (id, incident_id, kind, started_at, due_at, at_risk_at, next_at, promised, plan_version, written_at)
    select gen_random_uuid(), id, case when n % 2 = 0 then 'NEXT_UPDATE' else 'TRIAGE' end, at - make_interval(secs => $1), at,
      at - make_interval(secs => $1 / 4.0), at - make_interval(secs => $1 / 4.0), false, 1, at - make_interval(secs => $1)
    from (select id, row_number() over () as n, date_trunc('milliseconds', now()) + make_interval(secs => $1 + random() * $2) as at
      from incident where reference like 'INC-2001-0101-%') due`, [SIZE.interval, SIZE.seconds]);
}

/** In the midst of whatever it does; another one comes soon. */
async function killOne(): Promise<void> {
  const index = Math.floor(Math.random() * hubs.length);
  const [hub] = hubs.splice(index, 1);
  const from = Date.now();
  hub?.process.kill("SIGKILL");
  await hub?.ended;
  await addHub(hub?.skew ?? 0);
  troubles.push({ from, to: from + AFTERMATH_MS });
}

/** All that the hubs have to the database, in the midst of whatever runs over them. */
async function cutConnections(): Promise<void> {
  const from = Date.now();
  await database.source.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'muster%' and pid <> pg_backend_pid()");
  troubles.push({ from, to: from + AFTERMATH_MS });
}

/** One stands still for a while, with all that it holds, and then goes on as if nothing had been. */
async function freeze(): Promise<void> {
  await delay((SIZE.seconds * 1_000) / 3);
  // Nobody is to kill it meanwhile.
  const [frozen] = hubs.splice(0, 1);
  const from = Date.now();
  frozen?.process.kill("SIGSTOP");
  await delay(SIZE.stopMs);
  frozen?.process.kill("SIGCONT");
  if (frozen) hubs.push(frozen);
  troubles.push({ from, to: Date.now() });
}

/** Of breaches and silences, in milliseconds. */
async function latenesses(): Promise<{ healthy: number[]; disturbed: number[] }> {
  const rows: { due: number; ms: number }[] = await database.source.query(
    "select extract(epoch from occurred_at)::float8 * 1000 as due, extract(epoch from recorded_at - occurred_at)::float8 * 1000 as ms from timeline_event where kind = 'CLOCK'");
  const isDisturbed = ({ due }: { due: number }) => troubles.some(({ from, to }) => due >= from && due <= to);
  return { healthy: rows.filter((row) => !isDisturbed(row)).map(({ ms }) => ms), disturbed: rows.filter(isDisturbed).map(({ ms }) => ms) };
}

function quantiles(values: number[]): { count: number; p50: number; p99: number; max: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1) };
}

const between = ([least = 0, most = 0]: readonly number[]) => least + Math.random() * (most - least);
