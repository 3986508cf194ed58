import { expect, test } from "vitest";
import { publishCommunication } from "../../src/services/communication/index.ts";
import { acknowledge } from "../../src/services/escalation/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { clockOf, eventsOf, OVERRIDE, refusal } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const now = later(ctx, 60);

test("what happened earlier is noted with both times", async () => {
  const { id } = await anIncident(ctx);
  await incidents.startMitigation(now, { incidentId: id, occurredAt: at(20) });
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({ occurredAt: at(20), recordedAt: at(60) });
  expect(await incidents.find(ctx, { id })).toMatchObject({ triagedAt: at(20), mitigatingAt: at(20), updatedAt: at(60) });
});

test("nothing happens more than 60 seconds ahead", async () => {
  const { id } = await anIncident(ctx);
  const note = (occurredAt: Date) => addEvent(now, { incidentId: id, kind: "NOTE", summary: "Soon", occurredAt });
  expect(await note(at(61))).toMatchObject({ occurredAt: at(61) });
  expect(await refusal(ctx, id, () => note(new Date(at(61).getTime() + 1)))).toMatchObject({ code: "INVALID_INPUT", details: { field: "occurredAt" } });
});

test("a step of the lifecycle does not precede the detection; evidence may", async () => {
  const { id } = await anIncident(ctx);
  const occurredAt = at(-10);
  const steps = [
    () => incidents.startMitigation(now, { incidentId: id, occurredAt }),
    () => incidents.cancel(now, { incidentId: id, occurredAt }),
    () => incidents.reportMitigation(now, { incidentId: id, occurredAt, progress: "DEPLOYED", summary: "Done" }),
  ];
  for (const step of steps) expect(await refusal(ctx, id, step)).toMatchObject({ code: "INVALID_INPUT", details: { field: "occurredAt", detectedAt: at(0) } });
  expect(await addEvent(now, { incidentId: id, kind: "EVIDENCE", summary: "A deployment", occurredAt })).toMatchObject({ occurredAt });
});

test("a step may lie between the detection and the declaration", async () => {
  const { id } = await anIncident(now, { detectedAt: at(0) });
  expect(await incidents.startMitigation(now, { incidentId: id, occurredAt: at(10) })).toMatchObject({ triagedAt: at(10) });
  expect(await incidents.resolve(now, { incidentId: id, occurredAt: at(40), ...OVERRIDE })).toMatchObject({ resolvedAt: at(40) });
  expect(await clockOf(ctx, id, "TRIAGE")).toMatchObject({ metAt: at(10), breachedAt: null });
});

test("acknowledging and publishing happen at the hub's time", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  await incidents.startMitigation(ctx, { incidentId: id });
  const message = await publishCommunication(now, { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes.", occurredAt: at(5) });
  expect(message.publishedAt).toEqual(at(60));
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: at(60) });
  expect((await eventsOf(ctx, id)).at(-1)).toMatchObject({ kind: "COMMUNICATION", occurredAt: at(60) });

  const other = await anIncident(ctx);
  await acknowledge(now, { incidentId: other.id, responderId: ada.id, occurredAt: at(5) });
  expect(await clockOf(ctx, other.id, "ACKNOWLEDGE")).toMatchObject({ metAt: at(60) });
  expect((await eventsOf(ctx, other.id)).slice(-2)).toMatchObject([{ kind: "ACKNOWLEDGED", occurredAt: at(60) }, { kind: "ROLE_CHANGED", occurredAt: at(60) }]);
});
