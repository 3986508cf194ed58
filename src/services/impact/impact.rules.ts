import type { IncidentEntity } from "../../entities/incident.entity.ts";

/** How many customers an incident hits: the larger of stated and counted. The one place that answers this. */
export const affectedBy = ({ customersStated, customersCounted }: Pick<IncidentEntity, "customersStated" | "customersCounted">): number =>
  Math.max(customersStated ?? 0, customersCounted);

/** Few accounts, all of them known by name: talking to each beats telling the world (product rules, section 4). */
export const suitsDirectOutreach = (incident: Pick<IncidentEntity, "customersStated" | "customersCounted">, upTo: number): boolean =>
  incident.customersCounted > 0 && incident.customersCounted <= upTo && affectedBy(incident) === incident.customersCounted;

/** Whether anybody has said yet what the incident does to customers; triage needs that. */
export function isStated(incident: IncidentEntity): boolean {
  return affectedBy(incident) > 0 || incident.customersStated !== null || incident.featureState !== null
    || incident.impactDescription !== null || incident.dataLossRisk || incident.expanding;
}
