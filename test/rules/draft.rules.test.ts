import { expect, test } from "vitest";
import { AUDIENCES, type Audience, INCIDENT_STATUSES, MITIGATION_PROGRESS } from "../../src/entities/vocabulary.ts";
import { isForCustomers, publicStateOf, recipientsOf } from "../../src/services/communication/communication.rules.ts";
import { draft, type DraftFacts } from "../../src/services/communication/draft.rules.ts";

const FACTS: DraftFacts = {
  incident: {
    title: "Exports fail", impactDescription: "Scheduled exports end with an error.", workaround: "Export by hand", eta: new Date("2030-01-01T17:00:00Z"),
    reference: "INC-2030-0101-001", severity: "SEV2", mitigationProgress: "IN_PROGRESS",
  },
  publicState: "IDENTIFIED", customersAffected: 127, strategicAffected: 8, nextUpdateAt: new Date("2030-01-01T12:30:00Z"),
};

test("a draft says what happened, the impact, the status, the ETA and when the next update comes", () => {
  expect(draft("STATUS_PAGE", FACTS)).toEqual({
    subject: "Exports fail",
    body: "Exports fail. Scheduled exports end with an error. We have identified the issue and are working on a fix. Workaround: Export by hand. "
      + "We expect recovery by 2030-01-01 17:00 UTC. Next update by 2030-01-01 12:30 UTC.",
    template: "status_page_identified",
  });
});

test("what is not known is left out", () => {
  const { incident } = FACTS;
  const bare = { ...FACTS, incident: { ...incident, impactDescription: null, workaround: null, eta: null }, publicState: "INVESTIGATING", nextUpdateAt: null } as const;
  expect(draft("IN_APP_BANNER", bare).body).toBe("Exports fail. We are investigating.");
});

test("the last word promises nothing more", () => {
  expect(draft("STATUS_PAGE", { ...FACTS, publicState: "RESOLVED" })).toMatchObject({
    subject: "Resolved: Exports fail", body: "Exports fail. Scheduled exports end with an error. This incident has been resolved.",
  });
});

test("only our own people read severity and figures", () => {
  const telling = AUDIENCES.filter((audience) => draft(audience, FACTS).body.includes("SEV2: 127 customers affected, 8 strategic."));
  expect(telling).toEqual(["INTERNAL", "EXECUTIVES"]);
  expect(AUDIENCES.filter((audience) => !isForCustomers(audience))).toEqual(telling);
});

test("the public state follows the lifecycle and the fix", () => {
  const states = INCIDENT_STATUSES.map((status) => publicStateOf({ status, mitigationProgress: null }));
  expect(states).toEqual(["INVESTIGATING", "INVESTIGATING", "IDENTIFIED", "RESOLVED", "RESOLVED", "RESOLVED", "INVESTIGATING"]);
  const fixing = MITIGATION_PROGRESS.map((mitigationProgress) => publicStateOf({ status: "MITIGATING", mitigationProgress }));
  expect(fixing).toEqual(["IDENTIFIED", "IDENTIFIED", "MONITORING", "MONITORING"]);
});

test.each<[Audience, number]>([["STRATEGIC_ACCOUNTS", 8], ["AFFECTED_CUSTOMERS", 127], ["STATUS_PAGE", 0], ["INTERNAL", 0]])("a message for %s has %i recipients", (audience, count) => {
  expect(recipientsOf(audience, { customersCounted: 127, strategicAffected: 8 })).toBe(count);
});
