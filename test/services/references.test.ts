import { expect, test } from "vitest";
import { aContext, anIncident, aService, aTeam, NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("500 declarations at once, over ten connections, have the numbers 1 to 500 of the day of detection", async () => {
  const { slug } = await aService(ctx, { ownerTeamId: (await aTeam(ctx)).id });
  const midnight = new Date("2030-01-01T00:00:00.000Z");
  const incidents = await Promise.all(Array.from({ length: 500 }, () => anIncident(ctx, { serviceSlug: slug, detectedAt: midnight })));
  const expected = Array.from({ length: 500 }, (_, at) => `INC-2030-0101-${String(at + 1).padStart(3, "0")}`);
  expect(incidents.map(({ reference }) => reference).sort()).toEqual(expected);
});

test("each day counts for itself, the millisecond before midnight too", async () => {
  const eve = new Date("2029-12-31T23:59:59.999Z");
  expect((await anIncident(ctx, { detectedAt: eve })).reference).toBe("INC-2029-1231-001");
  expect((await anIncident(ctx, { detectedAt: eve })).reference).toBe("INC-2029-1231-002");
  expect((await anIncident(ctx, { detectedAt: NOON })).reference).toBe("INC-2030-0101-501");
});

test("the thousandth of a day goes on counting", async () => {
  await source.query("insert into incident_day values ('2028-06-01', 999)");
  expect(await anIncident(ctx, { detectedAt: new Date("2028-06-01T10:00:00Z") })).toMatchObject({ reference: "INC-2028-0601-1000", channel: "#incident-inc-0601-1000" });
});
