import { StatusTellingEntity } from "../../entities/status-subscriber.entity.ts";
import type { ServiceContext } from "../context.ts";
import { selectOne } from "../rows.ts";
import { type PageView, readPage } from "../status-page/read-page.ts";
import { addressOf } from "../status-render/render-page.ts";
import { overallOf, statuspageOf } from "../status-render/statuspage.rules.ts";
import type { Frame } from "../frame/index.ts";
import { Unsaid } from "./unsaid.ts";
import { type SaidOnPage, whatIsSaid } from "./what-is-said.ts";
import { bodyOf, subjectOf } from "./words.rules.ts";

type Renderer = Pick<ServiceContext, "db" | "now" | "publicUrl">;

/** What is the same for all who are told one thing. */
export interface Words {
  heading: string;
  body: string;
  page: { name: string; slug: string; url: string };
  /** Where this can be read. */
  url: string;
  /** What messages about the same entry have in common. */
  thread: string;
  /** For endpoints, in the form of Statuspage. */
  hook: object;
}

const REMEMBERED = 50;
const FRESH_MS = 2_000;
const remembered = new WeakMap<object, Map<string, { at: number; words: Promise<Words> }>>();

/** Put together once in each language for thousands of letters, and looked at anew every two seconds: what a page shows no more is not told any more. */
export function wordsOf(ctx: Renderer, tellingId: string, frame: Frame): Promise<Words> {
  const name = `${tellingId} ${frame.language}`;
  const known = remembered.get(ctx.db.dataSource) ?? new Map<string, { at: number; words: Promise<Words> }>();
  remembered.set(ctx.db.dataSource, known);
  const at = ctx.now().getTime();
  const last = known.get(name);
  if (last && Math.abs(at - last.at) < FRESH_MS) return last.words;
  const words = read(ctx, tellingId, frame);
  known.delete(name);
  known.set(name, { at, words });
  words.catch(() => known.delete(name));
  const [oldest] = known.keys();
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  return words;
}

async function read(ctx: Renderer, tellingId: string, frame: Frame): Promise<Words> {
  const telling = await selectOne(ctx, StatusTellingEntity, "where id = $1", [tellingId]);
  const said = telling && (await whatIsSaid(ctx, telling));
  if (!said) throw new Unsaid("The page does not say this any more");
  const { page } = said;
  const place = addressOf(page, ctx.publicUrl);
  // The address of a page that is not public is known to its readers; its secret is in no mail.
  return {
    heading: subjectOf(said, frame), body: bodyOf(said, frame), page: { name: page.name, slug: page.slug, url: place }, url: `${place}#${said.entry.id}`, thread: `status-${said.entry.id}`,
    hook: hookOf(await withoutPrivate(ctx, await readPage(ctx, page, 1)), said, place),
  };
}

/** As Statuspage calls endpoints: the page with how it does, and the entry as it stood with this word. */
function hookOf(view: PageView, { entry, update }: SaidOnPage, url: string): object {
  const found = view.entries.find(({ id }) => id === entry.id) ?? { ...entry, updates: [update], components: [] };
  const asOf = { ...found, state: update.state, updates: found.updates.filter(({ at }) => at <= update.at) };
  const documents = statuspageOf({ ...view, entries: [asOf] }, { url }) as Record<string, { incidents?: object[]; scheduled_maintenances?: object[] }>;
  const [incident] = (entry.kind === "MAINTENANCE" ? documents["scheduled-maintenances.json"]?.scheduled_maintenances : documents["incidents.json"]?.incidents) ?? [];
  const { indicator, description } = overallOf(view);
  return { page: { id: view.page.id, name: view.page.name, url, status_indicator: indicator, status_description: description }, incident };
}

/** The hub sees every incident; a page shows none that has become private. */
async function withoutPrivate({ db }: Renderer, view: PageView): Promise<PageView> {
  const rows: { id: string }[] = await db.query("select id from incident where id = any($1) and (private or drill)", [view.entries.flatMap(({ incidentId }) => incidentId ?? [])]);
  const hidden = new Set(rows.map(({ id }) => id));
  return { ...view, entries: view.entries.filter(({ incidentId }) => !incidentId || !hidden.has(incidentId)) };
}
