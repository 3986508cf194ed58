import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError, notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { allowedMoves, isOpen } from "../incident/incident.rules.ts";
import { given, id, LIMITS, optionalText } from "../input.ts";
import { active, assign } from "../role/index.ts";
import { heed } from "./heed.ts";
import { record } from "../timeline/record.ts";

export interface Acknowledge extends ChangeInput {
  note?: string | null;
  /** Who acknowledges, where a client relays for a person; the caller's own, if left out. */
  responderId?: string | null;
}

/** Somebody is on it, at the hub's time. The first one is acting commander until somebody else accepts (section 4). */
export function acknowledge(ctx: ServiceContext, input: Acknowledge): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "acknowledge" }, input, async (change) => {
    const { tx, incident, now } = change;
    if (!isOpen(incident)) throw new DomainError("ILLEGAL_TRANSITION", `The incident is ${incident.status}; there is nothing to acknowledge`, { field: "incidentId", allowed: allowedMoves(incident) });
    change.at = now;
    const responderId = given(input.responderId) ? id("responderId", input.responderId) : ctx.actor.responderId;
    const [person] = responderId ? await tx.db.query("select name from responder where id = $1", [responderId]) : [];
    if (responderId && !person) throw notFound(`responder ${responderId}`, "responderId");
    const note = optionalText("note", input.note, LIMITS.note);
    const who = person?.name ?? change.actorLabel ?? ctx.actor.name;
    record(change, { kind: "ACKNOWLEDGED", summary: `${who} acknowledged${note ? `: ${note}` : ""}`, details: { responderId, note } });
    await clocks.meet(change, ["ACKNOWLEDGE"], now);
    await heed(change, responderId);
    if (!responderId || incident.commanderId) return;
    const isVendor = (await active(change)).some((one) => one.responderId === responderId && one.role === "VENDOR");
    if (!isVendor) await assign(change, { role: "INCIDENT_COMMANDER", responderId, accepted: true, acting: true });
  });
}
