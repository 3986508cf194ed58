import Big from "big.js";
import type { SeverityReason } from "../../entities/incident-values.ts";
import type { FeatureState, Severity } from "../../entities/vocabulary.ts";
import type { PolicyDocument } from "../policy/policy.rules.ts";

/** What an assessment looks at. Null: not known. */
export interface SeverityFacts {
  customersAffected: number | null;
  /** Customers of the affected service; percentages are of these. */
  customersOfService: number | null;
  strategicAffected: number | null;
  /** Decimal, in the policy's currency. */
  revenueAtRisk: string | null;
  serviceTier: number | null;
  featureState: FeatureState | null;
  workaroundAvailable: boolean | null;
  dataLossRisk: boolean | null;
  expanding: boolean | null;
}

export interface Assessment {
  severity: Severity;
  urgent: boolean;
  reasons: SeverityReason[];
}

type Thresholds = Pick<PolicyDocument, "severity" | "currency">;

/** Lower is worse: SEV1 is 1. */
export const rank = (severity: Severity): number => Number(severity.slice(3));
export const worse = (a: Severity, b: Severity): boolean => rank(a) < rank(b);

/** For the timeline, which vendors read too, and for a vendor's own eyes (section 4: no revenue). */
export const withoutRevenue = (reason: SeverityReason): SeverityReason =>
  reason.rule === "MAJOR_REVENUE" ? { ...reason, because: reason.because.replace(/ with .+ at risk/, " with much revenue at risk") } : reason;

/** The severity and every rule that fired, worst first (product rules, section 3). */
export function assess(facts: SeverityFacts, policy: Thresholds): Assessment {
  const major = [...sev1(facts, policy), ...sev2(facts, policy)];
  const reasons = major.length > 0 ? [...major, ...minor(facts, policy, true)] : minor(facts, policy, false);
  return { severity: reasons[0]!.severity, urgent: facts.expanding === true, reasons };
}

function sev1(facts: SeverityFacts, { severity: at }: Thresholds): SeverityReason[] {
  const reasons: SeverityReason[] = [];
  const fire = (rule: string, because: string) => reasons.push({ rule, severity: "SEV1", because });
  if (facts.dataLossRisk) fire("DATA_LOSS_RISK", "Data may be lost");
  if (facts.featureState !== "DOWN" || facts.customersAffected === null) return reasons;
  const share = shareOf(facts);
  const down = `DOWN for ${ofService(facts)}`;
  if (share !== null && share >= at.downShare.percent && facts.customersAffected >= at.downShare.customers) {
    fire("DOWN_SHARE", `${down}; from ${at.downShare.percent} % and ${at.downShare.customers} customers on`);
  }
  if (share !== null && share >= at.downCount.percent && facts.customersAffected >= at.downCount.customers) {
    fire("DOWN_COUNT", `${down}; from ${at.downCount.customers} customers and ${at.downCount.percent} % on`);
  }
  return reasons;
}

function sev2(facts: SeverityFacts, { severity: at, currency }: Thresholds): SeverityReason[] {
  const reasons: SeverityReason[] = [];
  const fire = (rule: string, because: string) => reasons.push({ rule, severity: "SEV2", because });
  const critical = isCritical(facts, at.criticalTiers);
  const state = facts.featureState;
  if (state === "DOWN" && critical) fire("DOWN_CRITICAL", `DOWN on a tier ${facts.serviceTier} service`);
  if (state === "DOWN" || (state === "DEGRADED" && critical)) {
    const where = critical ? `${state} on a tier ${facts.serviceTier} service` : state;
    if (facts.customersAffected !== null && facts.customersAffected >= at.major.customers) {
      fire("MAJOR_CUSTOMERS", `${where} with ${ofService(facts)} affected; from ${at.major.customers} on`);
    }
    if (facts.revenueAtRisk !== null && Big(facts.revenueAtRisk).gte(at.major.revenue)) {
      fire("MAJOR_REVENUE", `${where} with ${facts.revenueAtRisk} ${currency} at risk; from ${at.major.revenue} on`);
    }
    if (facts.strategicAffected !== null && facts.strategicAffected >= at.major.strategic && facts.strategicAffected > 0) {
      fire("MAJOR_STRATEGIC", `${where} with ${plural(facts.strategicAffected, "strategic account")} affected`);
    }
  }
  if (facts.expanding) fire("EXPANDING", "The impact is expanding");
  return reasons;
}

/** `covered`: a worse rule fired, so DOWN and DEGRADED are no longer "any other", and "nothing matches" is not so. */
function minor(facts: SeverityFacts, { severity: at }: Thresholds, covered: boolean): SeverityReason[] {
  const because = (rule: string, severity: Severity, words: string) => [{ rule, severity, because: words }];
  const { featureState: state, workaroundAvailable: workaround, serviceTier: tier } = facts;
  if (state === "MINOR" && !workaround) return because("MINOR_WITHOUT_WORKAROUND", "SEV3", "MINOR, and there is no workaround");
  if (state === "MINOR") return because("MINOR_WITH_WORKAROUND", "SEV4", "MINOR, and there is a workaround");
  if (state === "UP") return because("UP", "SEV4", "The service is UP");
  const lesser = tier !== null && !at.criticalTiers.includes(tier);
  if (state === "DEGRADED" && lesser && workaround && !facts.strategicAffected) {
    return because("DEGRADED_WITH_WORKAROUND", "SEV4", `DEGRADED on a tier ${tier} service with a workaround and no strategic account`);
  }
  if (covered) return [];
  if (state !== null) return because("OTHER_IMPAIRMENT", "SEV3", `${state}, and no rule for a worse severity applies`);
  if (!isAnythingKnown(facts) && isCritical(facts, at.criticalTiers)) {
    return because("NOTHING_KNOWN_CRITICAL", "SEV2", `Nothing is known yet of a tier ${tier} service`);
  }
  return because("NOTHING_MATCHES", "SEV3", "No rule for another severity applies to what is known");
}

const isCritical = ({ serviceTier }: SeverityFacts, tiers: readonly number[]) => serviceTier !== null && tiers.includes(serviceTier);

function isAnythingKnown(facts: SeverityFacts): boolean {
  const { featureState, customersAffected, strategicAffected, revenueAtRisk, workaroundAvailable, dataLossRisk, expanding } = facts;
  return featureState !== null || Boolean(customersAffected || strategicAffected || workaroundAvailable || dataLossRisk || expanding)
    || (revenueAtRisk !== null && !Big(revenueAtRisk).eq(0));
}

function shareOf({ customersAffected, customersOfService }: SeverityFacts): number | null {
  return customersAffected === null || !customersOfService ? null : (customersAffected * 100) / customersOfService;
}

function ofService(facts: SeverityFacts): string {
  const share = shareOf(facts);
  const affected = plural(facts.customersAffected ?? 0, "customer");
  return share === null ? affected : `${facts.customersAffected} of ${facts.customersOfService} customers (${Math.round(share * 10) / 10} %)`;
}

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;
