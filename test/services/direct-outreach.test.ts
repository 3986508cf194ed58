import { expect, test } from "vitest";
import { clocksOf } from "../../src/services/clock/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as impact from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import * as outreach from "../../src/services/outreach/index.ts";
import { aContext, aResponder, aService, aTeam, anActor, anIncident, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();

async function triaged(ctx: ServiceContext, count: number) {
  const team = await aTeam(ctx);
  const service = await aService(ctx, { ownerTeamId: team.id });
  const customers = await someCustomers(ctx, count, {}, service);
  const commander = await aResponder(ctx);
  const { id } = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" }, affectedCustomerExternalIds: customers.map((one) => one.externalId) });
  return { incident: await incidents.triage(ctx, { incidentId: id, commanderId: commander.id }), commander, service };
}

const pages = async (ctx: ServiceContext, id: string) => ((await clocksOf(ctx, [id])).get(id) ?? []).filter(({ kind }) => kind === "STATUS_PAGE");

test("for a few named accounts it is proposed, and deciding so lets the page go with the reason", async () => {
  const ctx = aContext(source.manager);
  const { incident } = await triaged(ctx, 5);
  expect(await outreach.proposesDirectOutreach(ctx, incident)).toBe(true);

  const decided = await outreach.chooseDirectOutreach(later(ctx, 3), { incidentId: incident.id, reason: "We know all five" });

  expect(decided.directOutreachReason).toBe("We know all five");
  expect(await outreach.proposesDirectOutreach(ctx, decided)).toBe(false);
  expect(await pages(ctx, incident.id)).toMatchObject([{ stopReason: "direct outreach: We know all five" }]);
});

test("once more accounts are affected, the page is owed again", async () => {
  const ctx = aContext(source.manager);
  const { incident, service } = await triaged(ctx, 2);
  await outreach.chooseDirectOutreach(ctx, { incidentId: incident.id, reason: "Two only" });
  const more = await someCustomers(ctx, 4, {}, service);

  const grown = await impact.changeAffectedCustomers(later(ctx, 10), { incidentId: incident.id, add: more.map((one) => one.externalId) });

  expect(grown.directOutreachReason).toBeNull();
  expect((await pages(ctx, incident.id)).map(({ stoppedAt, dueAt }) => [stoppedAt !== null, dueAt.getTime()])).toEqual([
    [true, expect.any(Number)], [false, later(ctx, 25).now().getTime()],
  ]);
});

test("it is neither proposed nor taken for many, or for an estimate beyond those who are named", async () => {
  const ctx = aContext(source.manager);
  const many = (await triaged(ctx, 6)).incident;
  const estimated = await impact.recordImpact(ctx, { incidentId: (await triaged(ctx, 3)).incident.id, impact: { customersStated: 40 } });

  for (const incident of [many, estimated]) {
    expect(await outreach.proposesDirectOutreach(ctx, incident)).toBe(false);
    await expect(outreach.chooseDirectOutreach(ctx, { incidentId: incident.id, reason: "Few" })).rejects.toMatchObject({ code: "CONFLICT" });
  }
});

test("a responder who does not command may not decide it", async () => {
  const ctx = aContext(source.manager);
  const { incident, commander } = await triaged(ctx, 3);
  const as = (responderId: string) => ({ ...ctx, actor: anActor({ role: "RESPONDER", responderId }) });

  await expect(outreach.chooseDirectOutreach(as((await aResponder(ctx)).id), { incidentId: incident.id, reason: "Few" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(outreach.chooseDirectOutreach(ctx, { incidentId: incident.id })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  expect((await outreach.chooseDirectOutreach(as(commander.id), { incidentId: incident.id, reason: "Few" })).directOutreachReason).toBe("Few");
});
