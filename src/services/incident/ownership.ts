import { refuseOutside } from "../access/binding.ts";
import * as clocks from "../clock/index.ts";
import { notFound } from "../errors.ts";
import { callIn, callOwner } from "../escalation/call-in.ts";
import { fillRoles } from "../plan/apply-plan.ts";
import { record, type Change } from "../timeline/record.ts";
import { isOpen } from "./incident.rules.ts";

/** Whether somebody owns the incident: a commander, or a team that is no catch-all (product rules, section 5, OWNERSHIP). */
export async function isOwned({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<boolean> {
  if (incident.commanderId) return true;
  if (!incident.ownerTeamId) return false;
  return (await tx.db.query("select 1 from team where id = $1 and not catch_all", [incident.ownerTeamId])).length > 0;
}

/** Begins the OWNERSHIP clock while nobody owns an open incident. */
export async function startOwnership(change: Change): Promise<void> {
  if (!isOpen(change.incident) || (await isOwned(change)) || (await clocks.open(change, ["OWNERSHIP"])).length > 0) return;
  const { ownershipWithin } = (await change.policy()).document.clocks;
  await clocks.start(change, [{ kind: "OWNERSHIP", from: change.now, due: ownershipWithin }]);
}

/** Gives the incident to a team; one that is no catch-all settles OWNERSHIP, and its people are asked into the roles that lack one. */
export async function giveTo(change: Change, teamSlug: string, field: string): Promise<void> {
  const { tx, incident, at } = change;
  const [team] = await tx.db.query("select id, name from team where slug = $1", [teamSlug]);
  if (!team) throw notFound(`team "${teamSlug}"`, field);
  if (team.id === incident.ownerTeamId) return;
  refuseOutside(tx, { serviceId: incident.serviceId, ownerTeamId: team.id });
  incident.ownerTeamId = team.id;
  record(change, { kind: "OWNER_CHANGED", summary: `${team.name} owns the incident`, details: { teamId: team.id, slug: teamSlug } });
  if (await isOwned(change)) await clocks.meet(change, ["OWNERSHIP"], at);
  await callIn(change, (await fillRoles(change, (await change.plan()).roles)).asked);
  await callOwner(change, `${team.name} owns the incident`);
}
