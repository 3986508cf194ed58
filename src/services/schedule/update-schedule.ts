import type { ScheduleEntity } from "../../entities/schedule.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ScheduleInput } from "./check-schedule.ts";
import { SCHEDULES } from "./schedule.list.ts";
import { scheduleOf } from "./schedule.store.ts";

export type UpdateSchedule = ScheduleInput & { id: string };

/**
 * What is left out stays as it is, and so does who was on call until now. Escalations that run keep to those whom they have found.
 * CONFLICT if a new slug is taken.
 */
export async function updateSchedule(ctx: ServiceContext, { id, ...input }: UpdateSchedule): Promise<ScheduleEntity> {
  authorise(ctx, "directory:write");
  const schedule = await scheduleOf(ctx, "id", id);
  // Layers are read by the schedule's clock, also where only they change.
  const timeZone = input.timeZone === undefined && input.layers ? { timeZone: schedule.timeZone } : {};
  return saveOne(ctx, SCHEDULES, "update", { ...input, ...timeZone }, schedule.id);
}
