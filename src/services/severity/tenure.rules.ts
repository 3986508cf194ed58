import type { SeverityReason, SeverityTenure } from "../../entities/incident-values.ts";
import { SEVERITIES, type Severity } from "../../entities/vocabulary.ts";
import type { Assessment } from "./severity.rules.ts";
import { rank, worse } from "./severity.rules.ts";

export interface Verdict {
  /** The rule by which the hub sets a worse severity by itself. */
  raise: SeverityReason | null;
  /** The hub leaves this to a person. */
  propose: Severity | null;
}

/**
 * The hub raises by itself and only proposes a lowering. Once a person has set the severity, only a rule that was not
 * firing then (`baseline`) raises; all others propose (product rules, section 3).
 */
export function reconsider(current: Severity, baseline: readonly string[] | null, assessment: Assessment): Verdict {
  // That nothing is known any more is no reason for anything.
  if (assessment.reasons.every(({ rule }) => rule.startsWith("NOTHING_"))) return { raise: null, propose: null };
  const fresh = assessment.reasons.find(({ rule }) => !baseline?.includes(rule));
  const raise = fresh && worse(fresh.severity, current) ? fresh : null;
  const standing = raise?.severity ?? current;
  return { raise, propose: assessment.severity === standing ? null : assessment.severity };
}

/**
 * What is owed after resolution follows the highest severity held for `heldFor` seconds without a break; a worse
 * severity counts as holding the milder ones too. An incident too short to hold any owes what it had at the end.
 */
export function severityOwed(history: readonly SeverityTenure[], until: Date, heldFor: number): Severity {
  const held = SEVERITIES.find((severity) => longestAtLeast(history, severity, until) >= heldFor * 1_000);
  return held ?? history.at(-1)?.severity ?? "SEV4";
}

/** Milliseconds of the longest unbroken time at `severity` or worse. */
function longestAtLeast(history: readonly SeverityTenure[], severity: Severity, until: Date): number {
  let longest = 0;
  let since: number | null = null;
  for (const [at, tenure] of history.entries()) {
    const end = Math.max(Date.parse(history[at + 1]?.from ?? until.toISOString()), Date.parse(tenure.from));
    if (rank(tenure.severity) > rank(severity)) since = null;
    else longest = Math.max(longest, end - (since ??= Date.parse(tenure.from)));
  }
  return longest;
}
