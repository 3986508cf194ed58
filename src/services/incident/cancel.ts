import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as clocks from "../clock/index.ts";
import { closePublicEntry, wasPublished } from "../communication/close-public-entry.ts";
import type { ServiceContext } from "../context.ts";
import * as escalations from "../escalation/stop.ts";
import { LIMITS, optionalText } from "../input.ts";
import { active, release } from "../role/index.ts";
import { record, type Change } from "../timeline/record.ts";
import { changeIncident } from "./change.ts";
import { move, refuseIllegal } from "./move.ts";
import type { MoveIncident } from "./start-mitigation.ts";

/**
 * A false alarm. Once something was published it takes two people: the first call only asks, and another caller's
 * carries it out, with a closing notice wherever we had published.
 */
export function cancel(ctx: ServiceContext, input: MoveIncident): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "cancelIncident", lifecycle: true }, input, async (change) => {
    const { incident, tx } = change;
    refuseIllegal(change, "CANCELLED");
    const reason = optionalText("reason", input.reason, LIMITS.note);
    const needsSecond = (await wasPublished(change)) && (incident.cancelRequestedBy ?? whoIs(tx)) === whoIs(tx);
    if (!needsSecond) return cancelWithin(change, reason ? `Cancelled: ${reason}` : "Cancelled as a false alarm", { reason });
    if (incident.cancelRequestedBy) return;
    incident.cancelRequestedBy = whoIs(tx);
    record(change, { kind: "DECISION", summary: "Asked to cancel; since customers were told, a second person has to confirm", details: { reason } });
  });
}

/** The person, not the key: one person with two keys is still one. */
const whoIs = ({ actor }: ServiceContext) => actor.responderId ?? actor.id;

export async function cancelWithin(change: Change, summary: string, details: Record<string, unknown>): Promise<void> {
  const { incident, at } = change;
  move(change, "CANCELLED", summary, details);
  incident.cancelledAt = at;
  await closePublicEntry(change, "cancelled");
  await clocks.stop(change, "cancelled");
  await escalations.stop(change, "cancelled");
  await release(change, await active(change));
}
