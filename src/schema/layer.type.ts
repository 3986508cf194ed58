import { Field, Int, ObjectType } from "type-graphql";
import type { ResponderEntity } from "../entities/responder.entity.ts";
import type { CalendarEvent, FixedShift, Group, Layer, Rotation, Window } from "../entities/schedule.ts";
import type { HandOffClock, RotationUnit, TurnCount } from "../entities/vocabulary.ts";
import { ResponderType } from "./responder.type.ts";
import { Right } from "./right.ts";
import { DateTime, Duration } from "./scalars.ts";
import { HandOffClockEnum, RotationUnitEnum, TurnCountEnum } from "./schedule.enum.ts";

@Right("directory:read")
@ObjectType("Participant", { description: "Those who have a turn together." })
export class ParticipantType {
  @Field(() => [ResponderType], { description: "Who, first to be paged first." })
  responders!: ResponderEntity[];
}

@Right("directory:read")
@ObjectType("Rotation", { description: "People in turn." })
export class RotationType implements Omit<Rotation, "participants"> {
  @Field(() => RotationUnitEnum, { description: "What turns are counted in." })
  unit!: RotationUnit;

  @Field(() => Int, { description: "Units in a turn." })
  every!: number;

  @Field(() => String, { description: "When the first turn begins, by the wall clock of the zone." })
  start!: string;

  @Field(() => String, { nullable: true, description: "IANA name of its own zone; null: the layer's." })
  timeZone!: string | null;

  @Field(() => TurnCountEnum, { description: "How turns are counted." })
  turns!: TurnCount;

  @Field(() => HandOffClockEnum, { description: "By which clock a turn is measured." })
  handOff!: HandOffClock;

  @Field(() => [ParticipantType], { description: "Whose turn it is, one after the other." })
  participants!: Group[];
}

@Right("directory:read")
@ObjectType("LayerWindow", { description: "When a layer is on duty, by the wall clock of its zone." })
export class WindowType implements Window {
  @Field(() => [Int], { description: "ISO weekdays on which it begins, 1 for Monday to 7 for Sunday." })
  days!: number[];

  @Field(() => String, { description: "When it begins." })
  from!: string;

  @Field(() => Duration, { description: "How long it lasts by the wall clock." })
  lasts!: number;
}

@Right("directory:read")
@ObjectType("FixedShift", { description: "A fixed shift of a layer." })
export class FixedShiftType {
  @Field(() => [ResponderType], { description: "Who is on call in it." })
  responders!: ResponderEntity[];

  @Field(() => DateTime, { description: "From when." })
  startsAt!: FixedShift["startsAt"];

  @Field(() => DateTime, { description: "Until when." })
  endsAt!: FixedShift["endsAt"];
}

@Right("directory:read")
@ObjectType("RosterEntry", { description: "An entry of a calendar that is kept elsewhere." })
export class RosterEntryType implements Omit<CalendarEvent, "responderIds"> {
  @Field(() => [ResponderType], { description: "Whom it puts on call." })
  responders!: ResponderEntity[];

  @Field(() => String, { description: "When it first begins, by the wall clock of its zone." })
  start!: string;

  @Field(() => Duration, { description: "How long it lasts by the wall clock." })
  lasts!: number;

  @Field(() => String, { description: "IANA name of its zone." })
  timeZone!: string;

  @Field(() => String, { nullable: true, description: "How it repeats (RRULE of RFC 5545, by the wall clock); null if it does not." })
  rule!: string | null;

  @Field(() => [String], { description: "Local times at which it does not happen." })
  except!: string[];
}

@Right("directory:read")
@ObjectType("Layer", { description: "A part of a schedule." })
export class LayerType implements Pick<Layer, "name" | "priority" | "timeZone" | "from" | "until"> {
  @Field(() => String, { description: "What people call it; may be empty." })
  name!: string;

  @Field(() => Int, { description: "While somebody of a higher layer is on call, lower ones are not; people of equal ones are on call together." })
  priority!: number;

  @Field(() => String, { nullable: true, description: "IANA name of its zone; null: the schedule's." })
  timeZone!: string | null;

  @Field(() => DateTime, { nullable: true, description: "In force from then on; null: always." })
  from!: string | null;

  @Field(() => DateTime, { nullable: true, description: "In force until then; null: for good." })
  until!: string | null;

  @Field(() => RotationType, { nullable: true, description: "People in turn, if it is a rotation." })
  rotation!: Rotation | null;

  @Field(() => [ResponderType], { description: "Those who are always on call by it." })
  responders!: ResponderEntity[];

  @Field(() => [FixedShiftType], { description: "Fixed shifts." })
  shifts!: FixedShift[];

  @Field(() => [RosterEntryType], { description: "Entries of a calendar that is kept elsewhere." })
  events!: CalendarEvent[];

  @Field(() => [WindowType], { description: "When it is on duty; none: always." })
  windows!: Window[];
}
