import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import { inZone } from "../../calendar-zone.rules.ts";
import type { ShiftOn } from "../shifts.ts";

/** How often clients are asked to look again, in seconds. */
const LOOK_AGAIN = 3_600;

export interface Written {
  name: string;
  timeZone: string;
  shifts: readonly ShiftOn[];
  /** When what it shows last changed; the stamp of its entries. */
  stamp: Date;
  people: ReadonlyMap<string, { name: string; email: string }>;
  /** What an entry is called. */
  title(shift: ShiftOn, person: string): string;
}

/** Shifts as iCalendar text (RFC 5545). Times are in UTC; an entry keeps its UID for as long as person and begin stay. */
export function writeCalendar({ name, timeZone, shifts, stamp, people, title }: Written): string {
  const calendar = ical({ name, method: ICalCalendarMethod.PUBLISH, prodId: { company: "muster", product: "on-call", language: "EN" }, ttl: LOOK_AGAIN });
  for (const shift of shifts) {
    const person = people.get(shift.responderId);
    if (!person) continue;
    calendar.createEvent({
      id: `${shift.scheduleId}-${shift.responderId}-${shift.startsAt.getTime()}@muster`,
      start: shift.startsAt,
      end: shift.endsAt,
      stamp,
      summary: title(shift, person.name),
      description: [person.email, ...(shift.overridden ? ["By an override"] : shift.layer ? [shift.layer] : [])].join("\n"),
      // A shift does not make people busy: they are to be reached, and work.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return inZone(calendar.toString(), timeZone);
}
