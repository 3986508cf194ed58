import { RRuleTemporal } from "rrule-temporal";
import type { CalendarEvent } from "../../entities/schedule.ts";
import type { Span } from "./window.rules.ts";
import { DAY, SECOND, type Wall, wallOf, zoneOf } from "./zone.rules.ts";

/** When the event happens, as far as that reaches into the span. Its rule runs by the wall clock; when clocks change, as all else here. */
export function happenings({ start, lasts, timeZone, rule, except }: CalendarEvent, { start: from, end: to }: Span): Span[] {
  const zone = zoneOf(timeZone);
  const length = lasts * SECOND;
  const walls = rule === null ? [wallOf(start)] : repeats(rule, wallOf(start), zone.toWall(from) - length - DAY, zone.toWall(to) + DAY);
  const left = new Set(except.map(wallOf));
  return walls
    .filter((wall) => !left.has(wall))
    .map((wall) => ({ start: zone.toInstant(wall), end: zone.toInstant(wall + length) }))
    .filter((one) => one.start < one.end && one.end > from && one.start < to);
}

const STEPS: Record<string, number> = { DAILY: DAY, WEEKLY: 7 * DAY };

function repeats(rule: string, first: Wall, from: Wall, to: Wall): Wall[] {
  if (to < first) return [];
  const rrule = new RRuleTemporal({ rruleString: `DTSTART:${basic(nearer(rule, first, from))}\nRRULE:${rule}`, tzid: "UTC", cache: false });
  return rrule.between(new Date(Math.max(from, first)), new Date(to), true).map((one) => Date.parse(one.toString().replace(/\[.*$/, "")));
}

/** A rule that repeats since years is begun at a repetition near the span: its other ones are the same, and all would be walked through. */
function nearer(rule: string, first: Wall, from: Wall): Wall {
  const step = STEPS[/FREQ=(\w+)/.exec(rule)?.[1] ?? ""];
  if (!step || /COUNT=|BYSETPOS=|BYMONTH|BYYEARDAY|BYWEEKNO/.test(rule) || from <= first) return first;
  const stride = step * Number(/INTERVAL=(\d+)/.exec(rule)?.[1] ?? 1);
  return first + Math.max(Math.floor((from - first) / stride) - 1, 0) * stride;
}

const basic = (wall: Wall): string => new Date(wall).toISOString().replace(/[-:]|\.\d+/g, "");
