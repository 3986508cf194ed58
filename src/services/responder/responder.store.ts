import { ResponderEntity } from "../../entities/responder.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { isId } from "../input.ts";
import { byKey, listsByKey, load } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { select } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, ResponderEntity>> {
  return byKey(await select(ctx, ResponderEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** The person whose id an actor has; null for a key that speaks for nobody. */
export async function byActor(ctx: ServiceContext, actorId: string | null): Promise<ResponderEntity | null> {
  return actorId !== null && isId(actorId) ? ((await load(ctx, byIds, actorId)) ?? null) : null;
}

/** The people of each team, by name. */
export async function membersOf(ctx: Reader, teamIds: string[]): Promise<Map<string, ResponderEntity[]>> {
  return listsByKey(await select(ctx, ResponderEntity, "where team_id = any($1) order by name, id", [teamIds]), ({ teamId }) => teamId as string);
}

export async function find(ctx: ServiceContext, by: By<"email">): Promise<ResponderEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, ResponderEntity, { key: "email", column: "email" }, { ...by, email: by.email?.trim().toLowerCase() });
}

export interface ResponderFilter {
  text?: string | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, { text }: ResponderFilter, args: PageArgs): Promise<Page<ResponderEntity>> {
  authorise(ctx, "directory:read");
  return pageByName(ctx, ResponderEntity, { table: "responder", searched: ["name", "email"], text }, args);
}
