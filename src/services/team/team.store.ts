import { TeamEntity, TeamRoleEntity } from "../../entities/team.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { select, selectOne } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export const bySlug = (ctx: Reader, slug: string): Promise<TeamEntity | null> =>
  selectOne(ctx, TeamEntity, "where slug = $1", [slug]);

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, TeamEntity>> {
  return byKey(await select(ctx, TeamEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

export async function find(ctx: ServiceContext, by: By<"slug">): Promise<TeamEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, TeamEntity, { key: "slug", column: "slug" }, by);
}

export interface TeamFilter {
  text?: string | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, { text }: TeamFilter, args: PageArgs): Promise<Page<TeamEntity>> {
  authorise(ctx, "directory:read");
  return pageByName(ctx, TeamEntity, { table: "team", searched: ["name", "slug"], text }, args);
}

/** By role. */
export async function defaultRolesOf(ctx: Reader, teamIds: string[]): Promise<Map<string, TeamRoleEntity[]>> {
  return listsByKey(await select(ctx, TeamRoleEntity, "where team_id = any($1) order by role", [teamIds]), ({ teamId }) => teamId);
}
