import { Temporal } from "temporal-polyfill";
import type { WorkingHours } from "../../entities/responder.entity.ts";

/** Whether people work at that instant. A day's work that ends before it begins goes on after midnight. */
export const isWorkingTime = (hours: WorkingHours, zone: string, at: Date): boolean => nextWorkingTime(hours, zone, at).getTime() === at.getTime();

/** The instant itself within working hours, else when the next ones begin. */
export function nextWorkingTime({ days, from, to }: WorkingHours, zone: string, at: Date): Date {
  const instant = Temporal.Instant.fromEpochMilliseconds(at.getTime());
  const today = instant.toZonedDateTimeISO(zone).toPlainDate();
  const [begins, ends] = [Temporal.PlainTime.from(from), Temporal.PlainTime.from(to)];
  const isOvernight = Temporal.PlainTime.compare(ends, begins) <= 0;
  for (let ahead = -1; ahead <= 7; ahead += 1) {
    const day = today.add({ days: ahead });
    if (!days.includes(day.dayOfWeek)) continue;
    const end = day.add({ days: isOvernight ? 1 : 0 }).toZonedDateTime({ timeZone: zone, plainTime: ends });
    if (end.epochMilliseconds <= at.getTime()) continue;
    const begin = day.toZonedDateTime({ timeZone: zone, plainTime: begins });
    return new Date(Math.max(begin.epochMilliseconds, at.getTime()));
  }
  return at; // nobody works on any day of the week; the directory refuses such hours
}
