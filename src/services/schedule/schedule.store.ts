import { ScheduleEntity, ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { type By, findBy } from "../directory/find-by.ts";
import { pageByName } from "../directory/page-by-name.ts";
import { notFound } from "../errors.ts";
import { isId, LIMITS, text } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import type { Page, PageArgs } from "../page.ts";
import { select, selectOne } from "../rows.ts";

type Reader = Pick<ServiceContext, "db">;

export async function byIds(ctx: Reader, ids: string[]): Promise<Map<string, ScheduleEntity>> {
  return byKey(await select(ctx, ScheduleEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** The schedule that an input names by its id or its slug; where both fit, the id counts. NOT_FOUND if there is none. */
export async function scheduleOf(ctx: Reader, field: string, value: string): Promise<ScheduleEntity> {
  const key = text(field, value, LIMITS.key);
  const byId = isId(key) ? await selectOne(ctx, ScheduleEntity, "where id = $1", [key]) : null;
  const schedule = byId ?? (await selectOne(ctx, ScheduleEntity, "where slug = $1", [key]));
  if (!schedule) throw notFound(`schedule ${key}`, field);
  return schedule;
}

export async function find(ctx: ServiceContext, by: By<"slug">): Promise<ScheduleEntity | null> {
  authorise(ctx, "directory:read");
  return findBy(ctx, ScheduleEntity, { key: "slug", column: "slug" }, by);
}

export interface ScheduleFilter {
  text?: string | null | undefined;
}

/** By name. */
export async function page(ctx: ServiceContext, filter: ScheduleFilter, args: PageArgs): Promise<Page<ScheduleEntity>> {
  authorise(ctx, "directory:read");
  return pageByName(ctx, ScheduleEntity, { table: "schedule", searched: ["name", "slug"], text: filter.text }, args);
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
