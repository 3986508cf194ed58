import { ScheduleEntity, ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import type { ServiceContext } from "../context.ts";
import { rename } from "../directory/rename.ts";
import { listsByKey } from "../load.ts";
import { insert, select } from "../rows.ts";

/** A schedule with its overrides, by their begin. */
export interface StoredSchedule extends ScheduleEntity {
  overrides: ScheduleOverrideEntity[];
}

export async function storedSchedules(ctx: ServiceContext, slugs: string[], ids: string[]): Promise<StoredSchedule[]> {
  const schedules = await select(ctx, ScheduleEntity, "where slug = any($1) or id = any($2)", [slugs, ids]);
  const overrides = await select(ctx, ScheduleOverrideEntity, "where schedule_id = any($1) order by starts_at, id", [schedules.map(({ id }) => id)]);
  const bySchedule = listsByKey(overrides, ({ scheduleId }) => scheduleId);
  return schedules.map((schedule) => ({ ...schedule, overrides: bySchedule.get(schedule.id) ?? [] }));
}

export async function writeSchedules(ctx: ServiceContext, schedules: StoredSchedule[]): Promise<void> {
  await ctx.db.query(
    `insert into schedule (id, slug, name, time_zone, team_id, layers, temporary, history, created_at, updated_at)
     select id, slug, name, "timeZone", "teamId", layers, temporary, nullif(history, 'null'), "createdAt", "updatedAt"
     from jsonb_to_recordset($1) as s (id uuid, slug text, name text, "timeZone" text, "teamId" uuid,
       layers jsonb, temporary jsonb, history jsonb, "createdAt" timestamptz, "updatedAt" timestamptz)
     on conflict (id) do update set
       name = excluded.name, time_zone = excluded.time_zone, team_id = excluded.team_id, layers = excluded.layers,
       temporary = excluded.temporary, history = excluded.history, updated_at = excluded.updated_at`,
    [JSON.stringify(schedules)],
  );
  await rename(ctx, "schedule", schedules);
}

export async function linkOverrides(ctx: ServiceContext, schedules: StoredSchedule[]): Promise<void> {
  await ctx.db.query("delete from schedule_override where schedule_id = any($1)", [schedules.map(({ id }) => id)]);
  await insert(ctx, ScheduleOverrideEntity, schedules.flatMap(({ overrides }) => overrides));
}
