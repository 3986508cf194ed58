import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { startOwnership } from "../incident/ownership.ts";
import { id } from "../input.ts";
import { record, type Change } from "../timeline/record.ts";
import { titleOf } from "./role.rules.ts";
import { active } from "./role.store.ts";

export interface ReleaseRole extends ChangeInput {
  role: IncidentRole;
  responderId: string;
}

export function releaseRole(ctx: ServiceContext, input: ReleaseRole): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "releaseRole" }, input, async (change) => {
    const responderId = id("responderId", input.responderId);
    const held = (await active(change)).filter((one) => one.role === input.role && one.responderId === responderId);
    if (held.length === 0) throw notFound(`${titleOf(input.role)} of this name on the incident`, "responderId");
    await release(change, held);
    await startOwnership(change);
  });
}

/** Ends these tenures. */
export async function release(change: Change, assignments: RoleAssignmentEntity[]): Promise<void> {
  const { tx, incident, at } = change;
  if (assignments.length === 0) return;
  await tx.db.query("update role_assignment set released_at = $2 where id = any($1)", [assignments.map((one) => one.id), at]);
  const names: { id: string; name: string }[] = await tx.db.query("select id, name from responder where id = any($1)", [assignments.map((one) => one.responderId)]);
  for (const one of assignments) {
    const { role, responderId } = one;
    noteChange(tx, `role/${one.id}`, one, { ...one, releasedAt: at });
    if (role === "INCIDENT_COMMANDER" && incident.commanderId === responderId) incident.commanderId = null;
    const name = names.find((one) => one.id === responderId)?.name;
    record(change, { kind: "ROLE_CHANGED", summary: `${name} is no longer ${titleOf(role)}`, details: { role, responderId, released: true } });
  }
}
