import Big from "big.js";
import type { Money } from "../../entities/incident-values.ts";
import type { PolicyDocument } from "../policy/policy.rules.ts";
import type { Change } from "../timeline/record.ts";

interface Sum extends Money {
  customers: number;
  strategic: number;
}

/** Brings the incident's totals in step with its `affected_customer` rows. Sums are decimal from end to end. */
export async function recount({ tx, incident, policy }: Change): Promise<void> {
  const sums: Sum[] = await tx.db.query(
    `select c.arr_currency as currency, trim_scale(sum(c.arr_amount))::text as amount, count(*)::int as customers,
       count(*) filter (where c.strategic)::int as strategic
     from affected_customer a join customer c on c.id = a.customer_id where a.incident_id = $1 group by 1 order by 1`,
    [incident.id],
  );
  const { document } = await policy();
  incident.customersCounted = total(sums, (sum) => sum.customers);
  incident.strategicAffected = total(sums, (sum) => sum.strategic);
  incident.revenueAtRisk = sums.map(({ amount, currency }) => ({ amount, currency }));
  incident.revenueAtRiskTotal = totalIn(document, sums);
  incident.revenueCurrency = document.currency;
}

/** One figure in the policy's currency by its stored rates, to the cent. */
export function totalIn({ rates }: Pick<PolicyDocument, "rates">, sums: readonly Money[]): string {
  const sum = sums.reduce((all, { amount, currency }) => all.plus(Big(amount).times(rates[currency] ?? "0")), Big(0));
  return sum.round(2, Big.roundHalfEven).toString();
}

const total = <T>(list: readonly T[], of: (one: T) => number) => list.reduce((all, one) => all + of(one), 0);
