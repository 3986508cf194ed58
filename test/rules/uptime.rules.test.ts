import { describe, expect, test } from "vitest";
import { daysUpTo } from "../../src/services/status-page/days.rules.ts";
import { componentStateFor, impactOf, worstOf } from "../../src/services/status-component/state.rules.ts";
import { historyOf, type Span, uptimeOf } from "../../src/services/status-page/uptime.rules.ts";

const WEIGHTS = { degraded: 0, partial: 0.3, major: 1 };
const ms = (text: string) => Date.parse(text);
const span = (state: Span["state"], from: string, until: string | null): Span => ({ state, from: ms(from), until: until === null ? null : ms(until) });
const NOW = "2030-01-03T12:00:00Z";
const history = (spans: Span[], over: Partial<Parameters<typeof historyOf>[0]> = {}) =>
  historyOf({ days: daysUpTo(new Date(NOW), 3, "UTC"), spans, startsAt: ms("2029-01-01T00:00:00Z"), now: ms(NOW), weights: WEIGHTS, ...over });
const seconds = (one: ReturnType<typeof history>) => one.days.map((day) => Object.values(day.seconds));

describe("the history", () => {
  test.each<[string, Span[], number[][], (string | null)[], number | null]>([
    ["of nothing is all up, today as far as it has gone", [], [[86_400, 0, 0, 0, 0], [86_400, 0, 0, 0, 0], [43_200, 0, 0, 0, 0]], ["OPERATIONAL", "OPERATIONAL", "OPERATIONAL"], 100],
    ["splits what goes over midnight", [span("MAJOR_OUTAGE", "2030-01-01T23:00:00Z", "2030-01-02T02:00:00Z")],
      [[82_800, 0, 0, 0, 3_600], [79_200, 0, 0, 0, 7_200], [43_200, 0, 0, 0, 0]], ["MAJOR_OUTAGE", "MAJOR_OUTAGE", "OPERATIONAL"], 95],
    ["goes up to now where it lasts", [span("PARTIAL_OUTAGE", "2030-01-03T11:00:00Z", null)], [[86_400, 0, 0, 0, 0], [86_400, 0, 0, 0, 0], [39_600, 0, 0, 3_600, 0]], ["OPERATIONAL", "OPERATIONAL", "PARTIAL_OUTAGE"], 99.5],
    ["takes the worst of what overlaps, each second once", [
      span("DEGRADED_PERFORMANCE", "2030-01-02T00:00:00Z", "2030-01-02T04:00:00Z"), span("MAJOR_OUTAGE", "2030-01-02T01:00:00Z", "2030-01-02T02:00:00Z"),
      span("MAJOR_OUTAGE", "2030-01-02T01:30:00Z", "2030-01-02T03:00:00Z"), span("UNDER_MAINTENANCE", "2030-01-02T03:30:00Z", "2030-01-02T05:00:00Z")],
      [[86_400, 0, 0, 0, 0], [68_400, 3_600, 7_200, 0, 7_200], [43_200, 0, 0, 0, 0]], ["OPERATIONAL", "MAJOR_OUTAGE", "OPERATIONAL"], 96.61],
    ["counts maintenance neither as up nor as down", [span("UNDER_MAINTENANCE", "2029-12-01T00:00:00Z", "2030-01-03T00:00:00Z"), span("MAJOR_OUTAGE", "2030-01-03T00:00:00Z", "2030-01-03T06:00:00Z")],
      [[0, 86_400, 0, 0, 0], [0, 86_400, 0, 0, 0], [21_600, 0, 0, 0, 21_600]], ["UNDER_MAINTENANCE", "UNDER_MAINTENANCE", "MAJOR_OUTAGE"], 50],
    ["leaves out what lies before, behind or has no length", [span("MAJOR_OUTAGE", "2029-12-01T00:00:00Z", "2030-01-01T00:00:00Z"), span("MAJOR_OUTAGE", "2030-01-02T00:00:00Z", "2030-01-02T00:00:00Z"), span("MAJOR_OUTAGE", "2030-01-04T00:00:00Z", null)],
      [[86_400, 0, 0, 0, 0], [86_400, 0, 0, 0, 0], [43_200, 0, 0, 0, 0]], ["OPERATIONAL", "OPERATIONAL", "OPERATIONAL"], 100],
  ])("%s", (_, spans, expected, worst, uptime) => {
    const one = history(spans);
    expect(seconds(one)).toEqual(expected);
    expect(one.days.map((day) => day.worst)).toEqual(worst);
    expect(one.uptime).toBe(uptime);
  });

  test("begins with the component: before it nothing counts", () => {
    const one = history([span("MAJOR_OUTAGE", "2030-01-01T00:00:00Z", "2030-01-02T18:00:00Z")], { startsAt: ms("2030-01-02T12:00:00Z") });
    expect(one.days.map(({ worst, uptime }) => [worst, uptime])).toEqual([[null, null], ["MAJOR_OUTAGE", 50], ["OPERATIONAL", 100]]);
    expect(one.uptime).toBe(75);
  });

  test("has days of 23 and 25 hours where the clocks change", () => {
    const lengths = (now: string, zone: string) => daysUpTo(new Date(now), 2, zone).map(({ date, from, until }) => [date, (until - from) / 3_600_000]);
    expect(lengths("2030-03-31T12:00:00Z", "Europe/Berlin")).toEqual([["2030-03-30", 24], ["2030-03-31", 23]]);
    expect(lengths("2030-10-27T12:00:00Z", "Europe/Berlin")).toEqual([["2030-10-26", 24], ["2030-10-27", 25]]);
    expect(lengths("2030-01-01T03:00:00Z", "America/New_York")).toEqual([["2029-12-30", 24], ["2029-12-31", 24]]);
  });

  test("of a second is not rounded away, and nothing else is cut off", () => {
    const up = { OPERATIONAL: 0, UNDER_MAINTENANCE: 0, DEGRADED_PERFORMANCE: 0, PARTIAL_OUTAGE: 0, MAJOR_OUTAGE: 0 };
    expect(uptimeOf({ ...up, OPERATIONAL: 90 * 86_400 - 1, MAJOR_OUTAGE: 1 }, WEIGHTS)).toBe(99.99);
    expect(uptimeOf({ ...up, OPERATIONAL: 9_995, MAJOR_OUTAGE: 5 }, WEIGHTS)).toBe(99.95);
    expect(uptimeOf({ ...up, OPERATIONAL: 7_000, PARTIAL_OUTAGE: 3_000 }, WEIGHTS)).toBe(91);
    expect(uptimeOf({ ...up, DEGRADED_PERFORMANCE: 5 }, { ...WEIGHTS, degraded: 0.5 })).toBe(50);
    expect(uptimeOf(up, WEIGHTS)).toBeNull();
  });
});

