import { WORDS } from "../status-render/html-words.rules.ts";
import type { EntryOnPage, PageView } from "../status-page/read-page.ts";
import { escaped } from "./xml.rules.ts";

/** Where the page is read, and where the feed itself is; null where its address holds a secret. */
export interface FeedPlace {
  url: string;
  self: string | null;
}

/** An entry as feeds tell it. */
export interface FeedEntry {
  /** The same for as long as there is the entry. */
  guid: string;
  title: string;
  link: string;
  published: Date;
  updated: Date;
  /** HTML. */
  content: string;
}

const MOST = 50;

/** The entries that changed last, the newest first. */
export function feedEntries({ page, entries }: Pick<PageView, "page" | "entries">, { url }: Pick<FeedPlace, "url">): FeedEntry[] {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: page.timeZone, day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
  return entries.map((entry) => ({ entry, updated: updatedAt(entry) }))
    .sort((a, b) => b.updated.getTime() - a.updated.getTime() || (a.entry.id < b.entry.id ? 1 : -1)).slice(0, MOST)
    .map(({ entry, updated }) => ({ guid: `urn:uuid:${entry.id}`, title: entry.title, link: `${url}#${entry.id}`, published: entry.createdAt, updated, content: contentOf(entry, format) }));
}

/** When the page said of it what it says now. */
const updatedAt = ({ updatedAt, updates }: EntryOnPage): Date => updates.reduce((last, update) => (update.updatedAt > last ? update.updatedAt : last), updatedAt);

/** When anything in it changed last: the page, where it has no entries. */
export const feedUpdatedAt = (page: PageView["page"], entries: readonly FeedEntry[]): Date => entries[0]?.updated ?? page.updatedAt;

function contentOf({ updates, scheduledFrom, scheduledUntil }: EntryOnPage, format: Intl.DateTimeFormat): string {
  const span = scheduledFrom && scheduledUntil ? `<p><strong>Scheduled</strong> ${escaped(`${format.format(scheduledFrom)} to ${format.format(scheduledUntil)}`)}</p>` : "";
  return span + updates.map(({ state, body, at, retractedAt }) =>
    `<p><small>${escaped(format.format(at))}</small><br><strong>${retractedAt ? "Taken back" : WORDS[state]}</strong> - ${escaped(body).replace(/\r?\n/g, "<br>")}</p>`).join("");
}
