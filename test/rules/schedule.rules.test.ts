import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Layer, Rotation } from "../../src/entities/schedule.ts";
import { duties } from "../../src/services/oncall/layer.rules.ts";
import { clashing } from "../../src/services/oncall/override.rules.ts";
import type { Roster } from "../../src/services/oncall/roster.rules.ts";
import { gapsIn, nextShifts, onCallAt, shiftsIn } from "../../src/services/oncall/schedule.rules.ts";
import { turns } from "../../src/services/oncall/turn.rules.ts";
import { zoneOf } from "../../src/services/oncall/zone.rules.ts";
import { aLayer, anOverride, aRoster, aRotation } from "../support/schedule.ts";

const at = Date.parse;
const iso = (time: number) => new Date(time).toISOString().replace(".000Z", "Z");
const days = (from: string, to: string) => ({ start: at(`${from}T00:00:00Z`), end: at(`${to}T00:00:00Z`) });
const handOffs = (rotation: Rotation, zone: string, from: string, to: string) => [...turns(rotation, zoneOf(zone), days(from, to))].map(({ start }) => iso(start));

describe("when clocks change, a hand-off", () => {
  test.each([
    // Berlin goes from 02:00 to 03:00 on 2026-03-29 (01:00Z), and back from 03:00 to 02:00 on 2026-10-25 (01:00Z).
    ["in the skipped hour comes with the first instant behind it", { start: "2026-03-27T02:30:00" }, "2026-03-28", "2026-03-31", ["2026-03-27T01:30:00Z", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"]],
    ["in the repeated hour comes with the first of the two", { start: "2026-10-24T02:30:00" }, "2026-10-24", "2026-10-27", ["2026-10-23T00:30:00Z", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]],
    ["at another hour keeps its time: the day has 23 hours", { start: "2026-03-28T09:00:00" }, "2026-03-29", "2026-03-30", ["2026-03-28T08:00:00Z", "2026-03-29T07:00:00Z"]],
    ["at another hour keeps its time: the day has 25 hours", { start: "2026-10-24T09:00:00" }, "2026-10-25", "2026-10-26", ["2026-10-24T07:00:00Z", "2026-10-25T08:00:00Z"]],
    ["by elapsed time moves on the wall clock", { start: "2026-03-28T09:00:00", handOff: "ELAPSED" as const }, "2026-03-29", "2026-03-30", ["2026-03-28T08:00:00Z", "2026-03-29T08:00:00Z"]],
  ])("%s", (_, over, from, to, expected) => {
    expect(handOffs(aRotation({ unit: "DAYS", ...over }), "Europe/Berlin", from, to)).toEqual(expected);
  });

  test("of hours that pass comes as before: twelve hours are twelve hours", () => {
    const rotation = aRotation({ unit: "HOURS", every: 12, start: "2026-03-28T20:00:00", handOff: "ELAPSED" });
    expect(handOffs(rotation, "Europe/Berlin", "2026-03-29", "2026-03-30")).toEqual(["2026-03-28T19:00:00Z", "2026-03-29T07:00:00Z", "2026-03-29T19:00:00Z"]);
  });

  test("skips nobody where two fall on one instant, and a day that a zone leaves out is no turn", () => {
    const hourly = aRotation({ unit: "HOURS", start: "2026-03-29T00:00:00", participants: [["A"], ["B"], ["C"], ["D"]] });
    const roster = aRoster({ timeZone: "Europe/Berlin", layers: [aLayer({ rotation: hourly })] });
    expect([0, 1, 2, 3, 4].map((hour) => onCallAt(roster, at("2026-03-28T23:00:00Z") + hour * 3_600_000)).join("")).toBe("ABCDA");
    const apia = aRotation({ unit: "DAYS", start: "2011-12-28T00:00:00" });
    expect([...turns(apia, zoneOf("Pacific/Apia"), { start: at("2011-12-28T10:00:00Z"), end: at("2012-01-01T00:00:00Z") })].map(({ number, start }) => [number, iso(start)])).toEqual([
      [0, "2011-12-28T10:00:00Z"], [1, "2011-12-29T10:00:00Z"], [2, "2011-12-30T10:00:00Z"], [3, "2011-12-31T10:00:00Z"],
    ]);
  });
});

describe("a rotation", () => {
  test("of months hands off on the last day where a month lacks the day", () => {
    const rotation = aRotation({ unit: "MONTHS", start: "2026-01-31T00:00:00" });
    expect(handOffs(rotation, "UTC", "2026-02-01", "2026-05-30")).toEqual(["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"].map((day) => `${day}T00:00:00Z`));
  });

  test("has nobody on call before it starts, and several at once where a turn is a group's", () => {
    const roster = aRoster({ layers: [aLayer({ rotation: aRotation({ participants: [["A", "B"], ["C"]] }) })] });
    expect(onCallAt(roster, at("2026-03-02T08:59:59Z"))).toEqual([]);
    expect(onCallAt(roster, at("2026-03-02T09:00:00Z"))).toEqual(["A", "B"]);
    expect(onCallAt(roster, at("2026-03-09T09:00:00Z"))).toEqual(["C"]);
  });

  test("by calendar weeks gives the first turn to whoever is there when the first window opens", () => {
    const weekdays = [{ days: [1, 2, 3, 4, 5], from: "09:00", lasts: 8 * 3_600 }];
    const rotation = aRotation({ start: "2026-03-07T00:00:00", turns: "CALENDAR", every: 2 });
    const roster = aRoster({ layers: [aLayer({ rotation, windows: weekdays })] });
    const mondays = ["2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-06"];
    expect(mondays.map((day) => onCallAt(roster, at(`${day}T10:00:00Z`))).join("")).toBe("AABBC");
  });

  test("with a window over midnight leaves the night to whoever began it, if it counts by the calendar", () => {
    const night = [{ days: [7], from: "20:00", lasts: 12 * 3_600 }];
    const [sunday, monday] = [at("2026-03-08T21:00:00Z"), at("2026-03-09T05:00:00Z")];
    const by = (over: Partial<Rotation>) => aRoster({ layers: [aLayer({ rotation: aRotation({ start: "2026-03-02T00:00:00", ...over }), windows: night })] });
    expect([sunday, monday].map((time) => onCallAt(by({ turns: "CALENDAR" }), time)).join("")).toBe("AA");
    expect([sunday, monday].map((time) => onCallAt(by({}), time)).join("")).toBe("AB");
  });
});

describe("overrides", () => {
  const everybody = [aLayer({ responderIds: ["A", "B"] })];
  const noon = at("2026-03-02T12:00:00Z");
  const onCallWith = (...overrides: Roster["overrides"]) => onCallAt(aRoster({ layers: everybody, overrides }), noon).join("");

  test("replace, add, remove and take over", () => {
    expect(onCallWith(anOverride({ kind: "REPLACE", removeId: "A", addId: "C" }))).toBe("CB");
    expect(onCallWith(anOverride({ kind: "REPLACE", removeId: "X", addId: "C" }))).toBe("AB");
    expect(onCallWith(anOverride({ kind: "REPLACE", removeId: "A", addId: "B" }))).toBe("B");
    expect(onCallWith(anOverride({ kind: "ADD", addId: "C" }))).toBe("ABC");
    expect(onCallWith(anOverride({ kind: "ADD", addId: "A" }))).toBe("AB");
    expect(onCallWith(anOverride({ kind: "REMOVE", removeId: "A" }))).toBe("B");
    expect(onCallWith(anOverride({ kind: "TAKE_OVER", addId: "C" }), anOverride({ kind: "ADD", addId: "D" }))).toBe("CD");
  });

  test("of a higher priority have the last word, in whatever order they came", () => {
    const low = anOverride({ kind: "TAKE_OVER", addId: "C" });
    const high = anOverride({ kind: "REPLACE", removeId: "C", addId: "D", priority: 1 });
    expect([onCallWith(low, high), onCallWith(high, low)]).toEqual(["D", "D"]);
  });

  test("clash where they speak of one person, or both of all, at one time with one priority", () => {
    const one = anOverride({ kind: "REPLACE", removeId: "A", addId: "C" });
    const others = {
      chain: anOverride({ kind: "REPLACE", removeId: "C", addId: "D" }),
      apart: anOverride({ kind: "REPLACE", removeId: "A", addId: "D", startsAt: one.endsAt, endsAt: new Date("2026-03-09") }),
      above: anOverride({ kind: "REPLACE", removeId: "A", addId: "D", priority: 1 }),
      other: anOverride({ kind: "REMOVE", removeId: "B" }),
    };
    expect(Object.values(others).map((other) => clashing(one, [other]) !== undefined)).toEqual([true, false, false, false]);
    expect(clashing(anOverride({ addId: "A" }), [anOverride({ addId: "B" })])).toBeDefined();
    expect(clashing(one, [one])).toBeUndefined();
  });
});

test("a temporary schedule stands in for layers and overrides, with its shifts and with its gaps", () => {
  const temporary = [{ startsAt: "2026-03-02T10:00:00Z", endsAt: "2026-03-02T14:00:00Z", shifts: [{ responderIds: ["T"], startsAt: "2026-03-02T09:00:00Z", endsAt: "2026-03-02T12:00:00Z" }] }];
  const roster = aRoster({ layers: [aLayer({ responderIds: ["A"] })], overrides: [anOverride({ kind: "ADD", addId: "B" })], temporary });
  expect(["09:30", "11:00", "13:00", "14:00"].map((time) => onCallAt(roster, at(`2026-03-02T${time}:00Z`)).join(""))).toEqual(["AB", "T", "", "AB"]);
});

test("the next on call are those whose shifts begin together, with their ends, and nobody where nothing is to come", () => {
  const roster = aRoster({ layers: [aLayer({ rotation: aRotation({ unit: "MONTHS", participants: [["A"], ["B", "C"]] }) })] });
  expect(nextShifts(roster, at("2026-03-10T00:00:00Z")).map(({ responderId, start, end }) => [responderId, iso(start), iso(end)])).toEqual([
    ["B", "2026-04-02T09:00:00Z", "2026-05-02T09:00:00Z"], ["C", "2026-04-02T09:00:00Z", "2026-05-02T09:00:00Z"],
  ]);
  expect(nextShifts(aRoster(), 0)).toEqual([]);
});

const ZONES = ["UTC", "Europe/Berlin", "America/Chicago", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata"];
const person = fc.constantFrom("A", "B", "C", "D");
const instant = fc.integer({ min: at("2026-01-01T00:00:00Z") / 60_000, max: at("2026-12-31T00:00:00Z") / 60_000 }).map((minutes) => minutes * 60_000);
const local = instant.map((time) => new Date(time).toISOString().slice(0, 19));
const span = fc.tuple(instant, fc.integer({ min: 1, max: 40_000 })).map(([start, minutes]) => ({ startsAt: new Date(start), endsAt: new Date(start + minutes * 60_000) }));
const windows = fc.array(
  fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: fc.constantFrom("00:00", "02:30", "09:00", "20:00:30"), lasts: fc.integer({ min: 60, max: 7 * 86_400 }) }), { maxLength: 3 });
const rotation: fc.Arbitrary<Rotation> = fc.record({
  unit: fc.constantFrom("HOURS" as const, "DAYS" as const, "WEEKS" as const, "MONTHS" as const), every: fc.integer({ min: 1, max: 30 }), start: local, timeZone: fc.constant(null),
  turns: fc.constantFrom("FROM_START" as const, "CALENDAR" as const), handOff: fc.constantFrom("WALL_CLOCK" as const, "ELAPSED" as const),
  participants: fc.array(fc.uniqueArray(person, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
}).map((one) => ({ ...one, turns: one.unit === "HOURS" ? "FROM_START" : one.turns, handOff: one.unit === "MONTHS" ? "WALL_CLOCK" : one.handOff }));
const layer: fc.Arbitrary<Layer> = fc.record({ priority: fc.integer({ min: 0, max: 2 }), windows, rotation: fc.option(rotation), responderIds: fc.uniqueArray(person, { minLength: 1 }) })
  .map(({ rotation: turn, responderIds, ...over }) => aLayer({ ...over, rotation: turn, responderIds: turn ? [] : responderIds }));
const override = fc.record({ kind: fc.constantFrom("REPLACE" as const, "ADD" as const, "REMOVE" as const, "TAKE_OVER" as const), span, add: person, remove: person, priority: fc.integer({ min: 0, max: 2 }) })
  .map(({ kind, span: { startsAt, endsAt }, add, remove, priority }) => anOverride({ kind, startsAt, endsAt, priority, addId: kind === "REMOVE" ? null : add, removeId: kind === "REPLACE" || kind === "REMOVE" ? remove : null }));
const roster = fc.record({ timeZone: fc.constantFrom(...ZONES), layers: fc.array(layer, { maxLength: 3 }), overrides: fc.array(override, { maxLength: 4 }) }).map(aRoster);

describe("whatever the schedule", () => {
  test("at any instant those on call are those whose shift it is, and a gap is where nobody is", () => {
    fc.assert(
      fc.property(roster, instant, fc.array(fc.integer({ min: 0, max: 30 * 1_440 }), { minLength: 1, maxLength: 12 }), (any, start, minutes) => {
        const asked = { start, end: start + 30 * 86_400_000 };
        const shifts = shiftsIn(any, asked);
        const gaps = gapsIn(any, asked);
        const edges = shifts.flatMap((shift) => [shift.start, shift.end - 1, shift.end]).slice(0, 30);
        for (const time of [...minutes.map((minute) => start + minute * 60_000), ...edges].filter((one) => one >= asked.start && one < asked.end)) {
          const now = onCallAt(any, time);
          const inShift = shifts.filter((shift) => shift.start <= time && shift.end > time).map(({ responderId }) => responderId);
          expect(new Set(inShift)).toEqual(new Set(now));
          expect(inShift).toHaveLength(now.length);
          expect(gaps.some((gap) => gap.start <= time && gap.end > time)).toBe(now.length === 0);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("the turns of a rotation follow each other without overlap, and its shifts in a layer do not overlap", () => {
    fc.assert(
      fc.property(rotation, fc.constantFrom(...ZONES), instant, fc.integer({ min: 60, max: 86_400 }), (any, zone, start, lasts) => {
        const found = any.turns === "FROM_START" ? [...turns(any, zoneOf(zone), { start, end: start + 20 * 86_400_000 })] : [];
        found.slice(1).forEach((turn, before) => expect([turn.start, turn.number]).toEqual([found[before]!.end, found[before]!.number + 1]));
        const parts = duties(aLayer({ rotation: any, windows: lasts % 2 ? [] : [{ days: [1, 2, 5], from: "20:00", lasts }] }), zone, { start, end: start + 20 * 86_400_000 });
        parts.slice(1).forEach((part, before) => expect(part.start).toBeGreaterThanOrEqual(parts[before]!.end));
      }),
      { numRuns: 150 },
    );
  });

  test("a wall clock's reading becomes an instant at which the clock shows it, or the first one behind a skipped hour", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, (name, wall) => {
        const zone = zoneOf(name);
        const time = zone.toInstant(wall);
        const shown = zone.toWall(time);
        if (shown === wall) expect(zone.toWall(time - 3_600_000)).not.toBe(wall);
        else expect([zone.toWall(time - 1) < wall, shown > wall]).toEqual([true, true]);
      }),
      { numRuns: 500 },
    );
  });
});

test("a year of 20 people is computed quickly, and one instant of it much faster", () => {
  const people = Array.from({ length: 20 }, (_, place) => [`P${place}`]);
  const layers = [
    aLayer({ rotation: aRotation({ unit: "DAYS", participants: people }), windows: [{ days: [1, 2, 3, 4, 5], from: "09:00", lasts: 8 * 3_600 }], priority: 1 }),
    aLayer({ rotation: aRotation({ unit: "HOURS", every: 12, handOff: "ELAPSED", participants: people }) }),
  ];
  const year = aRoster({ timeZone: "Europe/Berlin", layers, overrides: Array.from({ length: 50 }, (_, week) => anOverride({ addId: "P1", startsAt: new Date(at("2026-03-03T00:00:00Z") + week * 6e8), endsAt: new Date(at("2026-03-03T08:00:00Z") + week * 6e8) })) });
  const measured = (work: () => unknown) => Math.min(...Array.from({ length: 5 }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  }));
  expect(shiftsIn(year, days("2026-03-02", "2027-03-02")).length).toBeGreaterThan(1_000);
  const all = measured(() => shiftsIn(year, days("2026-03-02", "2027-03-02")));
  const one = measured(() => onCallAt(year, at("2026-12-24T20:00:00Z")));
  expect(all).toBeLessThan(100);
  expect(one).toBeLessThan(all / 10);
});
