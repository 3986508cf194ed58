import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { SeverityReason } from "../../entities/incident-values.ts";
import { isVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { withoutRevenue } from "./severity.rules.ts";

/** The rules that fired, as the caller may read them: one of them quotes the revenue at risk. */
export async function reasonsOf(ctx: ServiceContext, { id, severityReasons }: IncidentEntity): Promise<SeverityReason[]> {
  const quotesRevenue = severityReasons.some((reason) => withoutRevenue(reason) !== reason);
  return quotesRevenue && (await isVendor(ctx, id)) ? severityReasons.map(withoutRevenue) : severityReasons;
}
