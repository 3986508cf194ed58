import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { Severity } from "../../entities/vocabulary.ts";
import * as clocks from "../clock/index.ts";
import { newest, planOf } from "../plan/plan.store.ts";
import { severityOwed } from "../severity/tenure.rules.ts";
import type { Change } from "../timeline/record.ts";

/** Asked for, mandatory by the plan, or on request and the incident recurs (seed 002, Post-Incident Requirements). */
export function owesPostMortem({ postMortemRequested, recurrenceOfId }: IncidentEntity, { postMortem }: Pick<ResponsePlanEntity, "postMortem">): boolean {
  return postMortemRequested || postMortem === "MANDATORY" || (postMortem === "ON_REQUEST" && recurrenceOfId !== null);
}

/** The severity that decides what is owed after resolution. While the incident is open, it counts as staying as it is. */
export async function owedSeverity({ incident, policy }: Change): Promise<Severity> {
  const { heldFor } = (await policy()).document.severity;
  return severityOwed(incident.severityHistory, incident.resolvedAt ?? FAR_AHEAD, heldFor);
}

const FAR_AHEAD = new Date("9999-01-01");

/** Stamps whether a post-mortem is owed, and begins its clock once the incident is resolved. */
export async function oweAfterwards(change: Change): Promise<void> {
  const { tx, incident, policy } = change;
  const severity = await owedSeverity(change);
  const plan = severity === incident.severity ? await planOf(tx, incident) : await newest(tx, severity);
  incident.postMortemOwed = owesPostMortem(incident, plan);
  if (!incident.postMortemOwed || !incident.resolvedAt || incident.status === "CLOSED") return;
  if (clocks.postMortemClock((await clocks.clocksOf(tx, [incident.id])).get(incident.id) ?? [], incident.resolvedAt)) return;
  const within = plan.postMortemWithin ?? (await policy()).document.clocks.postMortemWithin;
  await clocks.start(change, [{ kind: "POST_MORTEM", from: incident.resolvedAt, due: within }]);
}
