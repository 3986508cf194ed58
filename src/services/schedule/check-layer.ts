import type { CalendarEvent, Layer } from "../../entities/schedule.ts";
import type { Maybe } from "../directory/given.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, list, optionalText, text, whole } from "../input.ts";
import { readCalendar } from "../oncall/calendar/read-calendar.ts";
import { duties } from "../oncall/layer.rules.ts";
import { occurrences } from "../oncall/window.rules.ts";
import { DAY, zoneOf } from "../oncall/zone.rules.ts";
import { timeZone } from "../time-zone.ts";
import { checkRotation, checkWindow, type RotationInput, type WindowInput } from "./check-rotation.ts";
import { checkShifts, type ShiftInput } from "./check-shift.ts";
import type { Named } from "./named.ts";
import { meant, type PersonInCalendar } from "./meant.ts";

export interface CalendarInput {
  /** iCalendar (RFC 5545). */
  text: string;
  /** Zone of whole days; left out, the calendar's own. */
  allDayZone?: Maybe<string>;
  /** Whom a summary means where the entry has no address. */
  people?: Maybe<readonly PersonInCalendar[]>;
}

/** One of `rotation`, `responderEmails`, `shifts` and `calendar` says who. */
export interface LayerInput {
  name?: Maybe<string>;
  priority?: Maybe<number>;
  timeZone?: Maybe<string>;
  from?: Maybe<Date>;
  until?: Maybe<Date>;
  rotation?: Maybe<RotationInput>;
  responderEmails?: Maybe<readonly string[]>;
  shifts?: Maybe<readonly ShiftInput[]>;
  calendar?: Maybe<CalendarInput>;
  windows?: Maybe<readonly WindowInput[]>;
  /** The layer of this name stays as it is stored; then nothing else is said. */
  keep?: Maybe<boolean>;
}

/** A layer that stays as it is stored, by its name. */
export interface KeptLayer {
  keep: string;
}

const MOST_WINDOWS = 100;

/** The layer with addresses in the places of ids. */
export function checkLayer(field: string, input: LayerInput, scheduleZone: string | null, named: Named): Layer | KeptLayer {
  if (input.keep) return kept(field, input);
  const { rotation, responderEmails, shifts, calendar, windows } = input;
  if ([rotation, responderEmails, shifts, calendar].filter(given).length !== 1) {
    throw invalid(field, "A layer says by one of rotation, responderEmails, shifts and calendar who is on call");
  }
  const own = given(input.timeZone) ? timeZone(`${field}.timeZone`, input.timeZone) : null;
  const zone = own ?? scheduleZone;
  const layer: Layer = {
    name: optionalText(`${field}.name`, input.name, LIMITS.name) ?? "",
    priority: whole(`${field}.priority`, input.priority ?? 0, -1_000, 1_000),
    timeZone: own,
    from: input.from?.toISOString() ?? null,
    until: input.until?.toISOString() ?? null,
    rotation: rotation ? checkRotation(`${field}.rotation`, rotation, zone, named) : null,
    responderIds: responderEmails ? named.group(`${field}.responderEmails`, responderEmails) : [],
    shifts: checkShifts(`${field}.shifts`, shifts, named),
    events: calendar ? eventsOf(`${field}.calendar`, calendar, zone, named) : [],
    windows: list(`${field}.windows`, windows, MOST_WINDOWS).map((window, at) => checkWindow(`${field}.windows.${at}`, window)),
  };
  if (shifts && layer.shifts.length === 0) throw invalid(`${field}.shifts`, "A layer of fixed shifts needs one");
  refuseOverlap(field, layer);
  if (zone !== null) refuseNothing(field, layer, zone);
  return layer;
}

function kept(field: string, { name, keep: _, ...others }: LayerInput): KeptLayer {
  if (Object.values(others).some(given)) throw invalid(`${field}.keep`, "A layer that is kept is named, and nothing else is said of it");
  return { keep: text(`${field}.name`, name ?? "", LIMITS.name) };
}

function eventsOf(field: string, { text: calendar, allDayZone, people }: CalendarInput, zone: string | null, named: Named): CalendarEvent[] {
  const wholeDays = given(allDayZone) ? timeZone(`${field}.allDayZone`, allDayZone) : null;
  const { entries } = readCalendar(calendar, { timeZone: zone, allDayZone: wholeDays }, `${field}.text`);
  const whom = meant(field, people ?? []);
  return entries.map(({ uid: _, who, ...event }) => ({ ...event, responderIds: named.group(`${field}.text`, whom(who)) }));
}

/** Where each window is wholly of one turn, two at once would put people of two turns on call. */
function refuseOverlap(field: string, { rotation, windows }: Layer): void {
  if (!rotation || rotation.turns === "FROM_START") return;
  const opened = windows.flatMap((window, place) => occurrences([window], zoneOf("UTC"), { start: 0, end: 15 * DAY }).map((one) => ({ ...one, place })));
  const clash = opened.sort((a, b) => a.start - b.start).find(({ start }, at) => at > 0 && start < (opened[at - 1] as { end: number }).end);
  if (clash) throw invalid(`${field}.windows.${clash.place}`, `Windows must not overlap where turns are ${rotation.turns}: each is wholly of one turn`);
}

const LOOKED_AT = 400 * DAY;

/** A layer that is in force for a while only may have windows that never open in it; so may fixed shifts. */
function refuseNothing(field: string, layer: Layer, zone: string): void {
  if (layer.from !== null && layer.until !== null && layer.from >= layer.until) throw invalid(`${field}.until`, `${field}.until must lie behind ${field}.from`);
  if (layer.windows.length === 0 || (layer.until === null && layer.shifts.length === 0)) return;
  const ends = layer.shifts.map(({ endsAt }) => Date.parse(endsAt));
  const end = layer.until === null ? Math.max(...ends) : Date.parse(layer.until);
  const begins = [layer.from, ...layer.shifts.map(({ startsAt }) => startsAt)].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  const start = Math.max(Math.min(...begins), end - LOOKED_AT);
  if (Number.isFinite(start) && duties(layer, zone, { start, end }).length === 0) {
    throw invalid(`${field}.windows`, "The windows leave nothing of the layer: none of them opens while it is in force");
  }
}
