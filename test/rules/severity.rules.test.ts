import { describe, expect, test } from "vitest";
import type { Severity } from "../../src/entities/vocabulary.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";
import { assess, rank, type SeverityFacts, worse } from "../../src/services/severity/severity.rules.ts";

const NOTHING: SeverityFacts = {
  customersAffected: null, customersOfService: null, strategicAffected: null, revenueAtRisk: null, serviceTier: null,
  featureState: null, workaroundAvailable: null, dataLossRisk: null, expanding: null,
};

const of = (facts: Partial<SeverityFacts>) => assess({ ...NOTHING, ...facts }, DEFAULT_POLICY);
/** The severity, and the first rule that fired. */
const verdict = (facts: Partial<SeverityFacts>) => [of(facts).severity, of(facts).reasons[0]?.rule];
const DOWN = { featureState: "DOWN" } as const;
const DEGRADED = { featureState: "DEGRADED" } as const;
const MINOR = { featureState: "MINOR" } as const;

type Row = [string, Partial<SeverityFacts>, Severity, string];

describe("SEV1", () => {
  test.each<Row>([
    ["data-loss risk", { dataLossRisk: true }, "SEV1", "DATA_LOSS_RISK"],
    ["data-loss risk while the service is UP", { dataLossRisk: true, featureState: "UP" }, "SEV1", "DATA_LOSS_RISK"],
    ["DOWN for 25 %", { ...DOWN, customersAffected: 25, customersOfService: 100 }, "SEV1", "DOWN_SHARE"],
    ["DOWN for less than 25 %", { ...DOWN, customersAffected: 24, customersOfService: 100 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN for 25 % that are 10 customers", { ...DOWN, customersAffected: 10, customersOfService: 40 }, "SEV1", "DOWN_SHARE"],
    ["DOWN for all, who are 9", { ...DOWN, customersAffected: 9, customersOfService: 9 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN for 1,000 customers and 10 %", { ...DOWN, customersAffected: 1_000, customersOfService: 10_000 }, "SEV1", "DOWN_COUNT"],
    ["DOWN for 999 customers and 10 %", { ...DOWN, customersAffected: 999, customersOfService: 9_990 }, "SEV2", "MAJOR_CUSTOMERS"],
    ["DOWN for 1,000 customers below 10 %", { ...DOWN, customersAffected: 1_000, customersOfService: 10_001 }, "SEV2", "MAJOR_CUSTOMERS"],
    ["DOWN for 1,000 customers of nobody knows how many", { ...DOWN, customersAffected: 1_000 }, "SEV2", "MAJOR_CUSTOMERS"],
    ["DEGRADED for everybody", { ...DEGRADED, serviceTier: 1, customersAffected: 5_000, customersOfService: 5_000 }, "SEV2", "MAJOR_CUSTOMERS"],
  ])("%s", (_, facts, severity, rule) => {
    expect(verdict(facts)).toEqual([severity, rule]);
  });
});

describe("SEV2", () => {
  test.each<Row>([
    ["DOWN on tier 1", { ...DOWN, serviceTier: 1 }, "SEV2", "DOWN_CRITICAL"],
    ["DOWN on tier 2", { ...DOWN, serviceTier: 2 }, "SEV2", "DOWN_CRITICAL"],
    ["DOWN on tier 3", { ...DOWN, serviceTier: 3 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN on tier 4 with 50 customers", { ...DOWN, serviceTier: 4, customersAffected: 50 }, "SEV2", "MAJOR_CUSTOMERS"],
    ["DOWN on tier 4 with 49 customers", { ...DOWN, serviceTier: 4, customersAffected: 49 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN with 500,000 at risk", { ...DOWN, revenueAtRisk: "500000" }, "SEV2", "MAJOR_REVENUE"],
    ["DOWN with a cent less at risk", { ...DOWN, revenueAtRisk: "499999.99" }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN with a strategic account", { ...DOWN, strategicAffected: 1 }, "SEV2", "MAJOR_STRATEGIC"],
    ["DOWN with no strategic account", { ...DOWN, strategicAffected: 0 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 2 with 50 customers", { ...DEGRADED, serviceTier: 2, customersAffected: 50 }, "SEV2", "MAJOR_CUSTOMERS"],
    ["DEGRADED on tier 1 with 49 customers", { ...DEGRADED, serviceTier: 1, customersAffected: 49 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 1 with 500,000 at risk", { ...DEGRADED, serviceTier: 1, revenueAtRisk: "500000.00" }, "SEV2", "MAJOR_REVENUE"],
    ["DEGRADED on tier 1 with a strategic account", { ...DEGRADED, serviceTier: 1, strategicAffected: 1 }, "SEV2", "MAJOR_STRATEGIC"],
    ["DEGRADED on tier 3 with all of it", { ...DEGRADED, serviceTier: 3, customersAffected: 50, revenueAtRisk: "500000", strategicAffected: 1 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 1, with a workaround", { ...DEGRADED, serviceTier: 1, workaroundAvailable: true, strategicAffected: 1 }, "SEV2", "MAJOR_STRATEGIC"],
    ["MINOR with 50 customers on tier 1", { ...MINOR, serviceTier: 1, customersAffected: 50 }, "SEV3", "MINOR_WITHOUT_WORKAROUND"],
    ["expanding impact", { expanding: true }, "SEV2", "EXPANDING"],
    ["expanding impact that is MINOR with a workaround", { ...MINOR, workaroundAvailable: true, expanding: true }, "SEV2", "EXPANDING"],
    ["nothing known of tier 1", { serviceTier: 1 }, "SEV2", "NOTHING_KNOWN_CRITICAL"],
    ["nothing known of tier 2", { serviceTier: 2, customersOfService: 847, workaroundAvailable: false, dataLossRisk: false, revenueAtRisk: "0" }, "SEV2", "NOTHING_KNOWN_CRITICAL"],
  ])("%s", (_, facts, severity, rule) => {
    expect(verdict(facts)).toEqual([severity, rule]);
  });
});

describe("SEV3 and SEV4", () => {
  test.each<Row>([
    ["nothing known of tier 3", { serviceTier: 3 }, "SEV3", "NOTHING_MATCHES"],
    ["nothing known at all", {}, "SEV3", "NOTHING_MATCHES"],
    ["DEGRADED with a workaround, tier unknown", { ...DEGRADED, workaroundAvailable: true }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 1", { ...DEGRADED, serviceTier: 1 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 3 without workaround", { ...DEGRADED, serviceTier: 3 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DEGRADED on tier 3 with a workaround", { ...DEGRADED, serviceTier: 3, workaroundAvailable: true }, "SEV4", "DEGRADED_WITH_WORKAROUND"],
    ["DEGRADED on tier 4 with a workaround for 900 customers", { ...DEGRADED, serviceTier: 4, workaroundAvailable: true, customersAffected: 900 }, "SEV4", "DEGRADED_WITH_WORKAROUND"],
    ["DEGRADED on tier 3 with a workaround and a strategic account", { ...DEGRADED, serviceTier: 3, workaroundAvailable: true, strategicAffected: 1 }, "SEV3", "OTHER_IMPAIRMENT"],
    ["DOWN on tier 4 with a workaround", { ...DOWN, serviceTier: 4, workaroundAvailable: true }, "SEV3", "OTHER_IMPAIRMENT"],
    ["MINOR without workaround", { ...MINOR, workaroundAvailable: false }, "SEV3", "MINOR_WITHOUT_WORKAROUND"],
    ["MINOR, workaround unknown", MINOR, "SEV3", "MINOR_WITHOUT_WORKAROUND"],
    ["MINOR with a workaround", { ...MINOR, workaroundAvailable: true, strategicAffected: 3 }, "SEV4", "MINOR_WITH_WORKAROUND"],
    ["UP", { featureState: "UP", serviceTier: 1, strategicAffected: 3 }, "SEV4", "UP"],
  ])("%s", (_, facts, severity, rule) => {
    expect(verdict(facts)).toEqual([severity, rule]);
  });
});

test("the seed's sample is SEV2, for every rule that fired, in words", () => {
  const sample = of({ serviceTier: 1, ...DEGRADED, customersAffected: 127, customersOfService: 847, strategicAffected: 8, revenueAtRisk: "890000" });
  expect(sample).toEqual({
    severity: "SEV2",
    urgent: false,
    reasons: [
      { rule: "MAJOR_CUSTOMERS", severity: "SEV2", because: "DEGRADED on a tier 1 service with 127 of 847 customers (15 %) affected; from 50 on" },
      { rule: "MAJOR_REVENUE", severity: "SEV2", because: "DEGRADED on a tier 1 service with 890000 USD at risk; from 500000 on" },
      { rule: "MAJOR_STRATEGIC", severity: "SEV2", because: "DEGRADED on a tier 1 service with 8 strategic accounts affected" },
    ],
  });
});

test("worse rules come first, and milder ones that fire are named too", () => {
  const { reasons } = of({ ...MINOR, dataLossRisk: true, expanding: true });
  expect(reasons.map(({ rule }) => rule)).toEqual(["DATA_LOSS_RISK", "EXPANDING", "MINOR_WITHOUT_WORKAROUND"]);
});

test("only expanding impact is urgent", () => {
  expect([of({ dataLossRisk: true }).urgent, of({ expanding: true }).urgent]).toEqual([false, true]);
});

test("every threshold is the policy's", () => {
  const policy = { ...DEFAULT_POLICY, severity: { ...DEFAULT_POLICY.severity, criticalTiers: [4], major: { customers: 5, revenue: "10", strategic: 2 } } };
  const severityOf = (facts: Partial<SeverityFacts>) => assess({ ...NOTHING, ...facts }, policy).severity;
  expect(severityOf({ ...DOWN, serviceTier: 1 })).toBe("SEV3");
  expect(severityOf({ ...DOWN, serviceTier: 4 })).toBe("SEV2");
  expect(severityOf({ ...DEGRADED, serviceTier: 4, strategicAffected: 1 })).toBe("SEV3");
  expect(severityOf({ ...DEGRADED, serviceTier: 4, strategicAffected: 2 })).toBe("SEV2");
  expect(severityOf({ ...DOWN, customersAffected: 5 })).toBe("SEV2");
  expect(severityOf({ ...DOWN, revenueAtRisk: "10.01" })).toBe("SEV2");
});

test("SEV1 is the worst", () => {
  expect([rank("SEV1"), rank("SEV4"), worse("SEV1", "SEV2"), worse("SEV2", "SEV2"), worse("SEV3", "SEV2")]).toEqual([1, 4, true, false, false]);
});
