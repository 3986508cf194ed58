import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { CauseClass, Strategy } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { given, LIMITS, optionalText } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { hasEnded } from "./incident.rules.ts";

export interface ChangeApproach extends ChangeInput {
  strategy?: Strategy | null;
  causeClass?: CauseClass | null;
  reason?: string | null;
}

/** Another strategy, or another suspicion of the cause. Both are internal, and each change of them is a decision. */
export function changeApproach(ctx: ServiceContext, input: ChangeApproach): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "changeApproach" }, input, async (change) => {
    const { incident } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}`, { field: "incidentId" });
    if (!given(input.strategy) && !given(input.causeClass)) throw invalid("strategy", "Name a strategy or a causeClass");
    const reason = optionalText("reason", input.reason, LIMITS.note);
    incident.strategy = input.strategy ?? incident.strategy;
    incident.causeClass = input.causeClass ?? incident.causeClass;
    const words = [given(input.strategy) && `strategy ${input.strategy}`, given(input.causeClass) && `suspected cause ${input.causeClass}`].filter(Boolean).join(", ");
    record(change, { kind: "DECISION", summary: `Approach: ${words}${reason ? `: ${reason}` : ""}`, details: { strategy: incident.strategy, causeClass: incident.causeClass, reason } });
  });
}
