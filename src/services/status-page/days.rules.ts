import { Temporal } from "temporal-polyfill";

/** A calendar day of a zone, in milliseconds; 23 or 25 hours long where the clocks change. */
export interface Day {
  date: string;
  from: number;
  until: number;
}

/** The last `count` days of a zone up to the one that `now` is in, the earliest first. */
export function daysUpTo(now: Date, count: number, timeZone: string): Day[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const begins = (date: Temporal.PlainDate): number => date.toZonedDateTime({ timeZone }).epochMilliseconds;
  return Array.from({ length: count }, (_, at) => {
    const date = today.subtract({ days: count - 1 - at });
    return { date: date.toString(), from: begins(date), until: begins(date.add({ days: 1 })) };
  });
}
