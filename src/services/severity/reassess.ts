import type { Change } from "../timeline/record.ts";
import { factsOf } from "./facts.ts";
import { assess, type Assessment, withoutRevenue } from "./severity.rules.ts";
import { setSeverity } from "./set-severity.ts";
import { reconsider } from "./tenure.rules.ts";

/** What the policy says of the incident as it now is. */
export async function assessmentOf({ tx, incident, policy }: Change): Promise<Assessment> {
  return assess(await factsOf(tx, incident), (await policy()).document);
}

/** After a change of what is known: raises by itself, or leaves a proposal (product rules, section 3). */
export async function reassess(change: Change): Promise<void> {
  const { incident } = change;
  const assessment = await assessmentOf(change);
  const { raise, propose } = reconsider(incident.severity, incident.severityBaseline, assessment);
  if (JSON.stringify(incident.severityReasons) !== JSON.stringify(assessment.reasons)) incident.severityReasons = assessment.reasons;
  incident.proposedSeverity = propose;
  if (raise) await setSeverity(change, raise.severity, withoutRevenue(raise).because);
}
