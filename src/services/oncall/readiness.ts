import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { whole } from "../input.ts";
import { withoutWorkingMethod } from "../contact/index.ts";
import { reachableBy } from "../responder/reachable.ts";
import { byIds } from "../responder/responder.store.ts";
import { rosters, type StoredRoster } from "./roster.store.ts";
import { type Shift, shiftsIn } from "./schedule.rules.ts";
import { type Gap, gapsOf, type Period, shown, type ShiftOn, spanOf } from "./shifts.ts";
import { DAY } from "./zone.rules.ts";

export interface Readiness {
  gaps: Gap[];
  /** The first shift on each schedule of everybody whom no page would wake. */
  unreachable: ShiftOn[];
}

const MOST_DAYS = 366;

/** What is wrong with the days ahead: nobody on call, or somebody whom nothing wakes. Of all schedules. */
export async function onCallReadiness(ctx: ServiceContext, days: number): Promise<Readiness> {
  authorise(ctx, "directory:read");
  const ids: { id: string }[] = await ctx.db.query("select id from schedule order by name, id");
  const found = [...(await readinessOf(ctx, ids.map(({ id }) => id), { days })).values()];
  return { gaps: found.flatMap(({ gaps }) => gaps), unreachable: found.flatMap(({ unreachable }) => unreachable) };
}

/** The same for some schedules, by id. */
export async function readinessOf(ctx: ServiceContext, scheduleIds: string[], { days }: { days: number }): Promise<Map<string, Readiness>> {
  const from = ctx.now();
  const period: Period = { from, to: new Date(from.getTime() + whole("days", days, 1, MOST_DAYS) * DAY) };
  const found = await rosters(ctx, scheduleIds, period);
  const first = new Map([...found].map(([id, roster]) => [id, firstShifts(roster, period)]));
  const people = await byIds(ctx, [...new Set([...first.values()].flat().map(({ responderId }) => responderId))]);
  const lacking = new Set((await withoutWorkingMethod(ctx, [...people.keys()])).map(({ responder }) => responder.id));
  const isAsleep = ({ responderId }: Shift) => {
    const person = people.get(responderId);
    return !person || lacking.has(responderId) || reachableBy(person).length === 0;
  };
  const inOrder = scheduleIds.flatMap((id) => found.get(id) ?? []);
  return new Map(inOrder.map((roster) => [roster.id, { gaps: gapsOf(roster, period), unreachable: (first.get(roster.id) ?? []).filter(isAsleep).map((shift) => shown(roster, shift)) }]));
}

function firstShifts(roster: StoredRoster, period: Period): Shift[] {
  const first = new Map<string, Shift>();
  for (const shift of shiftsIn(roster, spanOf(period))) if (!first.has(shift.responderId)) first.set(shift.responderId, shift);
  return [...first.values()];
}

/** Sentences to show beside a schedule; none if all is well. */
export function warningsOf({ gaps, unreachable }: Readiness, nameOf: (responderId: string) => string): string[] {
  const [gap] = gaps;
  const time = (date: Date) => `${date.toISOString().slice(0, 16)}Z`;
  return [
    ...(gap ? [`Nobody is on call from ${time(gap.startsAt)} to ${time(gap.endsAt)}${gaps.length > 1 ? `, and in ${gaps.length - 1} more ${gaps.length === 2 ? "gap" : "gaps"}` : ""}`] : []),
    ...unreachable.map(({ responderId, startsAt }) => `${nameOf(responderId)} is on call from ${time(startsAt)} and has no contact method that is known to wake them`),
  ];
}
