import { expect, test } from "vitest";
import type { ClockEntity } from "../../src/entities/clock.entity.ts";
import { CLOCK_KINDS, type ClockKind } from "../../src/entities/vocabulary.ts";
import { afterMove, firstLook, look } from "../../src/services/clock/look.rules.ts";
import { sayDue, sayWithdrawn, span } from "../../src/services/clock/say.rules.ts";
import { at } from "../support/build.ts";

type Open = ClockEntity & { nextAt: Date };

/** Runs from noon to one o'clock. */
const aClock = (over: Partial<Open> = {}): Open => ({
  id: "clock", incidentId: "incident", kind: "TRIAGE", subject: null, ownerId: null, startedAt: at(0), dueAt: at(60), atRiskAt: at(45), promised: false,
  metAt: null, breachedAt: null, stoppedAt: null, stopReason: null, writtenAt: at(0), nextAt: at(45), planVersion: 1, ...over,
});

const MS = 1 / 60_000;

/** `RISK 45, BREACH 60 -> 120` */
function seen(clock: Open, minute: number, silenceAtLeast = 60): string {
  const { happened, nextAt } = look(clock, at(minute), silenceAtLeast);
  const minutes = (instant: Date | null) => (instant ? (instant.getTime() - at(0).getTime()) / 60_000 : "never");
  return `${happened.map(({ what, at: when }) => `${what} ${minutes(when)}`).join(", ")} -> ${minutes(nextAt)}`;
}

const KEPT_UP = { kind: "NEXT_UPDATE" } as const;

test.each(CLOCK_KINDS)("%s is at risk, then overdue, and only a promised update's silence is told thereafter", (kind) => {
  const [risk, breach] = [look(aClock({ kind }), at(45), 60), look(aClock({ kind, nextAt: at(60) }), at(60), 60)];
  expect(risk).toEqual({ happened: [{ what: "AT_RISK", at: at(45) }], breachedAt: null, nextAt: at(60) });
  expect(breach).toEqual({ happened: [{ what: "BREACHED", at: at(60) }], breachedAt: at(60), nextAt: kind === "NEXT_UPDATE" ? at(120) : null });
});

test.each<[string, Partial<Open>, number, string]>([
  ["at risk, noticed late", {}, 60 - MS, "AT_RISK 45 -> 60"],
  ["overdue before anybody said that it is at risk: the worst only", {}, 60, "BREACHED 60 -> never"],
  ["silent at twice the interval", { ...KEPT_UP, breachedAt: at(60), nextAt: at(120) }, 120, "NO_UPDATE 120 -> 180"],
  ["silent after each further interval", { ...KEPT_UP, breachedAt: at(60), nextAt: at(180) }, 180, "NO_UPDATE 180 -> 240"],
  ["several silences that nobody saw are one", { ...KEPT_UP, breachedAt: at(60), nextAt: at(120) }, 310, "NO_UPDATE 300 -> 360"],
  ["overdue and silent at once, after a long outage", KEPT_UP, 125, "BREACHED 60, NO_UPDATE 120 -> 180"],
  ["overdue as it was written: judged later, and nothing between", { dueAt: at(60), writtenAt: at(90), nextAt: at(91) }, 91, "BREACHED 60 -> never"],
  ["an update told of two hours late, and none since", { ...KEPT_UP, dueAt: at(30), atRiskAt: at(22.5), writtenAt: at(90), nextAt: at(91) }, 91, "BREACHED 30, NO_UPDATE 90 -> 120"],
  ["a moved one that had been overdue before, at risk again", { breachedAt: at(20) }, 45, "AT_RISK 45 -> 60"],
  ["a moved one that had been overdue before, and is again", { breachedAt: at(20), nextAt: at(60) }, 60, "BREACHED 60 -> never"],
])("%s", (_, over, minute, says) => {
  expect(seen(aClock(over), minute)).toBe(says);
});

test("what was overdue before keeps its first breach", () => {
  expect(look(aClock({ breachedAt: at(20), nextAt: at(60) }), at(60), 60).breachedAt).toEqual(at(20));
});

test("a promise for a few seconds is not told every few seconds", () => {
  const clock = aClock({ ...KEPT_UP, dueAt: at(0.05), atRiskAt: at(0), breachedAt: at(0.05), nextAt: at(0.1) });
  expect(seen(clock, 0.1)).toBe("NO_UPDATE 0.1 -> 1.1");
  expect(seen({ ...clock, nextAt: at(1.1) }, 1.1, 600)).toBe("NO_UPDATE 0.1 -> 10.1");
});

