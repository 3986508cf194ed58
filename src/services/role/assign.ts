import { v7 as uuid } from "uuid";
import { ResponderEntity } from "../../entities/responder.entity.ts";
import { RoleAssignmentEntity } from "../../entities/role-assignment.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import * as clocks from "../clock/index.ts";
import { invalid, notFound } from "../errors.ts";
import { heed } from "../escalation/heed.ts";
import { id } from "../input.ts";
import { insert, selectOne } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { isShared, roleConflict, titleOf } from "./role.rules.ts";
import { active } from "./role.store.ts";

export interface Assignment {
  role: IncidentRole;
  responderId: string;
  /** Tenure runs from acceptance; until then the assignment is an offer. */
  accepted: boolean;
  /** A commander only because they were the first to acknowledge. */
  acting?: boolean;
  /** Name of the input that `responderId` came from. */
  field?: string;
}

/**
 * Offers a role or lets a person take it over. Taking it over ends the tenure of whoever had it, acknowledges the
 * incident and, for a commander, settles who owns it.
 */
export async function assign(change: Change, { role, responderId, accepted, acting = false, field = "responderId" }: Assignment): Promise<void> {
  const { tx, incident, at, now } = change;
  const person = await selectOne(tx, ResponderEntity, "where id = $1", [id(field, responderId)]);
  if (!person) throw notFound(`responder ${responderId}`, field);
  const assignments = await active(change);
  const own = assignments.filter((assignment) => assignment.responderId === person.id);
  const refusal = roleConflict(role, own.map((assignment) => assignment.role));
  if (refusal) throw invalid(field, `${refusal}: ${person.name} cannot be ${titleOf(role)}`);

  const standing = own.find((assignment) => assignment.role === role);
  if (standing && (!accepted || (standing.acceptedAt && standing.acting === acting))) return;
  // Who only acts leaves the offer to another standing.
  if (accepted && !acting && !isShared(role)) await releaseOthers(change, assignments, role, person.id);
  if (standing) {
    await tx.db.query("update role_assignment set accepted_at = coalesce(accepted_at, $2), acting = $3 where id = $1", [standing.id, at, acting]);
    noteChange(tx, `role/${standing.id}`, standing, { ...standing, acceptedAt: standing.acceptedAt ?? at, acting });
  } else {
    const assignment = { id: uuid(), incidentId: incident.id, role, responderId: person.id, acting, assignedAt: at, acceptedAt: accepted ? at : null, releasedAt: null };
    await insert(tx, RoleAssignmentEntity, [assignment]);
    noteChange(tx, `role/${assignment.id}`, null, assignment);
  }
  const how = acting ? "is acting" : accepted ? "is" : "is asked to be";
  record(change, { kind: "ROLE_CHANGED", summary: `${person.name} ${how} ${titleOf(role)}`, details: { role, responderId: person.id, accepted, acting } });
  if (!accepted) return;
  await clocks.meet(change, ["ACKNOWLEDGE"], now);
  await heed(change, person.id);
  if (role !== "INCIDENT_COMMANDER") return;
  incident.commanderId = person.id;
  await clocks.meet(change, ["OWNERSHIP"], at);
}

async function releaseOthers({ tx, incident, at }: Change, assignments: RoleAssignmentEntity[], role: IncidentRole, responderId: string): Promise<void> {
  const others = assignments.filter((assignment) => assignment.role === role && assignment.responderId !== responderId);
  await tx.db.query("update role_assignment set released_at = $2 where id = any($1)", [others.map((other) => other.id), at]);
  for (const other of others) noteChange(tx, `role/${other.id}`, other, { ...other, releasedAt: at });
  if (role === "INCIDENT_COMMANDER" && others.length > 0) incident.commanderId = null;
}
