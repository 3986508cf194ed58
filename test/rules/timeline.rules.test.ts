import { expect, test } from "vitest";
import { TIMELINE_KINDS } from "../../src/entities/vocabulary.ts";
import { mayBeAmended, mayBeStated, rightToDecide } from "../../src/services/timeline/timeline.rules.ts";

test("a person states facts; what the verbs did, only they write", () => {
  expect(TIMELINE_KINDS.filter((kind) => !mayBeStated(kind))).toEqual([
    "DECLARED", "STATUS_CHANGED", "SEVERITY_CHANGED", "IMPACT_CHANGED", "ROLE_CHANGED", "OWNER_CHANGED", "PLAN_APPLIED",
    "ESCALATION", "PAGE", "ACKNOWLEDGED", "CLOCK", "LINKED", "AMENDED", "PINNED",
  ]);
});

test("an amendment and a pin are past amending", () => {
  expect(TIMELINE_KINDS.filter((kind) => !mayBeAmended(kind))).toEqual(["AMENDED", "PINNED"]);
});

test("a decision is by right of the command, else of a role that is held", () => {
  expect(rightToDecide(["SCRIBE", "INCIDENT_COMMANDER"])).toBe("INCIDENT_COMMANDER");
  expect(rightToDecide(["SUPPORT_LEAD", "SCRIBE"])).toBe("SUPPORT_LEAD");
  expect(rightToDecide([])).toBeNull();
});
