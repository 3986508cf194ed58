import ICAL from "ical.js";
import type { CalendarEvent } from "../../../entities/schedule.ts";
import { DomainError, invalid } from "../../errors.ts";
import { DAY, SECOND, wallOf, zoneOf } from "../zone.rules.ts";
import { exceptOf, ruleOf } from "./recurrence.ts";
import { type Moment, momentOf, type Zones, zonesOf } from "./moment.ts";

/** Whom an entry may mean, as far as it tells. Addresses are in lower case. */
export interface Who {
  attendees: string[];
  organizer: string | null;
  summary: string;
}

export type Entry = Omit<CalendarEvent, "responderIds"> & { uid: string; who: Who };

export interface CalendarOptions {
  /** For times without a zone, if the calendar names none itself. */
  timeZone: string | null;
  /** Zone of whole days; left out, the calendar's. */
  allDayZone?: string | null | undefined;
}

const MOST_ENTRIES = 5_000;

/** What an iCalendar text (RFC 5545) puts people on call for. Entries that are cancelled are left out. INVALID_INPUT names `field`. */
export function readCalendar(text: string, options: CalendarOptions, field = "calendar"): { name: string | null; entries: Entry[] } {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text));
    const events = calendar.getAllSubcomponents("vevent");
    if (calendar.name !== "vcalendar") throw invalid("calendar", "calendar must be an iCalendar text that begins with BEGIN:VCALENDAR");
    if (events.length > MOST_ENTRIES) throw invalid("calendar", `calendar has ${events.length} entries; at most ${MOST_ENTRIES} are allowed`, { max: MOST_ENTRIES });
    const zones = zonesOf(calendar, options);
    const name = calendar.getFirstPropertyValue("x-wr-calname");
    return { name: typeof name === "string" ? name : null, entries: events.flatMap((event) => entriesOf(event, events, zones)) };
  } catch (error) {
    if (error instanceof DomainError) throw invalid(field, error.message, { ...error.details, field });
    // What the reader stumbles over in a text that is no calendar at all says nothing to a person.
    throw invalid(field, `The calendar cannot be read: ${error instanceof TypeError ? "it is no iCalendar text" : (error as Error).message}`);
  }
}

function entriesOf(event: ICAL.Component, all: readonly ICAL.Component[], zones: Zones): Entry[] {
  if (String(event.getFirstPropertyValue("status") ?? "").toUpperCase() === "CANCELLED") return [];
  const uid = String(event.getFirstPropertyValue("uid") ?? "");
  const begin = event.getFirstProperty("dtstart");
  if (!begin) throw invalid("calendar", `The entry "${uid}" has no DTSTART`);
  const start = momentOf(begin, zones);
  const lasts = lengthOf(event, start, zones);
  if (lasts <= 0) return [];
  const { timeZone } = start;
  const replaced = event.getFirstProperty("recurrence-id") ? [] : all.filter((other) => other.getFirstPropertyValue("uid") === uid).flatMap((other) => other.getFirstProperty("recurrence-id") ?? []);
  const entry: Entry = { uid, start: start.local, lasts, timeZone, rule: ruleOf(event, start), except: exceptOf(event, replaced, start, zones), who: whoOf(event) };
  const extra = event.getAllProperties("rdate").flatMap((date) => momentsOf(date, zones)).map(({ local }) => ({ ...entry, start: local, rule: null, except: [] }));
  return [entry, ...extra];
}

const momentsOf = (property: ICAL.Property, zones: Zones): Moment[] => property.getValues().flatMap((value: unknown) => (value instanceof ICAL.Time ? momentOf(property, zones, value) : []));

/** Seconds of the wall clock of the entry's begin. */
function lengthOf(event: ICAL.Component, start: Moment, zones: Zones): number {
  const end = event.getFirstProperty("dtend");
  const duration = event.getFirstPropertyValue("duration");
  if (duration instanceof ICAL.Duration) return duration.toSeconds();
  if (!end) return start.wholeDay ? DAY / SECOND : 0;
  const { local, timeZone } = momentOf(end, zones);
  const wall = timeZone === start.timeZone ? wallOf(local) : zoneOf(start.timeZone).toWall(zoneOf(timeZone).toInstant(wallOf(local)));
  return (wall - wallOf(start.local)) / SECOND;
}

function whoOf(event: ICAL.Component): Who {
  const address = (property: ICAL.Property | null) => String(property?.getFirstValue() ?? "").replace(/^mailto:/i, "").trim().toLowerCase();
  const coming = event.getAllProperties("attendee").filter((one) => one.getFirstParameter("partstat")?.toUpperCase() !== "DECLINED");
  return {
    attendees: [...new Set(coming.map(address).filter((one) => one.includes("@")))],
    organizer: address(event.getFirstProperty("organizer")) || null,
    summary: String(event.getFirstPropertyValue("summary") ?? "").trim(),
  };
}

