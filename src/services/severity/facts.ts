import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { ServiceContext } from "../context.ts";
import { affectedBy } from "../impact/impact.rules.ts";
import type { SeverityFacts } from "./severity.rules.ts";

/** What is known of an incident, as the assessment wants it. */
export async function factsOf({ db }: ServiceContext, incident: IncidentEntity): Promise<SeverityFacts> {
  const [service] = incident.serviceId
    ? await db.query("select tier, (select count(*)::int from customer_service where service_id = id) as customers from service where id = $1", [incident.serviceId])
    : [];
  const affected = affectedBy(incident);
  return {
    customersAffected: affected > 0 || incident.customersStated !== null ? affected : null,
    customersOfService: service?.customers || null,
    strategicAffected: incident.strategicAffected,
    revenueAtRisk: incident.revenueAtRiskTotal,
    serviceTier: service?.tier ?? null,
    featureState: incident.featureState,
    workaroundAvailable: incident.workaround !== null,
    dataLossRisk: incident.dataLossRisk,
    expanding: incident.expanding,
  };
}
