import { given } from "../input.ts";
import { invalid } from "../errors.ts";
import type { Who } from "../oncall/calendar/read-calendar.ts";

export interface PersonInCalendar {
  /** The summary, or a part of it between commas; `@` before it, and case, do not count. */
  name: string;
  responderEmail: string;
}

const plain = (name: string): string => name.replace(/^@/, "").replace(/\s+/g, " ").trim().toLowerCase();

/** Finds the addresses that an entry means: its attendees, else those in its summary, else the people whom the names in its summary stand for, else its organizer. */
export function meant(field: string, people: readonly PersonInCalendar[]): (who: Who) => string[] {
  const known = new Map(people.map(({ name, responderEmail }) => [plain(name), responderEmail]));
  return ({ attendees, organizer, summary }) => {
    if (attendees.length > 0) return attendees;
    const names = known.has(plain(summary)) ? [summary] : summary.split(/[,;]/);
    const found = names.map((name) => (/^\S+@\S+$/.test(name.trim()) ? name.trim() : known.get(plain(name)))).filter(given);
    if (found.length > 0) return found;
    if (organizer) return [organizer];
    throw invalid(`${field}.people`, `The calendar's entry "${summary}" names nobody by address; say in people whom it means`, { name: summary });
  };
}
