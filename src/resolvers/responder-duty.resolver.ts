import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { ScheduleEntity } from "../entities/schedule.entity.ts";
import { CommandLoadType } from "../schema/load.type.ts";
import { ResponderType } from "../schema/responder.type.ts";
import { Right } from "../schema/right.ts";
import { DateTime } from "../schema/scalars.ts";
import { ScheduleType, ShiftType } from "../schema/schedule.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import * as onCall from "../services/oncall/index.ts";
import * as roles from "../services/role/index.ts";

@Resolver(() => ResponderType)
export class ResponderDutyResolver {
  @FieldResolver(() => [ShiftType], { description: "Their shifts on all schedules that reach into a period, by their start." })
  async shifts(
    @Root() { id }: ResponderEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("from", () => DateTime, { nullable: true, description: "Begin of the period; left out, now." }) from?: Date,
    @Arg("to", () => DateTime, { nullable: true, description: "End of the period, at most 732 days behind its begin; left out, 28 days behind it." }) to?: Date,
  ) {
    return (await load(ctx, onCall.shiftsComing, id, { from: from ?? null, to: to ?? null })) ?? [];
  }

  @Right("incident:read")
  @FieldResolver(() => CommandLoadType, { description: "What command has cost them, of the incidents that the caller may see." })
  commandLoad(@Root() { id }: ResponderEntity, @Ctx() ctx: ServiceContext) {
    return load(ctx, roles.commandLoads, id);
  }
}

@Resolver(() => ScheduleType)
export class ScheduleWarningResolver {
  @FieldResolver(() => [String], { description: "What is wrong with the days ahead: gaps, and people on call whom no page would wake. Empty if all is well." })
  async warnings(
    @Root() { id }: ScheduleEntity,
    @Ctx() ctx: ServiceContext,
    @Arg("days", () => Int, { nullable: true, defaultValue: 14, description: "How many days ahead, 1 to 366." }) days: number,
  ) {
    return (await load(ctx, onCall.warningsOn, id, { days })) ?? [];
  }
}
