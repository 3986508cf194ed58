import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { load } from "../load.ts";
import { byPlanKey, planKey } from "../plan/plan.store.ts";
import { missingRoles } from "./role.rules.ts";
import { assignmentsOf } from "./role.store.ts";

/** The roles that an incident wants and nobody is assigned to. */
export async function missingOn(ctx: ServiceContext, incident: IncidentEntity): Promise<IncidentRole[]> {
  const [plan, active] = await Promise.all([
    load(ctx, byPlanKey, planKey(incident.severity, incident.planVersion)),
    load(ctx, assignmentsOf, incident.id, { active: true }),
  ]);
  return missingRoles(plan?.roles ?? [], incident.strategicAffected, active ?? []);
}
