import { expect, test } from "vitest";
import { INCIDENT_STATUSES, type IncidentStatus } from "../../src/entities/vocabulary.ts";
import { allowedMoves, fillTemplate, hasEnded, isOpen, isReopen, referenceOf } from "../../src/services/incident/incident.rules.ts";

const MOVES: [IncidentStatus, IncidentStatus[]][] = [
  ["DETECTED", ["TRIAGED", "MITIGATING", "CANCELLED"]],
  ["TRIAGED", ["MITIGATING", "CANCELLED"]],
  ["MITIGATING", ["RESOLVED", "CANCELLED"]],
  ["RESOLVED", ["MITIGATING", "POST_MORTEM", "CLOSED"]],
  ["POST_MORTEM", ["MITIGATING", "CLOSED"]],
  ["CLOSED", ["MITIGATING"]],
  ["CANCELLED", []],
];

test("the table speaks of every status", () => {
  expect(MOVES.map(([from]) => from)).toEqual(INCIDENT_STATUSES);
});

test.each(MOVES)("from %s an incident can become %j and nothing else", (status, allowed) => {
  const moves = allowedMoves({ status, postMortemOwed: false });
  expect(INCIDENT_STATUSES.filter((to) => moves.includes(to))).toEqual(allowed);
});

test.each(MOVES)("a post-mortem that is owed bars only RESOLVED from CLOSED (%s)", (status, allowed) => {
  const moves = allowedMoves({ status, postMortemOwed: true });
  const expected = status === "RESOLVED" ? allowed.filter((to) => to !== "CLOSED") : allowed;
  expect(INCIDENT_STATUSES.filter((to) => moves.includes(to))).toEqual(expected);
});

test("a reopen leads from RESOLVED, POST_MORTEM or CLOSED to MITIGATING", () => {
  const pairs = INCIDENT_STATUSES.flatMap((from) => INCIDENT_STATUSES.map((to) => [from, to] as const));
  expect(pairs.filter(([from, to]) => isReopen(from, to))).toEqual([
    ["RESOLVED", "MITIGATING"], ["POST_MORTEM", "MITIGATING"], ["CLOSED", "MITIGATING"],
  ]);
});

test("an incident is open until its impact has ended, and ends when it is closed or cancelled", () => {
  const states = INCIDENT_STATUSES.map((status) => [status, isOpen({ status }), hasEnded({ status })]);
  expect(states).toEqual([
    ["DETECTED", true, false], ["TRIAGED", true, false], ["MITIGATING", true, false], ["RESOLVED", false, false],
    ["POST_MORTEM", false, false], ["CLOSED", false, true], ["CANCELLED", false, true],
  ]);
});

test.each([
  ["2024-02-15T14:23:00Z", 1, "INC-2024-0215-001"],
  ["2024-02-15T23:30:00-05:00", 12, "INC-2024-0216-012"],
  ["2024-12-31T23:59:59.999Z", 999, "INC-2024-1231-999"],
  ["2025-01-01T00:00:00Z", 1_000, "INC-2025-0101-1000"],
])("number %2$i of the UTC day of %s is %s", (detectedAt, number, reference) => {
  expect(referenceOf(new Date(detectedAt), number)).toBe(reference);
});

test.each([
  ["#incident-{shortReference}", "#incident-inc-0215-001"],
  ["https://meet.example.com/{reference}", "https://meet.example.com/INC-2024-0215-001"],
  ["{reference}/{shortReference}/{reference}", "INC-2024-0215-001/inc-0215-001/INC-2024-0215-001"],
  ["#all-incidents", "#all-incidents"],
])("the template %s becomes %s", (template, filled) => {
  expect(fillTemplate(template, "INC-2024-0215-001")).toBe(filled);
});
