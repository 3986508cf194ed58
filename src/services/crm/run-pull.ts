import { CrmRunEntity, type CrmRefusal, type CrmSettingEntity } from "../../entities/crm.entity.ts";
import { HUB } from "../access/actor.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { customersNamed } from "../impact/affected-customers.ts";
import { importAffected } from "../impact/import-affected.ts";
import { fieldOf } from "../import/import-directory.ts";
import { importBatches } from "../import/import-batches.ts";
import { selectOne } from "../rows.ts";
import { keysOf, open } from "../secret/index.ts";
import { clip } from "../text.rules.ts";
import { claimRun, finishRun, Interrupted, keepRun, leaveRun, LostLease } from "./claim-run.ts";
import { placeOf, settingOf } from "./crm.store.ts";
import { type Mapping, mappingOf, rowOf } from "./map-account.ts";
import type { AskCrm } from "./ask-page.ts";
import { type CrmPage, pagesOf } from "./pages.ts";
import { PullProblem } from "./pull-problem.ts";
import type { Place } from "./url.rules.ts";

export interface Pulling {
  ask: AskCrm;
  wait: (ms: number) => Promise<void>;
  /** Of this hub's worker; a lease says who is at it. */
  by: string;
}

/** Rows in one transaction: short enough that nobody who writes the directory waits for long. */
const AT_ONCE = 500;
const SHOWN = 100;

/** Does the pull whose turn it is, if there is one. What it asks outside it asks outside of transactions. The run as it ended; null where there was none. */
export async function pullNext(ctx: ServiceContext, { ask, wait, by }: Pulling): Promise<CrmRunEntity | null> {
  const run = await claimRun(ctx, by);
  if (!run) return null;
  const setting = (await settingOf(ctx, run.crm)) as CrmSettingEntity;
  // What the audit log and the figures of incidents have as its author.
  const hub = { ...ctx, actor: { ...HUB, name: `CRM "${run.crm}"` }, operation: { name: "pullCustomers", input: { name: run.crm }, isAudited: false } };
  try {
    const secret = setting.sealed === null ? null : open(keysOf(ctx), placeOf(run.crm), setting.sealed);
    const mapping = mappingOf(setting.fields);
    for await (const page of pagesOf({ setting, secret, place: await placeFor(ctx, run), ask, wait, now: ctx.now })) {
      await take(hub, run, mapping, page);
      await keepRun(ctx, run, by);
    }
  } catch (error) {
    if (error instanceof LostLease) return null;
    if (error instanceof Interrupted) return leaveRun(ctx, run, by).then(() => null);
    // An outage is the worker's to tell; the lease gives the run to the next hub.
    if (!(error instanceof PullProblem) && !(error instanceof DomainError)) throw error;
    run.error = clip(error.message, 1_000);
  }
  await finishRun(ctx, run, by);
  return run;
}

async function placeFor(ctx: ServiceContext, { crm, forIncident }: CrmRunEntity): Promise<Place> {
  const last = await selectOne(ctx, CrmRunEntity, "where crm = $1 and state = 'DONE' and for_incident is null order by started_at desc limit 1", [crm]);
  const since = (last?.startedAt ?? new Date(0)).toISOString();
  if (forIncident === null) return { since };
  const [incident] = await ctx.db.query("select i.reference, s.slug as service from incident i left join service s on s.id = i.service_id where i.id = $1", [forIncident]);
  return { since, reference: incident?.reference ?? "", service: incident?.service ?? "" };
}

async function take(hub: ServiceContext, run: CrmRunEntity, mapping: Mapping, { number, accounts }: CrmPage): Promise<void> {
  const refuse = (key: string | null, why: DomainError) => {
    run.refused += 1;
    if (run.refusals.length < SHOWN) run.refusals.push({ page: number, key, field: fieldOf(why), reason: clip(why.message, 500) } satisfies CrmRefusal);
  };
  const keys: string[] = [];
  const rows = accounts.flatMap((account) => {
    const value = rowOf(mapping, account);
    run.rows += 1;
    if (value instanceof DomainError) return (refuse(null, value), []);
    if (typeof value["externalId"] === "string") keys.push(value["externalId"].trim());
    return [{ list: "customers" as const, value }];
  });
  const batches = Array.from({ length: Math.ceil(rows.length / AT_ONCE) }, (_, n) => rows.slice(n * AT_ONCE, (n + 1) * AT_ONCE));
  const onRefused = ({ value }: (typeof rows)[number], why: DomainError) => refuse(typeof value["externalId"] === "string" ? value["externalId"] : null, why);
  const { tally } = await importBatches(hub, batches, { atomic: false, onRefused });
  run.created += tally.customers.created;
  run.updated += tally.customers.updated;
  run.unchanged += tally.customers.unchanged;
  run.pages = number;
  if (run.forIncident !== null) await putOnIncident(hub, run.forIncident, keys);
}

/** What was refused for the directory and is not in it is not affected either. */
async function putOnIncident(hub: ServiceContext, incidentId: string, keys: readonly string[]): Promise<void> {
  const found = await customersNamed(hub, keys);
  await importAffected(hub, { incidentId }, [...found.values()], "CRM");
}
