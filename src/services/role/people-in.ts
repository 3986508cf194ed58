import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { belongsToOwner } from "./role.rules.ts";
import { defaultResponders } from "./role.store.ts";

/** All who stand behind each role now: in that team, or in the one other team that has the role, where that may fill it. */
export async function peopleIn(tx: ServiceContext, teamId: string | null, roles: readonly IncidentRole[]): Promise<Map<IncidentRole, string[]>> {
  const { own, others } = await defaultResponders(tx, teamId);
  const of = (role: IncidentRole) => own.get(role) ?? (belongsToOwner(role) ? undefined : others.get(role));
  return new Map(roles.flatMap((role) => (of(role) ? [[role, [of(role) as string]]] : [])));
}
