import { timesTold } from "../guardrail/inspect.rules.ts";

/** As templates write a time in a zone: `2030-01-01 18:00 GMT+1`. */
const STAMP = /(\d{4}-\d\d-\d\d) (\d\d:\d\d) GMT([+-])(\d{1,2})(?::(\d\d))?/g;
/** "Within the hour" is told of what ends two minutes later too. */
const ABOUT_MS = 5 * 60_000;

/** Whether a text that went out at an instant has told its readers this ETA. */
export function tellsEta(body: string, eta: Date, publishedAt: Date): boolean {
  const stamps = [...body.matchAll(STAMP)].map(([, day, time, sign, hours = "", minutes = "00"]) => new Date(`${day}T${time}${sign}${hours.padStart(2, "0")}:${minutes}`));
  return [...stamps, ...timesTold(body, publishedAt)].some((at) => Math.abs(at.getTime() - eta.getTime()) < ABOUT_MS);
}
