import type { ServiceContext } from "../context.ts";
import { byKey } from "../load.ts";
import { rosters } from "./roster.store.ts";
import { shiftsIn } from "./schedule.rules.ts";
import { checkPeriod, type Period, shown, type ShiftOn, spanOf } from "./shifts.ts";
import { DAY } from "./zone.rules.ts";

/** The shifts of people on all schedules, by their start. Cost grows with the number of schedules that name one of them. */
export async function shiftsOf(ctx: Pick<ServiceContext, "db">, responderIds: string[], period: Period): Promise<Map<string, ShiftOn[]>> {
  checkPeriod(period);
  const named: { id: string }[] = await ctx.db.query(
    `select s.id from schedule s where exists (select 1 from unnest($1::text[]) r where strpos(concat(s.layers, s.temporary, s.history), r) > 0)
     union select schedule_id from schedule_override where add_id = any($1::uuid[])`,
    [responderIds],
  );
  const shifts = byKey(responderIds.map((id): [string, ShiftOn[]] => [id, []]), ([id]) => id);
  for (const roster of (await rosters(ctx, named.map(({ id }) => id), period)).values()) {
    for (const shift of shiftsIn(roster, spanOf(period))) shifts.get(shift.responderId)?.[1].push(shown(roster, shift));
  }
  return new Map([...shifts.values()].map(([id, all]) => [id, all.sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())]));
}

const AHEAD = 28 * DAY;

/** The same from now on, and for four weeks, unless said otherwise. */
export function shiftsComing(ctx: Pick<ServiceContext, "db" | "now">, responderIds: string[], { from, to }: { from: Date | null; to: Date | null }): Promise<Map<string, ShiftOn[]>> {
  const begin = from ?? ctx.now();
  return shiftsOf(ctx, responderIds, { from: begin, to: to ?? new Date(begin.getTime() + AHEAD) });
}
