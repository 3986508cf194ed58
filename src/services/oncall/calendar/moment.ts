import type ICAL from "ical.js";
import { invalid } from "../../errors.ts";
import { isZone } from "../../time-zone.ts";
import { WINDOWS_ZONES } from "./windows-zones.ts";
import { zoneOf } from "../zone.rules.ts";

/** A time as an entry has it: a wall clock's reading and the zone of that clock. */
export interface Moment {
  local: string;
  timeZone: string;
  wholeDay: boolean;
}

export interface Zones {
  /** Of times without a zone. */
  floating: string;
  wholeDays: string;
  /** IANA name of a zone that the calendar defines. */
  named(tzid: string): string;
}

export function zonesOf(calendar: ICAL.Component, { timeZone, allDayZone }: { timeZone: string | null; allDayZone?: string | null | undefined }): Zones {
  const own = String(calendar.getFirstPropertyValue("x-wr-timezone") ?? "");
  const floating = isZone(own) ? own : (timeZone ?? "UTC");
  const defined = new Map(calendar.getAllSubcomponents("vtimezone").map((zone) => [String(zone.getFirstPropertyValue("tzid")), String(zone.getFirstPropertyValue("x-lic-location") ?? "")]));
  const named = (tzid: string) => {
    const name = [tzid, defined.get(tzid) ?? "", WINDOWS_ZONES[tzid] ?? ""].find(isZone);
    if (name) return name;
    throw invalid("calendar", `The calendar has the time zone "${tzid}", which is no IANA name; export it with one such as Europe/Berlin`);
  };
  return { floating, wholeDays: allDayZone ?? floating, named };
}

/** `value` is one of the property's several. */
export function momentOf(property: ICAL.Property, zones: Zones, value = property.getFirstValue() as ICAL.Time): Moment {
  if (value.isDate) return { local: localOf(value), timeZone: zones.wholeDays, wholeDay: true };
  const tzid = property.getFirstParameter("tzid");
  const timeZone = value.zone?.tzid === "UTC" ? "UTC" : tzid ? zones.named(tzid) : zones.floating;
  return { local: localOf(value), timeZone, wholeDay: false };
}

const two = (number: number) => String(number).padStart(2, "0");

export const localOf = ({ year, month, day, hour, minute, second }: ICAL.Time): string =>
  `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;

/** What a clock in this zone shows when a clock in the moment's zone shows the moment. */
export function localIn(timeZone: string, moment: Moment): string {
  if (moment.timeZone === timeZone) return moment.local;
  return new Date(zoneOf(timeZone).toWall(zoneOf(moment.timeZone).toInstant(Date.parse(`${moment.local}Z`)))).toISOString().slice(0, 19);
}
