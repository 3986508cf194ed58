import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Layer } from "../../src/entities/schedule.ts";
import { shaped } from "../../src/services/import/shapes.ts";
import type { Roster } from "../../src/services/oncall/roster.rules.ts";
import { gapsIn, onCallAt, shiftsIn } from "../../src/services/oncall/schedule.rules.ts";
import { turns } from "../../src/services/oncall/turn.rules.ts";
import { zoneOf } from "../../src/services/oncall/zone.rules.ts";
import { checkSchedule } from "../../src/services/schedule/check-schedule.ts";

/** Real schedules of other programs, kept beside the repository; `notes` say what each origin means. */
const FOLDER = "../shared/real";
const isThere = existsSync(`${FOLDER}/oncall.json`);
// oxlint-disable-next-line typescript/no-explicit-any
type Case = any;
const CASES: Case[] = isThere ? JSON.parse(readFileSync(`${FOLDER}/oncall.json`, "utf8")) : [];
const of = (...kinds: string[]) => CASES.filter(({ kind }) => kinds.includes(kind)).map((one) => [one.id, one] as const);
const iso = (time: number) => new Date(time).toISOString().replace(".000", "");
const at = Date.parse;

const emailOf = (user: string) => `${user.toLowerCase()}@example.com`;
const nameOf = (email: string) => email.replace("@example.com", "");

/** The schedule as an import reads it (docs/on-call.md); people are known by their addresses until they have ids. */
function imported(row: object): Roster {
  const { timeZone = "UTC", layers = [], temporary = [], history = null, overrides = [] } = checkSchedule(shaped("schedules", { slug: "case", ...row }));
  return { timeZone, layers: layers as Layer[], temporary, history, overrides: overrides.map((one, place) => ({ ...one, id: String(place) })) };
}

const onCall = (roster: Roster, time: string | number) => onCallAt(roster, typeof time === "number" ? time : at(time)).map(nameOf);

interface Rule {
  weekdays_sun_first: number[];
  start: string;
  end: string;
  target: { user: string };
}

const layerOf = ({ weekdays_sun_first: week, start, end, target }: Rule) => ({
  responderEmails: [emailOf(target.user)], windows: [{ days: week.flatMap((on, day) => (on ? [day || 7] : [])), from: start, to: end }],
});

const UNITS: Record<string, string> = { hourly: "HOURS", daily: "DAYS", weekly: "WEEKS", monthly: "MONTHS" };

/** Those that were recorded hand off by the wall clock whatever the unit. */
const rotating = (one: Case, users: string[]) => imported({
  timeZone: one.time_zone,
  layers: [{ rotation: { unit: UNITS[one.rotation.type], every: one.rotation.shift_length, start: one.rotation.start, handOff: "WALL_CLOCK", participants: users.map(emailOf) } }],
});
const rotationOf = (roster: Roster) => roster.layers[0]!.rotation!;

