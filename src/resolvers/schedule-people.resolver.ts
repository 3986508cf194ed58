import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarEvent, FixedShift, Group, Layer } from "../entities/schedule.ts";
import type { ScheduleOverrideEntity } from "../entities/schedule.entity.ts";
import { FixedShiftType, LayerType, ParticipantType, RosterEntryType } from "../schema/layer.type.ts";
import { CoverageGapType, ScheduleOverrideType, ShiftType } from "../schema/schedule.type.ts";
import type { ServiceContext } from "../services/context.ts";
import { load } from "../services/load.ts";
import type { Gap, ShiftOn } from "../services/oncall/index.ts";
import * as responders from "../services/responder/index.ts";
import * as schedules from "../services/schedule/index.ts";

const one = (ctx: ServiceContext, id: string | null) => id && load(ctx, responders.byIds, id);
const all = async (ctx: ServiceContext, ids: Group) => (await Promise.all(ids.map((id) => load(ctx, responders.byIds, id)))).filter((found) => found !== undefined);

@Resolver(() => ParticipantType)
export class ParticipantResolver {
  @FieldResolver()
  responders(@Root() group: Group, @Ctx() ctx: ServiceContext) {
    return all(ctx, group);
  }
}

@Resolver(() => LayerType)
export class LayerResolver {
  @FieldResolver()
  responders(@Root() { responderIds }: Layer, @Ctx() ctx: ServiceContext) {
    return all(ctx, responderIds);
  }
}

@Resolver(() => FixedShiftType)
export class FixedShiftResolver {
  @FieldResolver()
  responders(@Root() { responderIds }: FixedShift, @Ctx() ctx: ServiceContext) {
    return all(ctx, responderIds);
  }
}

@Resolver(() => RosterEntryType)
export class RosterEntryResolver {
  @FieldResolver()
  responders(@Root() { responderIds }: CalendarEvent, @Ctx() ctx: ServiceContext) {
    return all(ctx, responderIds);
  }
}

@Resolver(() => ScheduleOverrideType)
export class ScheduleOverrideResolver {
  @FieldResolver()
  add(@Root() { addId }: ScheduleOverrideEntity, @Ctx() ctx: ServiceContext) {
    return one(ctx, addId);
  }

  @FieldResolver()
  remove(@Root() { removeId }: ScheduleOverrideEntity, @Ctx() ctx: ServiceContext) {
    return one(ctx, removeId);
  }
}

@Resolver(() => ShiftType)
export class ShiftResolver {
  @FieldResolver()
  responder(@Root() { responderId }: ShiftOn, @Ctx() ctx: ServiceContext) {
    return one(ctx, responderId);
  }

  @FieldResolver()
  schedule(@Root() { scheduleId }: ShiftOn, @Ctx() ctx: ServiceContext) {
    return load(ctx, schedules.byIds, scheduleId);
  }
}

@Resolver(() => CoverageGapType)
export class CoverageGapResolver {
  @FieldResolver()
  schedule(@Root() { scheduleId }: Gap, @Ctx() ctx: ServiceContext) {
    return load(ctx, schedules.byIds, scheduleId);
  }
}
