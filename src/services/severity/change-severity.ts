import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Severity } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { conflict } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { oweAfterwards } from "../incident/owed.ts";
import { LIMITS, text } from "../input.ts";
import { record } from "../timeline/record.ts";
import { decideSeverity } from "./decide.ts";

export interface ChangeSeverity extends ChangeInput {
  severity: Severity;
  reason: string;
}

/** Sets or confirms the severity by a person's word. */
export function changeSeverity(ctx: ServiceContext, input: ChangeSeverity): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "changeSeverity", lifecycle: true }, input, async (change) => {
    const { incident } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; its severity stays`);
    const reason = text("reason", input.reason, LIMITS.note);
    const before = incident.severity;
    await decideSeverity(change, input.severity, reason);
    if (incident.severity === before) {
      record(change, { kind: "SEVERITY_CHANGED", summary: `Severity ${before} confirmed: ${reason}`, details: { from: before, to: before } });
    }
    await oweAfterwards(change);
  });
}
