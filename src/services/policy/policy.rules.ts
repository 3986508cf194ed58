import { z } from "zod";
import { communicationPolicy, DEFAULT_COMMUNICATION } from "./communication-policy.rules.ts";
import { DEFAULT_ESCALATION, escalationPolicy } from "./escalation-policy.rules.ts";

const decimal = z.string().regex(/^\d{1,15}(\.\d{1,12})?$/, "must be a decimal in a string, such as \"1.08\"");
const seconds = z.int().positive().max(10 * 365 * 86_400);
const count = z.int().nonnegative();
const percent = z.number().min(0).max(100);
const share = z.number().min(0).max(1);
const currency = z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code");

/**
 * Every number of the rules that belongs to no single severity (product rules, sections 3 to 8). Spans are seconds.
 * What a severity demands stands in its response plan.
 */
export const policyDocument = z.strictObject({
  /** All thresholds and totals are in this currency. */
  currency,
  /** What one unit of each currency is worth in the policy's. */
  rates: z.record(currency, decimal),
  severity: z.strictObject({
    criticalTiers: z.array(z.int().min(1).max(4)),
    /** DOWN for this share of a service's customers, if that is at least so many, is SEV1. */
    downShare: z.strictObject({ percent, customers: count }),
    /** DOWN for so many customers, if that is at least this share, is SEV1. */
    downCount: z.strictObject({ percent, customers: count }),
    /** One of these makes DOWN, or DEGRADED on a critical tier, SEV2. */
    major: z.strictObject({ customers: count, revenue: decimal, strategic: count }),
    /** What is owed afterwards follows the highest severity held this long. */
    heldFor: seconds,
  }),
  clocks: z.strictObject({
    /** Part of the span after which a clock is at risk. */
    atRiskFrom: z.number().gt(0).lt(1),
    /** How long after it was written a clock is judged that was overdue by then. */
    judgedAfter: seconds,
    /** However short a promise was, its silence is told no more often than this. */
    silenceAtLeast: seconds,
    ownershipWithin: seconds,
    postMortemWithin: seconds,
    resolutionEmailWithin: seconds,
    csmCallWithin: seconds,
    /** The last word to each audience that was told anything. */
    resolutionNoticeWithin: seconds,
    /** An executive's, for a SEV1 that came back. */
    apologyWithin: seconds,
  }),
  escalation: escalationPolicy,
  communication: communicationPolicy,
  delivery: z.strictObject({
    /** Between one way to reach a person and the next, where the person has not said otherwise. */
    nextMethodAfter: seconds,
    /** What a person is sent beside the first page of an incident goes out together, one message in so long. */
    bundleWithin: seconds,
    attempts: z.int().positive().max(100),
    /** Waits between attempts: any time up to the first, which doubles from one to the next up to the last. */
    retryWithin: seconds,
    retryAtMost: seconds,
    /** After so long nothing is tried any more: of a page, and of all else. */
    pageGivenUpAfter: seconds,
    givenUpAfter: seconds,
    /** How long a channel's secret of before goes on to count beside the new one. */
    secretOverlap: seconds,
    /** What is sent or stopped is forgotten after so long; what is dead is kept. */
    keptFor: seconds,
  }),
  contact: z.strictObject({
    /** How long a page can be acknowledged by its link and by its code. */
    linkValidFor: seconds,
    /** Of a code that verifies a way to reach somebody. */
    codeValidFor: seconds,
    /** Wrong guesses at one code. */
    codeAttempts: z.int().positive().max(20),
    /** Codes to one address. */
    codesPerHour: z.int().positive().max(60),
  }),
  /** How far ahead of the hub's clock a person's clock may be. */
  clockTolerance: z.int().nonnegative().max(3_600),
  banner: z.strictObject({
    /** How long users of the product still see that it is over. */
    resolvedFor: seconds,
  }),
  outreach: z.strictObject({
    renewalWithinDays: count,
    /** Billable units in 30 days from which an account's usage is high. */
    highUsageFrom: decimal,
    /** Up to so many accounts, all known by name, are rather talked to than told by page and banner. */
    directUpTo: count,
  }),
  /** `{reference}`: INC-2024-0215-001; `{shortReference}`: inc-0215-001. */
  channelTemplate: z.string().min(1).max(200),
  bridgeTemplate: z.string().min(1).max(500),
  /** Channels that stand in for the status page when the page itself is down. */
  statusPageFallbacks: z.array(z.string().min(1).max(200)),
  statusPage: z.strictObject({
    /** DOWN for less than this share of a service's customers is a partial outage, else a major one. */
    partialBelow: percent,
    /** How much of the time in each state counts as downtime: all of it is 1. Time under maintenance counts neither as up nor as down. */
    downtime: z.strictObject({ degraded: share, partial: share, major: share }),
    /** How far back history and uptime go, and for how long an entry that has ended is still shown. */
    historyDays: z.int().min(1).max(366),
    pastDays: z.int().min(1).max(366),
  }),
  subscribers: z.strictObject({
    /** How long the question whether an address wants to be told can be answered; after it the address is forgotten. */
    confirmWithin: seconds,
    /** The same address is asked no more often than this. */
    askAgainAfter: seconds,
    /** After so many messages in a row that were refused for good nothing more is sent there. */
    refusalsAtMost: z.int().positive().max(100),
    /** Nor to a webhook that nothing has reached for so long. */
    webhookDeadAfter: seconds,
    /** How long before a maintenance begins they are reminded of it; 0: never. */
    remindBefore: z.int().nonnegative().max(365 * 86_400),
  }),
});

