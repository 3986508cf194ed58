import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { oweAfterwards } from "../incident/owed.ts";
import { noteImpact } from "./note-impact.ts";
import { stateImpact, type StatedImpact } from "./state-impact.ts";

export interface RecordImpact extends ChangeInput {
  impact: StatedImpact;
}

export function recordImpact(ctx: ServiceContext, input: RecordImpact): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "recordImpact" }, input, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; its impact stays`);
    await noteImpact(change, stateImpact(change, input.impact), { said: input.impact });
    await oweAfterwards(change);
  });
}