test.each<[string, number, number, number, number]>([
  ["at risk in future", 60, 45, 0, 45],
  ["at risk already", 60, 45, 50, 50],
  ["overdue now", 60, 45, 60, 61],
  ["overdue long since", 60, 45, 600, 601],
])("a clock that is written %s is looked at then", (_, due, risk, now, next) => {
  expect(firstLook({ dueAt: at(due), atRiskAt: at(risk) }, at(now), 60)).toEqual(at(next));
});

test.each<[string, Partial<Open> | { nextAt: null; breachedAt: Date }, number, number, [number | null, number | null]]>([
  ["put off", {}, 240, 30, [null, 180]],
  ["put off, having been at risk", { nextAt: at(60) }, 240, 50, [null, 180]],
  ["brought forward", {}, 50, 20, [null, 37.5]],
  ["brought forward so that it is at risk at once", {}, 50, 40, [null, 40]],
  ["brought forward, at risk as before", { nextAt: at(60) }, 50, 46, [null, 50]],
  ["not moved", {}, 60, 90, [null, 45]],
  ["put off, overdue before anybody noticed", {}, 240, 90, [60, 180]],
  ["put off, but overdue still", {}, 70, 90, [null, 70]],
  ["put off after its breach was told", { breachedAt: at(60), nextAt: null }, 240, 90, [60, 180]],
  ["put off after its breach was told, but overdue still", { breachedAt: at(60), nextAt: null }, 70, 90, [60, null]],
  ["a promise, put off after its breach, but overdue still", { ...KEPT_UP, breachedAt: at(60), nextAt: at(120) }, 70, 90, [60, 140]],
  ["put off within the minute in which it is not judged", { dueAt: at(10), atRiskAt: at(7.5), writtenAt: at(90), nextAt: at(91) }, 60, 90.5, [null, 91]],
  ["put off beyond now within that minute", { dueAt: at(10), atRiskAt: at(7.5), writtenAt: at(90), nextAt: at(91) }, 120, 90.5, [null, 120]],
])("%s", (_, over, due, now, [breach, next]) => {
  const moved = afterMove(aClock(over as Partial<Open>), { dueAt: at(due), atRiskAt: at(due * 0.75) }, at(now), 60);
  const or = (minute: number | null) => (minute === null ? null : at(minute));
  expect(moved).toEqual({ breachedAt: or(breach), nextAt: or(next) });
});

test("the timeline's words say which promise, by how much, and whom it tells", () => {
  expect(sayDue(aClock(), "AT_RISK", at(45), at(45))).toBe("Triage is at risk: due in 15 min, at 2030-01-01 13:00:00 UTC");
  expect(sayDue(aClock(), "BREACHED", at(60), at(60))).toBe("Triage is overdue: due within 1 h, by 2030-01-01 13:00:00 UTC. This tells the escalation ladder");
  expect(sayDue(aClock(), "BREACHED", at(60), at(62.5))).toContain("by 2030-01-01 13:00:00 UTC, 2 min 30 s ago.");
  expect(sayDue(aClock({ kind: "NEXT_UPDATE" }), "NO_UPDATE", at(120), at(120))).toBe("No update for 2 h: the next one was due at 2030-01-01 13:00:00 UTC, 1 h ago. This escalates");
  expect(sayWithdrawn("TRIAGE", at(60), at(50))).toContain("Triage was not overdue after all");
  const tells = (kind: ClockKind) => sayDue(aClock({ kind }), "BREACHED", at(60), at(60)).split("This tells ")[1];
  expect(Object.fromEntries(CLOCK_KINDS.map((kind) => [kind, tells(kind)]))).toEqual({
    ACKNOWLEDGE: "the escalation ladder", TRIAGE: "the escalation ladder", OWNERSHIP: "the incident lead", FIRST_COMMUNICATION: "commander and Comms",
    STATUS_PAGE: "commander and Comms", NEXT_UPDATE: "commander and Comms", RESOLVE: "the executives, informed and not paged",
    POST_MORTEM: "its owner's lead, in working hours", RESOLUTION_EMAIL: "the Comms lead", CSM_CALL: "the account manager's lead, in working hours",
    REGRESSION_WATCH: "the commander and whoever watched", RESOLUTION_NOTICE: "Comms", EXECUTIVE_APOLOGY: "the customer success lead, in working hours",
  });
});

test("spans are told in their two largest units", () => {
  expect([0, 59, 60, 90, 3_600, 90_061].map((seconds) => span(at(0), at(seconds / 60)))).toEqual(["0 s", "59 s", "1 min", "1 min 30 s", "1 h", "1 d 1 h"]);
});
