import { expect, test } from "vitest";
import type { SeverityTenure } from "../../src/entities/incident-values.ts";
import type { Severity } from "../../src/entities/vocabulary.ts";
import { reconsider, severityOwed } from "../../src/services/severity/tenure.rules.ts";

/** An assessment in which these rules fired, as "SEV1 DATA_LOSS_RISK"; the worst first. */
function fired(...rules: string[]) {
  const reasons = rules.map((rule) => ({ severity: rule.slice(0, 4) as Severity, rule: rule.slice(5), because: rule }));
  return { severity: reasons[0]?.severity ?? "SEV3", urgent: false, reasons };
}

const verdict = (current: Severity, baseline: string[] | null, ...rules: string[]) => {
  const { raise, propose } = reconsider(current, baseline, fired(...rules));
  return [raise?.severity ?? null, propose];
};

test.each<[string, Severity, string[] | null, string[], [Severity | null, Severity | null]]>([
  ["a worse assessment raises", "SEV3", null, ["SEV1 DATA"], ["SEV1", null]],
  ["the same assessment changes nothing", "SEV2", null, ["SEV2 MAJOR"], [null, null]],
  ["a milder assessment is proposed", "SEV1", null, ["SEV3 OTHER"], [null, "SEV3"]],
  ["a person's word holds against what fired then", "SEV3", ["MAJOR"], ["SEV2 MAJOR"], [null, "SEV2"]],
  ["a rule that did not fire then raises", "SEV3", ["MAJOR"], ["SEV2 MAJOR", "SEV2 EXPANDING"], ["SEV2", null]],
  ["a fresh rule raises to its own severity, the rest is proposed", "SEV3", ["DATA"], ["SEV1 DATA", "SEV2 EXPANDING"], ["SEV2", "SEV1"]],
  ["a fresh rule that is milder than a person's word raises nothing", "SEV1", [], ["SEV2 MAJOR"], [null, "SEV2"]],
  ["a rule that stopped and fires again is still known", "SEV4", ["DATA", "MAJOR"], ["SEV1 DATA"], [null, "SEV1"]],
  ["that nothing matches any more is no reason for anything", "SEV1", null, ["SEV3 NOTHING_MATCHES"], [null, null]],
  ["that nothing is known is no reason to raise", "SEV3", null, ["SEV2 NOTHING_KNOWN_CRITICAL"], [null, null]],
])("%s", (_, current, baseline, rules, expected) => {
  expect(verdict(current, baseline, ...rules)).toEqual(expected);
});

test("the rule that raises says why", () => {
  expect(reconsider("SEV3", ["MAJOR"], fired("SEV2 MAJOR", "SEV2 EXPANDING")).raise).toEqual({ rule: "EXPANDING", severity: "SEV2", because: "SEV2 EXPANDING" });
});

const at = (minutes: number) => new Date(Date.UTC(2030, 0, 1, 12, minutes));
/** A history: a severity and the minute from which it was held. */
const held = (...tenures: [Severity, number][]): SeverityTenure[] => tenures.map(([severity, minute]) => ({ severity, from: at(minute).toISOString() }));

test.each<[string, SeverityTenure[], number, Severity]>([
  ["the only severity", held(["SEV3", 0]), 60, "SEV3"],
  ["SEV1 for 15 minutes, then SEV3", held(["SEV1", 0], ["SEV3", 15]), 60, "SEV1"],
  ["SEV1 for less, then SEV3", held(["SEV1", 0], ["SEV3", 14]), 60, "SEV3"],
  ["a worse one counts as holding the milder", held(["SEV1", 0], ["SEV2", 10], ["SEV3", 20]), 60, "SEV2"],
  ["two short times do not add up across a break", held(["SEV2", 0], ["SEV4", 10], ["SEV2", 20], ["SEV4", 30]), 60, "SEV4"],
  ["raised shortly before the end", held(["SEV3", 0], ["SEV1", 50]), 60, "SEV3"],
  ["raised 15 minutes before the end", held(["SEV3", 0], ["SEV1", 45]), 60, "SEV1"],
  ["too short to hold any: what it had at the end", held(["SEV3", 0], ["SEV2", 5]), 10, "SEV2"],
  ["a change that is said to be older than the declaration", held(["SEV3", 0], ["SEV1", -5]), 15, "SEV1"],
  ["a change after the resolution weighs nothing", held(["SEV3", 0], ["SEV1", 90]), 60, "SEV3"],
])("owed after: %s", (_, history, resolved, severity) => {
  expect(severityOwed(history, at(resolved), 15 * 60)).toBe(severity);
});
