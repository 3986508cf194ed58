import { expect, test } from "vitest";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { affectedBy, isStated } from "../../src/services/impact/impact.rules.ts";

test.each([
  [null, 0, 0],
  [null, 12, 12],
  [40, 12, 40],
  [5, 12, 12],
  [0, 0, 0],
])("of %s stated and %i counted customers %i are affected", (customersStated, customersCounted, affected) => {
  expect(affectedBy({ customersStated, customersCounted })).toBe(affected);
});

const UNKNOWN = {
  customersStated: null, customersCounted: 0, featureState: null, impactDescription: null, dataLossRisk: false, expanding: false, workaround: null,
} as IncidentEntity;

test.each<[string, Partial<IncidentEntity>, boolean]>([
  ["nothing", {}, false],
  ["a workaround alone", { workaround: "Retry" }, false],
  ["that nobody is affected", { customersStated: 0 }, true],
  ["customers on record", { customersCounted: 1 }, true],
  ["the state of the feature", { featureState: "UP" }, true],
  ["what customers notice", { impactDescription: "Exports fail" }, true],
  ["that data may be lost", { dataLossRisk: true }, true],
  ["that it is expanding", { expanding: true }, true],
])("who says %s has said what triage needs: %3$s", (_, over, stated) => {
  expect(isStated({ ...UNKNOWN, ...over })).toBe(stated);
});
