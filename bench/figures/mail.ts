import { setTimeout as delay } from "node:timers/promises";
import { ask } from "../ask.ts";
import { type Figure, figure, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { clock, Worker } from "../worker.ts";

const COUNT = 20_000;
const QUICK_COUNT = 2_000;
/** A page each so many milliseconds, so that they meet every part of the sending. */
const PAGE_EVERY_MS = 200;
const PAGES_ALONE = 40;
const QUICK_PAGES_ALONE = 15;
const GIVE_UP_MS = 180_000;

interface Tally {
  addresses: number;
  mails: number;
  last: number;
}

/** One message to all contacts of an incident's customers, over SMTP to a server in a process of its own; and pages by the same server meanwhile. */
export async function mail(ground: Ground): Promise<Figure[]> {
  const sink = await Worker.start("load/mail-sink.js");
  const smtp = await sink.call<number>("open");
  const env = { ...ground.env, MUSTER_SMTP_URL: `smtp://127.0.0.1:${smtp}?tls=none`, MUSTER_MAIL_FROM: "incidents@example.com", MUSTER_PUBLIC_URL: "https://muster.example.com", MUSTER_SECRET_KEY: "a1".repeat(32) };
  const hub = await Worker.start("servers/hub.js", {}, env);
  try {
    const port = await hub.call<number>("port");
    const count = ground.isQuick ? QUICK_COUNT : COUNT;
    const warm = `warm-${Date.now()}.example`;
    await published(ground, port, 200, warm);
    await arrived(sink, warm, 200);
    const alone: number[] = [];
    for (let nth = 0; nth < (ground.isQuick ? QUICK_PAGES_ALONE : PAGES_ALONE); nth++) alone.push(await page(port, sink, `alone-${nth}`));
    const domain = `bulk-${Date.now()}.example`;
    const beside: number[] = [];
    const sending = { isDone: false };
    const paging = (async () => {
      while (!sending.isDone) {
        const began = clock();
        // What fails here because the hub has gone is not what went wrong.
        const took = await page(port, sink, `beside-${beside.length}`).catch(() => null);
        if (took === null) return;
        beside.push(took);
        await delay(Math.max(0, PAGE_EVERY_MS - (clock() - began)));
      }
    })();
    const before = await hub.call<number>("cpu");
    const { answeredMs, at } = await published(ground, port, count, domain);
    const tally = await hub.profiled("mail", () => arrived(sink, domain, count));
    const spent = (await hub.call<number>("cpu")) - before;
    sending.isDone = true;
    await paging;
    const seconds = (tally.last - at) / 1_000;
    process.stderr.write(`mail: ${count} in ${seconds.toFixed(1)} s with ${(spent / count).toFixed(2)} ms of CPU each, answered after ${answeredMs.toFixed(0)} ms; pages alone p50 ${quantile(alone, 0.5).toFixed(0)} ms, p95 ${quantile(alone, 0.95).toFixed(0)} ms; beside (${beside.length}) p50 ${quantile(beside, 0.5).toFixed(0)} ms, p95 ${quantile(beside, 0.95).toFixed(0)} ms, longest ${Math.max(...beside).toFixed(0)} ms\n`);
    return [
      figure(`letters lost, of ${count}`, [count - tally.addresses], { atMost: 0 }, "letters"),
      figure("letters sent twice", [tally.mails - tally.addresses], { atMost: 0 }, "letters"),
      figure(`${count} letters, from the publication's request to the last accepted`, [seconds], { atMost: 60 * (count / COUNT) }, "s"),
      figure("the hub's CPU, pages included, for a letter", [spent / count], "anchor", "ms"),
      figure("publication to the answer", [answeredMs], "anchor", "ms"),
      figure("a page from request to acceptance meanwhile, p95", [quantile(beside, 0.95) / 1_000], { atMost: 1 }, "s"),
      figure("a page meanwhile / alone, p50", [quantile(beside, 0.5) / quantile(alone, 0.5)], "anchor"),
    ];
  } finally {
    await ground.db.query("update delivery set state = 'STOPPED', next_at = null, leased_by = null where next_at is not null");
    await Promise.all([hub.stop(), sink.stop()]);
  }
}

/** Publishes to so many accounts with a contact each. `at` is when it was asked for. */
async function published(ground: Ground, port: number, count: number, domain: string): Promise<{ at: number; answeredMs: number }> {
  const made = await ask(port, "mutation ($input: DeclareIncidentInput!) { made: declareIncident(input: $input) { id } }", { input: { title: "Exports fail", source: "MONITORING", severity: "SEV1", reason: "All of it" } });
  await ground.db.query(
    `with account as (
       insert into customer (id, external_id, name, arr_amount, arr_currency, strategic, active_escalation, executive_sponsor_engaged, usage, updated_at)
       select gen_random_uuid(), $2 || nth, 'Account ' || nth, 1000, 'USD', false, false, false, 0, now() from generate_series(1, $3::int) nth returning id),
     contact as (insert into customer_contact (id, customer_id, email, created_at) select gen_random_uuid(), id, id || '@' || $2, now() from account)
     insert into affected_customer (incident_id, customer_id, source, recorded_at) select $1, id, 'MANUAL', now() from account`, [made["id"], domain, count]);
  const at = clock();
  await ask(port, "mutation ($input: PublishCommunicationInput!) { made: publishCommunication(input: $input) { id } }", {
    input: { incidentId: made["id"], audience: "AFFECTED_CUSTOMERS", subject: "Exports fail", body: "Scheduled exports fail for your workspace. We are looking into it and have not found why yet. Next update in 15 minutes." },
  });
  return { at, answeredMs: clock() - at };
}

async function arrived(sink: Worker, domain: string, count: number): Promise<Tally> {
  for (const until = clock() + GIVE_UP_MS; ; await delay(250)) {
    const tally = await sink.call<Tally>("tally", { domain });
    if (tally.addresses >= count || clock() > until) return tally;
  }
}

/** What goes out as pages do, until the server has taken it. */
async function page(port: number, sink: Worker, name: string): Promise<number> {
  const began = clock();
  const address = `${name}@pages.example`;
  await ask(port, "mutation ($to: String!) { made: testChannel(input: { kind: EMAIL, to: $to }) { id } }", { to: address });
  for (;;) {
    const at = await sink.call<number | null>("cameAt", { address });
    if (at !== null) return at - began;
    await delay(5); // its answers would be in the way of what it is to hear
  }
}
