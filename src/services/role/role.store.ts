import { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";
import { offersFor } from "./offers.ts";
import type { Change } from "../timeline/record.ts";

/** Who is assigned now, accepted or not. */
export function active({ tx, incident }: Pick<Change, "tx" | "incident">): Promise<RoleAssignmentEntity[]> {
  return select(tx, RoleAssignmentEntity, "where incident_id = $1 and released_at is null order by assigned_at, id", [incident.id]);
}

/** Assignments by incident; the active ones alone, if so asked. */
export async function assignmentsOf(ctx: ServiceContext, incidentIds: string[], { active: onlyActive }: { active: boolean }) {
  const rows = await select(ctx, RoleAssignmentEntity, "where incident_id = any($1) and (released_at is null or not $2) order by assigned_at, id", [
    incidentIds, onlyActive,
  ]);
  return listsByKey(rows, (assignment) => assignment.incidentId);
}

/**
 * The owning team's default responder for each role, and what exactly one other team offers for the roles it does not name. Behind a
 * schedule stands who is first on call now; nobody on call, nobody for the role.
 */
export async function defaultResponders(tx: ServiceContext, teamId: string | null): Promise<{ own: Map<IncidentRole, string>; others: Map<IncidentRole, string> }> {
  const offered = await offersFor(tx, teamId);
  const firsts = (own: boolean) =>
    new Map(offered.flatMap(({ role, isOwn, people }) => (isOwn === own && people[0] ? [[role, people[0]] as const] : [])));
  return { own: firsts(true), others: firsts(false) };
}
