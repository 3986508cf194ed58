import { isDeepStrictEqual } from "node:util";
import type { FixedShift } from "../../entities/schedule.ts";
import { shiftsIn } from "../oncall/schedule.rules.ts";
import { epochOf } from "../oncall/zone.rules.ts";
import type { StoredSchedule } from "./write-schedules.ts";

/** What decides who was on call; a new name changes nothing of that. */
const deciding = ({ timeZone, layers, temporary, overrides }: StoredSchedule) => ({ timeZone, layers, temporary, overrides });

/** The schedule as it becomes, with what was served before it: an edit says who is on call from now on, and not who was. */
export function withPastKept(before: StoredSchedule, after: StoredSchedule, now: Date): StoredSchedule {
  if (isDeepStrictEqual(deciding(before), deciding(after))) return after;
  const history = before.history;
  const from = history ? epochOf(history.until) : before.createdAt.getTime();
  if (from >= now.getTime()) return after;
  const served = shiftsIn({ ...before, history: null }, { start: from, end: now.getTime() }).map(
    ({ responderId, start, end }): FixedShift => ({ responderIds: [responderId], startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() }),
  );
  return { ...after, history: { since: history ? history.since : before.createdAt.toISOString(), until: now.toISOString(), shifts: [...(history?.shifts ?? []), ...served] } };
}
