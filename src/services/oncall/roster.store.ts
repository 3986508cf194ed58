import { ScheduleOverrideEntity } from "../../entities/schedule.entity.ts";
import type { ServiceContext } from "../context.ts";
import { byKey, listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import type { Roster } from "./roster.rules.ts";

export interface StoredRoster extends Roster {
  id: string;
  name: string;
  /** Names of the layers, in their places. */
  layerNames: string[];
}

/**
 * All that says who is on call on these schedules in a span; overrides that were over a month before it stay out, and so does a history that is
 * only looked at from its end on, unless the look goes back a month.
 */
export async function rosters(ctx: Pick<ServiceContext, "db">, scheduleIds: readonly string[], { from, to }: { from: Date; to: Date }): Promise<Map<string, StoredRoster>> {
  if (scheduleIds.length === 0) return new Map();
  const [schedules, overrides]: [Omit<StoredRoster, "overrides" | "layerNames">[], ScheduleOverrideEntity[]] = await Promise.all([
    ctx.db.query(
      `select id, name, time_zone as "timeZone", layers, temporary,
         case when (history ->> 'until')::timestamptz > $2::timestamptz - interval '32 days' then history end as history
       from schedule where id = any($1)`,
      [scheduleIds, from],
    ),
    select(ctx, ScheduleOverrideEntity, "where schedule_id = any($1) and ends_at > $2::timestamptz - interval '32 days' and starts_at < $3::timestamptz + interval '1 second' order by starts_at, id", [scheduleIds, from, to]),
  ]);
  const bySchedule = listsByKey(overrides, ({ scheduleId }) => scheduleId);
  return byKey(schedules.map((one) => ({ ...one, overrides: bySchedule.get(one.id) ?? [], layerNames: one.layers.map(({ name }) => name) })), ({ id }) => id);
}
