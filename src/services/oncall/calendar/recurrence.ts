import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";
import { invalid } from "../../errors.ts";
import { DAY, wallOf } from "../zone.rules.ts";
import { localIn, localOf, type Moment, momentOf, type Zones } from "./moment.ts";

/** The rule by the wall clock, so that its UNTIL, which calendars give in UTC, is a reading of that clock too; null for an entry that happens once. */
export function ruleOf(event: ICAL.Component, start: Moment): string | null {
  const recur = event.getFirstPropertyValue("rrule");
  if (!(recur instanceof ICAL.Recur)) return null;
  if (/SECONDLY|MINUTELY|HOURLY/.test(recur.freq)) throw invalid("calendar", `A roster's entries repeat by days or longer, unlike FREQ=${recur.freq}`);
  if ((recur.count ?? 0) > MOST_TIMES) throw invalid("calendar", `An entry repeats ${recur.count} times; at most ${MOST_TIMES} are allowed`, { max: MOST_TIMES });
  const parts = recur.toString().split(";").filter((part) => !part.startsWith("UNTIL=") && !part.startsWith("COUNT="));
  const until = recur.count ? lastOf([...parts, `COUNT=${recur.count}`], start) : recur.until ? untilOf(recur.until, start) : null;
  const rule = [...parts, ...(until ? [`UNTIL=${until}`] : [])].join(";");
  // Throws where the rule makes no sense, which is told as the calendar's fault.
  const from = wallOf(start.local);
  ruled(rule, start).between(new Date(from), new Date(from + TRIED_FOR), true);
  return rule;
}

const MOST_TIMES = 5_000;
const TRIED_FOR = 800 * DAY;

const ruled = (rule: string, { local }: Moment) => new RRuleTemporal({ rruleString: `DTSTART:${local.replace(/[-:]/g, "")}Z\nRRULE:${rule}`, tzid: "UTC" });

/** A rule that ends after so many times would be walked through from its begin on each look; as one that ends at a time it need not. */
function lastOf(parts: readonly string[], start: Moment): string | null {
  const last = ruled(parts.join(";"), start).all().at(-1);
  return last ? `${last.toString().slice(0, 19).replace(/[-:]/g, "")}Z` : null;
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
