import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { ADD, aNote, TOKEN } from "../ask.ts";
import { type Figure, figure, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { Worker } from "../worker.ts";

const CLOCKS = 10_000;
const SPREAD_SECONDS = 12;
const QUICK_PART = 10;
const WRITES_PER_SECOND = 300;
/** Until the first is due: all are written by then. */
const AHEAD_SECONDS = 3;
const AT_ONCE_MS = 5_000;

/** How late deadlines are acted on: from the instant that is due to the commit of its event, both by the database's clock. */
export async function clocks(ground: Ground): Promise<Figure[]> {
  const { db, env, isQuick } = ground;
  const [{ on }] = (await db.query("select current_setting('track_commit_timestamp') = 'on' as on")).rows;
  if (!on) {
    process.stderr.write("clocks: the database keeps no times of commits (track_commit_timestamp), so that there is nothing to measure\n");
    return [];
  }
  const count = isQuick ? CLOCKS / QUICK_PART : CLOCKS;
  const seconds = isQuick ? SPREAD_SECONDS / QUICK_PART : SPREAD_SECONDS;
  await layClocks(db, count);
  const hub = await Worker.start("servers/hub.js", {}, env);
  const spread: number[][] = [];
  const atOnce: number[] = [];
  try {
    for (const round of ground.rounds(0.15)) {
      const late = await hub.profiled("clocks-spread", () => spreadOut(ground, hub, count, seconds));
      spread.push(late);
      const last = await hub.profiled("clocks-at-once", () => dueAtOnce(db, count));
      atOnce.push(last / 1_000);
      process.stderr.write(`clocks, round ${round}: ${count} in ${seconds} s p50 ${quantile(late, 0.5).toFixed(1)} ms, p99 ${quantile(late, 0.99).toFixed(1)} ms; at once ${(last / 1_000).toFixed(2)} s\n`);
    }
  } finally {
    await hub.stop();
    await db.query("update clock set next_at = null");
  }
  const name = `${count.toLocaleString("en")} clocks`;
  return [
    figure(`${name} due within ${seconds} s beside ${WRITES_PER_SECOND} writes/s, lateness p50`, spread.map((late) => quantile(late, 0.5)), { atMost: 5 }, "ms"),
    figure(`${name} due within ${seconds} s beside ${WRITES_PER_SECOND} writes/s, lateness p99`, spread.map((late) => quantile(late, 0.99)), { atMost: 25 }, "ms"),
    figure(`${name} due at one instant, until the last is on its timeline`, atOnce, { atMost: AT_ONCE_MS / 1_000 }, "s"),
  ];
}

/** As many incidents like the first, each with one clock. */
async function layClocks(db: pg.Pool, count: number): Promise<void> {
  await db.query(`
    with made as (
      insert into incident select made.*
      from (select * from incident order by declared_at limit 1) i, generate_series(1, $1::int) n, jsonb_populate_record(null::incident, to_jsonb(i) || jsonb_build_object(
        'id', gen_random_uuid(), 'reference', 'INC-2001-0101-' || (100000 + n), 'revision', 0, 'status', 'DETECTED')) made returning id
    )
    insert into clock (id, incident_id, kind, started_at, due_at, at_risk_at, promised, plan_version, written_at)
    select gen_random_uuid(), id, 'TRIAGE', now(), now(), now(), false, 1, now() from made`, [count]);
  await db.query("vacuum analyze");
}

/** Begins them anew, due from in a few seconds on, spread over a span. Returns the first instant that is due. */
async function begin(db: pg.Pool, seconds: number): Promise<Date> {
  const [{ from }] = (await db.query("select now() + make_interval(secs => $1) as from", [AHEAD_SECONDS])).rows;
  await db.query(`
    update clock set started_at = $1::timestamptz - interval '1 hour', written_at = $1::timestamptz - interval '1 hour', breached_at = null,
      due_at = due.at, at_risk_at = due.at, next_at = due.at
    from (select id, $1::timestamptz(3) + make_interval(secs => random() * $2) as at from clock where kind = 'TRIAGE' and met_at is null and stopped_at is null
      and incident_id in (select id from incident where reference like 'INC-2001-0101-%')) due where due.id = clock.id`, [from, seconds]);
  return from;
}

async function spreadOut(ground: Ground, hub: Worker, count: number, seconds: number): Promise<number[]> {
  const { db, requests, incidents } = ground;
  const from = await begin(db, seconds);
  const bodies = incidents.slice(0, 32).map((id) => JSON.stringify({ query: ADD, variables: aNote(id) }));
  await requests.call("run", { port: await hub.call<number>("port"), token: TOKEN, bodies, perSecond: WRITES_PER_SECOND, seconds: AHEAD_SECONDS + seconds });
  return latenesses(db, from, count);
}

async function dueAtOnce(db: pg.Pool, count: number): Promise<number> {
  const from = await begin(db, 0);
  await delay(AHEAD_SECONDS * 1_000);
  return Math.max(...await latenesses(db, from, count));
}

/** Milliseconds, of each, once all are there. */
async function latenesses(db: pg.Pool, from: Date, count: number): Promise<number[]> {
  for (let tries = 0; tries < 200; tries++) {
    const { rows } = await db.query<{ ms: number }>(
      `select extract(epoch from pg_xact_commit_timestamp(xmin) - occurred_at)::float8 * 1000 as ms from timeline_event
       where kind = 'CLOCK' and occurred_at >= $1 and incident_id in (select id from incident where reference like 'INC-2001-0101-%')`, [from]);
    if (rows.length > count) throw new Error(`${rows.length} events of ${count} clocks`);
    if (rows.length === count) return rows.map(({ ms }) => ms);
    await delay(100);
  }
  throw new Error("not all clocks were acted on");
}
