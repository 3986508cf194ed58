import type { CustomerRange } from "../../entities/incident-values.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { FeatureState } from "../../entities/vocabulary.ts";
import { invalid } from "../errors.ts";
import { given, LIMITS, optionalText, whole } from "../input.ts";
import { clip } from "../text.rules.ts";
import type { Change } from "../timeline/record.ts";
import { affectedBy } from "./impact.rules.ts";

/** What is left out stays as it is; null takes it back. */
export interface StatedImpact {
  customersStated?: number | null;
  /** Between what the estimate lies; it has to be given, or stand, and to lie there. */
  customersRange?: { low?: number | null; high?: number | null } | null;
  featureState?: FeatureState | null;
  description?: string | null;
  workaround?: string | null;
  dataLossRisk?: boolean | null;
  expanding?: boolean | null;
}

const MOST = 2_147_483_647;

/** Writes the statement into the incident. `noteImpact` must follow. Returns it in words. */
export function stateImpact(change: Change, stated: StatedImpact): string {
  const { incident } = change;
  const { customersStated, customersRange, featureState, description, workaround, dataLossRisk, expanding } = stated;
  if (customersStated !== undefined) incident.customersStated = customersStated && whole("impact.customersStated", customersStated, 0, MOST);
  if (customersRange !== undefined) incident.customersRange = customersRange && rangeOf(customersRange);
  refuseOutside(incident);
  if (featureState !== undefined) incident.featureState = featureState;
  if (description !== undefined) incident.impactDescription = optionalText("impact.description", description, LIMITS.note);
  if (workaround !== undefined) incident.workaround = optionalText("impact.workaround", workaround, LIMITS.note);
  if (dataLossRisk !== undefined) incident.dataLossRisk = dataLossRisk ?? false;
  if (expanding !== undefined) incident.expanding = expanding ?? false;
  return inWords(change);
}

function rangeOf({ low, high }: NonNullable<StatedImpact["customersRange"]>): CustomerRange {
  return {
    low: given(low) ? whole("impact.customersRange.low", low, 0, MOST) : null,
    high: given(high) ? whole("impact.customersRange.high", high, low ?? 0, MOST) : null,
  };
}

/** An estimate that is taken back takes its range along. */
function refuseOutside(incident: IncidentEntity): void {
  const { customersStated: stated, customersRange: range } = incident;
  if (stated === null) incident.customersRange = null;
  else if (range && (stated < (range.low ?? 0) || stated > (range.high ?? MOST))) throw invalid("impact.customersRange", `The estimate of ${stated} does not lie in its range`);
}

/** The impact as it now is: "DEGRADED, 127 customers affected (8 strategic), workaround known". */
export function inWords({ incident }: Pick<Change, "incident">): string {
  const affected = affectedBy(incident);
  const parts = [
    incident.featureState,
    affected > 0 && `${affected} customer${affected === 1 ? "" : "s"} affected${incident.strategicAffected > 0 ? ` (${incident.strategicAffected} strategic)` : ""}`,
    incident.dataLossRisk && "data may be lost",
    incident.expanding && "expanding",
    incident.workaround && "workaround known",
  ];
  return `Impact: ${parts.filter(Boolean).join(", ") || clip(incident.impactDescription ?? "", 200) || "none known"}`;
}
