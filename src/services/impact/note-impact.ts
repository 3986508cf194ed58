import { ImpactSnapshotEntity } from "../../entities/impact.entity.ts";
import { oweStatusPage } from "../clock/index.ts";
import { callIn } from "../escalation/call-in.ts";
import { hearImpact } from "../escalation/hear-impact.ts";
import { fillRoles, openBridge } from "../plan/apply-plan.ts";
import { reassess } from "../severity/reassess.ts";
import { insert } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { affectedBy, suitsDirectOutreach } from "./impact.rules.ts";

/**
 * What every change of impact leads to: one event, one snapshot of the figures, a liaison where a strategic account
 * is hit, and the severity weighed again.
 */
export async function noteImpact(change: Change, what: string): Promise<void> {
  const { tx, incident, at } = change;
  const event = record(change, { kind: "IMPACT_CHANGED", summary: what, details: { customersAffected: affectedBy(incident), strategicAffected: incident.strategicAffected } });
  await insert(tx, ImpactSnapshotEntity, [{
    incidentId: incident.id,
    revision: event.revision,
    at,
    customersAffected: affectedBy(incident),
    strategicAffected: incident.strategicAffected,
    revenueAtRiskTotal: incident.revenueAtRiskTotal,
    revenueCurrency: incident.revenueCurrency,
  }]);
  if (incident.expanding) await openBridge(change);
  if (incident.strategicAffected > 0) await callIn(change, (await fillRoles(change, [])).asked);
  await reassess(change);
  await hearImpact(change);
  await keepDirectOutreach(change);
}

/** The decision to talk to a few accounts holds for a few: once there are more, the page is owed again. */
async function keepDirectOutreach(change: Change): Promise<void> {
  const { incident, policy } = change;
  if (incident.directOutreachReason === null || suitsDirectOutreach(incident, (await policy()).document.outreach.directUpTo)) return;
  incident.directOutreachReason = null;
  record(change, { kind: "DECISION", summary: "Too many are affected for direct outreach alone; page and banner are owed again", details: { directOutreach: false } });
  await oweStatusPage(change, await change.plan());
}
