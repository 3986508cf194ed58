import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { invalid } from "../../errors.ts";
import { localIn, localOf, type Moment, momentOf, type Zones } from "./moment.ts";

/** The rule by the wall clock, so that its UNTIL, which calendars give in UTC, is a reading of that clock too; null for an entry that happens once. */
export function ruleOf(event: ICAL.Component, start: Moment): string | null {
  const recur = event.getFirstPropertyValue("rrule");
  if (!(recur instanceof ICAL.Recur)) return null;
  if (/SECONDLY|MINUTELY|HOURLY/.test(recur.freq)) throw invalid("calendar", `A roster's entries repeat by days or longer, unlike FREQ=${recur.freq}`);
  const parts = recur.toString().split(";").filter((part) => !part.startsWith("UNTIL="));
  const rule = [...parts, ...(recur.until ? [`UNTIL=${untilOf(recur.until, start)}`] : [])].join(";");
  // Throws where the rule makes no sense, which is told as the calendar's fault.
  void new RRuleTemporal({ rruleString: `DTSTART:20260101T000000Z\nRRULE:${rule}`, tzid: "UTC" });
  return rule;
}

function untilOf(until: ICAL.Time, start: Moment): string {
  const local = localOf(until);
  if (until.isDate) return `${local.slice(0, 10).replaceAll("-", "")}T235959Z`;
  const wall = until.zone?.tzid === "UTC" ? localIn(start.timeZone, { local, timeZone: "UTC", wholeDay: false }) : local;
  return `${wall.replace(/[-:]/g, "")}Z`;
}

/** Local starts of a series at which it does not happen: those taken out, and those that another entry replaces. */
export function exceptOf(event: ICAL.Component, replaced: readonly ICAL.Property[], start: Moment, zones: Zones): string[] {
  const out = [...event.getAllProperties("exdate"), ...replaced];
  if (replaced.some((one) => one.getFirstParameter("range"))) throw invalid("calendar", "An entry that replaces all later ones (RANGE=THISANDFUTURE) is not understood; split the series");
  return out.flatMap((property) =>
    property.getValues().flatMap((value: unknown) => {
      if (!(value instanceof ICAL.Time)) return [];
      // A whole day takes out what begins on it.
      if (value.isDate && !start.wholeDay) return [`${localOf(value).slice(0, 10)}${start.local.slice(10)}`];
      return [localIn(start.timeZone, momentOf(property, zones, value))];
    }),
  );
}
