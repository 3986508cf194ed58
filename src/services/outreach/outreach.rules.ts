import type { OutreachTier } from "../../entities/vocabulary.ts";

export interface OutreachFacts {
  activeEscalation: boolean;
  /** An enterprise account: strategic, or on an enterprise plan. */
  enterprise: boolean;
  renewalOn: Date | null;
  executiveSponsorEngaged: boolean;
  highUsage: boolean;
  usage: string;
}

export interface Tier {
  tier: OutreachTier;
  because: string;
}

const DAY_MS = 86_400_000;

/** An account's highest tier, and why (product rules, section 7; seed 002, phase 3). */
export function tierOf(facts: OutreachFacts, renewalWithinDays: number, now: Date): Tier {
  if (facts.enterprise && facts.activeEscalation) return { tier: "ACTIVE_ESCALATION", because: "Enterprise account with an active escalation" };
  const days = facts.renewalOn === null ? null : Math.ceil((facts.renewalOn.getTime() - now.getTime()) / DAY_MS);
  if (days !== null && days >= 0 && days <= renewalWithinDays) return { tier: "RENEWAL_WINDOW", because: `Renews in ${days} day${days === 1 ? "" : "s"}` };
  if (facts.executiveSponsorEngaged) return { tier: "EXECUTIVE_SPONSOR", because: "An executive sponsor is engaged" };
  if (facts.highUsage) return { tier: "HIGH_USAGE", because: `High usage: ${facts.usage} units in 30 days` };
  return { tier: "OTHER", because: "Affected" };
}

/** Whether it is an enterprise account: strategic, or on an enterprise plan. */
export const isEnterprise = ({ strategic, plan }: { strategic: boolean; plan: string | null }): boolean => strategic || plan?.toLowerCase() === "enterprise";
