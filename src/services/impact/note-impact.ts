import { ImpactFigureEntity, ImpactSnapshotEntity } from "../../entities/impact.entity.ts";
import { oweStatusPage } from "../clock/index.ts";
import { callIn } from "../escalation/call-in.ts";
import { hearImpact } from "../escalation/hear-impact.ts";
import { fillRoles, openBridge } from "../plan/apply-plan.ts";
import { reassess } from "../severity/reassess.ts";
import { insertion, recordset } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { figuresOf, type Grounds } from "./figures.ts";
import { affectedBy, suitsDirectOutreach } from "./impact.rules.ts";

/**
 * What every change of impact leads to: one event, one snapshot of the figures, a liaison where a strategic account
 * is hit, and the severity weighed again.
 */
export async function noteImpact(change: Change, what: string, grounds: Grounds = {}): Promise<void> {
  const { incident } = change;
  const { revision } = record(change, { kind: "IMPACT_CHANGED", summary: what, details: { customersAffected: affectedBy(incident), strategicAffected: incident.strategicAffected } });
  await write(change, revision, grounds);
  if (incident.expanding) await openBridge(change);
  if (incident.strategicAffected > 0) await callIn(change, (await fillRoles(change, [])).asked);
  await reassess(change);
  await hearImpact(change);
  await keepDirectOutreach(change);
}

/** The snapshot, and where its figures come from, in one statement. */
async function write(change: Change, revision: number, grounds: Grounds): Promise<void> {
  const { tx, incident, at } = change;
  const snapshot: ImpactSnapshotEntity = {
    incidentId: incident.id,
    revision,
    at,
    customersAffected: affectedBy(incident),
    strategicAffected: incident.strategicAffected,
    revenueAtRiskTotal: incident.revenueAtRiskTotal,
    revenueCurrency: incident.revenueCurrency,
    baseline: incident.customersBaseline,
  };
  const { rows, gone } = figuresOf(change, grounds);
  await tx.db.query(
    `with said as (${insertion(tx, ImpactFigureEntity, null, "$2")}
       on conflict (incident_id, figure) do update set source = excluded.source, said_by = excluded.said_by, recorded_at = excluded.recorded_at),
     gone as (delete from impact_figure where incident_id = $3 and figure = any($4))
     ${insertion(tx, ImpactSnapshotEntity)}`,
    [recordset(tx, ImpactSnapshotEntity, [snapshot]), recordset(tx, ImpactFigureEntity, rows), incident.id, gone]);
}

/** The decision to talk to a few accounts holds for a few: once there are more, the page is owed again. */
async function keepDirectOutreach(change: Change): Promise<void> {
  const { incident, policy } = change;
  if (incident.directOutreachReason === null || suitsDirectOutreach(incident, (await policy()).document.outreach.directUpTo)) return;
  incident.directOutreachReason = null;
  record(change, { kind: "DECISION", summary: "Too many are affected for direct outreach alone; page and banner are owed again", details: { directOutreach: false } });
  await oweStatusPage(change, await change.plan());
}
