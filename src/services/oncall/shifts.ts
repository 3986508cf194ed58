import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { scheduleOf } from "../schedule/schedule.store.ts";
import { rosters, type StoredRoster } from "./roster.store.ts";
import { gapsIn, nextShifts, type Shift, shiftsIn } from "./schedule.rules.ts";
import { DAY } from "./zone.rules.ts";

/** A shift as people see it. */
export interface ShiftOn {
  scheduleId: string;
  responderId: string;
  startsAt: Date;
  endsAt: Date;
  truncated: boolean;
  overridden: boolean;
  /** Name of the layer; null if it comes from none. */
  layer: string | null;
}

export interface Gap {
  scheduleId: string;
  startsAt: Date;
  endsAt: Date;
}

export interface Period {
  from: Date;
  to: Date;
}

const LONGEST = 2 * 366;
const MOST = 10_000;

/** By their start; those that go on beyond the period are cut off at its ends and say so. */
export async function shifts(ctx: ServiceContext, scheduleId: string, period: Period): Promise<ShiftOn[]> {
  const roster = await rosterOf(ctx, scheduleId, period);
  const found = shiftsIn(roster, spanOf(period));
  if (found.length > MOST) throw invalid("to", `There are ${found.length} shifts in this period; ask for a shorter one`, { max: MOST });
  return found.map((shift) => shown(roster, shift));
}

/** When nobody is on call. */
export async function coverageGaps(ctx: ServiceContext, scheduleId: string, period: Period): Promise<Gap[]> {
  const roster = await rosterOf(ctx, scheduleId, period);
  return gapsOf(roster, period);
}

/** The shifts that begin next after an instant; none if none does within a year. */
export async function nextOnCall(ctx: ServiceContext, scheduleId: string, after: Date): Promise<ShiftOn[]> {
  const roster = await rosterOf(ctx, scheduleId, { from: after, to: new Date(after.getTime() + 371 * DAY) });
  return nextShifts(roster, after.getTime()).map((shift) => shown(roster, shift));
}

export const gapsOf = (roster: StoredRoster, period: Period): Gap[] =>
  gapsIn(roster, spanOf(period)).map(({ start, end }) => ({ scheduleId: roster.id, startsAt: new Date(start), endsAt: new Date(end) }));

async function rosterOf(ctx: ServiceContext, scheduleId: string, period: Period): Promise<StoredRoster> {
  authorise(ctx, "directory:read");
  checkPeriod(period);
  const { id } = await scheduleOf(ctx, "scheduleId", scheduleId);
  const roster = (await rosters(ctx, [id], period)).get(id);
  if (!roster) throw notFound(`schedule ${scheduleId}`, "scheduleId");
  return roster;
}

export function checkPeriod({ from, to }: Period): void {
  if (to <= from) throw invalid("to", "to must lie behind from");
  if (to.getTime() - from.getTime() > LONGEST * DAY) throw invalid("to", `to lies more than ${LONGEST} days behind from`, { max: LONGEST });
}

export const spanOf = ({ from, to }: Period) => ({ start: from.getTime(), end: to.getTime() });

export const shown = ({ id, layerNames }: StoredRoster, { responderId, start, end, truncated, overridden, layer }: Shift): ShiftOn => ({
  scheduleId: id, responderId, startsAt: new Date(start), endsAt: new Date(end), truncated, overridden, layer: layer === null ? null : (layerNames[layer] || null),
});
