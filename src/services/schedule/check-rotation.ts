import type { Rotation, Window } from "../../entities/schedule.ts";
import type { HandOffClock, RotationUnit, TurnCount } from "../../entities/vocabulary.ts";
import type { Maybe } from "../directory/given.ts";
import { invalid } from "../errors.ts";
import { given, list, whole } from "../input.ts";
import { zoneOf } from "../oncall/zone.rules.ts";
import { LONGEST_WINDOW, timeOfDay } from "../oncall/window.rules.ts";
import { timeZone } from "../time-zone.ts";
import type { Named } from "./named.ts";

export interface RotationInput {
  unit: RotationUnit;
  every?: Maybe<number>;
  start: string;
  timeZone?: Maybe<string>;
  turns?: Maybe<TurnCount>;
  handOff?: Maybe<HandOffClock>;
  participants: readonly { responderEmails: readonly string[] }[];
}

const MOST_PARTICIPANTS = 200;
const MOST_UNITS = 10_000;

export function checkRotation(field: string, input: RotationInput, zone: string | null, named: Named): Rotation {
  const { unit, turns = null, handOff = null } = input;
  const own = given(input.timeZone) ? timeZone(`${field}.timeZone`, input.timeZone) : null;
  const rotation: Rotation = {
    unit,
    every: whole(`${field}.every`, input.every ?? 1, 1, MOST_UNITS),
    start: localTime(`${field}.start`, input.start, own ?? zone),
    timeZone: own,
    turns: turns ?? "FROM_START",
    handOff: handOff ?? (unit === "HOURS" ? "ELAPSED" : "WALL_CLOCK"),
    participants: list(`${field}.participants`, input.participants, MOST_PARTICIPANTS).map(({ responderEmails }, at) =>
      named.group(`${field}.participants.${at}.responderEmails`, responderEmails)),
  };
  if (rotation.participants.length === 0) throw invalid(`${field}.participants`, "A rotation needs somebody to take part");
  if (rotation.handOff === "ELAPSED" && unit === "MONTHS") throw invalid(`${field}.handOff`, "Months have no length of their own; they hand off by the wall clock");
  if (rotation.turns === "CALENDAR" && unit === "HOURS") throw invalid(`${field}.turns`, "By the calendar turn days, weeks and months; hours count from the start");
  if (rotation.turns === "ON_DUTY" && unit !== "DAYS") throw invalid(`${field}.turns`, "ON_DUTY counts days; the unit must be DAYS");
  if (rotation.turns !== "FROM_START" && own) throw invalid(`${field}.timeZone`, "Only a rotation that counts from its start has a zone of its own");
  return rotation;
}

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}(?::\d{2})?)(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A local time, or an instant, which becomes what the zone's clocks show at it. A date is its midnight. */
function localTime(field: string, value: string, zone: string | null): string {
  const [, date, time = "00:00", offset] = LOCAL.exec(value.trim()) ?? [];
  const local = `${date}T${time.length === 5 ? `${time}:00` : time}`;
  const read = Date.parse(`${local}${offset ?? "Z"}`);
  const isReal = Number.isFinite(read) && (offset !== undefined || new Date(read).toISOString().startsWith(local));
  if (!date || !isReal || read < Date.UTC(1970, 0, 2) || read > Date.UTC(2200, 0, 1)) {
    throw invalid(field, `${field} must be a local time such as 2030-03-04T09:00:00, in the years 1970 to 2200, unlike "${value}"`);
  }
  if (offset === undefined) return local;
  if (zone === null) throw invalid(field, `${field} has an offset, and timeZone does not stand beside it; give that, or a local time`);
  return new Date(zoneOf(zone).toWall(read)).toISOString().slice(0, 19);
}

export interface WindowInput {
  days?: Maybe<readonly number[]>;
  from?: Maybe<string>;
  to?: Maybe<string>;
  /** Seconds. */
  lasts?: Maybe<number>;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
const DAY = 86_400;

/** An end that is not behind the begin lies on the next day; both alike are a whole day. */
export function checkWindow(field: string, { days, from, to, lasts }: WindowInput): Window {
  const on = [...new Set(days ?? [1, 2, 3, 4, 5, 6, 7])].sort((a, b) => a - b);
  if (on.length === 0 || on.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) {
    throw invalid(`${field}.days`, `${field}.days must be weekdays from 1 (Monday) to 7 (Sunday), one at least`);
  }
  const begin = from ?? "00:00";
  for (const [name, time] of [["from", begin], ["to", to ?? "00:00"]] as const) {
    if (!TIME.test(time)) throw invalid(`${field}.${name}`, `${field}.${name} must be a time such as 09:00, unlike "${time}"`);
  }
  if (given(to) && given(lasts)) throw invalid(`${field}.lasts`, "A window has either to or lasts");
  if (given(lasts)) return { days: on, from: begin, lasts: whole(`${field}.lasts`, lasts, 1, LONGEST_WINDOW / 1_000) };
  const length = (timeOfDay(to ?? "00:00") - timeOfDay(begin)) / 1_000;
  return { days: on, from: begin, lasts: length > 0 ? length : length + DAY };
}
