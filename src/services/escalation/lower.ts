import type { Change } from "../timeline/record.ts";
import { circumstancesOf } from "./circumstances.ts";
import { write } from "./climb.ts";
import { comesByClock } from "./escalation.rules.ts";
import { runningOf } from "./escalation.store.ts";
import { stop } from "./stop.ts";

/**
 * After a lowering: stops what has lost its point, be it that the severity wakes nobody, or that the clocks which began
 * it have time again. What a person asked for, and a risk to data, goes on.
 */
export async function lowered(change: Change): Promise<void> {
  const running = await runningOf(change);
  if (!running) return;
  const { start, top } = await circumstancesOf(change);
  const isByClock = comesByClock(running.trigger);
  if (isByClock && (start === 0 || running.level > top || (running.trigger !== null && !(await isOverdue(change))))) return stop(change, `Lowered to ${change.incident.severity}`);
  await write(change, { ...running, top: Math.min(running.top, Math.max(top, running.level)) });
}

async function isOverdue({ tx, incident, now }: Change): Promise<boolean> {
  const rows = await tx.db.query(
    "select 1 from clock where incident_id = $1 and kind in ('ACKNOWLEDGE', 'TRIAGE', 'NEXT_UPDATE') and met_at is null and stopped_at is null and due_at <= $2 limit 1", [incident.id, now]);
  return rows.length > 0;
}
