import { expect, test } from "vitest";
import { approveCommunication, editCommunication, type EditCommunication, postUpdate, publishCommunication, standingOf } from "../../src/services/communication/index.ts";
import { draftCommunications } from "../../src/services/draft/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import { aContext, aTeam, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, clockOf, clocksOf, refusal, saidOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const SEV2 = { severity: "SEV2", reason: "Many ask" } as const;

/** What was promised: from, due, met, to whom. */
const promises = async (id: string) => (await clocksOf(ctx, id, "NEXT_UPDATE")).map(({ startedAt, dueAt, metAt, subject }) => [startedAt, dueAt, metAt, subject]);

test("an update keeps the promise of the one before and makes the next, by the plan's interval", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  expect(await promises(id)).toEqual([]);
  await postUpdate(later(ctx, 5), { incidentId: id, note: "Looking" });
  await addEvent(later(ctx, 20), { incidentId: id, kind: "UPDATE", summary: "Still looking" });
  await addEvent(later(ctx, 60), { incidentId: id, kind: "NOTE", summary: "State, change, next step", countsAsUpdate: true });
  expect(await promises(id)).toEqual([[at(5), at(35), at(20), null], [at(20), at(50), at(60), null], [at(60), at(90), null, null]]);
  expect((await clocksOf(ctx, id, "NEXT_UPDATE")).map(({ breachedAt }) => breachedAt)).toEqual([null, at(50), null]);
});

test("a plain note is no update, nor is one that says it is none", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  await addEvent(ctx, { incidentId: id, kind: "NOTE", summary: "Coffee" });
  await addEvent(ctx, { incidentId: id, kind: "UPDATE", summary: "Coffee", countsAsUpdate: false });
  expect(await promises(id)).toEqual([]);
});

test("where the plan wants updates as needed only, an update promises nothing by itself", async () => {
  const { id } = await anIncidentAt(ctx, "MITIGATING", { severity: "SEV4", reason: "Tiny" });
  await postUpdate(ctx, { incidentId: id, note: "Looking", nextUpdateAt: at(60) });
  await postUpdate(later(ctx, 30), { incidentId: id, note: "Found" });
  expect(await promises(id)).toEqual([[at(0), at(60), at(30), null]]);
});

test("a publication promises what its text or the time beside it says, the earlier of the two, else the plan's interval", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  const publish = (minute: number, body: string, nextUpdateAt?: Date) => publishCommunication(later(ctx, minute), { incidentId: id, audience: "STATUS_PAGE", body, ...(nextUpdateAt ? { nextUpdateAt } : {}) });
  expect(await publish(0, "We are looking. Next update by 12:30 UTC.")).toMatchObject({ nextUpdateAt: at(30) });
  expect(await publish(10, "We found it. Next update in 15 minutes.")).toMatchObject({ nextUpdateAt: at(25) });
  expect(await publish(20, "We fix it. Next update in 15 minutes.", at(40))).toMatchObject({ nextUpdateAt: at(35) });
  expect(await promises(id)).toEqual([[at(0), at(30), at(10), "STATUS_PAGE"], [at(10), at(25), at(20), "STATUS_PAGE"], [at(20), at(35), null, "STATUS_PAGE"]]);
});

test("a word among ourselves does not put off what customers were promised", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Next update in 15 minutes." });
  await postUpdate(later(ctx, 5), { incidentId: id, note: "Rolling back" });
  await publishCommunication(later(ctx, 10), { incidentId: id, audience: "INTERNAL", body: "Rolled back." });
  expect(await promises(id)).toEqual([[at(0), at(15), at(5), "STATUS_PAGE"], [at(5), at(15), at(10), "STATUS_PAGE"], [at(10), at(15), null, "STATUS_PAGE"]]);
  expect(await clockOf(ctx, id, "NEXT_UPDATE")).toMatchObject({ promised: true });
});

test("an update that is told late, after a later one, changes no promise", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  await postUpdate(later(ctx, 30), { incidentId: id, note: "Found" });
  await addEvent(later(ctx, 45), { incidentId: id, kind: "UPDATE", summary: "Looked first", occurredAt: at(10) });
  expect(await promises(id)).toEqual([[at(30), at(60), null, null]]);
  await addEvent(later(ctx, 50), { incidentId: id, kind: "UPDATE", summary: "Fixing", occurredAt: at(40) });
  expect(await promises(id)).toEqual([[at(30), at(60), at(40), null], [at(40), at(70), null, null]]);
});

