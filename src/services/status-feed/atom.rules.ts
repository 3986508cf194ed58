import type { PageView } from "../status-page/read-page.ts";
import { type FeedEntry, type FeedPlace, feedUpdatedAt } from "./feed-entries.rules.ts";
import { element, escaped } from "./xml.rules.ts";

/** The page's history as Atom (RFC 4287). */
export function atomOf(page: PageView["page"], entries: readonly FeedEntry[], place: FeedPlace): string {
  const items = entries.map(({ guid, title, link, published, updated, content }) => `<entry>
${element("id", guid)}
${element("published", published.toISOString())}
${element("updated", updated.toISOString())}
<link rel="alternate" type="text/html" href="${escaped(link)}"/>
${element("title", title)}
${element("content", content, { type: "html" })}
</entry>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">
${element("id", `urn:uuid:${page.id}`)}
${element("title", `${page.name} - History`)}
${element("updated", feedUpdatedAt(page, entries).toISOString())}
<author>${element("name", page.name)}</author>
<link rel="alternate" type="text/html" href="${escaped(place.url)}"/>
${place.self === null ? "" : `<link rel="self" type="application/atom+xml" href="${escaped(place.self)}"/>`}
${items.join("\n")}
</feed>
`;
}
