import * as notifications from "../notification/index.ts";
import type { Change } from "../timeline/record.ts";

/** Ends what escalates, and its pages: the incident was resolved, cancelled or merged, or a lowering made it pointless. */
export async function stop({ tx, incident, now }: Pick<Change, "tx" | "incident" | "now">, reason: string): Promise<void> {
  const [rows] = await tx.db.query(
    `update escalation set next_step_at = null, stopped_at = case when acknowledged_at is null then $2::timestamptz end, stop_reason = $3
     where incident_id = $1 and stopped_at is null and (acknowledged_at is null or next_step_at is not null) returning id`,
    [incident.id, now, reason],
  );
  for (const { id } of rows) await notifications.stopPages(tx, id);
}
