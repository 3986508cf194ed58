import "reflect-metadata";
import { createDataSource } from "../../src/database/data-source.ts";
import { allPages } from "../../src/services/status-page/index.ts";
import { readHistory } from "../../src/services/status-page/read-history.ts";
import { componentsOn } from "../../src/services/status-page/read-page.ts";
import { type Figure, figure } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { measureRates, type Rate } from "../http.ts";
import { clock } from "../worker.ts";

const COMPONENTS = 100;
const CLIENTS = 32;
/** What is read of a page, against what any answer of the hub costs. */
const PATHS = { health: "/healthz", summary: "/api/v2/summary.json", page: "/status", zipped: "/status accept-encoding: gzip" } as const;

/** Readers of the status page: a page of 100 components with 90 days of history, which is made once and then served. */
export async function status(ground: Ground): Promise<Figure[]> {
  await layPage(ground);
  const rounds: Rate[][] = [];
  const history: number[] = [];
  for (const round of ground.rounds(0.05)) {
    const { hub = [] } = await measureRates(ground, { hub: ["servers/hub.js", {}] }, Object.values(PATHS).map((path) => Array<string>(CLIENTS).fill(path)));
    rounds.push(hub);
    history.push(await timeOfHistory(ground));
    process.stderr.write(`status, round ${round}: ${Object.keys(PATHS).map((name, at) => `${name} ${Math.round(hub[at]?.perSecond ?? NaN)}/s, p99 ${hub[at]?.p99.toFixed(1)} ms`).join("; ")}; history ${history.at(-1)?.toFixed(1)} ms\n`);
  }
  const over = (at: number) => rounds.map((rates) => (rates[at]?.perSecond ?? NaN) / (rates[0]?.perSecond ?? NaN));
  return [
    figure("status summary.json / healthz, 32 clients", over(1), { atLeast: 0.5 }),
    figure("status page / healthz, 32 clients", over(2), { atLeast: 0.3 }),
    figure("status page as browsers ask for it / healthz, 32 clients", over(3), { atLeast: 0.5 }),
    figure("history of 100 components over 90 days", history, { atMost: 100 }, "ms"),
  ];
}

/** Reading the spans and reckoning with them, at best of five. */
async function timeOfHistory({ env }: Ground): Promise<number> {
  const source = await createDataSource({ url: env["DATABASE_URL"] ?? "", poolSize: 1 }).initialize();
  const ctx = { db: source.manager, now: () => new Date() };
  const [page] = await allPages(ctx);
  if (!page) throw new Error("there is no page");
  const components = await componentsOn(ctx, page);
  let best = Infinity;
  for (let time = 0; time < 5; time++) {
    const began = clock();
    await readHistory(ctx, page, components, { days: 90, weights: { degraded: 0, partial: 0.3, major: 1 } });
    best = Math.min(best, clock() - began);
  }
  await source.destroy();
  return best;
}

/** Each component with a span of an hour on every third day, and ten open incidents. */
async function layPage({ db, incidents }: Ground): Promise<void> {
  await db.query("delete from status_component where slug like 'bench-%'");
  await db.query(`insert into status_component (id, slug, name, position, is_internal, starts_at, state, state_since, created_at, updated_at)
    select gen_random_uuid(), 'bench-' || n, 'Component ' || n, n, false, now() - interval '1 year', 'OPERATIONAL', now(), now(), now() from generate_series(1, $1) n`, [COMPONENTS]);
  await db.query(`insert into status_hold (id, component_id, state, from_at, until_at)
    select gen_random_uuid(), id, (array['DEGRADED_PERFORMANCE', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'])[1 + day % 3], now() - day * interval '1 day', now() - day * interval '1 day' + interval '1 hour'
    from status_component, generate_series(1, 90, 3) day where slug like 'bench-%'`);
  await db.query(`insert into status_entry (id, kind, incident_id, title, impact, state, started_at, moves_by_itself, components_by_hand, is_general, created_by, created_at, updated_at)
    select gen_random_uuid(), 'INCIDENT', id, title, 'MINOR', 'INVESTIGATING', detected_at, false, false, true, 'bench', now(), now() from incident where id = any($1) and not drill and not private on conflict do nothing`, [incidents.slice(0, 10)]);
}
