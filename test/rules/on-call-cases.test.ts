import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { FixedShift, Layer, Rotation, Window } from "../../src/entities/schedule.ts";
import { readCalendar } from "../../src/services/oncall/calendar/read-calendar.ts";
import { duties } from "../../src/services/oncall/layer.rules.ts";
import type { Override, Roster } from "../../src/services/oncall/roster.rules.ts";
import { gapsIn, onCallAt, shiftsIn } from "../../src/services/oncall/schedule.rules.ts";
import { turns } from "../../src/services/oncall/turn.rules.ts";
import { zoneOf } from "../../src/services/oncall/zone.rules.ts";
import { aLayer, aRoster, anOverride, aRotation } from "../support/schedule.ts";

/** Real schedules of other programs, kept beside the repository; `notes` say what each origin means. */
const FOLDER = "../shared/real";
const isThere = existsSync(`${FOLDER}/oncall.json`);
// oxlint-disable-next-line typescript/no-explicit-any
const CASES: any[] = isThere ? JSON.parse(readFileSync(`${FOLDER}/oncall.json`, "utf8")) : [];
const of = (...kinds: string[]) => CASES.filter(({ kind }) => kinds.includes(kind)).map((one) => [one.id, one] as const);
const iso = (time: number) => new Date(time).toISOString().replace(".000", "");
const at = Date.parse;

interface Rule {
  weekdays_sun_first: number[];
  start: string;
  end: string;
  target: { user: string };
}

/** A rule is a window of its weekdays; an end that is not behind the start lies on the next day, and equal ones are a whole day. */
function windowOf({ weekdays_sun_first: week, start, end }: Rule): Window {
  const days = week.flatMap((on, day) => (on ? [day === 0 ? 7 : day] : []));
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return { days, from: start, lasts: ((minutes(end) - minutes(start) + 1_440 - 1) % 1_440 + 1) * 60 };
}

const layersOf = (rules: Rule[]): Layer[] => rules.map((rule) => aLayer({ responderIds: [rule.target.user], windows: [windowOf(rule)] }));

const UNITS: Record<string, Rotation["unit"]> = { hourly: "HOURS", daily: "DAYS", weekly: "WEEKS", monthly: "MONTHS" };

/** Those that were recorded hand off by the wall clock whatever the unit. */
const rotationOf = ({ type, shift_length: every, start }: { type: string; shift_length: number; start: string }, users: string[]): Rotation =>
  aRotation({ unit: UNITS[type] as Rotation["unit"], every, start: start.slice(0, 19), handOff: "WALL_CLOCK", participants: users.map((one) => [one]) });

