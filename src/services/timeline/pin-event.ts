import type { ServiceContext } from "../context.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { targetOf } from "./amend-event.ts";
import { record } from "./record.ts";
import type { TimelineEvent } from "./timeline.store.ts";

export interface PinTimelineEvent extends ChangeInput {
  revision: number;
  pinned: boolean;
}

/** Puts an event on the incident's report, or takes it off. Returns that event; what stands so already leaves no new one. */
export function pinEvent(ctx: ServiceContext, input: PinTimelineEvent): Promise<TimelineEvent> {
  return changeIncident(ctx, { name: "pinTimelineEvent" }, input, async (change) => {
    const target = await targetOf(change, input.revision);
    if (target.pinned !== input.pinned) {
      record(change, { kind: "PINNED", summary: `${input.pinned ? "Pinned" : "Unpinned"}: ${target.summary}`, targetRevision: target.revision, details: { pinned: input.pinned } });
      await change.tx.db.query(
        `insert into timeline_mark (incident_id, revision, pinned, amended_by) values ($1, $2, $3, null)
         on conflict (incident_id, revision) do update set pinned = excluded.pinned`,
        [change.incident.id, target.revision, input.pinned],
      );
    }
    return () => ({ ...target, pinned: input.pinned });
  });
}
