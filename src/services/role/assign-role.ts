import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { id } from "../input.ts";
import { assign } from "./assign.ts";

export interface AssignRole extends ChangeInput {
  role: IncidentRole;
  responderId: string;
  accepted?: boolean | null;
}

/** Who takes a role themselves accepts it by that. */
export function assignRole(ctx: ServiceContext, input: AssignRole): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "assignRole" }, input, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; its roles are released`);
    const responderId = id("responderId", input.responderId);
    await assign(change, { role: input.role, responderId, accepted: input.accepted ?? ctx.actor.responderId === responderId });
  });
}
