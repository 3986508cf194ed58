import type { WorkingHours } from "../../entities/responder.entity.ts";
import { invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Zones that were found to be good. Asking Intl costs about 50 µs, and an import asks for each row. */
const known = new Set<string>();

/** An IANA name. Offsets are refused, though newer versions of Intl take them: they know no summer time. */
export function timeZone(field: string, value: string): string {
  const zone = text(field, value, LIMITS.name);
  if (known.has(zone)) return zone;
  if (!isZone(zone)) throw invalid(field, `${field} must be an IANA time zone such as Europe/Berlin, unlike "${zone}"`);
  known.add(zone);
  return zone;
}

function isZone(name: string): boolean {
  try {
    return /^[a-z]/i.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

/** ISO weekdays in order; a day's work that ends before it begins goes on after midnight. */
export function workingHours({ days, from, to }: WorkingHours): WorkingHours {
  if (days.length === 0 || days.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw invalid("workingHours.days", "workingHours.days must be weekdays from 1 (Monday) to 7 (Sunday)");
  }
  if (!TIME.test(from)) throw invalid("workingHours.from", `workingHours.from must be a time such as 09:00, unlike "${from}"`);
  if (!TIME.test(to)) throw invalid("workingHours.to", `workingHours.to must be a time such as 17:00, unlike "${to}"`);
  if (from === to) throw invalid("workingHours.to", "workingHours.to must differ from workingHours.from");
  return { days: [...new Set(days)].sort((a, b) => a - b), from, to };
}
