import type { ScheduleEntity } from "../../entities/schedule.entity.ts";
import type { ServiceContext } from "../context.ts";
import { saveOne } from "../directory/save-one.ts";
import type { ScheduleInput } from "./check-schedule.ts";
import { SCHEDULES } from "./schedule.list.ts";

/** CONFLICT if the slug is taken. */
export function createSchedule(ctx: ServiceContext, input: ScheduleInput): Promise<ScheduleEntity> {
  return saveOne(ctx, SCHEDULES, "create", { ...input, timeZone: input.timeZone ?? "UTC" });
}
