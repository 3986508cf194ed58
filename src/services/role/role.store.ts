import { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";
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

/** The owning team's default responder for each role, and what exactly one other team offers for the roles it lacks. */
export async function defaultResponders({ db }: ServiceContext, teamId: string | null): Promise<{ own: Map<IncidentRole, string>; others: Map<IncidentRole, string> }> {
  const rows: { role: IncidentRole; responders: string[]; own: string | null }[] = await db.query(
    `select role, array_agg(distinct responder_id) as responders, max(responder_id::text) filter (where team_id = $1) as own
     from team_role group by role`,
    [teamId],
  );
  const pairs = (of: (row: (typeof rows)[number]) => string | null | undefined) =>
    new Map(rows.flatMap((row) => (of(row) ? [[row.role, of(row) as string]] : [])));
  return { own: pairs((row) => row.own), others: pairs((row) => (row.responders.length === 1 ? row.responders[0] : null)) };
}
