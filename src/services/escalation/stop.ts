import type { Change } from "../timeline/record.ts";

/** Resolve, cancel and merge end a running escalation. */
export async function stop({ tx, incident, now }: Change): Promise<void> {
  await tx.db.query("update escalation set stopped_at = $2, next_step_at = null where incident_id = $1 and acknowledged_at is null and stopped_at is null", [incident.id, now]);
}
