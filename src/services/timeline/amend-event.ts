import type { ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { LIMITS, text } from "../input.ts";
import { record, type Change } from "./record.ts";
import { mayBeAmended } from "./timeline.rules.ts";
import { byEventKeys, eventKey, type TimelineEvent } from "./timeline.store.ts";

export interface AmendTimelineEvent extends ChangeInput {
  revision: number;
  summary: string;
}

/** Says it better in an event of its own; the old text stays readable. Returns the AMENDED event. */
export function amendEvent(ctx: ServiceContext, input: AmendTimelineEvent): Promise<TimelineEvent> {
  return changeIncident(ctx, { name: "amendTimelineEvent" }, input, async (change) => {
    const target = await targetOf(change, input.revision);
    const event = record(change, { kind: "AMENDED", summary: text("summary", input.summary, LIMITS.note), targetRevision: target.revision });
    await change.tx.db.query(
      `insert into timeline_mark (incident_id, revision, pinned, amended_by) values ($1, $2, $3, $4)
       on conflict (incident_id, revision) do update set amended_by = excluded.amended_by`,
      [change.incident.id, target.revision, target.pinned, event.revision],
    );
    return () => ({ ...event, amendedSummary: null });
  });
}

export async function targetOf({ tx, incident }: Change, revision: number): Promise<TimelineEvent> {
  const key = eventKey(incident.id, revision);
  const isRevision = revision > 0 && revision <= incident.revision;
  const target = isRevision ? (await byEventKeys(tx, [key])).get(key) : undefined;
  if (!target) throw notFound(`event ${revision} on this incident`, "revision");
  if (!mayBeAmended(target.kind)) throw invalid("revision", `Event ${revision} is itself ${target.kind}; name the event that it speaks of`);
  return target;
}
