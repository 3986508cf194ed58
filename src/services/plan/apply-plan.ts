import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import { fillTemplate } from "../incident/incident.rules.ts";
import { assign } from "../role/assign.ts";
import { belongsToOwner, missingRoles, titleOf } from "../role/role.rules.ts";
import { active, defaultResponders } from "../role/role.store.ts";
import { record, type Change } from "../timeline/record.ts";
import { callToRoom } from "./call-to-room.ts";

/**
 * Puts a severity's plan to work: opens the bridge where it is due, asks the team's default responders into the roles,
 * and names the roles that nobody fills (product rules, section 4). Who is on the incident already stays.
 */
export async function applyPlan(change: Change, plan: ResponsePlanEntity): Promise<void> {
  const { incident } = change;
  if (plan.bridge) await openBridge(change);
  const { asked, missing } = await fillRoles(change, plan.roles);
  const cadence = plan.updateEvery === null ? "updates as needed" : `updates every ${plan.updateEvery / 60} min`;
  const lacking = missing.length > 0 ? `; nobody fills ${missing.map(titleOf).join(", ")}` : "";
  const summary = `Plan of ${plan.severity} applied in ${incident.channel}: ${cadence}${lacking}`;
  record(change, {
    kind: "PLAN_APPLIED",
    summary,
    details: { severity: plan.severity, version: plan.version, asked, missing, channel: incident.channel, bridgeUrl: incident.bridgeUrl, executives: plan.executives },
  });
  await callToRoom(change, summary);
}

/** A link from the policy's template; once open it stays (seed 000, Temporary Routing Defaults). */
export async function openBridge({ incident, policy }: Change): Promise<void> {
  incident.bridgeUrl ??= fillTemplate((await policy()).document.bridgeTemplate, incident.reference);
}

/** Asks a default responder into each wanted role that nobody has. Returns the roles it could fill, and those it could not. */
export async function fillRoles(change: Change, wanted: readonly IncidentRole[]): Promise<{ asked: IncidentRole[]; missing: IncidentRole[] }> {
  const missing = missingRoles(wanted, change.incident.strategicAffected, await active(change));
  if (missing.length === 0) return { asked: [], missing };
  const { own, others } = await defaultResponders(change.tx, change.incident.ownerTeamId);
  const asked: IncidentRole[] = [];
  for (const role of missing) {
    const responderId = own.get(role) ?? (belongsToOwner(role) ? undefined : others.get(role));
    if (!responderId) continue;
    await assign(change, { role, responderId, accepted: false });
    asked.push(role);
  }
  return { asked, missing: missing.filter((role) => !asked.includes(role)) };
}
