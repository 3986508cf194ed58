import { ask } from "../ask.ts";
import { type Figure, figure } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { clock, Worker } from "../worker.ts";

const ACCOUNTS = 50_000;
const PASTED = 10_000;

const CHANGE = "mutation ($input: AffectedCustomersInput!) { made: changeAffectedCustomers(input: $input) { id severity impact { customersAffected } } }";
const PAGE = "query ($id: ID!) { made: outreach(incidentId: $id) { counts { tier state accounts } entries(first: 100) { nodes { rank tier because state channel customer { externalId name arr { amount } } } } } }";
const WHOLE = "query ($id: ID!) { made: outreachPlan(incidentId: $id) { rank tier because state customer { externalId } } }";
/** What any database does for the first page of a sorted list, and for all of it. */
const SORTED = "select c.external_id, c.name, c.arr_amount from affected_customer a join customer c on c.id = a.customer_id where a.incident_id = $1 order by c.arr_amount desc, c.name";

/** From ids in a log to the ranked plan, and ranking itself, over HTTP. */
export async function outreach(ground: Ground): Promise<Figure[]> {
  await ground.db.query(
    `insert into customer (id, external_id, name, arr_amount, arr_currency, strategic, plan, region, renewal_on, active_escalation, executive_sponsor_engaged, usage, updated_at)
     select gen_random_uuid(), 'bench-' || n, 'Account ' || (n::bigint * 7919) % ${ACCOUNTS}, (n::bigint * 104729) % 900 * 1000 + n % 100 / 100.0, (array['USD', 'EUR', 'GBP'])[1 + n % 3], n % 97 = 0,
       (array['enterprise', 'team', null])[1 + n % 3], 'eu', case when n % 11 = 0 then now() + n % 400 * interval '1 day' end, n % 41 = 0, n % 23 = 0, (n::bigint * 31) % 200000, now()
     from generate_series(1, ${ACCOUNTS}) n on conflict do nothing`);
  await ground.db.query("analyze customer");
  const hub = await Worker.start("servers/hub.js", {}, ground.env);
  const port = await hub.call<number>("port");
  const declare = async () => String((await ask(port, "mutation ($input: DeclareIncidentInput!) { made: declareIncident(input: $input) { id } }", { input: { title: "Batches fail", source: "SUPPORT", impact: { featureState: "DEGRADED" } } }))["id"]);
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const began = clock();
    await work();
    return clock() - began;
  };
  const log = Array.from({ length: PASTED }, (_, n) => `12:00:00 ERROR customer=bench-${n * 5 + 1} status=500`).join("\n");
  const all = await declare();
  await ask(port, CHANGE, { input: { incidentId: all, bySegment: { region: "eu" } } });
  await ground.db.query("analyze affected_customer");
  const took: Record<"pasted" | "page" | "whole" | "sortedPage" | "sortedWhole", number[]> = { pasted: [], page: [], whole: [], sortedPage: [], sortedWhole: [] };
  for (const round of ground.rounds(0.05)) {
    const id = await declare();
    took.pasted.push(await timed(async () => {
      await ask(port, CHANGE, { input: { incidentId: id, fromLog: log } });
      await ask(port, PAGE, { id });
    }));
    took.page.push(await timed(() => ask(port, PAGE, { id: all })));
    took.sortedPage.push(await timed(() => ground.db.query(`${SORTED} limit 100`, [all])));
    took.whole.push(await timed(() => ask(port, WHOLE, { id: all })));
    took.sortedWhole.push(await timed(() => ground.db.query(SORTED, [all])));
    process.stderr.write(`outreach, round ${round}: ${Object.entries(took).map(([name, list]) => `${name} ${Math.round(list.at(-1) ?? 0)} ms`).join(", ")}\n`);
  }
  await hub.stop();
  const over = (a: number[], b: number[]) => a.map((value, at) => value / (b[at] ?? NaN));
  return [
    figure(`outreach, ${PASTED} ids pasted from a log to the ranked plan`, took.pasted, { atMost: 3_000 }, "ms"),
    figure(`outreach, ${ACCOUNTS} accounts ranked, first page and counts`, took.page, { atMost: 1_000 }, "ms"),
    figure(`outreach, ${ACCOUNTS} accounts ranked, all of them`, took.whole, "anchor", "ms"),
    figure("outreach, first page and counts / plain order by, limit 100", over(took.page, took.sortedPage), "anchor"),
    figure("outreach, all of it as JSON / plain order by, all rows", over(took.whole, took.sortedWhole), "anchor"),
  ];
}
