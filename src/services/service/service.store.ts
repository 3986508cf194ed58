import { ServiceEntity } from "../../entities/service.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { columnsOf, select, selectOne } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export const bySlug = (ctx: Reader, slug: string): Promise<ServiceEntity | null> =>
  selectOne(ctx, ServiceEntity, "where slug = $1", [slug]);

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, ServiceEntity>> {
  return byKey(await select(ctx, ServiceEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** The services that each team owns, by name. */
export async function ownedBy(ctx: Reader, teamIds: string[]): Promise<Map<string, ServiceEntity[]>> {
  return listsByKey(await select(ctx, ServiceEntity, "where owner_team_id = any($1) order by name, id", [teamIds]), ({ ownerTeamId }) => ownerTeamId as string);
}

/** What each service depends on itself, by name. */
export const dependenciesOf = (ctx: Reader, ids: string[]) =>
  linked(ctx, "join service_dependency link on link.depends_on_id = service.id where link.service_id", "service_id", ids);

/** What depends on each service itself, by name. */
export const dependantsOf = (ctx: Reader, ids: string[]) =>
  linked(ctx, "join service_dependency link on link.service_id = service.id where link.depends_on_id", "depends_on_id", ids);

/** What each customer uses, by name. */
export const usedBy = (ctx: Reader, customerIds: string[]) =>
  linked(ctx, "join customer_service link on link.service_id = service.id where link.customer_id", "customer_id", customerIds);

async function linked(ctx: Reader, join: string, column: string, ids: string[]): Promise<Map<string, ServiceEntity[]>> {
  const rows: (ServiceEntity & { of: string })[] = await ctx.db.query(
    `select link.${column} as of, ${columnsOf(ctx, ServiceEntity)} from service ${join} = any($1) order by name, id`, [ids],
  );
  return listsByKey(rows, (row) => row.of);
}

export async function find(ctx: ServiceContext, by: By<"slug">): Promise<ServiceEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, ServiceEntity, { key: "slug", column: "slug" }, by);
}

export interface ServiceFilter {
  text?: string | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, { text }: ServiceFilter, args: PageArgs): Promise<Page<ServiceEntity>> {
  authorise(ctx, "directory:read");
  return pageByName(ctx, ServiceEntity, { table: "service", searched: ["name", "slug"], text }, args);
}
