import type { ComponentState, StatusEntryState } from "../../entities/vocabulary.ts";

export const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

export const WORDS: Record<StatusEntryState, string> = {
  INVESTIGATING: "Investigating", IDENTIFIED: "Identified", MONITORING: "Monitoring", RESOLVED: "Resolved",
  SCHEDULED: "Scheduled", IN_PROGRESS: "In progress", VERIFYING: "Verifying", COMPLETED: "Completed", CANCELLED: "Cancelled",
};

const SPOKEN: Record<ComponentState, string> = {
  OPERATIONAL: "Operational", UNDER_MAINTENANCE: "Under maintenance", DEGRADED_PERFORMANCE: "Degraded performance", PARTIAL_OUTAGE: "Partial outage", MAJOR_OUTAGE: "Major outage",
};

export const spoken = (state: ComponentState): string => SPOKEN[state];

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  formats.set(timeZone, made);
  return made;
}

/** An instant as people of the zone read it, and as machines do. */
export const dated = (instant: Date, timeZone: string): string => `<time datetime="${instant.toISOString()}">${formatOf(timeZone).format(instant)}</time>`;
