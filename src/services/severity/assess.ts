import Big from "big.js";
import type { Money } from "../../entities/incident-values.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, whole } from "../input.ts";
import * as policies from "../policy/index.ts";
import type { PolicyDocument } from "../policy/policy.rules.ts";
import { assess, type Assessment, type SeverityFacts } from "./severity.rules.ts";

export type AssessSeverity = { [K in Exclude<keyof SeverityFacts, "revenueAtRisk">]?: SeverityFacts[K] } & { revenueAtRisk?: Money | null };

const MOST = 2_147_483_647;

/** Assesses facts that belong to no incident, by the newest policy. */
export async function assessSeverity(ctx: ServiceContext, input: AssessSeverity): Promise<Assessment & { policyVersion: number }> {
  authorise(ctx, "policy:read");
  const { version, document } = await policies.current(ctx);
  const facts: SeverityFacts = {
    customersAffected: count("customersAffected", input.customersAffected),
    customersOfService: count("customersOfService", input.customersOfService),
    strategicAffected: count("strategicAffected", input.strategicAffected),
    revenueAtRisk: given(input.revenueAtRisk) ? inPolicyCurrency(input.revenueAtRisk, document) : null,
    serviceTier: given(input.serviceTier) ? whole("serviceTier", input.serviceTier, 1, 4) : null,
    featureState: input.featureState ?? null,
    workaroundAvailable: input.workaroundAvailable ?? null,
    dataLossRisk: input.dataLossRisk ?? null,
    expanding: input.expanding ?? null,
  };
  return { ...assess(facts, document), policyVersion: version };
}

const count = (field: string, value: number | null | undefined) => (given(value) ? whole(field, value, 0, MOST) : null);

function inPolicyCurrency({ amount, currency }: Money, { rates }: PolicyDocument): string {
  const rate = Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  if (rate === undefined) throw invalid("revenueAtRisk.currency", `The policy has no rate for ${currency}`, { known: Object.keys(rates) });
  if (Big(amount).lt(0)) throw invalid("revenueAtRisk.amount", "revenueAtRisk.amount must not be negative");
  return Big(amount).times(rate).toFixed();
}
