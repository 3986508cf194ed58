import { expect, test } from "vitest";
import { postUpdate, publishCommunication } from "../../src/services/communication/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { changeSeverity } from "../../src/services/severity/index.ts";
import { aContext, aResponder, aTeam, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, eventsOf, OVERRIDE, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;

test.each(["RESOLVED", "POST_MORTEM", "CLOSED"] as const)("from %s it starts anew: counted, with new clocks, and all history kept", async (status) => {
  const before = await anIncidentAt(ctx, status, SEV2);
  const { id } = before;
  const past = await eventsOf(ctx, id);

  const incident = await incidents.reopen(later(ctx, 120), { incidentId: id, reason: "It is back" });

  expect(incident).toMatchObject({ status: "MITIGATING", reopenCount: 1, mitigatingAt: at(120), resolvedAt: null, closedAt: null, verification: null, eta: null, triagedAt: before.triagedAt, postMortemOwed: true });
  expect((await eventsOf(ctx, id)).slice(0, past.length)).toEqual(past);
  expect((await saidOf(ctx, before))[0]).toBe("STATUS_CHANGED: Reopened: It is back");
  for (const [kind, minutes] of [["ACKNOWLEDGE", 30], ["RESOLVE", 240], ["FIRST_COMMUNICATION", 30], ["STATUS_PAGE", 15]] as const) {
    expect((await clocksOf(ctx, id, kind)).map(({ startedAt, dueAt }) => [startedAt, dueAt])).toEqual([[at(0), expect.any(Date)], [at(120), at(120 + minutes)]]);
  }
  expect(await clocksOf(ctx, id, "TRIAGE")).toHaveLength(1);
});

test("what was promised after the resolution is let go", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED", SEV2);
  await incidents.reopen(later(ctx, 60), { incidentId: id, reason: "It is back" });
  expect(await clockOf(ctx, id, "POST_MORTEM")).toMatchObject({ stoppedAt: at(60), stopReason: "reopened" });
});

test("it needs a reason, and something that has ended", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  expect(await refusal(ctx, id, () => incidents.reopen(ctx, { incidentId: id }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  expect(await refusal(ctx, id, () => incidents.startMitigation(ctx, { incidentId: id, reason: " " }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  for (const status of ["DETECTED", "TRIAGED", "MITIGATING", "CANCELLED"] as const) {
    const open = await anIncidentAt(ctx, status);
    expect(await refusal(ctx, open.id, () => incidents.reopen(ctx, { incidentId: open.id, reason: "Back" }))).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  }
});

test("starting the mitigation again, or an update that says so, is a reopen too", async () => {
  const first = await anIncidentAt(ctx, "CLOSED");
  expect(await incidents.startMitigation(ctx, { incidentId: first.id, reason: "It is back" })).toMatchObject({ reopenCount: 1 });
  const second = await anIncidentAt(ctx, "RESOLVED");
  expect(await postUpdate(ctx, { incidentId: second.id, status: "MITIGATING", note: "It is back" })).toMatchObject({ status: "MITIGATING", reopenCount: 1 });
  expect(await saidOf(ctx, second)).toEqual(["STATUS_CHANGED: Reopened: It is back", "UPDATE: It is back"]);
});

test("a closed one asks people into its roles again", async () => {
  const ada = await aResponder(ctx, { name: "Ada Lovelace" });
  const team = await aTeam(ctx, {}, { ENGINEERING_ON_CALL: ada.id });
  const { id, revision } = await anIncidentAt(ctx, "CLOSED", { ownerTeamSlug: team.slug });
  await incidents.reopen(ctx, { incidentId: id, reason: "It is back" });
  expect((await saidOf(ctx, { id, revision })).slice(1)).toEqual([
    "ROLE_CHANGED: Ada Lovelace is asked to be Engineering On-Call",
    expect.stringMatching(/^PLAN_APPLIED: .*; nobody fills Support$/),
    "PAGE: Paged Ada Lovelace (on-call). Reopened: It is back",
  ]);
});

test("nobody owning it, the clock of ownership runs again", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  await incidents.reopen(later(ctx, 60), { incidentId: id, reason: "It is back" });
  expect(await clockOf(ctx, id, "OWNERSHIP")).toMatchObject({ startedAt: at(60), dueAt: at(70) });
});

test("what customers were told before the reopen counts for nothing, and the page says resolved no longer", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Exports are slow. Next update in 30 minutes." });
  await incidents.resolve(later(ctx, 10), { incidentId: id, ...OVERRIDE });
  await incidents.reopen(later(ctx, 20), { incidentId: id, reason: "It is back" });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: at(20), metAt: null });
  expect(await clocksOf(ctx, id, "STATUS_PAGE")).toEqual([]);
  await changeSeverity(later(ctx, 25), { incidentId: id, severity: "SEV2", reason: "Worse" });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ startedAt: at(25), dueAt: at(40), metAt: null });
  await publishCommunication(later(ctx, 30), { incidentId: id, audience: "STATUS_PAGE", body: "Exports are slow again. Next update in 30 minutes." });
  expect(await clockOf(ctx, id, "STATUS_PAGE")).toMatchObject({ metAt: at(30) });
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: at(30) });
});

test("of two who reopen at once, one is told it is done", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED");
  const outcomes = await Promise.allSettled([1, 2].map(() => incidents.reopen(ctx, { incidentId: id, reason: "Back" })));
  expect(outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.code : "done")).sort()).toEqual(["ILLEGAL_TRANSITION", "done"]);
  expect(await incidents.find(ctx, { id })).toMatchObject({ reopenCount: 1 });
});
