import { Field, ID, Int, ObjectType } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { FixedShift, Layer, TemporarySchedule } from "../entities/schedule.ts";
import type { ScheduleEntity, ScheduleOverrideEntity } from "../entities/schedule.entity.ts";
import type { TeamEntity } from "../entities/team.entity.ts";
import type { OverrideKind } from "../entities/vocabulary.ts";
import type { ShiftOn } from "../services/oncall/index.ts";
import { FixedShiftType, LayerType } from "./layer.type.ts";
import { connectionOf } from "./page.type.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime } from "./scalars.ts";
import { OverrideKindEnum } from "./schedule.enum.ts";
import { TeamType } from "./team.type.ts";

@Right("directory:read")
@ObjectType("ScheduleOverride", { description: "Somebody else than the layers say, for a while." })
export class ScheduleOverrideType implements Omit<ScheduleOverrideEntity, "scheduleId" | "addId" | "removeId" | "createdAt"> {
  @Field(() => ID, { description: "The key that `removeOverride` takes." })
  id!: string;

  @Field(() => OverrideKindEnum, { description: "What it does." })
  kind!: OverrideKind;

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: Date;

  @Field(() => ResponderType, { nullable: true, description: "Who comes." })
  add!: ResponderEntity | null;

  @Field(() => ResponderType, { nullable: true, description: "Who goes." })
  remove!: ResponderEntity | null;

  @Field(() => Int, { description: "Where several speak at once, the higher has the last word." })
  priority!: number;

  @Field(() => String, { nullable: true, description: "Why." })
  note!: string | null;
}

@Right("directory:read")
@ObjectType("TemporarySchedule", { description: "Shifts that stand in for layers and overrides during a span." })
export class TemporaryScheduleType implements Pick<TemporarySchedule, "startsAt" | "endsAt"> {
  @Field(() => DateTime, { description: "From when." })
  startsAt!: string;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: string;

  @Field(() => [FixedShiftType], { description: "Who is on call in it." })
  shifts!: FixedShift[];
}

@Right("directory:read")
@ObjectType("Shift", { description: "One person on call without a break and without a hand-off." })
export class ShiftType implements Omit<ShiftOn, "scheduleId" | "responderId"> {
  @Field(() => ScheduleType, { description: "On which schedule." })
  schedule!: ScheduleEntity;

  @Field(() => ResponderType, { description: "Who." })
  responder!: ResponderEntity;

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: Date;

  @Field(() => Boolean, { description: "Whether it goes on beyond the period that was asked for, at either end, where it is cut off." })
  truncated!: boolean;

  @Field(() => Boolean, { description: "Whether an override has put the person on call." })
  overridden!: boolean;

  @Field(() => String, { nullable: true, description: "Name of the layer that it comes from; null if it comes from none." })
  layer!: string | null;
}

@Right("directory:read")
@ObjectType("CoverageGap", { description: "A span in which nobody is on call." })
export class CoverageGapType {
  @Field(() => ScheduleType, { description: "On which schedule." })
  schedule!: ScheduleEntity;

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when; at most the end of the period that was asked for." })
  endsAt!: Date;
}

@Right("directory:read")
@ObjectType("Schedule", { description: "Who is on call when." })
export class ScheduleType implements Pick<ScheduleEntity, "id" | "slug" | "name" | "timeZone"> {
  @Field(() => ID, { description: "The key that inputs take." })
  id!: string;

  @Field(() => String, { description: "Short unique name, such as `payments-primary`." })
  slug!: string;

  @Field(() => String, { description: "What people call it." })
  name!: string;

  @Field(() => String, { description: "IANA name of the zone by whose clocks people hand off." })
  timeZone!: string;

  @Field(() => TeamType, { nullable: true, description: "The team that keeps it." })
  team!: TeamEntity | null;

  @Field(() => [LayerType], { description: "Who is on call when." })
  layers!: Layer[];

  @Field(() => [TemporaryScheduleType], { description: "Spans in which other shifts stand in for all else." })
  temporarySchedules!: TemporarySchedule[];

  @Field(() => [ScheduleOverrideType], { description: "Exceptions, by their begin; past ones too." })
  overrides!: ScheduleOverrideEntity[];

  @Field(() => [ResponderType], { description: "Who is on call now, first to be paged first." })
  onCallNow!: ResponderEntity[];
}

export const ScheduleConnectionType = connectionOf<ScheduleEntity>("Schedule", "schedules", () => ScheduleType);
