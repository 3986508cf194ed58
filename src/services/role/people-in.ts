import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { offersFor } from "./offers.ts";
import { belongsToOwner } from "./role.rules.ts";

/**
 * Ids of all who stand behind each role now in that team, first to be paged first: everybody on call on its schedule, or the person
 * named. For a role that the team does not name, whom exactly one other team offers, unless only the owner can fill it. A role behind
 * which nobody stands is absent.
 */
export async function peopleIn(tx: ServiceContext, teamId: string | null, roles: readonly IncidentRole[]): Promise<Map<IncidentRole, string[]>> {
  if (roles.length === 0) return new Map();
  const offered = await offersFor(tx, teamId, roles);
  return new Map(
    offered.filter(({ role, isOwn, people }) => people.length > 0 && (isOwn || !belongsToOwner(role))).map(({ role, people }) => [role, people]),
  );
}
