import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { OUTREACH_TIERS, type OutreachState, type OutreachTier } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import { binder } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { get } from "../incident/incident.store.ts";
import { given } from "../input.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { entriesOf, type OutreachEntry } from "./outreach-entry.ts";
import { narrowed, placed, type Wanted } from "./ranking.ts";
import { stateOf, WORDS } from "./state.rules.ts";

/** The affected accounts in the order in which to reach out: by tier, inside a tier by ARR, then by name. */
export async function outreachPlan(ctx: ServiceContext, incidentId: string): Promise<OutreachEntry[]> {
  return entriesOf(ctx, await planOn(ctx, incidentId));
}

/** The incident whose plan it is; refused to a vendor on it. */
export async function planOn(ctx: ServiceContext, incidentId: string): Promise<IncidentEntity> {
  const incident = await get(ctx, incidentId);
  await refuseVendor(ctx, incident.id);
  return incident;
}

export interface Filter {
  tiers?: readonly OutreachTier[] | null | undefined;
  /** As the API has them: `called`. */
  states?: readonly string[] | null | undefined;
}

/** A page of the plan. It goes on behind the place where the last one ended, whatever has moved since. */
export async function outreachPage(ctx: ServiceContext, incident: IncidentEntity, filter: Filter, args: PageArgs): Promise<Page<OutreachEntry>> {
  await refuseVendor(ctx, incident.id);
  const first = pageSize(args.first);
  const scope = `outreach ${incident.id}`;
  const wanted: Wanted = { tiers: filter.tiers, states: filter.states?.map(known) };
  const after = given(args.after) ? placeAt(decodeCursor(scope, args.after, ["revision", "text", "text", "text"])) : null;
  const entries = await entriesOf(ctx, incident, { ...wanted, after, limit: first + 1 });
  const cursorOf = ({ key }: OutreachEntry) => encodeCursor(scope, [key.tier, key.worth, key.called, key.externalId]);
  return pageOf(entries, { ...args, first }, cursorOf, async () => sum(await countsOf(ctx, incident, wanted)));
}

function known(word: string): OutreachState {
  const state = stateOf(word);
  if (!state) throw invalid("states", `"${word}" is no state of an outreach; those are ${WORDS.join(", ")}`);
  return state;
}

function placeAt([tier, worth, called, externalId]: (string | number)[]): OutreachEntry["key"] {
  if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(String(worth))) throw invalid("after", "after is no cursor of this list");
  return { tier: Number(tier), worth: String(worth), called: String(called), externalId: String(externalId) };
}

export interface Count {
  tier: OutreachTier;
  state: OutreachState;
  accounts: number;
}

/** How many accounts stand in each tier and state. */
export async function countsOf(ctx: ServiceContext, incident: IncidentEntity, wanted: Wanted = {}): Promise<Count[]> {
  await refuseVendor(ctx, incident.id);
  const { values, bind } = binder();
  const place = await placed(ctx, incident, bind);
  const rows: { tier: number; state: OutreachState; accounts: number }[] = await ctx.db.query(
    `select tier, state, count(*)::integer as accounts from (${place}) p where true${narrowed(wanted, bind)} group by 1, 2 order by 1, 2`, values);
  return rows.map((row) => ({ ...row, tier: OUTREACH_TIERS[row.tier - 1] as OutreachTier }));
}

const sum = (counts: readonly Count[]): number => counts.reduce((all, { accounts }) => all + accounts, 0);
