import type { ImpactSnapshotEntity } from "../../entities/impact.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Money } from "../../entities/incident-values.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { load } from "../load.ts";
import { affectedBy } from "./impact.rules.ts";
import { customersOfServices } from "./impact.store.ts";

/** One sum per currency. Refused to a vendor on the incident, as all revenue is. */
export async function revenueAtRisk(ctx: ServiceContext, incident: IncidentEntity): Promise<Money[]> {
  await refuseVendor(ctx, incident.id);
  return incident.revenueAtRisk;
}

export async function revenueAtRiskTotal(ctx: ServiceContext, incident: IncidentEntity): Promise<Money> {
  await refuseVendor(ctx, incident.id);
  return { amount: incident.revenueAtRiskTotal, currency: incident.revenueCurrency };
}

export async function revenueOf(ctx: ServiceContext, snapshot: ImpactSnapshotEntity): Promise<Money> {
  await refuseVendor(ctx, snapshot.incidentId);
  return { amount: snapshot.revenueAtRiskTotal, currency: snapshot.revenueCurrency };
}

/** Of the customers that the service has, 0 to 100; null where there is no service or it has none. */
export async function percentOfService(ctx: ServiceContext, incident: IncidentEntity): Promise<number | null> {
  const customers = incident.serviceId && (await load(ctx, customersOfServices, incident.serviceId));
  return customers ? Math.min(100, (affectedBy(incident) * 100) / customers) : null;
}