test("of two times that one message promises, in its text and beside it, the earlier is the clock", async () => {
  const FAR = new Date("2032-01-01T00:00:00Z");
  const { id } = await anIncidentAt(ctx, "TRIAGED", SEV2);
  const due = async () => (await clockOf(ctx, id, "NEXT_UPDATE"))?.dueAt;
  const message = { incidentId: id, audience: "STATUS_PAGE", body: "Logins fail. Next update in 15 minutes." } as const;
  expect(await publishCommunication(ctx, { ...message, nextUpdateAt: FAR })).toMatchObject({ nextUpdateAt: at(15) });
  expect(await due()).toEqual(at(15));
  await publishCommunication(later(ctx, 1), { ...message, nextUpdateAt: at(10) });
  expect(await due()).toEqual(at(10));
  await postUpdate(later(ctx, 2), { incidentId: id, note: "Still at it", publicBody: message.body, audiences: ["STATUS_PAGE", "INTERNAL"], nextUpdateAt: FAR });
  expect(await due()).toEqual(at(17));

  const publishDraft = async (minute: number, edit: Partial<EditCommunication>) => {
    const [{ id: communicationId } = { id: "" }] = await draftCommunications(later(ctx, minute), { incidentId: id, audiences: ["STATUS_PAGE"] });
    const edited = await editCommunication(later(ctx, minute), { communicationId, body: message.body, ...edit });
    await approveCommunication(later(ctx, minute), { communicationId });
    await publishCommunication(later(ctx, minute + 5), { communicationId });
    return [edited.nextUpdateAt, await due()];
  };
  expect(await publishDraft(3, { nextUpdateAt: FAR })).toEqual([FAR, at(23)]);
  expect(await publishDraft(10, { nextUpdateAt: at(20) })).toEqual([at(20), at(20)]);
  // What the text counts is counted from when it is read.
  expect(await publishDraft(20, { body: "Logins fail. Next update in 45 minutes." })).toEqual([null, at(70)]);
});

test("one act moves the status, notes the update and publishes it", async () => {
  const { slug } = await aTeam(ctx);
  const { id, revision } = await anIncidentAt(ctx, "DETECTED", { ownerTeamSlug: slug, impact: { featureState: "DEGRADED" } });
  const incident = await postUpdate(later(ctx, 5), { incidentId: id, status: "TRIAGED", note: "Found it", publicBody: "We found the issue. Next update in 30 minutes." });
  expect(incident).toMatchObject({ status: "TRIAGED", triagedAt: at(5) });
  expect(await saidOf(ctx, { id, revision })).toEqual(["STATUS_CHANGED: Triaged as SEV3", "UPDATE: Found it", "COMMUNICATION: Published to the status page: We found the issue. Next update in 30 minutes."]);
  expect(await promises(id)).toEqual([[at(5), at(35), null, "STATUS_PAGE"]]);
  expect(await clockOf(ctx, id, "FIRST_COMMUNICATION")).toMatchObject({ metAt: at(5) });
});

test("an update that resolves speaks in its own words on the page, once", async () => {
  const { id, revision } = await anIncidentAt(ctx, "MITIGATING", SEV2);
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Exports fail. Next update in 30 minutes." });
  const resolved = await postUpdate(later(ctx, 5), { incidentId: id, status: "RESOLVED", note: "All exports run", publicBody: "All exports run again.", overrideReason: "Nobody watches" });
  expect(resolved).toMatchObject({ status: "RESOLVED", verification: { overrideReason: "Nobody watches" } });
  expect(await saidOf(ctx, { id, revision: revision + 1 })).toEqual([
    "COMMUNICATION: Published to the status page: All exports run again.", "STATUS_CHANGED: Resolved, verification overridden: Nobody watches",
    "COMMUNICATION: Drafted the resolution for affected customers", "UPDATE: All exports run",
  ]);
  expect(await standingOf(ctx, id)).toMatchObject([{ version: 2, publicState: "RESOLVED", body: "All exports run again." }]);
  expect(await promises(id)).toMatchObject([[at(0), at(30), at(5), "STATUS_PAGE"]]);
  expect(await clockOf(ctx, id, "RESOLUTION_EMAIL")).toMatchObject({ startedAt: at(5) });
});

test("an update cannot move where it may not, and then says nothing either", async () => {
  const { id } = await anIncidentAt(ctx, "TRIAGED");
  const update = (over: object) => refusal(ctx, id, () => postUpdate(ctx, { incidentId: id, note: "Done", publicBody: "Done.", ...over }));
  expect(await update({ status: "RESOLVED" })).toMatchObject({ code: "ILLEGAL_TRANSITION", details: { allowed: ["MITIGATING", "CANCELLED"] } });
  expect(await update({ status: "CANCELLED" })).toMatchObject({ code: "INVALID_INPUT", details: { field: "status" } });
  expect(await update({ note: " " })).toMatchObject({ code: "INVALID_INPUT", details: { field: "note" } });
  expect(await update({ nextUpdateAt: at(0) })).toMatchObject({ code: "INVALID_INPUT", details: { field: "nextUpdateAt" } });
  const closed = await anIncidentAt(ctx, "CLOSED");
  expect(await refusal(ctx, closed.id, () => postUpdate(ctx, { incidentId: closed.id, note: "Done" }))).toMatchObject({ code: "CONFLICT" });
});

test("after the resolution nothing more is promised", async () => {
  const { id } = await anIncidentAt(ctx, "RESOLVED", SEV2);
  await postUpdate(ctx, { incidentId: id, note: "Watching" });
  await publishCommunication(ctx, { incidentId: id, audience: "STATUS_PAGE", body: "Resolved." });
  await addEvent(ctx, { incidentId: id, kind: "UPDATE", summary: "Quiet" });
  expect(await promises(id)).toEqual([]);
  expect(await incidents.find(ctx, { id })).toMatchObject({ status: "RESOLVED" });
});
