import { expect, test } from "vitest";
import * as impact from "../../src/services/impact/index.ts";
import { aContext, anIncident } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();

test("an estimate may say between what it lies, and takes that along when it is taken back", async () => {
  const ctx = aContext(source.manager);
  const { id } = await anIncident(ctx, { impact: { customersStated: 120, customersRange: { low: 80, high: 200 } } });

  expect(await impact.recordImpact(ctx, { incidentId: id, impact: { customersStated: 150 } })).toMatchObject({ customersStated: 150, customersRange: { low: 80, high: 200 } });
  expect(await impact.recordImpact(ctx, { incidentId: id, impact: { customersStated: null } })).toMatchObject({ customersStated: null, customersRange: null });
});

test.each([
  ["an estimate outside", { customersStated: 300, customersRange: { low: 80, high: 200 } }, "impact.customersRange"],
  ["ends the wrong way round", { customersStated: 100, customersRange: { low: 200, high: 80 } }, "impact.customersRange.high"],
  ["less than none", { customersStated: 1, customersRange: { low: -1, high: 80 } }, "impact.customersRange.low"],
])("a range with %s is refused", async (_, stated, field) => {
  const ctx = aContext(source.manager);
  const { id } = await anIncident(ctx);
  await expect(impact.recordImpact(ctx, { incidentId: id, impact: stated })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field } });
});
