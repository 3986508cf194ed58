import type { PageView } from "../status-page/read-page.ts";
import { atomOf } from "./atom.rules.ts";
import { calendarOf } from "./calendar.ts";
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
export const feedFiles = (view: PageView, url: string, base: string | null): [string, string][] => [
  [RSS, rssOf(view, { url, self: base && `${base}${RSS}` })],
  [ATOM, atomOf(view, { url, self: base && `${base}${ATOM}` })],
  [CALENDAR, calendarOf(view, { url })],
];
