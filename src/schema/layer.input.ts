import { Field, InputType, Int } from "type-graphql";
import type { HandOffClock, RotationUnit, TurnCount } from "../entities/vocabulary.ts";
import { DateTime, Duration } from "./scalars.ts";
import { HandOffClockEnum, RotationUnitEnum, TurnCountEnum } from "./schedule.enum.ts";
import { PersonInCalendarInput, ShiftInput } from "./shift.input.ts";

@InputType({ description: "Those who have a turn together." })
export class ParticipantInput {
  @Field(() => [String], { description: "Their e-mail addresses, first to be paged first." })
  responderEmails!: string[];
}

@InputType({ description: "People in turn." })
export class RotationInput {
  @Field(() => RotationUnitEnum, { description: "What turns are counted in." })
  unit!: RotationUnit;

  @Field(() => Int, { nullable: true, description: "Units in a turn. Default: 1." })
  every?: number | null;

  @Field(() => String, {
    description:
      "When the first turn begins, by the wall clock of the zone, such as `2030-03-04T09:00:00`; later hand-offs come at the same time. " +
      "An instant with an offset is taken for what the zone's clocks show at it.",
  })
  start!: string;

  @Field(() => String, { nullable: true, description: "IANA name of the rotation's own zone, where it is not the layer's. Only with FROM_START." })
  timeZone?: string | null;

  @Field(() => TurnCountEnum, { nullable: true, description: "How turns are counted. Default: FROM_START." })
  turns?: TurnCount | null;

  @Field(() => HandOffClockEnum, { nullable: true, description: "By which clock a turn is measured. Default: ELAPSED for hours, else WALL_CLOCK." })
  handOff?: HandOffClock | null;

  @Field(() => [ParticipantInput], { description: "Whose turn it is, one after the other; one at least." })
  participants!: ParticipantInput[];
}

@InputType({ description: "When a layer is on duty, by the wall clock of its zone." })
export class WindowInput {
  @Field(() => [Int], { nullable: true, description: "ISO weekdays on which it begins, 1 for Monday to 7 for Sunday. Default: all." })
  days?: number[] | null;

  @Field(() => String, { nullable: true, description: "When it begins, `HH:MM` or `HH:MM:SS`. Default: midnight." })
  from?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "When it ends; where that is not behind `from`, on the next day. The same as `from` is a whole day. Default: midnight.",
  })
  to?: string | null;

  @Field(() => Duration, { nullable: true, description: "How long it lasts by the wall clock, up to seven days; in place of `to`." })
  lasts?: number | null;
}

@InputType({ description: "A roster that is kept in a calendar elsewhere." })
export class CalendarInput {
  @Field(() => String, { description: "iCalendar text (RFC 5545). An entry means its attendees, else who stands in its summary, else its organizer." })
  text!: string;

  @Field(() => String, { nullable: true, description: "IANA name of the zone of whole days; left out, the calendar's own, else the layer's." })
  allDayZone?: string | null;

  @Field(() => [PersonInCalendarInput], { nullable: true, description: "Whom summaries mean that have no address." })
  people?: PersonInCalendarInput[] | null;
}

@InputType({ description: "A layer of a schedule. One of `rotation`, `responderEmails`, `shifts` and `calendar` says who is on call, unless the layer is kept." })
export class LayerInput {
  @Field(() => String, { nullable: true, description: "What people call it; at most 200 characters." })
  name?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "While somebody of a higher layer is on call, lower ones are not; people of equal ones are on call together. Default: 0.",
  })
  priority?: number | null;

  @Field(() => String, { nullable: true, description: "IANA name of its zone. Default: the schedule's." })
  timeZone?: string | null;

  @Field(() => DateTime, { nullable: true, description: "In force from then on; left out, always." })
  from?: Date | null;

  @Field(() => DateTime, { nullable: true, description: "In force until then; left out, for good." })
  until?: Date | null;

  @Field(() => RotationInput, { nullable: true, description: "People in turn." })
  rotation?: RotationInput | null;

  @Field(() => [String], { nullable: true, description: "The same people always, by e-mail address." })
  responderEmails?: string[] | null;

  @Field(() => [ShiftInput], { nullable: true, description: "Fixed shifts; at most 10,000." })
  shifts?: ShiftInput[] | null;

  @Field(() => CalendarInput, { nullable: true, description: "A calendar that is kept elsewhere, as it is now." })
  calendar?: CalendarInput | null;

  @Field(() => [WindowInput], { nullable: true, description: "When the layer is on duty; left out, always." })
  windows?: WindowInput[] | null;

  @Field(() => Boolean, { nullable: true, description: "true: the layer of this name stays as it is, and nothing else is said of it. Default: false." })
  keep?: boolean | null;
}
