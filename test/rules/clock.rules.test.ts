import { expect, test } from "vitest";
import type { ClockEntity } from "../../src/entities/clock.entity.ts";
import { CLOCK_KINDS } from "../../src/entities/vocabulary.ts";
import { atRiskAt, breachOf, followsSeverity, moved, nextUpdateDue, remainingOf, spanOf, stateOf } from "../../src/services/clock/clock.rules.ts";
import { DEFAULT_PLANS } from "../../src/services/plan/plan.defaults.ts";
import { at } from "../support/build.ts";

/** Runs from noon to one o'clock. */
const aClock = (over: Partial<ClockEntity> = {}): ClockEntity => ({
  id: "clock", incidentId: "incident", kind: "RESOLVE", subject: null, ownerId: null, startedAt: at(0), dueAt: at(60), atRiskAt: at(45), promised: false,
  metAt: null, breachedAt: null, stoppedAt: null, stopReason: null, writtenAt: at(0), nextAt: at(45), planVersion: 1, ...over,
});

const MS = 1 / 60_000;

test.each([
  ["while there is time", {}, 45 - MS, "RUNNING"],
  ["from three quarters of its span", {}, 45, "AT_RISK"],
  ["just before the deadline", {}, 60 - MS, "AT_RISK"],
  ["at the deadline", {}, 60, "BREACHED"],
  ["that was overdue as it was written, until it is judged", { writtenAt: at(90), nextAt: at(91) }, 91 - MS, "AT_RISK"],
  ["that was overdue as it was written, once it is judged", { writtenAt: at(90), nextAt: at(91) }, 91, "BREACHED"],
  ["once met", { metAt: at(10) }, 90, "MET"],
  ["once met late", { metAt: at(70), breachedAt: at(60) }, 90, "MET"],
  ["once stopped", { stoppedAt: at(10) }, 90, "STOPPED"],
] as const)("a clock %s", (_, over, minute, state) => {
  expect(stateOf(aClock(over), at(minute))).toBe(state);
});

test.each([
  ["one that is met in time", { metAt: at(60) }, 90, null],
  ["one that is met late, and keeps its breach beside it", { metAt: at(61) }, 90, 60],
  ["one that runs", {}, 59, null],
  ["one that is overdue, though nobody has noticed", {}, 60, 60],
  ["one that was stopped in time", { stoppedAt: at(30) }, 90, null],
  ["one that was stopped too late", { stoppedAt: at(61) }, 90, 60],
  ["one that was overdue as it was written, before it is judged", { writtenAt: at(90), nextAt: at(91) }, 91 - MS, null],
  ["one that was overdue as it was written, once it is judged", { writtenAt: at(90), nextAt: at(91) }, 91, 60],
  ["one whose breach was noticed before it moved", { breachedAt: at(20), dueAt: at(120) }, 90, 20],
] as const)("the breach of %s", (_, over, minute, breach) => {
  expect(breachOf(aClock(over), at(minute))).toEqual(breach === null ? null : at(breach));
});

test("it is at risk from its part of the span, and one without a span from its deadline", () => {
  expect(atRiskAt(at(0), at(60), 0.75)).toEqual(at(45));
  expect(atRiskAt(at(0), at(60), 0.5)).toEqual(at(30));
  expect(atRiskAt(at(60), at(30), 0.75)).toEqual(at(30));
});

test("what remains is told in whole seconds, nothing once it is past, and null once nothing is owed", () => {
  expect(remainingOf(aClock(), at(1 - MS))).toBe(59 * 60);
  expect(remainingOf(aClock(), at(61))).toBe(0);
  expect(remainingOf(aClock({ metAt: at(1) }), at(2))).toBeNull();
  expect(remainingOf(aClock({ stoppedAt: at(1) }), at(2))).toBeNull();
});

test.each([
  ["a raise leaves the old deadline where it is the earlier", {}, 60 * 60, { raised: true, at: at(30) }, { dueAt: at(60) }],
  ["a raise brings a deadline forward, counted from the raise", {}, 5 * 60, { raised: true, at: at(30) }, { dueAt: at(35) }],
  ["a raise of what is overdue leaves it overdue", {}, 5 * 60, { raised: true, at: at(90) }, { dueAt: at(60) }],
  ["a raise brings even a promise forward", { promised: true }, 5 * 60, { raised: true, at: at(30) }, { dueAt: at(35) }],
  ["a lowering counts the new span from the start", {}, 4 * 3_600, { raised: false, at: at(30) }, { dueAt: at(240) }],
  ["a lowering does not put off what was promised to somebody", { promised: true }, 4 * 3_600, { raised: false, at: at(30) }, { dueAt: at(60) }],
  ["what the new plan does not ask for ends", {}, null, { raised: false, at: at(30) }, { stop: true }],
  ["a promise stands though the new plan asks for none", { promised: true }, null, { raised: false, at: at(30) }, { dueAt: at(60) }],
])("%s", (_, over, span, change, move) => {
  expect(moved(aClock(over), span, change)).toEqual(move);
});

test("the clocks up to the resolution follow the severity, by section 4's table", () => {
  expect(CLOCK_KINDS.filter(followsSeverity)).toEqual(["ACKNOWLEDGE", "TRIAGE", "FIRST_COMMUNICATION", "STATUS_PAGE", "NEXT_UPDATE", "RESOLVE"]);
  const minutes = DEFAULT_PLANS.map((plan) => CLOCK_KINDS.filter(followsSeverity).map((kind) => (spanOf({ ...plan, version: 1, createdAt: at(0), createdBy: "" }, kind) ?? 0) / 60));
  expect(minutes).toEqual([
    [5, 5, 15, 15, 15, 60],
    [30, 15, 30, 15, 30, 240],
    [120, 60, 120, 0, 60, 24 * 60],
    [24 * 60, 240, 480, 0, 0, 72 * 60],
  ]);
});

test("the next update is due when the open promise says", () => {
  const kept = aClock({ kind: "NEXT_UPDATE", dueAt: at(15), metAt: at(10) });
  const open = aClock({ kind: "NEXT_UPDATE", dueAt: at(40) });
  expect(nextUpdateDue([aClock(), kept, open])).toEqual(at(40));
  expect(nextUpdateDue([aClock(), kept, { ...open, stoppedAt: at(20) }])).toBeNull();
});
