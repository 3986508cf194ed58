import type { Severity } from "../../entities/vocabulary.ts";
import { invalid } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";
import type { Change } from "../timeline/record.ts";
import { assessmentOf } from "./reassess.ts";
import { withoutRevenue, worse } from "./severity.rules.ts";
import { setSeverity } from "./set-severity.ts";

/** A person's word on the severity, at any time after the declaration. */
export async function decideSeverity(change: Change, severity: Severity, reason: string | null | undefined): Promise<void> {
  await setSeverity(change, severity, await hearDecision(change, severity, reason));
}

/**
 * A person's word needs a reason where it differs from the assessment, and holds from then on against every rule that
 * is firing now. Expanding impact cannot rank below SEV2. Returns the reason.
 */
export async function hearDecision(change: Change, severity: Severity, reason: string | null | undefined): Promise<string> {
  const { incident } = change;
  const why = optionalText("reason", reason, LIMITS.note);
  const assessment = await assessmentOf(change);
  if (incident.expanding && worse("SEV2", severity)) {
    throw invalid("severity", "The impact is expanding, so the severity cannot be lower than SEV2");
  }
  if (!why && severity !== assessment.severity) {
    throw invalid("reason", `The assessment is ${assessment.severity}; setting ${severity} needs a reason`, { assessed: assessment.severity });
  }
  incident.severityBaseline = assessment.reasons.map(({ rule }) => rule);
  incident.severityReasons = assessment.reasons;
  incident.proposedSeverity = assessment.severity === severity ? null : assessment.severity;
  return why ?? withoutRevenue(assessment.reasons[0]!).because;
}
