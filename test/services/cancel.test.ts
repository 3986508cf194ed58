import { expect, test } from "vitest";
import { publishCommunication, standingOf } from "../../src/services/communication/index.ts";
import { escalate, escalationsOf } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { assignmentsOf, assignRole } from "../../src/services/role/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const someoneElse = aContext(source.manager, { actor: anActor({ id: "grace", name: "Grace" }) });

async function published() {
  const { id } = await anIncidentAt(ctx, "MITIGATING");
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes." });
  await publishCommunication(ctx, { incidentId: id, audience: "STRATEGIC_ACCOUNTS", body: "Exports fail. Next update in 30 minutes." });
  await publishCommunication(ctx, { incidentId: id, audience: "INTERNAL", body: "Exports fail. Next update in 30 minutes." });
  return id;
}

test("a false alarm ends with its clocks, its escalation and its roles", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id, accepted: true });
  await escalate(ctx, { incidentId: id, trigger: "MANUAL", reason: "Help" });
  const incident = await incidents.cancel(later(ctx, 5), { incidentId: id, reason: "A test alert" });
  expect(incident).toMatchObject({ status: "CANCELLED", cancelledAt: at(5), commanderId: null, mergedIntoId: null });
  expect(await clockOf(ctx, id, "RESOLVE")).toMatchObject({ stoppedAt: at(5), stopReason: "cancelled", metAt: null });
  expect((await escalationsOf(ctx, [id])).get(id)).toMatchObject([{ stoppedAt: at(5), stopReason: "cancelled", nextStepAt: null }]);
  expect((await assignmentsOf(ctx, [id], { active: true })).get(id)).toBeUndefined();
  expect(await saidOf(ctx, { id, revision: incident.revision - 2 })).toEqual(["STATUS_CHANGED: Cancelled: A test alert", expect.stringMatching(/^ROLE_CHANGED: .* is no longer Incident Commander$/)]);
});

test("once customers were told it takes two people", async () => {
  const id = await published();
  const asked = await incidents.cancel(ctx, { incidentId: id, reason: "A test alert" });
  expect(asked).toMatchObject({ status: "MITIGATING", cancelRequestedBy: "ada" });
  expect(await saidOf(ctx, { id, revision: asked.revision - 1 })).toEqual(["DECISION: Asked to cancel; since customers were told, a second person has to confirm"]);

  const trace = await traceOf(ctx, id);
  expect(await incidents.cancel(ctx, { incidentId: id })).toMatchObject({ status: "MITIGATING" });
  expect(await traceOf(ctx, id)).toEqual(trace);

  expect(await incidents.cancel(someoneElse, { incidentId: id })).toMatchObject({ status: "CANCELLED" });
});

test("with a closing notice wherever customers were told, and nowhere else", async () => {
  const id = await published();
  await incidents.cancel(ctx, { incidentId: id });
  await incidents.cancel(later(someoneElse, 10), { incidentId: id });
  const words = (await standingOf(ctx, id)).map(({ audience, publicState, body, version }) => [audience, publicState, body, version]).sort();
  const notice = `We have looked into "Checkout is down" and found no ongoing issue. This notice is closed.`;
  expect(words).toEqual([
    ["INTERNAL", null, "Exports fail. Next update in 30 minutes.", 1],
    ["STATUS_PAGE", "RESOLVED", notice, 2],
    ["STRATEGIC_ACCOUNTS", "RESOLVED", expect.stringContaining(notice), 2],
  ]);
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ metAt: at(10) });
});

test("one person with two keys is still one", async () => {
  const { id: responderId } = await aResponder(ctx);
  const id = await published();
  const [laptop, phone] = ["laptop", "phone"].map((key) => aContext(source.manager, { actor: anActor({ id: key, responderId }) }));
  await incidents.cancel(laptop!, { incidentId: id });
  expect(await incidents.cancel(phone!, { incidentId: id })).toMatchObject({ status: "MITIGATING" });
});

test("what only our own people read needs no second person", async () => {
  const { id } = await anIncident(ctx);
  await publishCommunication(ctx, { incidentId: id, audience: "INTERNAL", body: "Exports fail. Next update in 30 minutes." });
  expect(await incidents.cancel(ctx, { incidentId: id })).toMatchObject({ status: "CANCELLED" });
});

test("what has ended its impact is not cancelled", async () => {
  for (const status of ["RESOLVED", "POST_MORTEM", "CLOSED", "CANCELLED"] as const) {
    const { id } = await anIncidentAt(ctx, status);
    expect(await refusal(ctx, id, () => incidents.cancel(ctx, { incidentId: id }))).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  }
});
