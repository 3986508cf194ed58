import { ClockEntity } from "../../entities/clock.entity.ts";
import { CustomerEntity } from "../../entities/customer.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { AffectedSource, OutreachState, OutreachTier } from "../../entities/vocabulary.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import * as plans from "../plan/plan.store.ts";
import * as policies from "../policy/index.ts";
import { columnsOf, select } from "../rows.ts";
import { templateFor } from "../template/template-for.ts";
import { isEnterprise, tierOf } from "./outreach.rules.ts";
import { narrowed, ORDER, placed, type Wanted } from "./ranking.ts";
import { wordFor } from "./state.rules.ts";
import { type Way, wayOf } from "./way.rules.ts";

export interface OutreachEntry {
  incidentId: string;
  customer: CustomerEntity;
  tier: OutreachTier;
  /** 1 is called first. */
  rank: number;
  because: string;
  ownerId: string | null;
  state: string;
  channel: string | null;
  template: string | null;
  updatedAt: Date | null;
  updatedBy: string | null;
  clock: ClockEntity | null;
  /** How the account came to be on the incident, and when. */
  source: AffectedSource;
  affectedSince: Date;
  /** What it stands by, for the cursor of a page. */
  key: { tier: number; worth: string; called: string; externalId: string };
}

interface Row extends CustomerEntity {
  state: OutreachState;
  tier: number;
  worth: string;
  called: string;
  entryOwnerId: string | null;
  channel: string | null;
  template: string | null;
  entryUpdatedAt: Date | null;
  updatedBy: string | null;
  affectedSource: AffectedSource;
  affectedSince: Date;
  rank?: number;
}

export interface Slice extends Wanted {
  /** Only what stands behind this place. */
  after?: OutreachEntry["key"] | null;
  limit?: number;
}

/** Entries of the plan in its order, with their ranks in the whole of it. */
export async function entriesOf(ctx: ServiceContext, incident: IncidentEntity, { after = null, limit, ...wanted }: Slice = {}): Promise<OutreachEntry[]> {
  const { values, bind } = binder();
  const columns = `, ${columnsOf(ctx, CustomerEntity)}, entry.owner_id as "entryOwnerId", entry.channel, entry.template, entry.updated_at as "entryUpdatedAt", entry.updated_by as "updatedBy",
    a.source as "affectedSource", a.recorded_at as "affectedSince"`;
  const names = ctx.db.dataSource.getMetadata(CustomerEntity).columns.map(({ propertyName }) => `"${propertyName}"`);
  const read = `state, tier, worth::text as worth, called, ${names.join(", ")}, "entryOwnerId", channel, template, "entryUpdatedAt", "updatedBy", "affectedSource", "affectedSince"`;
  const place = await placed(ctx, incident, bind, columns);
  const narrowing = narrowed(wanted, bind);
  const behind = after ? ` and (${ORDER}) > (${placeOf(after, bind)})` : "";
  const some = limit === undefined ? "" : ` limit ${bind(limit)}`;
  // Only what leaves entries out has to number all of them first; else their order is their rank, from where the page begins.
  const rows: Row[] = await ctx.db.query(narrowing === ""
    ? `select ${read} from (${place}) p where true${behind} order by ${ORDER}${some}`
    : `select ${read}, rank from (select *, row_number() over (order by ${ORDER})::integer as rank from (${place}) p) p where true${behind}${narrowing} order by rank${some}`, values);
  return completed(ctx, incident, rows, narrowing === "" && after ? await countUpTo(ctx, incident, after) : 0);
}

type Bind = (value: unknown) => string;

const placeOf = ({ tier, worth, called, externalId }: OutreachEntry["key"], bind: Bind): string => `${bind(tier)}::integer, ${bind(worth)}::numeric, ${bind(called)}, ${bind(externalId)}`;

async function countUpTo(ctx: ServiceContext, incident: IncidentEntity, place: OutreachEntry["key"]): Promise<number> {
  const { values, bind } = binder();
  const [{ count }] = await ctx.db.query(`select count(*)::integer as count from (${await placed(ctx, incident, bind)}) p where (${ORDER}) <= (${placeOf(place, bind)})`, values);
  return count;
}

async function completed(ctx: ServiceContext, incident: IncidentEntity, rows: Row[], before: number): Promise<OutreachEntry[]> {
  if (rows.length === 0) return [];
  const { document } = await policies.version(ctx, incident.policyVersion);
  const { audiences } = await plans.planOf(ctx, incident);
  const about = { severity: incident.severity, audiences, isDirect: incident.directOutreachReason !== null };
  const worded = async ({ channel, audience }: Way) => ({ channel, template: audience && (await templateFor(ctx, incident, audience)) });
  const ways = { strategic: await worded(wayOf(true, about)), other: await worded(wayOf(false, about)) };
  const calls = await select(ctx, ClockEntity, "where incident_id = $1 and kind = 'CSM_CALL' and stopped_at is null order by started_at", [incident.id]);
  const callOf = new Map(calls.map((clock) => [clock.subject, clock]));
  const { renewalWithinDays } = document.outreach;
  const now = ctx.now();
  // The row is the account, with what else was read beside it: of 50,000 a copy each would take as long as the reading.
  return rows.map((row, at) => {
    const way = row.strategic ? ways.strategic : ways.other;
    const { activeEscalation, renewalOn, executiveSponsorEngaged, usage } = row;
    const { tier, because } = tierOf({ activeEscalation, renewalOn, executiveSponsorEngaged, usage, enterprise: isEnterprise(row), highUsage: row.tier === 4 }, renewalWithinDays, now);
    return {
      incidentId: incident.id, customer: row, rank: row.rank ?? before + at + 1, tier, because,
      ownerId: row.entryOwnerId ?? row.ownerId,
      state: wordFor(row.state), channel: row.channel ?? way.channel, template: row.template ?? way.template, updatedAt: row.entryUpdatedAt, updatedBy: row.updatedBy,
      clock: callOf.get(row.externalId) ?? null,
      source: row.affectedSource, affectedSince: row.affectedSince,
      key: row,
    };
  });
}
