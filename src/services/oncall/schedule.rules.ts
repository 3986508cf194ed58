import { type OnDuty, type Roster, type Segment, segments } from "./roster.rules.ts";
import type { Span } from "./window.rules.ts";
import { DAY, type Epoch, epochOf } from "./zone.rules.ts";

/** One person on call without a break and without a hand-off. */
export interface Shift extends Span {
  responderId: string;
  /** Place of the layer that it comes from; null if it comes from an override, a temporary schedule or history. */
  layer: number | null;
  overridden: boolean;
  /** Whether it goes on beyond the span that was asked for, at either end. */
  truncated: boolean;
}

/** Who is on call at an instant, first to be paged first. */
export const onCallAt = (roster: Roster, at: Epoch): string[] => segments(roster, { start: at, end: at + 1 })[0]?.people.map(({ responderId }) => responderId) ?? [];

/**
 * The shifts that reach into the span, by their start and then in the order in which people are paged. They are cut off at its ends, but
 * one that has begun in the history keeps its start.
 */
export function shiftsIn(roster: Roster, { start, end }: Span): Shift[] {
  const from = begunIn(roster, start);
  // One millisecond more on either side shows which of them go on.
  const all = joinedShifts(segments(roster, { start: from - 1, end: end + 1 }));
  return all
    .filter((shift) => shift.end > start && shift.start < end && shift.start < shift.end)
    .map((shift) => ({
      ...shift, start: Math.max(shift.start, from), end: Math.min(shift.end, end), truncated: shift.start < from || shift.end > end,
    }));
}

const LOOK_BACK = 31 * DAY;

/** The first start of those shifts of the history that may still be going on at an instant; the instant, if there is none. */
function begunIn({ history }: Roster, instant: Epoch): Epoch {
  if (!history || epochOf(history.until) < instant - LOOK_BACK) return instant;
  const reaching = history.shifts.filter(({ endsAt }) => epochOf(endsAt) >= Math.min(instant, epochOf(history.until)));
  return Math.min(instant, ...reaching.map(({ startsAt }) => epochOf(startsAt)));
}

function joinedShifts(all: readonly Segment[]): Shift[] {
  const shifts: Shift[] = [];
  let open = new Map<string, { shift: Shift; duty: OnDuty }>();
  for (const { start, end, people } of all) {
    const now: typeof open = new Map();
    for (const duty of people) {
      const { responderId, layer, overridden } = duty;
      const before = open.get(responderId);
      const goesOn = before && isSameShift(before.duty, duty);
      const shift = goesOn ? before.shift : { responderId, layer, overridden, start, end, truncated: false };
      if (!goesOn) shifts.push(shift);
      shift.end = end;
      now.set(responderId, { shift, duty });
    }
    open = now;
  }
  return shifts;
}

/** A hand-off in a rotation ends a shift, also one from a person to themselves, and so does an override; a change of windows or layers does not. */
const isSameShift = (a: OnDuty, b: OnDuty): boolean =>
  a.overridden === b.overridden && (a.layer !== b.layer || a.turn === b.turn);

/** When nobody is on call. */
export function gapsIn(roster: Roster, span: Span): Span[] {
  const gaps: Span[] = [];
  for (const { start, end, people } of segments(roster, span)) {
    if (people.length > 0) continue;
    const last = gaps.at(-1);
    if (last?.end === start) last.end = end;
    else gaps.push({ start, end });
  }
  return gaps;
}

/** The next shifts to begin after an instant, all that begin together; none if none does within a year. */
export function nextShifts(roster: Roster, after: Epoch): Shift[] {
  for (const days of [2, 15, 60, 370]) {
    const end = after + days * DAY;
    const ahead = shiftsIn(roster, { start: after, end }).filter(({ start }) => start > after);
    const first = ahead[0];
    if (!first) continue;
    const next = ahead.filter(({ start }) => start === first.start);
    // One that is cut off is looked at again in a longer span, which shows its end.
    if (days === 370 || next.every(({ truncated }) => !truncated)) return next;
  }
  return [];
}
