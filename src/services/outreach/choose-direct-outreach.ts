import type { IncidentEntity } from "../../entities/incident.entity.ts";
import * as clocks from "../clock/index.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, DomainError } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { isOpen } from "../incident/incident.rules.ts";
import { LIMITS, text } from "../input.ts";
import * as policies from "../policy/index.ts";
import { record } from "../timeline/record.ts";
import { suitsDirectOutreach } from "../impact/impact.rules.ts";

export interface ChooseDirectOutreach extends ChangeInput {
  reason?: string | null;
}

/**
 * The commander decides to talk to the few named accounts in place of page and banner: STATUS_PAGE is let go with the
 * reason (product rules, section 4). It is owed again once more accounts are affected.
 */
export function chooseDirectOutreach(ctx: ServiceContext, input: ChooseDirectOutreach): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "chooseDirectOutreach" }, input, async (change) => {
    const { incident, tx, policy } = change;
    if (!isOpen(incident)) throw conflict(`The incident is ${incident.status}`, { field: "incidentId" });
    const { responderId, role } = tx.actor;
    if (responderId && role === "RESPONDER" && incident.commanderId !== responderId) throw new DomainError("FORBIDDEN", "The incident's commander decides this");
    const { directUpTo } = (await policy()).document.outreach;
    if (!suitsDirectOutreach(incident, directUpTo)) throw conflict(`Direct outreach is for at most ${directUpTo} affected accounts, all known by name`, { field: "incidentId", directUpTo });
    const reason = text("reason", input.reason ?? "", LIMITS.note);
    incident.directOutreachReason = reason;
    await clocks.stop(change, `direct outreach: ${reason}`, ["STATUS_PAGE"]);
    record(change, { kind: "DECISION", summary: `Direct outreach in place of page and banner: ${reason}`, details: { directOutreach: true } });
  });
}

/** Whether the hub proposes it: few accounts, all known by name, and nothing decided yet. */
export async function proposesDirectOutreach(ctx: ServiceContext, incident: IncidentEntity): Promise<boolean> {
  if (!isOpen(incident) || incident.directOutreachReason !== null) return false;
  return suitsDirectOutreach(incident, (await policies.version(ctx, incident.policyVersion)).document.outreach.directUpTo);
}