test.each([
  [{ featureState: "DOWN" }, "MAJOR_OUTAGE"],
  [{ featureState: "DOWN", customersAffected: 49, customersOfService: 100 }, "PARTIAL_OUTAGE"],
  [{ featureState: "DOWN", customersAffected: 50, customersOfService: 100 }, "MAJOR_OUTAGE"],
  [{ featureState: "DOWN", customersAffected: 0, customersOfService: 100 }, "MAJOR_OUTAGE"],
  [{ featureState: "DEGRADED", severity: "SEV1" }, "DEGRADED_PERFORMANCE"],
  [{ featureState: "MINOR" }, "DEGRADED_PERFORMANCE"],
  [{ featureState: "UP", severity: "SEV1" }, "OPERATIONAL"],
  [{ severity: "SEV1" }, "MAJOR_OUTAGE"],
  [{ severity: "SEV2" }, "PARTIAL_OUTAGE"],
  [{ severity: "SEV3" }, "DEGRADED_PERFORMANCE"],
  [{ severity: "SEV4" }, "DEGRADED_PERFORMANCE"],
] as const)("%o shows as %s", (facts, state) => {
  expect(componentStateFor({ featureState: null, severity: "SEV3", customersAffected: 0, customersOfService: 0, ...facts }, 50)).toBe(state);
});

test("the worst decides, and how much it takes away", () => {
  expect(worstOf([])).toBe("OPERATIONAL");
  expect(worstOf(["UNDER_MAINTENANCE", "PARTIAL_OUTAGE", "DEGRADED_PERFORMANCE"])).toBe("PARTIAL_OUTAGE");
  expect((["OPERATIONAL", "UNDER_MAINTENANCE", "DEGRADED_PERFORMANCE", "PARTIAL_OUTAGE", "MAJOR_OUTAGE"] as const).map(impactOf)).toEqual(["NONE", "MAINTENANCE", "MINOR", "MAJOR", "CRITICAL"]);
});
