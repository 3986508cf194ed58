import { ScheduleEntity, ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { isId } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { select, selectOne } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, ScheduleEntity>> {
  return byKey(await select(ctx, ScheduleEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** No slug can be taken for an id that is another schedule's: where both fit, the id counts. */
export async function byIdOrSlug(ctx: Reader, value: string): Promise<ScheduleEntity | null> {
  const byId = isId(value) ? await selectOne(ctx, ScheduleEntity, "where id = $1", [value]) : null;
  return byId ?? selectOne(ctx, ScheduleEntity, "where slug = $1", [value]);
}

export async function find(ctx: ServiceContext, by: By<"slug">): Promise<ScheduleEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, ScheduleEntity, { key: "slug", column: "slug" }, by);
}

export interface ScheduleFilter {
  text?: string | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, { text }: ScheduleFilter, args: PageArgs): Promise<Page<ScheduleEntity>> {
  authorise(ctx, "directory:read");
  return pageByName(ctx, ScheduleEntity, { table: "schedule", searched: ["name", "slug"], text }, args);
}

/** By their begin; past ones too. */
export async function overridesOf(ctx: Reader, scheduleIds: string[]): Promise<Map<string, ScheduleOverrideEntity[]>> {
  const overrides = await select(ctx, ScheduleOverrideEntity, "where schedule_id = any($1) order by starts_at, id", [scheduleIds]);
  return listsByKey(overrides, ({ scheduleId }) => scheduleId);
}

/** The schedules of each team, by name. */
export async function ofTeams(ctx: Reader, teamIds: string[]): Promise<Map<string, ScheduleEntity[]>> {
  return listsByKey(await select(ctx, ScheduleEntity, "where team_id = any($1) order by name, id", [teamIds]), ({ teamId }) => teamId as string);
}
