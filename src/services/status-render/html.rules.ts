import { barOf } from "./html-bar.rules.ts";
import { dated, escape, spoken, WORDS } from "./html-words.rules.ts";
import type { EntryOnPage, PageView } from "../status-page/read-page.ts";
import { overallOf } from "./statuspage.rules.ts";
import { STYLE } from "./style.rules.ts";
import { worstOf } from "../status-component/state.rules.ts";
import type { History } from "../status-page/uptime.rules.ts";

export interface Html {
  view: PageView;
  history: ReadonlyMap<string, History>;
  /** How far back what has ended is listed. */
  pastDays: number;
  now: Date;
  /** What else there is of the page: feeds, data. Addresses relative to the page or whole. */
  links: readonly { title: string; href: string; type?: string }[];
}

const DAY_MS = 86_400_000;

/** The page as one file without script, which nothing else has to be loaded for. */
export function htmlOf({ view, history, pastDays, now, links }: Html): string {
  const { page, entries } = view;
  const { state, description } = overallOf(view);
  const open = entries.filter(({ kind, resolvedAt }) => kind === "INCIDENT" && !resolvedAt);
  const planned = entries.filter(({ kind, resolvedAt }) => kind === "MAINTENANCE" && !resolvedAt).sort((a, b) => Number(a.scheduledFrom) - Number(b.scheduledFrom));
  const since = now.getTime() - pastDays * DAY_MS;
  const past = entries.filter(({ resolvedAt }) => resolvedAt && resolvedAt.getTime() >= since).sort((a, b) => Number(b.resolvedAt) - Number(a.resolvedAt));
  const feeds = links.flatMap(({ type, title, href }) => (type ? [`<link rel="alternate" type="${escape(type)}" title="${escape(title)}" href="${escape(href)}">`] : []));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${page.kind === "PUBLIC" ? "" : '<meta name="robots" content="noindex">'}
<title>${escape(page.name)}: ${description}</title>${feeds.join("")}
<style>${STYLE}</style>
</head>
<body>
<header><h1 dir="auto">${escape(page.name)}</h1>${page.description ? `<p dir="auto">${lines(page.description)}</p>` : ""}</header>
<main>
<p class="overall ${state}" role="status"><span class="dot" aria-hidden="true"></span>${description}</p>
${section("Incidents", open.map((entry) => entryOf(entry, view)))}
${section("Maintenance", planned.map((entry) => entryOf(entry, view)))}
${componentsSection(view, history)}
<section aria-labelledby="past"><h2 id="past">The last ${pastDays} days</h2>
${past.length > 0 ? past.map((entry) => entryOf(entry, view)).join("\n") : `<p>Nothing ${open.length + planned.length > 0 ? "else " : ""}was reported.</p>`}
</section>
</main>
<footer><p>As of ${dated(now, page.timeZone)}.${page.supportUrl ? ` <a href="${escape(page.supportUrl)}">Contact support</a>.` : ""}</p>
${links.length > 0 ? `<p>${links.map(({ title, href }) => `<a href="${escape(href)}">${escape(title)}</a>`).join(" · ")}</p>` : ""}</footer>
</body>
</html>
`;
}

const section = (title: string, parts: readonly string[]): string => (parts.length > 0 ? `<section><h2>${title}</h2>\n${parts.join("\n")}</section>` : "");

/** What people wrote, with their line breaks. */
const lines = (text: string): string => escape(text).replace(/\r?\n/g, "<br>");

function entryOf(entry: EntryOnPage, { components, page }: PageView): string {
  const names = new Map(components.map(({ id, name }) => [id, name]));
  const about = entry.components.map(({ componentId }) => `<bdi>${escape(names.get(componentId) ?? "")}</bdi>`).join(", ");
  const when = entry.kind === "MAINTENANCE" && entry.scheduledFrom && entry.scheduledUntil
    ? `<p class="when">${dated(entry.scheduledFrom, page.timeZone)} to ${dated(entry.scheduledUntil, page.timeZone)}</p>` : "";
  const updates = entry.updates.map(({ state, body, at, retractedAt }) =>
    `<li${retractedAt ? ' class="retracted"' : ""}><strong>${retractedAt ? "Taken back" : WORDS[state]}</strong> ${dated(at, page.timeZone)}<div dir="auto">${lines(body)}</div></li>`);
  return `<article id="${entry.id}" class="${entry.impact}"><h3 dir="auto">${escape(entry.title)}</h3>
<p class="state">${WORDS[entry.state]}${about ? ` · ${about}` : ""}</p>${when}
<ol>${updates.join("\n")}</ol></article>`;
}

function componentsSection({ components, groups, page }: PageView, history: ReadonlyMap<string, History>): string {
  if (components.length === 0) return "";
  const days = history.get(components[0]?.id ?? "")?.days.length ?? 0;
  const item = (heading: "h3" | "h4") => (component: PageView["components"][number]): string => {
    const one = history.get(component.id);
    return `<li><div class="name"><${heading} dir="auto">${escape(component.name)}</${heading}> <span class="now ${component.state}"><span class="dot" aria-hidden="true"></span>${spoken(component.state)}</span></div>
${component.description ? `<p class="about" dir="auto">${lines(component.description)}</p>` : ""}${one ? barOf(one, component.name, page.timeZone) : ""}</li>`;
  };
  const grouped = groups.map((group) => {
    const members = components.filter(({ groupId }) => groupId === group.id);
    const state = worstOf(members.map((member) => member.state));
    return `<details${state === "OPERATIONAL" && members.length > 12 ? "" : " open"}><summary><h3 dir="auto">${escape(group.name)}</h3> <span class="now ${state}"><span class="dot" aria-hidden="true"></span>${spoken(state)}</span></summary>
${group.description ? `<p class="about" dir="auto">${lines(group.description)}</p>` : ""}<ul>${members.map(item("h4")).join("\n")}</ul></details>`;
  });
  const loose = components.filter(({ groupId }) => groupId === null).map(item("h3"));
  return `<section><h2>Components</h2><p class="about">Uptime over the last ${days} days, the earliest left.</p>
<svg class="defs" width="0" height="0" aria-hidden="true"><defs><pattern id="gaps" width="10" height="32" patternUnits="userSpaceOnUse"><rect class="gap" x="7" width="3" height="32"/></pattern></defs></svg>
${loose.length > 0 ? `<ul>${loose.join("\n")}</ul>` : ""}${grouped.join("\n")}</section>`;
}
