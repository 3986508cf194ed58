import Big from "big.js";
import { ClockEntity } from "../../entities/clock.entity.ts";
import { CustomerEntity } from "../../entities/customer.entity.ts";
import { OUTREACH_TIERS, type OutreachTier } from "../../entities/vocabulary.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { get } from "../incident/incident.store.ts";
import * as policies from "../policy/index.ts";
import { select } from "../rows.ts";
import { tierOf } from "./outreach.rules.ts";
import { totalIn } from "./recount.ts";

export interface OutreachEntry {
  customer: CustomerEntity;
  tier: OutreachTier;
  /** 1 is called first. */
  rank: number;
  because: string;
  ownerId: string | null;
  state: string;
  clock: ClockEntity | null;
}

/** The affected accounts in the order in which to reach out: by tier, inside a tier by ARR, then by name. */
export async function outreachPlan(ctx: ServiceContext, incidentId: string): Promise<OutreachEntry[]> {
  const incident = await get(ctx, incidentId);
  await refuseVendor(ctx, incident.id);
  const { document } = await policies.version(ctx, incident.policyVersion);
  const customers = await select(ctx, CustomerEntity, "where id in (select customer_id from affected_customer where incident_id = $1)", [incident.id]);
  const calls = await select(ctx, ClockEntity, "where incident_id = $1 and kind = 'CSM_CALL' and stopped_at is null", [incident.id]);
  const callOf = new Map(calls.map((clock) => [clock.subject, clock]));
  const highUsageFrom = Big(document.outreach.highUsageFrom);
  const ranked = customers.map((customer) => ({
    customer,
    arr: Number(totalIn(document, [{ amount: customer.arrAmount, currency: customer.arrCurrency }])),
    ...tierOf({ ...customer, enterprise: isEnterprise(customer), highUsage: Big(customer.usage).gte(highUsageFrom) }, document.outreach.renewalWithinDays, ctx.now()),
  }));
  // The comparison may be a float; the figures that anybody sees are the exact ones.
  ranked.sort((a, b) => place(a.tier) - place(b.tier) || b.arr - a.arr || a.customer.name.localeCompare(b.customer.name, "en"));
  return ranked.map(({ customer, tier, because }, at) => {
    const clock = callOf.get(customer.externalId) ?? null;
    return { customer, tier, because, rank: at + 1, ownerId: customer.ownerId, state: clock?.metAt ? "called" : "planned", clock };
  });
}

const place = (tier: OutreachTier) => OUTREACH_TIERS.indexOf(tier);
const isEnterprise = ({ strategic, plan }: CustomerEntity) => strategic || plan?.toLowerCase() === "enterprise";
