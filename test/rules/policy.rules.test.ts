import { expect, test } from "vitest";
import { DEFAULT_PLANS } from "../../src/services/plan/plan.defaults.ts";
import { completed, DEFAULT_POLICY, mergePatch, policyDocument } from "../../src/services/policy/policy.rules.ts";

// The cases of RFC 7396, appendix A.
test.each<[unknown, unknown, unknown]>([
  [{ a: "b" }, { a: "c" }, { a: "c" }],
  [{ a: "b" }, { b: "c" }, { a: "b", b: "c" }],
  [{ a: "b" }, { a: null }, {}],
  [{ a: "b", b: "c" }, { a: null }, { b: "c" }],
  [{ a: ["b"] }, { a: "c" }, { a: "c" }],
  [{ a: "c" }, { a: ["b"] }, { a: ["b"] }],
  [{ a: { b: "c" } }, { a: { b: "d", c: null } }, { a: { b: "d" } }],
  [{ a: [{ b: "c" }] }, { a: [1] }, { a: [1] }],
  [["a", "b"], ["c", "d"], ["c", "d"]],
  [{ a: "b" }, ["c"], ["c"]],
  [{ a: "foo" }, null, null],
  [{ a: "foo" }, "bar", "bar"],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: "b", c: null }, { a: "b" }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
])("%j patched with %j is %j", (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

test("a patch leaves its target as it was", () => {
  const target = { a: { b: 1 } };
  mergePatch(target, { a: { b: 2 } });
  expect(target).toEqual({ a: { b: 1 } });
});

test("the default policy is one", () => {
  expect(policyDocument.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
});

test.each<[string, unknown]>([
  ["severity.downShare.percent", { severity: { downShare: { percent: 101 } } }],
  ["severity.criticalTiers.0", { severity: { criticalTiers: [5] } }],
  ["severity.major.revenue", { severity: { major: { revenue: 500_000 } } }],
  ["clocks.atRiskFrom", { clocks: { atRiskFrom: 1 } }],
  ["clocks.ownershipWithin", { clocks: { ownershipWithin: 0 } }],
  ["clocks.csmCallWithin", { clocks: { csmCallWithin: null } }],
  ["rates.EUR", { rates: { EUR: "-1" } }],
  ["currency", { currency: "dollars" }],
  ["", { surprise: true }],
])("a wrong %s is refused", (path, patch) => {
  const issues = policyDocument.safeParse(mergePatch(DEFAULT_POLICY, patch)).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("a version from before a clock's number was part of the policy has its default, and keeps all that it says", () => {
  const { judgedAfter, silenceAtLeast, ...clocks } = DEFAULT_POLICY.clocks;
  const old = { ...DEFAULT_POLICY, rates: { USD: "1" }, clocks: { ...clocks, atRiskFrom: 0.5 } } as unknown as typeof DEFAULT_POLICY;
  expect(completed(old)).toEqual({ ...old, clocks: { ...clocks, atRiskFrom: 0.5, judgedAfter, silenceAtLeast } });
});

test("the default plans are those of the rules", () => {
  const facts = DEFAULT_PLANS.map(({ severity, pageSteps, executives, audiences, postMortem, bridge }) => [severity, pageSteps.map((step) => step / 60), executives, audiences.length, postMortem, bridge]);
  expect(facts).toEqual([
    ["SEV1", [5, 10, 30], ["VP Engineering", "CTO"], 6, "MANDATORY", true],
    ["SEV2", [5, 10, 30], ["Engineering Manager"], 5, "MANDATORY", false],
    ["SEV3", [5, 10, 30], [], 3, "ON_REQUEST", false],
    ["SEV4", [], [], 2, "NONE", false],
  ]);
});
