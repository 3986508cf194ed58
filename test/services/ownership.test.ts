import { expect, test } from "vitest";
import { acknowledge } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignRole, releaseRole } from "../../src/services/role/index.ts";
import { aContext, anIncident, aResponder, aService, aTeam, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clockOf, clocksOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("it runs ten minutes from the declaration while there is neither commander nor owning team", async () => {
  const { id } = await anIncident(later(ctx, 30), { detectedAt: at(0) });
  expect(await clockOf(ctx, id, "OWNERSHIP")).toMatchObject({ startedAt: at(30), dueAt: at(40), metAt: null });
});

test("a catch-all counts as no owner, a team does", async () => {
  const [queue, team] = [await aTeam(ctx, { catchAll: true }), await aTeam(ctx)];
  const { slug } = await aService(ctx, { ownerTeamId: queue.id });
  const caught = await anIncident(ctx, { serviceSlug: slug });
  expect(await clocksOf(ctx, caught.id, "OWNERSHIP")).toHaveLength(1);
  const owned = await anIncident(ctx, { ownerTeamSlug: team.slug });
  expect(await clocksOf(ctx, owned.id, "OWNERSHIP")).toEqual([]);
});

test("an owner who accepts meets it: a team at the triage, a commander, or whoever acts as one", async () => {
  const [team, ada] = [await aTeam(ctx), await aResponder(ctx)];
  const given = await anIncident(ctx);
  await incidents.triage(later(ctx, 5), { incidentId: given.id, ownerTeamSlug: team.slug, impact: { featureState: "DOWN" } });
  expect(await clockOf(ctx, given.id, "OWNERSHIP")).toMatchObject({ metAt: at(5), breachedAt: null });

  const commanded = await anIncident(ctx);
  await assignRole(later(ctx, 2), { incidentId: commanded.id, role: "INCIDENT_COMMANDER", responderId: ada.id });
  expect(await clockOf(ctx, commanded.id, "OWNERSHIP")).toMatchObject({ metAt: null });
  await assignRole(later(ctx, 12), { incidentId: commanded.id, role: "INCIDENT_COMMANDER", responderId: ada.id, accepted: true });
  expect(await clockOf(ctx, commanded.id, "OWNERSHIP")).toMatchObject({ metAt: at(12), breachedAt: at(10) });

  const acknowledged = await anIncident(ctx);
  await acknowledge(later(ctx, 3), { incidentId: acknowledged.id, responderId: ada.id });
  expect(await clockOf(ctx, acknowledged.id, "OWNERSHIP")).toMatchObject({ metAt: at(3) });
});

test("it runs anew once the only owner leaves", async () => {
  const ada = await aResponder(ctx);
  const { id } = await anIncident(ctx);
  const input = { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id } as const;
  await assignRole(later(ctx, 1), { ...input, accepted: true });
  await releaseRole(later(ctx, 60), input);
  expect((await clocksOf(ctx, id, "OWNERSHIP")).map(({ startedAt, metAt }) => [startedAt, metAt])).toEqual([[at(0), at(1)], [at(60), null]]);
});
