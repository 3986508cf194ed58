import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { OUTREACH_TIERS, type OutreachState, type OutreachTier } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";

/** Which entries of a plan are meant; all that is left out does not narrow. */
export interface Wanted {
  tiers?: readonly OutreachTier[] | null | undefined;
  states?: readonly OutreachState[] | null | undefined;
  /** Those whose last act came after this revision of the incident. */
  changedAfter?: number;
}

type Bind = (value: unknown) => string;

/**
 * The affected accounts of an incident as SQL, each with `tier` (its number), and what it stands by inside of it: `worth` (revenue in the policy's currency,
 * negated, so that all three ascend) and `called` (its name, in an order that is the same on every server, whatever its locale). In SQL since the sums
 * are exact there and a page needs no other rows; that it is the rule `tierOf`, a test holds. `columns` are further ones, of `customer` and `entry`, each with its comma.
 */
export async function placed(ctx: ServiceContext, incident: IncidentEntity, bind: Bind, columns = ""): Promise<string> {
  const { document } = await policies.version(ctx, incident.policyVersion);
  const { highUsageFrom, renewalWithinDays } = document.outreach;
  const now = bind(ctx.now());
  return `
    select a.customer_id, customer.external_id collate "C" as external_id, coalesce(entry.state, 'PLANNED') as state, entry.revision,
      case
        when customer.active_escalation and (customer.strategic or lower(customer.plan) = 'enterprise') then 1
        when customer.renewal_on > ${now}::timestamptz - interval '24 hours' and customer.renewal_on <= ${now}::timestamptz + ${bind(renewalWithinDays * 24)}::integer * interval '1 hour' then 2
        when customer.executive_sponsor_engaged then 3
        when customer.usage >= ${bind(highUsageFrom)}::numeric then 4
        else 5
      end as tier,
      - customer.arr_amount * coalesce(r.rate, 0) as worth,
      case when customer.name ~ '^[ -~]*$' then lower(customer.name) else lower(normalize(customer.name, NFKD)) end collate "C" as called${columns}
    from affected_customer a join customer on customer.id = a.customer_id
      left join (select key, value::numeric as rate from jsonb_each_text(${bind(JSON.stringify(document.rates))}::jsonb)) r on r.key = customer.arr_currency
      left join outreach_entry entry on entry.incident_id = a.incident_id and entry.customer_id = a.customer_id
    where a.incident_id = ${bind(incident.id)}`;
}

/** Tier, revenue, name; the id last, so that no two places are the same. Of `placed` as `p`: a column that is read as text must not sort as one. */
export const ORDER = "p.tier, p.worth, p.called, p.external_id";

/** `and ...` for each part of what is wanted. */
export function narrowed({ tiers, states, changedAfter }: Wanted, bind: Bind): string {
  return [
    tiers ? ` and tier = any(${bind(tiers.map((tier) => OUTREACH_TIERS.indexOf(tier) + 1))}::integer[])` : "",
    states ? ` and state = any(${bind(states)}::text[])` : "",
    changedAfter === undefined ? "" : ` and revision > ${bind(changedAfter)}`,
  ].join("");
}
