import { setTimeout as delay } from "node:timers/promises";
import { ask } from "../ask.ts";
import { type Figure, figure, median, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { clock, Worker } from "../worker.ts";

const COUNT = 20_000;
const QUICK_COUNT = 2_000;
/** Publications of one round. */
const PUBLICATIONS = 8;
const PAGES_PER_SECOND = 5;

/** A status page with twenty thousand subscribers: what publishing costs with them and without, and how long the mails take, with pages beside. */
export async function subscribers(ground: Ground): Promise<Figure[]> {
  const count = ground.isQuick ? QUICK_COUNT : COUNT;
  const sink = await Worker.start("load/mail-sink.js");
  const env = {
    ...ground.env, MUSTER_SECRET_KEY: "a1".repeat(32), MUSTER_PUBLIC_URL: "https://status.example.com", MUSTER_MAIL_FROM: "status@example.com",
    MUSTER_SMTP_URL: `smtp://127.0.0.1:${await sink.call<number>("open")}?tls=none`,
  };
  const hub = await Worker.start("servers/hub.js", {}, env);
  try {
    const port = await hub.call<number>("port");
    await lay(ground, count);
    const [without, beside, atOnce]: number[][] = [[], [], []];
    for (const _ of ground.rounds(0.1)) {
      await confirm(ground, false);
      without?.push(await publishing(ground, port));
      await confirm(ground, true);
      beside?.push(await publishing(ground, port));
      atOnce?.push(await writtenAtOnce(ground));
    }
    const drained = await drain(ground, port, sink, count);
    process.stderr.write(`subscribers: publishing ${median(without ?? []).toFixed(1)} ms without, ${median(beside ?? []).toFixed(1)} ms with ${count}; their rows at once ${median(atOnce ?? []).toFixed(0)} ms\n`);
    return [
      figure(`publishing with ${count} subscribers / without`, (beside ?? []).map((ms, at) => ms / (without?.[at] ?? NaN)), { atMost: 1.25 }),
      figure(`publishing with ${count} subscribers, median`, beside ?? [], "anchor", "ms"),
      figure(`${count} rows of the outbox written at once, which the transaction is spared`, atOnce ?? [], "anchor", "ms"),
      figure(`${count} subscribers in the outbox after`, [drained.queued], "anchor", "s"),
      figure("mails taken in a second, of them", [count / drained.seconds], "anchor", "1/s"),
      figure("mails lost or taken twice", [Math.abs(drained.taken - count)], { atMost: 0 }, "mails"),
      figure("pages beside them, first attempt, p99", [drained.pageP99], { atMost: 1 }, "s"),
    ];
  } finally {
    await settle(ground);
    await ground.db.query("delete from status_subscriber");
    await Promise.all([hub.stop(), sink.stop()]);
  }
}

async function lay({ db }: Ground, count: number): Promise<void> {
  await db.query(
    `insert into status_subscriber (id, page_id, kind, address, origin, takes_all, refusals, created_at, updated_at)
     select gen_random_uuid(), p.id, 'EMAIL', 'reader-' || n || '@example.com', 'IMPORT', true, 0, now(), now() from status_page p, generate_series(1, $1) n where p.is_default`, [count]);
  await db.query("analyze status_subscriber");
}

const confirm = ({ db }: Ground, isConfirmed: boolean) => db.query("update status_subscriber set confirmed_at = case when $1 then now() end", [isConfirmed]);

/** What waits is let go, so that one round's mails are not the next one's load. */
async function settle({ db }: Ground): Promise<void> {
  await db.query("update status_telling set due_at = null where due_at is not null");
  await db.query("update delivery set state = 'STOPPED', next_at = null, leased_by = null, stopped_at = now() where next_at is not null");
}

/** The median time of a publication, in milliseconds; each is of another incident. */
async function publishing(ground: Ground, port: number): Promise<number> {
  const times: number[] = [];
  for (let nth = 0; nth < PUBLICATIONS; nth++) {
    const input = { incidentId: await declared(port), audience: "STATUS_PAGE", body: "Some requests fail. Next update in 15 minutes." };
    const began = clock();
    await ask(port, PUBLISH, { input });
    times.push(clock() - began);
    await settle(ground);
  }
  return median(times);
}

const PUBLISH = "mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id } }";

async function declared(port: number): Promise<string> {
  const { declareIncident } = (await ask(port, 'mutation { declareIncident(input: { title: "Requests fail", source: MONITORING }) { id } }')) as { declareIncident: { id: string } };
  return declareIncident.id;
}

/** What the same rows would cost within the transaction. */
async function writtenAtOnce({ db }: Ground): Promise<number> {
  const client = await db.connect();
  try {
    await client.query("begin");
    const began = clock();
    await client.query(
      `insert into delivery (id, key, channel, address, destination, priority, subject, text, payload, state, not_before, next_at, may_bundle, attempts, history, created_at)
       select gen_random_uuid(), 'bench/' || s.id, 'EMAIL', s.address, 'EMAIL', 2, '[Status] Investigating: Requests fail', '', jsonb_build_object('subscriber', jsonb_build_object('id', s.id)), 'PENDING', now(), now(), false, 0, '[]', now()
       from status_subscriber s where confirmed_at is not null`);
    return clock() - began;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

async function drain(ground: Ground, port: number, sink: Worker, count: number) {
  const input = { incidentId: await declared(port), audience: "STATUS_PAGE", body: "Some requests fail. Next update in 15 minutes." };
  await delay(2_000); // what the rounds before had under way has ended
  await sink.call("taken");
  const began = clock();
  await ask(port, PUBLISH, { input });
  let queued = NaN;
  let nth = 0;
  for (let isDone = false; !isDone; ) {
    await page(ground, (nth += 1));
    await delay(1_000 / PAGES_PER_SECOND);
    const { rows: [row] } = await ground.db.query<{ expanding: boolean; waiting: boolean }>(
      "select exists (select 1 from status_telling where due_at is not null) as expanding, exists (select 1 from delivery where destination = 'EMAIL' and priority = 2 and next_at is not null) as waiting");
    if (Number.isNaN(queued) && row?.expanding === false) queued = (clock() - began) / 1_000;
    isDone = row?.expanding === false && !row.waiting;
  }
  const seconds = (clock() - began) / 1_000;
  await delay(500);
  const { rows } = await ground.db.query<{ waited: number }>("select extract(epoch from first_attempt_at - not_before)::float8 as waited from delivery where key like 'bench/page/%' and first_attempt_at is not null");
  const waited = rows.map((row) => row.waited);
  const { taken, bytes } = await sink.call<{ taken: number; bytes: number }>("taken");
  process.stderr.write(`subscribers: ${count} mails of ${Math.round(bytes / taken)} bytes in ${seconds.toFixed(1)} s, in the outbox after ${queued.toFixed(2)} s; ${waited.length} pages beside, first attempt p50 ${quantile(waited, 0.5).toFixed(3)} s, longest ${Math.max(...waited).toFixed(3)} s\n`);
  return { queued, seconds, taken: taken - waited.length, pageP99: quantile(waited, 0.99) };
}

const page = ({ db }: Ground, nth: number) => db.query(
  `insert into delivery (id, key, channel, address, destination, priority, subject, text, payload, state, not_before, next_at, may_bundle, attempts, history, created_at)
   values (gen_random_uuid(), 'bench/page/' || $1::int, 'EMAIL', 'on-call@example.com', 'EMAIL', 0, 'Page: SEV1', '127 customers cannot pay', '{}', 'PENDING', clock_timestamp(), clock_timestamp(), false, 0, '[]', clock_timestamp())`, [nth]);
