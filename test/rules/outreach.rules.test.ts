import { expect, test } from "vitest";
import { type OutreachFacts, tierOf } from "../../src/services/outreach/outreach.rules.ts";

const NOON = new Date("2030-01-01T12:00:00Z");
const inDays = (days: number) => new Date(NOON.getTime() + days * 86_400_000);
const PLAIN: OutreachFacts = { activeEscalation: false, enterprise: false, renewalOn: null, executiveSponsorEngaged: false, highUsage: false, usage: "0" };
const ALL: OutreachFacts = { activeEscalation: true, enterprise: true, renewalOn: inDays(1), executiveSponsorEngaged: true, highUsage: true, usage: "120000" };

test.each<[string, OutreachFacts, string, string]>([
  ["an account with everything", ALL, "ACTIVE_ESCALATION", "Enterprise account with an active escalation"],
  ["an escalation of an account that is no enterprise", { ...ALL, enterprise: false }, "RENEWAL_WINDOW", "Renews in 1 day"],
  ["an enterprise without one", { ...PLAIN, enterprise: true }, "OTHER", "Affected"],
  ["a renewal today", { ...PLAIN, renewalOn: inDays(-0.5) }, "RENEWAL_WINDOW", "Renews in 0 days"],
  ["a renewal in 90 days", { ...PLAIN, renewalOn: inDays(90) }, "RENEWAL_WINDOW", "Renews in 90 days"],
  ["a renewal in 91 days", { ...PLAIN, renewalOn: inDays(90.1) }, "OTHER", "Affected"],
  ["a renewal that has passed", { ...PLAIN, renewalOn: inDays(-1), executiveSponsorEngaged: true }, "EXECUTIVE_SPONSOR", "An executive sponsor is engaged"],
  ["an executive sponsor who uses much", { ...PLAIN, executiveSponsorEngaged: true, highUsage: true }, "EXECUTIVE_SPONSOR", "An executive sponsor is engaged"],
  ["high usage", { ...PLAIN, highUsage: true, usage: "120000" }, "HIGH_USAGE", "High usage: 120000 units in 30 days"],
  ["any other account", PLAIN, "OTHER", "Affected"],
])("%s", (_, facts, tier, because) => {
  expect(tierOf(facts, 90, NOON)).toEqual({ tier, because });
});
