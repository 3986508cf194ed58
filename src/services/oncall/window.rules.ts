import type { Window } from "../../entities/schedule.ts";
import { DAY, dayOf, type Epoch, SECOND, type Wall, weekdayOf, type Zone } from "./zone.rules.ts";

export interface Span {
  start: Epoch;
  end: Epoch;
}

/** A window on one day. */
export interface Occurrence extends Span {
  /** The day by the wall clock on which it begins; one that goes on after midnight belongs to the day before. */
  day: number;
  wall: Wall;
}

export const LONGEST_WINDOW = 7 * DAY;

/** `HH:MM` or `HH:MM:SS` as milliseconds after midnight. */
export function timeOfDay(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(":").map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * SECOND;
}

/** The windows that reach into the span, in order of their begin. One whose time is skipped entirely when clocks change is none. */
export function occurrences(windows: readonly Window[], zone: Zone, { start, end }: Span): Occurrence[] {
  const found: Occurrence[] = [];
  for (const { days, from, lasts } of windows) {
    const begin = timeOfDay(from);
    const last = dayOf(zone.toWall(end));
    for (let day = dayOf(zone.toWall(start) - lasts * SECOND) - 1; day <= last; day++) {
      if (!days.includes(weekdayOf(day))) continue;
      const wall = day * DAY + begin;
      const one = { start: zone.toInstant(wall), end: zone.toInstant(wall + lasts * SECOND), day, wall };
      if (one.start < one.end && one.end > start && one.start < end) found.push(one);
    }
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Spans in order of their begin, with those that touch or overlap made one. */
export function joined(spans: readonly Span[]): Span[] {
  const union: Span[] = [];
  for (const { start, end } of spans) {
    const last = union.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else union.push({ start, end });
  }
  return union;
}

export const overlap = (a: Span, b: Span): Span => ({ start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) });