describe.skipIf(!isThere)("real schedules, imported", () => {
  test("all are tried here", () => {
    const known = ["schedule_shifts", "rotation_handoffs", "shift_end", "rule_active", "daily_rotation_table", "ical_final_events", "weekly_shift_over_dst",
      "layers_with_priority", "ical_probe", "weekly_template_events", "override_split_seconds"];
    expect(of(...known)).toHaveLength(CASES.length);
  });

  test.each(of("schedule_shifts"))("%s: shifts", (_, one) => {
    const shifts = one.history.map(({ user, start, end }: Case) => ({ responderEmails: [emailOf(user)], startsAt: start, endsAt: end }));
    const roster = imported({ timeZone: one.time_zone, layers: one.rules.map(layerOf), history: one.now && { until: one.now, shifts } });
    const [start, end] = one.window.map(at);
    const found = shiftsIn(roster, { start, end });
    expect(found.map((shift) => ({ user: nameOf(shift.responderId), start: iso(shift.start), end: iso(shift.end), truncated: shift.truncated }))).toEqual(one.expected_shifts);
    for (const probe of one.probes ?? []) expect(onCall(roster, probe.at)).toEqual(probe.on_call);
  });

  test.each(of("rotation_handoffs"))("%s: hand-offs", (_, one) => {
    const roster = rotating(one, one.users ?? ["A"]);
    const [start, end] = one.window.map(at);
    const found = [...turns(rotationOf(roster), zoneOf(one.time_zone), { start, end: end + 1 })];
    expect([...found.map((turn) => iso(turn.start)), iso(found.at(-1)!.end)]).toEqual(one.expected_handoffs);
    for (const probe of one.probes ?? []) expect([probe.at, onCall(roster, probe.at)]).toEqual([probe.at, probe.on_call.map((user: string) => user.toLowerCase())]);
  });

  test.each(of("shift_end"))("%s: the end of a shift", (_, one) => {
    const start = at(one.shift_start);
    const [turn] = turns(rotationOf(rotating(one, ["A"])), zoneOf(one.time_zone), { start, end: start + 1 });
    expect([iso(turn!.start), iso(turn!.end), (turn!.end - turn!.start) / 3_600_000]).toEqual([one.shift_start, one.expected_shift_end, one.real_hours]);
  });

  test.each(of("rule_active"))("%s: whether a window is open", (_, one) => {
    const roster = imported({ timeZone: one.time_zone, layers: one.rules.map(layerOf) });
    for (const probe of one.probes) expect([probe.at, onCall(roster, probe.at).length > 0]).toEqual([probe.at, probe.active]);
  });

  test.each(of("daily_rotation_table"))("%s: whose day it is", (_, one) => {
    const days = one.day_mask?.map((day: string) => ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].indexOf(day) + 1);
    let named = 0;
    const participants = one.users_per_group.map((size: number) => Array.from({ length: size }, () => emailOf(String.fromCharCode(65 + named++))));
    const rotation = { unit: UNITS[one.frequency], every: one.interval, start: one.shift_start, participants, turns: one.frequency === "daily" ? "ON_DUTY" : "CALENDAR" };
    const roster = imported({ timeZone: one.time_zone, layers: [{ rotation, windows: days && [{ days }] }] });
    const first = at(`${one.shift_start}T00:00:00Z`);
    const found = Array.from({ length: one.total_days }, (_none, day) => first + day * 86_400_000)
      .map((day) => [iso(day).slice(0, 10), onCall(roster, day).join("").toUpperCase()])
      .filter(([, who]) => who);
    expect(Object.fromEntries(found)).toEqual(one.expected_by_date);
  });

  test.each(of("weekly_shift_over_dst"))("%s: a week over the change of clocks", (_, one) => {
    const rotation = { unit: "WEEKS", start: one.rotation.start_local, participants: one.rotation.users.map(emailOf) };
    const roster = imported({ timeZone: one.time_zone, layers: [{ rotation }] });
    for (const { at: instant, start, end } of one.expected_events) {
      const shifts = shiftsIn(roster, { start: at(instant) - 864e6, end: at(instant) + 864e6 });
      const shift = shifts.find((each) => each.start <= at(instant) && each.end > at(instant))!;
      expect([iso(shift.start), iso(shift.end)]).toEqual([start, end]);
    }
  });

  test.each(of("layers_with_priority"))("%s: layers, one above the other", (_, one) => {
    const day = at("2026-03-02T00:00:00Z");
    const hour = (hours: number) => iso(day + hours * 3_600_000);
    const span = ({ start_h: start, hours }: Case) => ({ startsAt: hour(start), endsAt: hour(start + hours) });
    const roster = imported({
      layers: one.shifts.map((shift: Case) => ({ priority: shift.priority, shifts: [{ responderEmails: [emailOf(shift.user)], ...span(shift) }] })),
      overrides: one.overrides.map((over: Case) => ({ kind: "TAKE_OVER", addEmail: emailOf(over.user), priority: over.priority, ...span(over) })),
    });
    const all = { start: day, end: day + 24 * 3_600_000 };
    const found = [
      ...shiftsIn(roster, all).map(({ responderId, start, end, overridden }) => ({ startsAt: iso(start), endsAt: iso(end), user: nameOf(responderId).toUpperCase() as string | null, override: overridden })),
      ...gapsIn(roster, all).map(({ start, end }) => ({ startsAt: iso(start), endsAt: iso(end), user: null, override: false })),
    ];
    const inOrder = (a: Case, b: Case) => a.startsAt.localeCompare(b.startsAt) || a.endsAt.localeCompare(b.endsAt);
    const expected = one.expected.map((each: Case) => ({ ...span(each), user: each.user, override: each.override }));
    expect(found.sort(inOrder)).toEqual(expected.sort(inOrder));
  });

  test.each(of("weekly_template_events"))("%s: a week's template", (_, one) => {
    const starts: string[] = one.expected.starts_local ?? one.expected.second_week_starts_local;
    const windows = one.template_events.map(({ start_s: start, duration_s: seconds }: Case) => ({
      days: [Math.floor(start / 86_400) % 7 || 7], from: iso((start % 86_400) * 1_000).slice(11, 19), lasts: `PT${seconds}S`,
    }));
    const roster = imported({ timeZone: one.time_zone, layers: [{ rotation: { unit: "WEEKS", start: starts[0], participants: ["a@example.com", "b@example.com"] }, windows }] });
    const zone = zoneOf(one.time_zone);
    const found = shiftsIn(roster, { start: zone.toInstant(at(`${starts[0]}Z`)), end: zone.toInstant(at(`${starts.at(-1)}Z`)) + 604_800_001 }).slice(0, starts.length);
    expect(found.map(({ start }) => iso(zone.toWall(start)).slice(0, 19))).toEqual(starts);
    if (one.expected.each_lasts_s) for (const { start, end } of found) expect((end - start) / 1_000).toBe(one.expected.each_lasts_s);
    const people = found.map(({ responderId }) => nameOf(responderId));
    expect(people).toEqual(one.template_events.length > 1 ? starts.map(() => "a") : starts.map((_start, week) => (week % 2 ? "b" : "a")));
  });

  test.each(of("override_split_seconds"))("%s: an override inside a shift", (_, one) => {
    const span = ({ start, end }: Case) => ({ startsAt: iso(start * 1_000), endsAt: iso(end * 1_000) });
    const roster = imported({
      layers: [{ shifts: [{ responderEmails: [emailOf(one.event.user)], ...span(one.event) }] }],
      overrides: [{ kind: "REPLACE", addEmail: emailOf(one.override.user), removeEmail: emailOf(one.event.user), ...span(one.override) }],
    });
    const found = shiftsIn(roster, { start: -1e6, end: 1e8 });
    expect(found.map(({ responderId, start, end }) => ({ user: nameOf(responderId), start: start / 1_000, end: end / 1_000 }))).toEqual(one.expected);
  });

  test.each(of("ical_final_events"))("%s: a calendar kept elsewhere", (_, one) => {
    const text = readFileSync(`${FOLDER}/${one.ics}`, "utf8");
    const users: string[] = [...new Set<string>(one.expected_events.flatMap((event: Case) => event.users))];
    const people = users.map((name, place) => ({ name, responderEmail: `${place}@example.com` }));
    const roster = imported({ layers: [{ calendar: { text, allDayZone: "UTC", people } }] });
    const [start, end] = one.window.map(at);
    const found = shiftsIn(roster, { start: start - 864e5, end: end + 864e5 });
    for (const event of one.expected_events) {
      // The origin ends a whole day at its last second; the hub with the next one's first.
      const ends = at(event.end) + (event.all_day ? 1_000 : 0);
      const who = event.users.map((name: string) => `${users.indexOf(name)}@example.com`);
      expect(found.filter((shift) => shift.start === at(event.start) && shift.end === ends).map(({ responderId }) => responderId)).toEqual(expect.arrayContaining(who));
      const now = onCallAt(roster, at(event.start));
      const expected = one.expected_events.filter((other: Case) => at(other.start) <= at(event.start) && at(other.end) + 999 >= at(event.start)).flatMap((other: Case) => other.users);
      expect(new Set(now.map((email) => users[Number.parseInt(email, 10)]))).toEqual(new Set(expected));
    }
  });

  test.each(of("ical_probe"))("%s: an entry that was cancelled", (_, one) => {
    const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN", "BEGIN:VEVENT", "UID:1", "DTSTART:20260302T090000Z", "DTEND:20260302T170000Z", "STATUS:CANCELLED", "SUMMARY:ada@example.com",
      "END:VEVENT", "END:VCALENDAR"].join("\r\n");
    expect(onCall(imported({ layers: [{ calendar: { text } }] }), "2026-03-02T12:00:00Z")).toEqual(one.expected_on_call);
  });
});