export type PolicyDocument = z.infer<typeof policyDocument>;

export const DEFAULT_POLICY: PolicyDocument = {
  currency: "USD",
  rates: {
    USD: "1", EUR: "1.08", GBP: "1.27", CHF: "1.13", CAD: "0.73", AUD: "0.66", JPY: "0.0067", SEK: "0.095", NOK: "0.094",
    DKK: "0.145", PLN: "0.25", INR: "0.012", BRL: "0.18", SGD: "0.74", NZD: "0.6", MXN: "0.055", ZAR: "0.055", CNY: "0.14",
  },
  severity: {
    criticalTiers: [1, 2],
    downShare: { percent: 25, customers: 10 },
    downCount: { percent: 10, customers: 1_000 },
    major: { customers: 50, revenue: "500000", strategic: 1 },
    heldFor: 15 * 60,
  },
  clocks: {
    atRiskFrom: 0.75,
    judgedAfter: 60,
    silenceAtLeast: 60,
    ownershipWithin: 10 * 60,
    postMortemWithin: 48 * 3_600,
    resolutionEmailWithin: 4 * 3_600,
    csmCallWithin: 24 * 3_600,
    resolutionNoticeWithin: 4 * 3_600,
    apologyWithin: 24 * 3_600,
  },
  escalation: DEFAULT_ESCALATION,
  communication: DEFAULT_COMMUNICATION,
  delivery: {
    nextMethodAfter: 4 * 60,
    bundleWithin: 60,
    attempts: 12,
    retryWithin: 2,
    retryAtMost: 10 * 60,
    pageGivenUpAfter: 3_600,
    givenUpAfter: 24 * 3_600,
    secretOverlap: 24 * 3_600,
    keptFor: 90 * 86_400,
  },
  contact: { linkValidFor: 24 * 3_600, codeValidFor: 10 * 60, codeAttempts: 5, codesPerHour: 5 },
  clockTolerance: 60,
  banner: { resolvedFor: 30 * 60 },
  outreach: { renewalWithinDays: 90, highUsageFrom: "100000", directUpTo: 5 },
  channelTemplate: "#incident-{shortReference}",
  bridgeTemplate: "https://meet.example.com/{reference}",
  statusPageFallbacks: [],
  statusPage: { partialBelow: 50, downtime: { degraded: 0, partial: 0.3, major: 1 }, historyDays: 90, pastDays: 14 },
  subscribers: { confirmWithin: 7 * 86_400, askAgainAfter: 10 * 60, refusalsAtMost: 3, webhookDeadAfter: 7 * 86_400, remindBefore: 24 * 3_600 },
};

/** A document of before a section was thought of has that section's defaults. */
export const completed = (document: Partial<PolicyDocument>): PolicyDocument => ({
  ...DEFAULT_POLICY, ...document, clocks: { ...DEFAULT_POLICY.clocks, ...document.clocks }, communication: { ...DEFAULT_POLICY.communication, ...document.communication },
  subscribers: { ...DEFAULT_POLICY.subscribers, ...document.subscribers },
});

/** A JSON merge patch (RFC 7396): null removes, objects merge, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const merged: Record<string, unknown> = typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
