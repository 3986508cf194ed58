import type { FixedShift, History, TemporarySchedule } from "../../entities/schedule.ts";
import type { Maybe } from "../directory/given.ts";
import { conflict, invalid } from "../errors.ts";
import { list } from "../input.ts";
import type { Named } from "./named.ts";

export interface ShiftInput {
  responderEmails: readonly string[];
  startsAt: Date;
  endsAt: Date;
}

export interface TemporaryInput {
  startsAt: Date;
  endsAt: Date;
  shifts?: Maybe<readonly ShiftInput[]>;
}

export interface HistoryInput {
  since?: Maybe<Date>;
  until: Date;
  /** One without an end is still being served when the history ends. */
  shifts?: Maybe<readonly (Omit<ShiftInput, "endsAt"> & { endsAt?: Maybe<Date> })[]>;
}

const MOST_SHIFTS = 10_000;
const MOST_TEMPORARY = 200;

export function checkShifts(field: string, shifts: Maybe<readonly ShiftInput[]>, named: Named): FixedShift[] {
  return list(field, shifts, MOST_SHIFTS).map(({ responderEmails, ...span }, at) => ({
    responderIds: named.group(`${field}.${at}.responderEmails`, responderEmails), ...checkSpan(`${field}.${at}`, span),
  }));
}

export function checkTemporary(field: string, temporary: readonly TemporaryInput[], named: Named): TemporarySchedule[] {
  const checked = list(field, temporary, MOST_TEMPORARY).map(({ shifts, ...span }, at) => ({
    ...checkSpan(`${field}.${at}`, span), shifts: checkShifts(`${field}.${at}.shifts`, shifts, named),
  }));
  checked.forEach((one, at) => {
    const other = checked.slice(0, at).find(({ startsAt, endsAt }) => startsAt < one.endsAt && one.startsAt < endsAt);
    if (other) throw conflict(`Two temporary schedules would stand in at once from ${one.startsAt > other.startsAt ? one.startsAt : other.startsAt}`, { field: `${field}.${at}.startsAt` });
  });
  return checked.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

export function checkHistory(field: string, { since, until, shifts }: HistoryInput, named: Named): History {
  const period = { since: since?.toISOString() ?? null, until: until.toISOString() };
  if (since && since >= until) throw invalid(`${field}.until`, `${field}.until must lie behind ${field}.since`);
  const ended = list(`${field}.shifts`, shifts, MOST_SHIFTS).map((shift) => ({ ...shift, endsAt: shift.endsAt ?? until }));
  return { ...period, shifts: checkShifts(`${field}.shifts`, ended, named) };
}

export function checkSpan(field: string, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }): { startsAt: string; endsAt: string } {
  if (startsAt >= endsAt) throw invalid(`${field}.endsAt`, `${field}.endsAt must lie behind ${field}.startsAt`);
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
