import { setTimeout as delay } from "node:timers/promises";
import { ask } from "../ask.ts";
import { type Figure, figure, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { clock, Worker } from "../worker.ts";

/** How many deliveries arrive in a second, where it is about the first attempt. */
const PER_SECOND = 200;
const CHUNKS_PER_SECOND = 20;
const STREAM = 6_000;
const QUICK_STREAM = 2_000;
/** All at once, where it is about none being lost. */
const COUNT = 100_000;
const QUICK_COUNT = 5_000;
/** For the dead sink beside a healthy one. */
const PAIR = 2_000;
const QUICK_PAIR = 1_000;
const PAIRS = 4;
const TRIGGERS = 200;
const QUICK_TRIGGERS = 40;

interface Tally {
  messages: number;
  accepted: number;
  doubled: number;
  attempts: number;
}

/** A hub that sends to sinks of the bench's own; deliveries are written by another process, so that its poll alone finds them. */
export async function delivery(ground: Ground): Promise<Figure[]> {
  const env = { ...ground.env, MUSTER_OUTBOUND_ALLOW: "127.0.0.1", MUSTER_SECRET_KEY: "a1".repeat(32) };
  const [hub, sink] = [await Worker.start("servers/hub.js", {}, env), await Worker.start("load/sink.js")];
  try {
    const port = await hub.call<number>("port");
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    await ask(port, "mutation ($values: JSON!) { configureChannel(input: { kind: WEBHOOK, values: $values }) { kind } }", { values: { secret } });
    // The tail of a sink that fails three times in ten would otherwise be waited for ten minutes.
    await ask(port, "mutation { editPolicy(input: { changes: { delivery: { retryAtMost: 4, attempts: 40 } } }) { version } }");
    const stream = await toFlaky(ground, sink, ground.isQuick ? QUICK_STREAM : STREAM, PER_SECOND);
    const many = await hub.profiled("delivery", () => toFlaky(ground, sink, ground.isQuick ? QUICK_COUNT : COUNT));
    const slowed: number[] = [];
    for (const round of ground.rounds(0.1)) slowed.push(await besideDead(ground, sink, round, ground.isQuick ? QUICK_PAIR : PAIR));
    const triggered = await fromTrigger(port, sink, ground.isQuick ? QUICK_TRIGGERS : TRIGGERS);
    return [
      figure(`deliveries lost, of ${many.count} to a sink that fails 30 %`, [stream.lost + many.lost], { atMost: 0 }, "deliveries"),
      figure("deliveries accepted twice", [stream.doubled + many.doubled], { atMost: 0 }, "deliveries"),
      figure(`first attempt, p50, at ${PER_SECOND} deliveries/s from another process`, [stream.p50], "anchor", "s"),
      figure(`first attempt, p99, at ${PER_SECOND} deliveries/s from another process`, [stream.p99], { atMost: 1 }, "s"),
      figure("a backlog to a sink that fails 30 %, deliveries sent in a second", [many.perSecond], "anchor", "1/s"),
      figure("a backlog to a healthy sink, beside a dead one / alone", slowed, { atMost: 1.1 }),
      figure("trigger to the request's arrival, p99", [quantile(triggered, 0.99) / 1_000], { atMost: 1 }, "s"),
    ];
  } finally {
    await ground.db.query("update delivery set state = 'STOPPED', next_at = null, leased_by = null where next_at is not null");
    await Promise.all([hub.stop(), sink.stop()]);
  }
}

async function toFlaky(ground: Ground, sink: Worker, count: number, perSecond = Infinity) {
  const url = await sink.call<string>("open", { manner: "flaky" });
  const began = clock();
  for (let written = 0, chunk = Math.min(1_000, perSecond / CHUNKS_PER_SECOND); written < count; written += chunk) {
    await write(ground, url, chunk);
    const ahead = began + ((written + chunk) / perSecond) * 1_000 - clock();
    if (ahead > 0) await delay(ahead);
  }
  await finished(ground, url);
  const seconds = (clock() - began) / 1_000;
  const { rows: [row] } = await ground.db.query<{ p50: number; p99: number; sent: number }>(
    `select percentile_cont(0.5) within group (order by waited) as p50, percentile_cont(0.99) within group (order by waited) as p99, count(*) filter (where state = 'SENT')::int as sent
     from (select state, extract(epoch from first_attempt_at - not_before)::float8 as waited from delivery where address = $1) all_of_them`, [url]);
  const tally = await sink.call<Tally>("tally");
  process.stderr.write(`delivery: ${count}, ${perSecond} in a second, in ${seconds.toFixed(1)} s, ${tally.attempts} attempts, ${row?.sent} SENT, first attempt p50 ${row?.p50.toFixed(3)} s, p99 ${row?.p99.toFixed(3)} s\n`);
  return { count, lost: count - Math.min(tally.accepted, row?.sent ?? 0), doubled: tally.doubled, perSecond: count / seconds, p50: row?.p50 ?? NaN, p99: row?.p99 ?? NaN };
}

/** The time for a backlog beside one of the same size to a sink that never answers, over that for it alone. */
async function besideDead(ground: Ground, sink: Worker, round: number, count: number): Promise<number> {
  const [healthy, dead] = [await sink.call<string>("open", { manner: "healthy" }), await sink.call<string>("open", { manner: "dead" })];
  const timed = async (): Promise<number> => {
    const began = clock();
    await write(ground, healthy, count);
    await finished(ground, healthy);
    return clock() - began;
  };
  const [alone, beside]: [number[], number[]] = [[], []];
  await timed(); // connections are opened
  // By turns: what else the machine does should hit both alike.
  for (let pair = 0; pair < PAIRS; pair++) {
    alone.push(await timed());
    await write(ground, dead, count);
    beside.push(await timed());
    await ground.db.query("update delivery set state = 'STOPPED', next_at = null, leased_by = null where address = $1 and next_at is not null", [dead]);
  }
  await sink.call("tally");
  const sum = (times: number[]) => times.reduce((a, b) => a + b);
  process.stderr.write(`delivery, round ${round}: ${count} alone ${alone.map(Math.round).join(", ")} ms, beside a dead sink ${beside.map(Math.round).join(", ")} ms\n`);
  return sum(beside) / sum(alone);
}

/** From the moment at which a client asks the hub until the sink has the request. */
async function fromTrigger(port: number, sink: Worker, count: number): Promise<number[]> {
  const url = await sink.call<string>("open", { manner: "healthy" });
  const times: number[] = [];
  for (let nth = 0; nth < count; nth++) {
    const began = clock();
    const { id } = await ask(port, "mutation ($to: String!) { made: testChannel(input: { kind: WEBHOOK, to: $to }) { id } }", { to: url });
    for (let at: number | null = null; at === null; ) {
      at = await sink.call<number | null>("cameAt", { id });
      if (at !== null) times.push(at - began);
      else await delay(5); // its answers would be in the way of what it is to hear
    }
  }
  process.stderr.write(`delivery: trigger to arrival p50 ${quantile(times, 0.5).toFixed(0)} ms, p90 ${quantile(times, 0.9).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms\n`);
  return times;
}

async function write({ db }: Ground, url: string, count: number): Promise<void> {
  await db.query(
    `insert into delivery (id, key, channel, address, destination, priority, subject, text, payload, state, not_before, next_at, may_bundle, attempts, history, created_at)
     select id, 'bench/' || id, 'WEBHOOK', $1, 'WEBHOOK ' || $1, 1, 'SEV1 INC-2030-0101-001', repeat('127 customers cannot pay. ', 20), '{}', 'PENDING', now, now, false, 0, '[]', now
     from (select gen_random_uuid() as id, clock_timestamp() as now from generate_series(1, $2)) made`, [url, count]);
}

async function finished({ db }: Ground, url: string): Promise<void> {
  for (;;) {
    const { rows: [row] } = await db.query("select exists (select 1 from delivery where destination = 'WEBHOOK ' || $1 and priority = 1 and next_at is not null) as waiting", [url]);
    if (!row.waiting) return;
    await delay(50);
  }
}