describe.skipIf(!isThere)("real schedules", () => {
  test("all are tried here", () => {
    const known = ["schedule_shifts", "rotation_handoffs", "shift_end", "rule_active", "daily_rotation_table", "ical_final_events", "weekly_shift_over_dst",
      "layers_with_priority", "ical_probe", "weekly_template_events", "override_split_seconds"];
    expect(of(...known)).toHaveLength(CASES.length);
  });

  test.each(of("schedule_shifts"))("%s: shifts", (_, one) => {
    const until = one.now;
    const shifts: FixedShift[] = one.history.map((shift: { user: string; start: string; end: string | null }) => ({
      responderIds: [shift.user], startsAt: shift.start, endsAt: shift.end ?? until,
    }));
    const roster = aRoster({ timeZone: one.time_zone, layers: layersOf(one.rules), history: until && { since: null, until, shifts } });
    const [start, end] = one.window.map(at);
    const found = shiftsIn(roster, { start, end });
    expect(found.map((shift) => ({ user: shift.responderId, start: iso(shift.start), end: iso(shift.end), truncated: shift.truncated }))).toEqual(one.expected_shifts);
    for (const probe of one.probes ?? []) expect(onCallAt(roster, at(probe.at))).toEqual(probe.on_call);
  });

  test.each(of("rotation_handoffs"))("%s: hand-offs", (_, one) => {
    const rotation = rotationOf(one.rotation, one.users ?? ["A"]);
    const [start, end] = one.window.map(at);
    const found = [...turns(rotation, zoneOf(one.time_zone), { start, end: end + 1 })];
    const handOffs = [...found.map((turn) => turn.start), found.at(-1)!.end];
    expect(handOffs.map(iso)).toEqual(one.expected_handoffs);
    const roster = aRoster({ timeZone: one.time_zone, layers: [aLayer({ rotation })] });
    for (const probe of one.probes ?? []) expect([probe.at, onCallAt(roster, at(probe.at))]).toEqual([probe.at, probe.on_call]);
  });

  test.each(of("shift_end"))("%s: the end of a shift", (_, one) => {
    const start = at(one.shift_start);
    const [turn] = turns(rotationOf(one.rotation, ["A"]), zoneOf(one.time_zone), { start, end: start + 1 });
    expect([iso(turn!.start), iso(turn!.end), (turn!.end - turn!.start) / 3_600_000]).toEqual([one.shift_start, one.expected_shift_end, one.real_hours]);
  });

  test.each(of("rule_active"))("%s: whether a window is open", (_, one) => {
    const roster = aRoster({ timeZone: one.time_zone, layers: layersOf(one.rules) });
    for (const probe of one.probes) expect([probe.at, onCallAt(roster, at(probe.at)).length > 0]).toEqual([probe.at, probe.active]);
  });

  test.each(of("daily_rotation_table"))("%s: whose day it is", (_, one) => {
    const days = one.day_mask?.map((day: string) => ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].indexOf(day) + 1);
    let named = 0;
    const participants = one.users_per_group.map((size: number) => Array.from({ length: size }, () => String.fromCharCode(65 + named++)));
    const rotation = aRotation({
      unit: UNITS[one.frequency] as Rotation["unit"], every: one.interval, start: `${one.shift_start}T00:00:00`, participants,
      turns: one.frequency === "daily" ? "ON_DUTY" : "CALENDAR",
    });
    const layer = aLayer({ rotation, windows: days ? [{ days, from: "00:00", lasts: 86_400 }] : [] });
    const roster = aRoster({ timeZone: one.time_zone, layers: [layer] });
    const first = at(`${one.shift_start}T00:00:00Z`);
    const found = Array.from({ length: one.total_days }, (_none, day) => first + day * 86_400_000)
      .map((day) => [iso(day).slice(0, 10), onCallAt(roster, day).join("")])
      .filter(([, who]) => who);
    expect(Object.fromEntries(found)).toEqual(one.expected_by_date);
  });

  test.each(of("weekly_shift_over_dst"))("%s: a week over the change of clocks", (_, one) => {
    const rotation = aRotation({ unit: "WEEKS", start: one.rotation.start_local, participants: one.rotation.users.map((user: string) => [user]) });
    const roster = aRoster({ timeZone: one.time_zone, layers: [aLayer({ rotation })] });
    for (const { at: instant, start, end } of one.expected_events) {
      const shifts = shiftsIn(roster, { start: at(instant) - 864e6, end: at(instant) + 864e6 });
      const shift = shifts.find((each) => each.start <= at(instant) && each.end > at(instant))!;
      expect([iso(shift.start), iso(shift.end)]).toEqual([start, end]);
    }
  });

  test.each(of("layers_with_priority"))("%s: layers, one above the other", (_, one) => {
    const day = at("2026-03-02T00:00:00Z");
    const hour = (hours: number) => new Date(day + hours * 3_600_000);
    const layers = one.shifts.map(({ user, priority, start_h: start, hours }: { user: string; priority: number; start_h: number; hours: number }) =>
      aLayer({ priority, shifts: [{ responderIds: [user], startsAt: hour(start).toISOString(), endsAt: hour(start + hours).toISOString() }] }));
    const overrides: Override[] = one.overrides.map(({ user, priority, start_h: start, hours }: { user: string; priority: number; start_h: number; hours: number }) =>
      anOverride({ kind: "TAKE_OVER", addId: user, priority, startsAt: hour(start), endsAt: hour(start + hours) }));
    const roster: Roster = aRoster({ layers, overrides });
    const span = { start: day, end: day + 24 * 3_600_000 };
    const found = [
      ...shiftsIn(roster, span).map(({ responderId, start, end, overridden }) => ({ start, end, user: responderId as string | null, override: overridden })),
      ...gapsIn(roster, span).map(({ start, end }) => ({ start, end, user: null, override: false })),
    ].sort((a, b) => a.start - b.start || a.end - b.end);
    const expected = one.expected.map(({ start_h: start, hours, user, override }: { start_h: number; hours: number; user: string | null; override: boolean }) => ({
      start: hour(start).getTime(), end: hour(start + hours).getTime(), user, override,
    })).sort((a: { start: number; end: number }, b: { start: number; end: number }) => a.start - b.start || a.end - b.end);
    expect(found).toEqual(expected);
  });

  test.each(of("weekly_template_events"))("%s: a week's template", (_, one) => {
    // A template's first week is the one in which its first event begins; the turn is a week from there.
    const windows = one.template_events.map((event: { start_s: number; duration_s: number }): Window => {
      const day = Math.floor(event.start_s / 86_400) % 7;
      return { days: [day === 0 ? 7 : day], from: iso((event.start_s % 86_400) * 1_000).slice(11, 19), lasts: event.duration_s };
    });
    const [first] = one.expected.starts_local ?? one.expected.second_week_starts_local;
    const starts: string[] = one.expected.starts_local ?? one.expected.second_week_starts_local;
    const rotation = aRotation({ unit: "WEEKS", start: first, participants: [["A"], ["B"]] });
    const zone = zoneOf(one.time_zone);
    const begin = zone.toInstant(at(`${first}Z`));
    const layer = aLayer({ rotation, windows });
    const found = duties(layer, one.time_zone, { start: begin, end: zone.toInstant(at(`${starts.at(-1)}Z`)) + 1 });
    expect(found.map(({ start }) => iso(zone.toWall(start)).slice(0, 19))).toEqual(starts);
    if (one.expected.each_lasts_s) for (const { start, end } of found) expect((end - start) / 1_000).toBe(one.expected.each_lasts_s);
    const people = found.map((duty) => duty.people[0]);
    expect(people).toEqual(one.template_events.length > 1 ? starts.map(() => "A") : starts.map((_start, week) => (week % 2 ? "B" : "A")));
  });

  test.each(of("override_split_seconds"))("%s: an override inside a shift", (_, one) => {
    const time = (seconds: number) => new Date(seconds * 1_000);
    const roster = aRoster({
      layers: [aLayer({ shifts: [{ responderIds: [one.event.user], startsAt: time(one.event.start).toISOString(), endsAt: time(one.event.end).toISOString() }] })],
      overrides: [anOverride({ kind: "REPLACE", addId: one.override.user, removeId: one.event.user, startsAt: time(one.override.start), endsAt: time(one.override.end) })],
    });
    const found = shiftsIn(roster, { start: -1e6, end: 1e8 });
    expect(found.map(({ responderId, start, end }) => ({ user: responderId, start: start / 1_000, end: end / 1_000 }))).toEqual(one.expected);
  });

  test.each(of("ical_final_events"))("%s: a calendar kept elsewhere", (_, one) => {
    const { entries } = readCalendar(readFileSync(`${FOLDER}/${one.ics}`, "utf8"), { timeZone: "UTC", allDayZone: "UTC" });
    const events = entries.map(({ who, ...event }) => ({ ...event, responderIds: [who.summary] }));
    const [start, end] = one.window.map(at);
    const found = duties(aLayer({ events }), "UTC", { start, end }).sort((a, b) => a.start - b.start || a.end - b.end);
    const expected = one.expected_events
      // The origin ends a whole day at its last second; the hub with the next one's first.
      .map((event: { users: string[]; start: string; end: string; all_day: boolean }) => ({ people: event.users, start: at(event.start), end: at(event.end) + (event.all_day ? 1_000 : 0) }))
      .sort((a: { start: number; end: number }, b: { start: number; end: number }) => a.start - b.start || a.end - b.end);
    expect(found.map((duty) => ({ people: duty.people, start: duty.start, end: duty.end }))).toEqual(expected);
  });

  test.each(of("ical_probe"))("%s: an entry that was cancelled", (_, one) => {
    const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:1", "DTSTART:20260302T090000Z", "DTEND:20260302T170000Z", "STATUS:CANCELLED", "SUMMARY:ada@example.com",
      "END:VEVENT", "END:VCALENDAR"].join("\r\n");
    const { entries } = readCalendar(text, { timeZone: "UTC" });
    expect(entries.map(({ who }) => who.summary)).toEqual(one.expected_on_call);
  });
});
