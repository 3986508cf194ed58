import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { CauseClass, MitigationProgress } from "../../entities/vocabulary.ts";
import { draftEtaUpdate } from "../draft/draft-eta-update.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { given, LIMITS, optionalText, text } from "../input.ts";
import { record } from "../timeline/record.ts";
import { changeIncident, type ChangeInput } from "./change.ts";
import { hasEnded } from "./incident.rules.ts";

export interface ReportMitigation extends ChangeInput {
  progress: MitigationProgress;
  summary: string;
  eta?: Date | null;
  rootCause?: string | null;
  causeClass?: CauseClass | null;
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

/** How far the fix is. An ETA that changes what customers were told drafts an update for them. An ETA of null takes the earlier one back; a root cause stays internal until it is published. */
export function reportMitigation(ctx: ServiceContext, input: ReportMitigation): Promise<IncidentEntity> {
  return changeIncident(ctx, { name: "reportMitigation", lifecycle: true }, input, async (change) => {
    const { incident, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}`);
    const { progress, eta, rootCause, causeClass } = input;
    if (given(eta) && (eta < incident.detectedAt || eta.getTime() > now.getTime() + TEN_YEARS_MS)) {
      throw invalid("eta", "eta must lie after the detection and at most ten years ahead");
    }
    incident.mitigationProgress = progress;
    if (eta !== undefined) incident.eta = eta;
    incident.rootCause = optionalText("rootCause", rootCause, LIMITS.note) ?? incident.rootCause;
    incident.causeClass = causeClass ?? incident.causeClass;
    const summary = text("summary", input.summary, LIMITS.note);
    record(change, { kind: "MITIGATION", summary, details: { progress, eta: incident.eta, rootCause: rootCause ?? null, causeClass: causeClass ?? null } });
    await draftEtaUpdate(change);
  });
}
