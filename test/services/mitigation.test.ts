import { expect, test } from "vitest";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, at, later, NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, eventsOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);

test("the fix is reported step by step, with an ETA and the cause, each as one event", async () => {
  const { id, revision } = await anIncidentAt(ctx, "MITIGATING");
  const found = await incidents.reportMitigation(ctx, { incidentId: id, progress: "IDENTIFIED", summary: "A wrong threshold", rootCause: "Threshold 10 in place of 100", causeClass: "CONFIGURATION", eta: at(60) });
  expect(found).toMatchObject({ mitigationProgress: "IDENTIFIED", rootCause: "Threshold 10 in place of 100", causeClass: "CONFIGURATION", eta: at(60), status: "MITIGATING" });
  const deployed = await incidents.reportMitigation(later(ctx, 10), { incidentId: id, progress: "DEPLOYED", summary: "Rolled back" });
  expect(deployed).toMatchObject({ mitigationProgress: "DEPLOYED", rootCause: "Threshold 10 in place of 100", causeClass: "CONFIGURATION", eta: at(60) });
  expect(await saidOf(ctx, { id, revision })).toEqual(["MITIGATION: A wrong threshold", "MITIGATION: Rolled back"]);
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({ occurredAt: at(10), details: { progress: "DEPLOYED", eta: at(60).toISOString() } });
});

test("an ETA can be taken back", async () => {
  const { id } = await anIncident(ctx);
  await incidents.reportMitigation(ctx, { incidentId: id, progress: "IN_PROGRESS", summary: "Soon", eta: at(60) });
  expect(await incidents.reportMitigation(ctx, { incidentId: id, progress: "IN_PROGRESS", summary: "Not so soon", eta: null })).toMatchObject({ eta: null });
});

test.each([
  ["summary", { summary: " " }],
  ["summary", { summary: "x".repeat(10_001) }],
  ["rootCause", { rootCause: "x".repeat(10_001) }],
  ["eta", { eta: at(-1) }],
  ["eta", { eta: at(11 * 365 * 24 * 60) }],
  ["occurredAt", { occurredAt: at(-1) }],
  ["occurredAt", { occurredAt: at(1.01) }],
  ["actorLabel", { actorLabel: "x".repeat(201) }],
])("a wrong %s is refused and leaves no trace: %j", async (field, over) => {
  const { id } = await anIncident(ctx);
  const error = await refusal(ctx, id, () => incidents.reportMitigation(ctx, { incidentId: id, progress: "DEPLOYED", summary: "Done", ...over }));
  expect(error).toMatchObject({ code: "INVALID_INPUT", details: { field } });
});

test("of an incident that has ended nothing is reported", async () => {
  for (const status of ["CLOSED", "CANCELLED"] as const) {
    const { id } = await anIncidentAt(ctx, status);
    expect(await refusal(ctx, id, () => incidents.reportMitigation(ctx, { incidentId: id, progress: "DEPLOYED", summary: "Done" }))).toMatchObject({ code: "CONFLICT" });
  }
});

test("a reason of full length fits beside the words that the hub puts before it", async () => {
  const reason = "🧯".repeat(5_000);
  const { id } = await anIncident(ctx);
  const incident = await incidents.startMitigation(ctx, { incidentId: id, reason });
  expect(incident).toMatchObject({ status: "MITIGATING", mitigatingAt: NOON });
  const { summary, details } = (await eventsOf(ctx, id)).at(-1)!;
  expect(summary).toMatch(/^Mitigation started: 🧯+$/u);
  expect(details).toMatchObject({ reason });
});
