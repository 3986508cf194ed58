import { invalid } from "./errors.ts";
import { LIMITS, text } from "./input.ts";

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

/** Whether it is an IANA name. */
export function isZone(name: string): boolean {
  try {
    return /^[a-z]/i.test(name) && Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
