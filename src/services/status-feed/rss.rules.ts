import type { PageView } from "../status-page/read-page.ts";
import { type FeedEntry, type FeedPlace, feedUpdatedAt } from "./feed-entries.rules.ts";
import { element, escaped } from "./xml.rules.ts";

/** The page's history as RSS 2.0. */
export function rssOf(page: PageView["page"], entries: readonly FeedEntry[], place: FeedPlace): string {
  const items = entries.map(({ guid, title, link, updated, content }) => `<item>
${element("title", title)}
${element("description", content)}
${element("pubDate", updated.toUTCString())}
${element("link", link)}
${element("guid", guid, { isPermaLink: "false" })}
</item>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
${element("title", `${page.name} - History`)}
${element("link", place.url)}
${element("description", page.description ?? "Incidents and maintenance")}
${element("lastBuildDate", feedUpdatedAt(page, entries).toUTCString())}
${place.self === null ? "" : `<atom:link rel="self" type="application/rss+xml" href="${escaped(place.self)}"/>`}
${items.join("\n")}
</channel>
</rss>
`;
}
