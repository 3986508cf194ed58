import { affectedBy } from "../impact/impact.rules.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { notify } from "../notification/index.ts";
import type { Change } from "../timeline/record.ts";
import { growthOf } from "./escalation.rules.ts";
import { DATA_LOSS } from "./first-page.ts";
import { hearCause } from "./hear-cause.ts";
import { noticesFor } from "./people.ts";

/** What a change of impact escalates: a risk to data that was not there, and customers that have doubled (product rules, section 6). */
export async function hearImpact(change: Change): Promise<void> {
  const { incident, before } = change;
  // Of a declaration the first page tells all of it.
  if (!isOpen(incident) || before.revision === 0) return;
  if (incident.dataLossRisk && !before.dataLossRisk) await hearCause(change, { trigger: "DATA_INTEGRITY", because: DATA_LOSS });
  await hearGrowth(change);
}

/** The baseline is the count at triage, or the first after it. */
async function hearGrowth(change: Change): Promise<void> {
  const { incident, before, policy } = change;
  if (!incident.triagedAt) return;
  const { customersDoubled } = (await policy()).document.escalation;
  const affected = affectedBy(incident);
  const { baseline, fires, grew } = growthOf(incident.customersBaseline, affected, affectedBy(before), customersDoubled);
  const because = `Customers affected grew from ${fires ? incident.customersBaseline : affectedBy(before)} to ${affected}`;
  if (fires && (await firedWithin(change, customersDoubled.atMostEvery))) return;
  incident.customersBaseline = baseline;
  if (fires) await hearCause(change, { trigger: "CUSTOMERS_DOUBLED", because });
  else if (grew && incident.customersBaseline !== affected) await notify(change, because, await noticesFor(change, ["INCIDENT_COMMANDER"], "TOLD"));
}

async function firedWithin({ tx, incident, now }: Change, seconds: number): Promise<boolean> {
  const rows = await tx.db.query(
    "select 1 from timeline_event where incident_id = $1 and kind = 'ESCALATION' and details ->> 'trigger' = 'CUSTOMERS_DOUBLED' and recorded_at > $2 limit 1",
    [incident.id, new Date(now.getTime() - seconds * 1_000)]);
  return rows.length > 0;
}
