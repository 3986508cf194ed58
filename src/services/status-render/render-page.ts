import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import { FEEDS, feedFiles } from "../status-feed/index.ts";
import { BESIDE } from "../status-page/addresses.ts";
import { htmlOf } from "./html.rules.ts";
import { readHistory } from "../status-page/read-history.ts";
import { type PageView, readPage } from "../status-page/read-page.ts";
import { statuspageOf } from "./statuspage.rules.ts";
import type { History } from "../status-page/uptime.rules.ts";

/** A page as files: their texts by their paths, `index.html` and what lies beside it. */
export type Files = ReadonlyMap<string, string>;

export const FIRST_FILE = "index.html";

/** Where people read a page: where it says itself, else below the hub. */
export function addressOf({ url, slug, isDefault }: StatusPageEntity, publicUrl: string | null | undefined): string {
  if (url) return url;
  const path = isDefault ? "/status" : `/status/${slug}`;
  return publicUrl ? new URL(path, publicUrl).href : path;
}

/** The address below which the hub serves a page's files; null where the hub does not know its own. */
const folderOf = ({ slug, isDefault }: StatusPageEntity, publicUrl: string | null | undefined): string | null => (publicUrl ? new URL(isDefault ? "/status/" : `/status/${slug}/`, publicUrl).href : null);

export interface Rendered {
  /** The HTML page leads to the others below `base`. */
  served: Files;
  /** It leads to those beside it. Made when it is asked for: few pages are exported. */
  exported: () => Files;
}

/** All files of a page, as everybody who may read it is given them. `db` sees no private incident. */
export async function renderPage(ctx: Pick<ServiceContext, "db" | "now" | "publicUrl">, page: StatusPageEntity, base = ""): Promise<Rendered> {
  const { document } = await policies.current(ctx);
  const { historyDays, pastDays, downtime } = document.statusPage;
  const view = await readPage(ctx, page, pastDays);
  const history = await readHistory(ctx, page, view.components, { days: historyDays, weights: downtime });
  const texts = new Map<string, string>();
  for (const [path, content] of Object.entries(statuspageOf(view, { url: addressOf(page, ctx.publicUrl) }))) texts.set(`${BESIDE.api}/v2/${path}`, JSON.stringify(content));
  texts.set(BESIDE.history, JSON.stringify(historyDocument(view, history)));
  for (const [path, text] of feedFiles(view, addressOf(page, ctx.publicUrl), page.kind === "PUBLIC" ? folderOf(page, ctx.publicUrl) : null)) texts.set(path, text);
  // A link to a page that is not public holds a secret, which is in no page.
  const links = (before: string) => (page.kind === "PUBLIC" ? linksOf(before, folderOf(page, ctx.publicUrl)) : []);
  const now = ctx.now();
  const html = (before: string) => htmlOf({ view, history, pastDays, now, links: links(before) });
  return { served: new Map([[FIRST_FILE, html(base)], ...texts]), exported: () => new Map([[FIRST_FILE, html("")], ...texts]) };
}

/** Subscribing takes the hub itself, wherever the page is kept. */
const linksOf = (before: string, folder: string | null) => [
  { title: "Data as JSON", href: `${before}${BESIDE.api}/v2/summary.json` }, { title: "History as JSON", href: `${before}${BESIDE.history}` },
  ...FEEDS.map((feed) => ({ ...feed, href: `${before}${feed.href}` })),
  ...(folder || before ? [{ title: "Subscribe by e-mail", href: `${folder ?? before}${BESIDE.subscribe}` }] : []),
];

const historyDocument = ({ page, components }: PageView, history: ReadonlyMap<string, History>): object => ({
  page: { id: page.id, name: page.name, time_zone: page.timeZone },
  components: components.map(({ id, name }) => {
    const { uptime = null, days = [] } = history.get(id) ?? {};
    return { id, name, uptime, days: days.map((day) => ({ date: day.date, worst: day.worst && day.worst.toLowerCase(), uptime: day.uptime, seconds: lowered(day.seconds) })) };
  }),
});

const lowered = (seconds: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(seconds).map(([state, value]) => [state.toLowerCase(), value]));
