import ical, { ICalCalendarMethod, ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { inZone } from "../calendar-zone.rules.ts";
import { WORDS } from "../status-render/html-words.rules.ts";
import type { EntryOnPage, PageView } from "../status-page/read-page.ts";
import type { FeedPlace } from "./feed-entries.rules.ts";

/** How often clients are asked to look again, in seconds. */
const LOOK_AGAIN = 900;

/** Maintenance and incidents as iCalendar (RFC 5545); times are in UTC. What is moved or cancelled keeps its UID, and its SEQUENCE grows. */
export function calendarOf({ page, entries }: Pick<PageView, "page" | "entries">, { url }: Pick<FeedPlace, "url">): string {
  const calendar = ical({ name: readable(page.name), method: ICalCalendarMethod.PUBLISH, prodId: { company: "muster", product: "status-page", language: "EN" }, ttl: LOOK_AGAIN });
  for (const entry of entries) {
    const { start, end } = spanOf(entry);
    calendar.createEvent({
      id: `${entry.id}@muster`,
      start,
      end,
      stamp: entry.updatedAt,
      created: entry.createdAt,
      lastModified: entry.updatedAt,
      sequence: Math.max(0, Math.floor((entry.updatedAt.getTime() - entry.createdAt.getTime()) / 1_000)),
      status: entry.state === "CANCELLED" ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      summary: readable(`${WORDS[entry.state]}: ${entry.title}`),
      description: readable(entry.updates[0]?.body ?? ""),
      url: `${url}#${entry.id}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return inZone(calendar.toString(), page.timeZone);
}

/** What is planned stands at its time; what goes on reaches as far as the page knows. */
function spanOf({ kind, scheduledFrom, scheduledUntil, startedAt, resolvedAt, updatedAt, createdAt }: EntryOnPage): { start: Date; end: Date } {
  if (kind === "MAINTENANCE" && scheduledFrom && scheduledUntil) return { start: scheduledFrom, end: scheduledUntil };
  const start = startedAt ?? createdAt;
  const end = resolvedAt ?? updatedAt;
  return { start, end: end > start ? end : new Date(start.getTime() + 60_000) };
}

/** A calendar's lines hold no control characters but those that make lines, which are escaped. */
// oxlint-disable-next-line no-control-regex
const readable = (text: string): string => text.toWellFormed().replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ");
