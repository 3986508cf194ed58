import type { Rotation, Window } from "../../entities/schedule.ts";
import type { RotationUnit } from "../../entities/vocabulary.ts";
import { type Occurrence, occurrences, type Span, timeOfDay } from "./window.rules.ts";
import type { Turn } from "./turn.rules.ts";
import { DAY, dayOf, wallOf, weekdayOf, type Zone } from "./zone.rules.ts";

/**
 * The turns of a rotation that counts by the calendar, or by days on duty: each window is wholly of the turn in which it begins. The
 * first turn is that of the first window that begins at the rotation's start or after it.
 */
export function calendarTurns(rotation: Rotation, windows: readonly Window[], zone: Zone, span: Span): Turn[] {
  const duty = windows.length > 0 ? windows : [wholeDays(rotation.start)];
  const started = (one: Occurrence) => one.wall >= wallOf(rotation.start);
  const first = firstDay(duty, rotation.start);
  const days = new Set(duty.flatMap((window) => window.days));
  const count = rotation.turns === "ON_DUTY" ? (day: number) => dutyDays(days, first, day) : (day: number) => period(rotation.unit, day) - period(rotation.unit, first);
  return occurrences(duty, zone, span).filter(started).map(({ start, end, day }) => ({ start, end, number: Math.floor(count(day) / rotation.every) }));
}

/** Without windows a rotation is on duty always, and days change hands at the time of its start. */
const wholeDays = (start: string): Window => ({ days: [1, 2, 3, 4, 5, 6, 7], from: start.slice(11), lasts: DAY / 1_000 });

function firstDay(windows: readonly Window[], start: string): number {
  const from = wallOf(start);
  const day = dayOf(from);
  const begins = windows.flatMap(({ days, from: time }) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((ahead) => day + ahead).filter((one) => days.includes(weekdayOf(one)) && one * DAY + timeOfDay(time) >= from).slice(0, 1),
  );
  return Math.min(...begins);
}



/** Days, weeks from Monday and months, numbered through. */
function period(unit: RotationUnit, day: number): number {
  if (unit === "WEEKS") return Math.floor((day + 3) / 7);
  if (unit !== "MONTHS") return day;
  const date = new Date(day * DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** How many days on duty lie between the first and this one. */
function dutyDays(days: ReadonlySet<number>, first: number, day: number): number {
  const weeks = Math.floor((day - first) / 7);
  let count = weeks * days.size;
  for (let one = first + weeks * 7; one < day; one++) if (days.has(weekdayOf(one))) count++;
  return count;
}
