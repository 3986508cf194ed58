import { expect, test } from "vitest";
import { clocksOf } from "../../src/services/clock/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import * as roles from "../../src/services/role/index.ts";
import * as severities from "../../src/services/severity/index.ts";
import { aContext, aResponder, aTeam, anIncident, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();

test("strategy and suspicion change as a decision on the timeline, and each alone", async () => {
  const ctx = aContext(source.manager);
  const { id, revision } = await anIncident(ctx);

  await incidents.changeApproach(ctx, { incidentId: id, strategy: "CONTAIN_FIRST", reason: "Too many are hit" });
  const changed = await incidents.changeApproach(ctx, { incidentId: id, causeClass: "CODE" });

  expect(changed).toMatchObject({ strategy: "CONTAIN_FIRST", causeClass: "CODE", revision: revision + 2 });
  await expect(incidents.changeApproach(ctx, { incidentId: id })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});

test("a triage that names the owner asks the owner's people into the roles", async () => {
  const ctx = aContext(source.manager);
  const person = await aResponder(ctx);
  const team = await aTeam(ctx, {}, { ENGINEERING_ON_CALL: person.id });
  const { id } = await anIncident(ctx, { impact: { featureState: "DEGRADED" } });

  const incident = await incidents.triage(ctx, { incidentId: id, ownerTeamSlug: team.slug });

  expect(await roles.missingOn(ctx, incident)).not.toContain("ENGINEERING_ON_CALL");
});

test("a deadline that had passed keeps its breach when a lowering moves it", async () => {
  const ctx = aContext(source.manager);
  const { id } = await anIncident(ctx, { severity: "SEV1", reason: "It felt so" });

  await severities.changeSeverity(later(ctx, 30), { incidentId: id, severity: "SEV3", reason: "It is not" });

  const triage = (await clocksOf(ctx, [id])).get(id)?.find(({ kind }) => kind === "TRIAGE");
  expect(triage).toMatchObject({ breachedAt: later(ctx, 5).now(), dueAt: later(ctx, 60).now() });
});

test("an offer that is handed off stays an offer", async () => {
  const ctx = aContext(source.manager);
  const [from, to] = [await aResponder(ctx), await aResponder(ctx)];
  const { id } = await anIncident(ctx);
  await roles.assignRole(ctx, { incidentId: id, role: "SCRIBE", responderId: from.id });

  await roles.handOffRoles(ctx, { fromResponderId: from.id, toResponderId: to.id });

  expect((await roles.assignmentsOf(ctx, [id], { active: true })).get(id)).toMatchObject([{ role: "SCRIBE", responderId: to.id, acceptedAt: null }]);
});
