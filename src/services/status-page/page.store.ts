import { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { StatusComponentEntity, StatusComponentGroupEntity } from "../../entities/status-component.entity.ts";
import { authorise } from "../access/authorise.ts";
import { isVendorNow } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { byKey } from "../load.ts";
import * as policies from "../policy/index.ts";
import { select, selectOne } from "../rows.ts";
import { given, LIMITS, optionalText, text } from "../input.ts";
import { mayRead } from "./may-read.ts";
import { readHistory } from "./read-history.ts";
import { type PageView, readPage } from "./read-page.ts";
import type { DayOfHistory, History } from "./uptime.rules.ts";

type Reader = Pick<ServiceContext, "db">;

/** Every page, the default one first. */
export const allPages = (ctx: Reader): Promise<StatusPageEntity[]> => select(ctx, StatusPageEntity, "order by is_default desc, name, id");

/** For those who keep them. A vendor sees none of an account. */
export async function listPages(ctx: ServiceContext): Promise<StatusPageEntity[]> {
  authorise(ctx, "directory:read");
  const isBarred = await isVendorNow(ctx);
  return (await allPages(ctx)).filter(({ kind }) => kind !== "CUSTOMER" || !isBarred);
}

/** One page, the default one where no slug is given; null if there is none. Null, too, for an account's page that the caller is not told of; see `mayRead` for who may. */
export async function findPage(ctx: ServiceContext, { slug, token }: { slug?: string | null | undefined; token?: string | null | undefined }): Promise<StatusPageEntity | null> {
  authorise(ctx, "status:read");
  const page = await (given(slug) ? selectOne(ctx, StatusPageEntity, "where slug = $1", [text("slug", slug, LIMITS.key)]) : selectOne(ctx, StatusPageEntity, "where is_default"));
  const secret = optionalText("token", token, LIMITS.key);
  return page && (await mayRead(ctx, page, secret)) ? page : null;
}

/** What pages show, by id. */
export async function viewsOf(ctx: ServiceContext, pageIds: string[]): Promise<Map<string, PageView>> {
  const { document } = await policies.current(ctx);
  const views = new Map<string, PageView>();
  for (const page of await select(ctx, StatusPageEntity, "where id = any($1)", [pageIds])) views.set(page.id, await readPage(ctx, page, document.statusPage.pastDays));
  return views;
}

/** The history of each component of a view. */
export async function historiesOf(ctx: ServiceContext, { page, components }: PageView) {
  const { document: { statusPage } } = await policies.current(ctx);
  const histories = await readHistory(ctx, page, components, { days: statusPage.historyDays, weights: statusPage.downtime });
  return components.map((component) => {
    const { uptime, days } = histories.get(component.id) as History;
    const inSeconds = ({ seconds }: DayOfHistory) => ({
      majorOutage: Math.round(seconds.MAJOR_OUTAGE), partialOutage: Math.round(seconds.PARTIAL_OUTAGE), degraded: Math.round(seconds.DEGRADED_PERFORMANCE), maintenance: Math.round(seconds.UNDER_MAINTENANCE),
    });
    return { component, uptime, days: days.map((day) => ({ ...day, ...inSeconds(day) })) };
  });
}

/** A view's entries, each with its components as the page shows them. */
export function entriesOf({ components, entries }: PageView) {
  const shown = byKey(components, ({ id }) => id);
  return entries.map((entry) => ({ ...entry, components: entry.components.map(({ componentId, state }) => ({ component: shown.get(componentId) as StatusComponentEntity, state })) }));
}

/** In their order on the page. */
export async function listComponents(ctx: ServiceContext): Promise<StatusComponentEntity[]> {
  authorise(ctx, "directory:read");
  return select(ctx, StatusComponentEntity, "order by position, name, id limit 10000");
}

export async function listComponentGroups(ctx: ServiceContext): Promise<StatusComponentGroupEntity[]> {
  authorise(ctx, "directory:read");
  return select(ctx, StatusComponentGroupEntity, "order by position, name, id limit 10000");
}

export async function componentsById(ctx: Reader, ids: string[]): Promise<Map<string, StatusComponentEntity>> {
  return byKey(await select(ctx, StatusComponentEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** Slugs of the services whose incidents show on each. */
export async function servicesOf({ db }: Reader, componentIds: string[]): Promise<Map<string, string[]>> {
  const rows: { id: string; slugs: string[] }[] = await db.query(
    "select component_id as id, array_agg(slug order by slug) as slugs from status_component_service join service on service.id = service_id where component_id = any($1) group by 1", [componentIds]);
  return new Map(rows.map(({ id, slugs }) => [id, slugs]));
}

export async function groupsById(ctx: Reader, ids: string[]): Promise<Map<string, StatusComponentGroupEntity>> {
  return byKey(await select(ctx, StatusComponentGroupEntity, "where id = any($1)", [ids]), ({ id }) => id);
}
