import type { ImpactSnapshotEntity } from "../../entities/impact.entity.ts";
import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Money } from "../../entities/incident-values.ts";
import { isVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { load } from "../load.ts";
import { affectedBy } from "./impact.rules.ts";
import { customersOfServices } from "./impact.store.ts";

/** One sum per currency; none for a vendor on the incident. A refusal of a field that cannot be null would take the whole incident along. */
export async function revenueAtRisk(ctx: ServiceContext, incident: IncidentEntity): Promise<Money[]> {
  return (await isVendor(ctx, incident.id)) ? [] : incident.revenueAtRisk;
}

export async function revenueAtRiskTotal(ctx: ServiceContext, incident: IncidentEntity): Promise<Money> {
  return { amount: await unlessVendor(ctx, incident.id, incident.revenueAtRiskTotal), currency: incident.revenueCurrency };
}

export async function revenueOf(ctx: ServiceContext, snapshot: ImpactSnapshotEntity): Promise<Money> {
  return { amount: await unlessVendor(ctx, snapshot.incidentId, snapshot.revenueAtRiskTotal), currency: snapshot.revenueCurrency };
}

/** What a vendor is told, whatever the amount: the field's description says that it means nothing to them. */
const unlessVendor = async (ctx: ServiceContext, incidentId: string, amount: string): Promise<string> => ((await isVendor(ctx, incidentId)) ? "0" : amount);

/** Of the customers that the service has, 0 to 100; null where there is no service or it has none. */
export async function percentOfService(ctx: ServiceContext, incident: IncidentEntity): Promise<number | null> {
  const customers = incident.serviceId && (await load(ctx, customersOfServices, incident.serviceId));
  return customers ? Math.min(100, (affectedBy(incident) * 100) / customers) : null;
}
