import type { PageView } from "../status-page/read-page.ts";
import { atomOf } from "./atom.rules.ts";
import { calendarOf } from "./calendar.ts";
import { feedEntries } from "./feed-entries.rules.ts";
import { rssOf } from "./rss.rules.ts";

export const RSS = "history.rss";
export const ATOM = "history.atom";
export const CALENDAR = "calendar.ics";

/** What a page links to. */
export const FEEDS = [
  { title: "RSS", href: RSS, type: "application/rss+xml" },
  { title: "Atom", href: ATOM, type: "application/atom+xml" },
  { title: "Calendar", href: CALENDAR, type: "text/calendar" },
];

/** What programs follow a page by, as files beside it. `base` is the address of its folder, whole; null where that holds a secret. */
export function feedFiles(view: PageView, url: string, base: string | null): [string, string][] {
  const entries = feedEntries(view, { url });
  return [
    [RSS, rssOf(view.page, entries, { url, self: base && `${base}${RSS}` })],
    [ATOM, atomOf(view.page, entries, { url, self: base && `${base}${ATOM}` })],
    [CALENDAR, calendarOf(view, { url })],
  ];
}
