import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { EvidenceGrade } from "../../entities/vocabulary.ts";
import { affectedBy } from "../impact/impact.rules.ts";

export interface Evidence {
  grade: EvidenceGrade;
  summary: string;
}

/** Business impact in one line: customers, strategic accounts, revenue, workaround. */
export function impactLine(incident: IncidentEntity): string {
  const affected = affectedBy(incident);
  const { strategicAffected, revenueAtRiskTotal, revenueCurrency, featureState, dataLossRisk, workaround } = incident;
  const known = [
    affected > 0 && `${affected} customer${affected === 1 ? "" : "s"} affected${strategicAffected > 0 ? `, ${strategicAffected} strategic` : ""}`,
    Number(revenueAtRiskTotal) > 0 && `${revenueAtRiskTotal} ${revenueCurrency} at risk`,
    featureState,
    dataLossRisk && "data may be lost",
  ].filter(Boolean);
  return `${known.join(", ") || "Impact not known yet"}; ${workaround ? "workaround known" : "no workaround"}`;
}

/** What a page says: impact first, then which incident and why, then evidence with its grade (product rules, section 6). */
export function bodyOf(incident: IncidentEntity, why: string, evidence: readonly Evidence[]): string {
  return [
    `${incident.drill ? "DRILL. " : ""}${impactLine(incident)}`,
    `${incident.reference} ${incident.severity} ${incident.status}: ${incident.title}`,
    why,
    ...evidence.map(({ grade, summary }) => `${grade}: ${summary}`),
  ].join("\n");
}
