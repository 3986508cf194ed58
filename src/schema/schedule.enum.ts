import { HAND_OFF_CLOCKS, type HandOffClock, OVERRIDE_KINDS, type OverrideKind, ROTATION_UNITS, type RotationUnit, TURN_COUNTS, type TurnCount } from "../entities/vocabulary.ts";
import { enumFrom } from "./enum-from.ts";

export const RotationUnitEnum = enumFrom<RotationUnit>("RotationUnit", ROTATION_UNITS, "What a rotation counts its turns in.", {
  HOURS: "Hours; unless said otherwise hours that pass, also when clocks change.",
  DAYS: "Days of the calendar: 23 or 25 hours long when clocks change.",
  WEEKS: "Seven days of the calendar.",
  MONTHS: "Months; a turn that would begin on a day that the month lacks begins on its last.",
});

export const TurnCountEnum = enumFrom<TurnCount>("TurnCount", TURN_COUNTS, "How a rotation counts its turns.", {
  FROM_START: "So many units from the start on, to the second; a window may change hands inside.",
  CALENDAR: "By days, weeks from Monday, or months of the calendar; a window is wholly of the turn in which it begins.",
  ON_DUTY: "Only days on which a window begins are counted; a window is wholly of one turn.",
});

export const HandOffClockEnum = enumFrom<HandOffClock>("HandOffClock", HAND_OFF_CLOCKS, "By which clock a turn is measured.", {
  WALL_CLOCK: "The hand-off keeps its time on the wall clock. One in a skipped hour comes with the first instant behind it, one in a repeated hour with the first of the two.",
  ELAPSED: "Each turn lasts as long as the other, so that the time on the wall clock moves when clocks change.",
});

export const OverrideKindEnum = enumFrom<OverrideKind>("OverrideKind", OVERRIDE_KINDS, "What an override does.", {
  REPLACE: "One person stands in for another while that one would be on call.",
  ADD: "One person more is on call.",
  REMOVE: "One person is not on call; without somebody else that leaves a gap.",
  TAKE_OVER: "One person is on call instead of everybody.",
});
