import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { AffectedSource } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { putOn } from "./affected-customers.ts";
import { refuseEmpty, settleImpact } from "./change-affected-customers.ts";

/** Puts any number of accounts on the incident in one act: growth is weighed once, however the list came. How many were new. */
export async function importAffected(ctx: ServiceContext, input: ChangeInput, customerIds: readonly string[], source: AffectedSource): Promise<{ incident: IncidentEntity; added: number }> {
  let added = 0;
  const incident = await changeIncident(ctx, { name: "importAffected" }, input, async (change) => {
    refuseEmpty(change.incident, { ...input, add: [] });
    added = await putOn(change, source, customerIds);
    if (added > 0) await settleImpact(change, source);
  });
  return { incident, added };
}
