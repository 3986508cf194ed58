import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, anIncident, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const SEV1 = { severity: "SEV1", reason: "All of it" } as const;
const DAYS = 24 * 60;

const due = (incident: Awaited<ReturnType<typeof anIncident>>) => incidents.postMortemDue({ ...ctx }, incident);

test("SEV1 and SEV2 owe one within 48 hours of the resolution, SEV3 and SEV4 none", async () => {
  for (const severity of ["SEV1", "SEV2"] as const) {
    const incident = await anIncidentAt(ctx, "RESOLVED", { severity, reason: "So it is" });
    expect(incident).toMatchObject({ severity, postMortemOwed: true });
    expect(await clockOf(ctx, incident.id, "POST_MORTEM")).toMatchObject({ startedAt: at(0), dueAt: at(2 * DAYS) });
    expect(await due(incident)).toEqual({ dueAt: at(2 * DAYS), projected: false });
  }
  for (const severity of ["SEV3", "SEV4"] as const) {
    const incident = await anIncidentAt(ctx, "RESOLVED", { severity, reason: "So it is" });
    expect(incident).toMatchObject({ severity, postMortemOwed: false });
    expect(await clocksOf(ctx, incident.id, "POST_MORTEM")).toEqual([]);
    expect(await due(incident)).toEqual({ dueAt: null, projected: false });
  }
});

test("before the resolution the deadline is projected from the ETA, else from the RESOLVE deadline", async () => {
  const incident = await anIncident(ctx, SEV1);
  expect(await due(incident)).toEqual({ dueAt: at(60 + 2 * DAYS), projected: true });
  const withEta = await incidents.reportMitigation(ctx, { incidentId: incident.id, progress: "IN_PROGRESS", summary: "Soon", eta: at(157) });
  expect(await due(withEta)).toEqual({ dueAt: at(157 + 2 * DAYS), projected: true });
});

test("it follows the highest severity held for 15 minutes, not the one at the end", async () => {
  const held = await anIncidentAt(ctx, "MITIGATING", SEV1);
  await changeSeverity(later(ctx, 15), { incidentId: held.id, severity: "SEV4", reason: "Over" });
  expect(await incidents.resolve(later(ctx, 40), { incidentId: held.id, ...OVERRIDE })).toMatchObject({ severity: "SEV4", postMortemOwed: true });
  expect(await clockOf(ctx, held.id, "POST_MORTEM")).toMatchObject({ dueAt: at(40 + 2 * DAYS) });

  const brief = await anIncidentAt(ctx, "MITIGATING", SEV1);
  expect(await changeSeverity(later(ctx, 14), { incidentId: brief.id, severity: "SEV4", reason: "A mistake" })).toMatchObject({ postMortemOwed: false });
  expect(await incidents.resolve(later(ctx, 40), { incidentId: brief.id, ...OVERRIDE })).toMatchObject({ postMortemOwed: false });
});

test("who asks for one gets one, whatever the severity and whenever", async () => {
  const early = await anIncident(ctx);
  expect(await incidents.requestPostMortem(ctx, { incidentId: early.id, reason: "A customer asks" })).toMatchObject({ postMortemRequested: true, postMortemOwed: true });
  expect(await saidOf(ctx, early)).toEqual(["DECISION: Post-mortem requested: A customer asks"]);
  expect(await clocksOf(ctx, early.id, "POST_MORTEM")).toEqual([]);

  const late = await anIncidentAt(ctx, "RESOLVED");
  await incidents.requestPostMortem(later(ctx, 60), { incidentId: late.id });
  expect(await clockOf(ctx, late.id, "POST_MORTEM")).toMatchObject({ startedAt: at(0), dueAt: at(2 * DAYS) });
  expect(await refusal(ctx, late.id, () => incidents.close(ctx, { incidentId: late.id }))).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { allowed: ["POST_MORTEM", "MITIGATING"] } });

  const closed = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, closed.id, () => incidents.requestPostMortem(ctx, { incidentId: closed.id }))).toMatchObject({ code: "CONFLICT" });
});

test("a SEV3 that a person links to an earlier incident owes one", async () => {
  const earlier = await anIncident(ctx, { detectedAt: at(-DAYS) });
  const { id, revision } = await anIncident(ctx);
  expect(await incidents.linkRecurrence(ctx, { incidentId: id, recurrenceOfId: earlier.id })).toMatchObject({ recurrenceOfId: earlier.id, postMortemOwed: true });
  expect(await saidOf(ctx, { id, revision })).toEqual([`LINKED: A recurrence of ${earlier.reference}`]);
  expect(await refusal(ctx, id, () => incidents.linkRecurrence(ctx, { incidentId: id, recurrenceOfId: id }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "recurrenceOfId" } });
  expect(await refusal(ctx, earlier.id, () => incidents.linkRecurrence(ctx, { incidentId: earlier.id, recurrenceOfId: id }))).toMatchObject({ code: "INVALID_INPUT" });
});

test("closing after the post-mortem keeps its promise", async () => {
  const { id } = await anIncidentAt(ctx, "POST_MORTEM", SEV1);
  expect(await clockOf(ctx, id, "POST_MORTEM")).toMatchObject({ metAt: null });
  await incidents.close(later(ctx, 3 * DAYS), { incidentId: id });
  expect(await clockOf(ctx, id, "POST_MORTEM")).toMatchObject({ metAt: at(3 * DAYS), breachedAt: at(2 * DAYS) });
});

test("after a reopen the next resolution has a post-mortem of its own", async () => {
  const { id } = await anIncidentAt(ctx, "POST_MORTEM", SEV1);
  await incidents.close(later(ctx, DAYS), { incidentId: id });
  const reopened = await incidents.reopen(later(ctx, 2 * DAYS), { incidentId: id, reason: "It is back" });
  expect(await due(reopened)).toEqual({ dueAt: at(2 * DAYS + 60 + 2 * DAYS), projected: true });
  const resolved = await incidents.resolve(later(ctx, 3 * DAYS), { incidentId: id, ...OVERRIDE });
  expect((await clocksOf(ctx, id, "POST_MORTEM")).map(({ dueAt, metAt }) => [dueAt, metAt])).toEqual([[at(2 * DAYS), at(DAYS)], [at(5 * DAYS), null]]);
  expect(await due(resolved)).toEqual({ dueAt: at(5 * DAYS), projected: false });
});
