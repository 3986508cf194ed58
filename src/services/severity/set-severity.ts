import type { Severity } from "../../entities/vocabulary.ts";
import { moveClocks } from "../clock/index.ts";
import { firstPage } from "../escalation/first-page.ts";
import { lowered } from "../escalation/lower.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { applyPlan } from "../plan/apply-plan.ts";
import { newest } from "../plan/plan.store.ts";
import { record, type Change } from "../timeline/record.ts";
import { worse } from "./severity.rules.ts";

/** Gives the incident another severity with the newest plan for it, and moves its clocks. A raise puts the plan to work. */
export async function setSeverity(change: Change, to: Severity, because: string): Promise<void> {
  const { tx, incident, at } = change;
  const from = incident.severity;
  if (from === to) return;
  const plan = await newest(tx, to);
  const raised = worse(to, from);
  incident.severity = to;
  incident.planVersion = plan.version;
  incident.severityHistory = [...incident.severityHistory, { severity: to, from: at.toISOString() }];
  record(change, {
    kind: "SEVERITY_CHANGED",
    summary: `Severity ${raised ? "raised" : "lowered"} from ${from} to ${to}: ${because}`,
    details: { from, to, planVersion: plan.version },
  });
  await moveClocks(change, plan, raised);
  if (!raised) return lowered(change);
  await applyPlan(change, plan);
  // Of a declaration the first page comes once all of it is known.
  if (change.before.revision > 0 && isOpen(incident)) await firstPage(change, `Raised from ${from} to ${to}`, { isRaise: true });
}
