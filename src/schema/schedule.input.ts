import { Field, ID, InputType, Int } from "type-graphql";
import type { OverrideKind } from "../entities/vocabulary.ts";
import { LayerInput } from "./layer.input.ts";
import { PersonInCalendarInput, ShiftInput } from "./shift.input.ts";
import { OverrideKindEnum } from "./schedule.enum.ts";
import { DateTime } from "./scalars.ts";

@InputType({ description: "Somebody else than the layers say, for a while." })
export class OverrideInput {
  @Field(() => OverrideKindEnum, { description: "What it does." })
  kind!: OverrideKind;

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: Date;

  @Field(() => String, { nullable: true, description: "Who comes, by e-mail address; for all kinds but REMOVE." })
  addEmail?: string | null;

  @Field(() => String, { nullable: true, description: "Who goes, by e-mail address; for REPLACE and REMOVE." })
  removeEmail?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Where several speak at once, the higher has the last word. Default: 0. Two of one priority may not speak of the same person at one time.",
  })
  priority?: number | null;

  @Field(() => String, { nullable: true, description: "Why; at most 10,000 characters." })
  note?: string | null;
}

@InputType({ description: "An override for a schedule." })
export class AddOverrideInput extends OverrideInput {
  @Field(() => ID, { description: "The schedule, by id or slug." })
  scheduleId!: string;
}

@InputType({ description: "An override to end." })
export class RemoveOverrideInput {
  @Field(() => ID, { description: "The override's `id`." })
  id!: string;
}

@InputType({ description: "Shifts that stand in for layers and overrides during a span." })
export class TemporaryScheduleInput {
  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: Date;

  @Field(() => [ShiftInput], { nullable: true, description: "Who is on call in it; where none of them is, nobody." })
  shifts?: ShiftInput[] | null;
}

@InputType({ description: "A shift that was served; without an end, one that goes on when the history ends." })
export class ServedShiftInput {
  @Field(() => [String], { description: "Who, by e-mail address." })
  responderEmails!: string[];

  @Field(() => DateTime, { description: "From when." })
  startsAt!: Date;

  @Field(() => DateTime, { nullable: true, description: "Until when; left out, until the history ends." })
  endsAt?: Date | null;
}

@InputType({ description: "What happened, whatever the layers say: in this period nobody else was on call." })
export class ScheduleHistoryInput {
  @Field(() => DateTime, { nullable: true, description: "From when it is known; left out, from ever." })
  since?: Date | null;

  @Field(() => DateTime, { description: "Until when; layers count from here on." })
  until!: Date;

  @Field(() => [ServedShiftInput], { nullable: true, description: "The shifts that were served." })
  shifts?: ServedShiftInput[] | null;
}

@InputType({ description: "A schedule. CONFLICT if its slug is taken." })
export class CreateScheduleInput {
  @Field(() => String, { description: "Short unique name, such as `payments-primary`; at most 200 characters." })
  slug!: string;

  @Field(() => String, { description: "What people call it; at most 200 characters." })
  name!: string;

  @Field(() => String, { nullable: true, description: "IANA name of the zone by whose clocks people hand off. Default: `UTC`." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "The team that keeps it." })
  teamSlug?: string | null;

  @Field(() => [LayerInput], { nullable: true, description: "Who is on call when; at most 100." })
  layers?: LayerInput[] | null;

  @Field(() => [OverrideInput], { nullable: true, description: "Exceptions; at most 1,000." })
  overrides?: OverrideInput[] | null;

  @Field(() => [TemporaryScheduleInput], { nullable: true, description: "Spans in which other shifts stand in for all else; apart from each other." })
  temporarySchedules?: TemporaryScheduleInput[] | null;

  @Field(() => ScheduleHistoryInput, { nullable: true, description: "What happened before the hub kept the schedule." })
  history?: ScheduleHistoryInput | null;
}

@InputType({ description: "What changes about a schedule from now on. What is left out stays as it is." })
export class UpdateScheduleInput {
  @Field(() => ID, { description: "The schedule, by id or slug." })
  id!: string;

  @Field(() => String, { nullable: true, description: "Short unique name. CONFLICT if it is taken." })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "IANA name of the zone by whose clocks people hand off." })
  timeZone?: string | null;

  @Field(() => String, { nullable: true, description: "The team that keeps it." })
  teamSlug?: string | null;

  @Field(() => [LayerInput], { nullable: true, description: "Who is on call when, in place of all layers of before." })
  layers?: LayerInput[] | null;

  @Field(() => [OverrideInput], { nullable: true, description: "Exceptions, in place of all of before. `addOverride` adds one." })
  overrides?: OverrideInput[] | null;

  @Field(() => [TemporaryScheduleInput], { nullable: true, description: "Spans in which other shifts stand in for all else, in place of all of before." })
  temporarySchedules?: TemporaryScheduleInput[] | null;

  @Field(() => ScheduleHistoryInput, { nullable: true, description: "What happened, in place of what the hub has kept." })
  history?: ScheduleHistoryInput | null;
}

@InputType({ description: "A schedule to delete." })
export class DeleteScheduleInput {
  @Field(() => ID, { description: "The schedule, by id or slug." })
  id!: string;
}

@InputType({ description: "A roster that is kept in a calendar elsewhere." })
export class ImportRosterInput {
  @Field(() => ID, { description: "The schedule, by id or slug." })
  scheduleId!: string;

  @Field(() => String, { description: "Name of the layer that becomes this calendar; a new one, if there is none of this name." })
  layer!: string;

  @Field(() => String, { description: "The calendar as iCalendar text (RFC 5545)." })
  text!: string;

  @Field(() => String, { nullable: true, description: "IANA name of the zone of whole days; left out, the calendar's own, else the schedule's." })
  allDayZone?: string | null;

  @Field(() => [PersonInCalendarInput], { nullable: true, description: "Whom summaries mean that have neither address nor a name of the directory." })
  people?: PersonInCalendarInput[] | null;
}
