import { expect, test } from "vitest";
import { assignRole } from "../../src/services/role/index.ts";
import { addEvent, type AddTimelineEvent, amendEvent, amendmentsOf, byEventKeys, eventKey, latestOf, list, pinEvent, pinnedOf } from "../../src/services/timeline/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later, NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt, eventsOf, refusal, saidOf, traceOf } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const note = (incidentId: string, over: Partial<AddTimelineEvent> = {}) => ({ incidentId, kind: "NOTE", summary: "A note", ...over }) as const;

test("what a person says is one event, with who said it, when, and its links", async () => {
  const { id, revision } = await anIncident(ctx);
  const event = await addEvent(ctx, note(id, { kind: "EVIDENCE", grade: "OBSERVED", links: ["https://example.com/graph?a=1"], pinned: true, actorLabel: "Datadog" }));
  expect(event).toMatchObject({ revision: revision + 1, kind: "EVIDENCE", summary: "A note", grade: "OBSERVED", links: ["https://example.com/graph?a=1"], pinned: true, actorId: "ada", actorName: "Ada", actorLabel: "Datadog", occurredAt: NOON, recordedAt: NOON });
  expect((await eventsOf(ctx, id)).at(-1)).toEqual(event);
});

test("a note is the same with and without conditions, and both find their place among many at once", async () => {
  const { id, revision } = await anIncident(ctx);
  const kept = ({ revision: _, ...event }: Awaited<ReturnType<typeof addEvent>>) => event;
  const [plain, guarded] = [await addEvent(ctx, note(id)), await addEvent(ctx, note(id, { expectedRevision: revision + 1 }))];
  expect(kept(plain)).toEqual(kept(guarded));

  const many = await Promise.all(Array.from({ length: 20 }, (_, at) => addEvent(ctx, note(id, { summary: `Note ${at}`, ...(at % 2 && { idempotencyKey: `key ${at}` }) }))));

  expect(many.map((event) => event.revision).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => revision + 3 + at));
  const [row] = await source.query("select revision, (select count(*)::int from feed_outbox where incident_id = id) + (select count(*)::int from feed where incident_id = id) as fed from incident where id = $1", [id]);
  expect(row).toEqual({ revision: revision + 22, fed: revision + 22 });
});

test("evidence is REPORTED and a hypothesis OPEN unless more is known", async () => {
  const { id } = await anIncident(ctx);
  expect(await addEvent(ctx, note(id, { kind: "EVIDENCE" }))).toMatchObject({ grade: "REPORTED", hypothesis: null });
  expect(await addEvent(ctx, note(id, { kind: "HYPOTHESIS" }))).toMatchObject({ grade: null, hypothesis: "OPEN" });
  expect(await addEvent(ctx, note(id, { kind: "HYPOTHESIS", hypothesis: "REFUTED" }))).toMatchObject({ hypothesis: "REFUTED" });
});

test("a decision says who decided and by what right", async () => {
  const [{ id }, ada] = [await anIncident(ctx), await aResponder(ctx)];
  const herself = aContext(source.manager, { actor: anActor({ name: "Ada Lovelace", role: "RESPONDER", responderId: ada.id }) });
  expect((await addEvent(herself, note(id, { kind: "DECISION" }))).details).toEqual({ decidedBy: "Ada Lovelace", byRightOf: "RESPONDER" });
  await assignRole(ctx, { incidentId: id, role: "SCRIBE", responderId: ada.id, accepted: true });
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id });
  expect((await addEvent(herself, note(id, { kind: "DECISION" }))).details).toMatchObject({ byRightOf: "SCRIBE" });
  await assignRole(ctx, { incidentId: id, role: "INCIDENT_COMMANDER", responderId: ada.id, accepted: true });
  expect((await addEvent(herself, note(id, { kind: "DECISION" }))).details).toMatchObject({ byRightOf: "INCIDENT_COMMANDER" });
});

test.each<[string, Partial<AddTimelineEvent>]>([
  ["kind", { kind: "STATUS_CHANGED" }],
  ["summary", { summary: " " }],
  ["summary", { summary: "x".repeat(10_001) }],
  ["summary", { summary: "half a pair \udc00" }],
  ["grade", { grade: "OBSERVED" }],
  ["hypothesis", { hypothesis: "OPEN" }],
  ["links", { links: ["javascript:alert(1)"] }],
  ["links", { links: ["/relative"] }],
  ["links", { links: Array.from({ length: 51 }, () => "https://example.com") }],
])("a wrong %s is refused and leaves no trace", async (field, over) => {
  const { id } = await anIncident(ctx);
  expect(await refusal(ctx, id, () => addEvent(ctx, note(id, over)))).toMatchObject({ code: "INVALID_INPUT", details: { field } });
});

test("fifty who write at once leave no gap", async () => {
  const { id, revision } = await anIncident(ctx);
  const events = await Promise.all(Array.from({ length: 50 }, (_, at) => addEvent(ctx, note(id, { summary: `Note ${at}` }))));
  const expected = Array.from({ length: 50 }, (_, at) => revision + 1 + at);
  expect(events.map((event) => event.revision).sort((a, b) => a - b)).toEqual(expected);
  expect((await eventsOf(ctx, id)).map((event) => event.revision)).toEqual([...Array.from({ length: revision }, (_, at) => at + 1), ...expected]);
});

test("an amendment is an event; the new text stands and the old one stays readable", async () => {
  const { id, revision } = await anIncident(ctx);
  const { revision: target } = await addEvent(ctx, note(id, { summary: "At 14:15" }));
  const first = await amendEvent(ctx, { incidentId: id, revision: target, summary: "At 14:16" });
  const second = await amendEvent(later(ctx, 1), { incidentId: id, revision: target, summary: "At 14:17" });
  expect(second).toMatchObject({ kind: "AMENDED", summary: "At 14:17", targetRevision: target, recordedAt: at(1) });
  const key = eventKey(id, target);
  expect((await byEventKeys(ctx, [key])).get(key)).toMatchObject({ summary: "At 14:15", amendedSummary: "At 14:17" });
  expect((await amendmentsOf(ctx, [key])).get(key)?.map(({ revision: at }) => at)).toEqual([first.revision, second.revision]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["NOTE: At 14:15", "AMENDED: At 14:16", "AMENDED: At 14:17"]);
});

test("a pin is an event too, and what stands so already leaves none", async () => {
  const { id, revision } = await anIncident(ctx);
  const pin = (pinned: boolean) => pinEvent(ctx, { incidentId: id, revision: 1, pinned });
  expect(await pin(true)).toMatchObject({ revision: 1, kind: "DECLARED", pinned: true });
  await amendEvent(ctx, { incidentId: id, revision: 1, summary: "Declared as SEV3" });
  expect(await pinnedOf(ctx, id)).toMatchObject([{ revision: 1, amendedSummary: "Declared as SEV3" }]);
  const trace = await traceOf(ctx, id);
  await pin(true);
  expect(await traceOf(ctx, id)).toEqual(trace);
  expect(await pin(false)).toMatchObject({ pinned: false, amendedSummary: "Declared as SEV3" });
  expect(await pinnedOf(ctx, id)).toEqual([]);
  expect(await saidOf(ctx, { id, revision })).toEqual(["PINNED: Pinned: Incident created, Sev3 declared", "AMENDED: Declared as SEV3", "PINNED: Unpinned: Incident created, Sev3 declared"]);
});

test("what is not there, or is itself an amendment, is not amended", async () => {
  const { id, revision } = await anIncident(ctx);
  await amendEvent(ctx, { incidentId: id, revision: 1, summary: "Better" });
  const amend = (target: number) => refusal(ctx, id, () => amendEvent(ctx, { incidentId: id, revision: target, summary: "Best" }));
  expect(await amend(revision + 2)).toMatchObject({ code: "NOT_FOUND", details: { field: "revision" } });
  expect(await amend(0)).toMatchObject({ code: "NOT_FOUND" });
  expect(await amend(revision + 1)).toMatchObject({ code: "INVALID_INPUT", details: { field: "revision" } });
});

test("pinned events come in the order in which they happened", async () => {
  const { id } = await anIncident(ctx);
  await addEvent(later(ctx, 10), note(id, { summary: "Second", pinned: true, occurredAt: at(5) }));
  await addEvent(later(ctx, 20), note(id, { summary: "First", pinned: true, occurredAt: at(1) }));
  expect((await pinnedOf(ctx, id)).map(({ summary }) => summary)).toEqual(["First", "Second"]);
});

test("it is read page by page, and by its last events", async () => {
  const { id, revision } = await anIncidentAt(ctx, "CLOSED");
  const incident = { id, revision } as never;
  await addEvent(ctx, note(id, { summary: "Afterwards" }));
  const first = await list(ctx, incident, { first: 2 });
  const rest = await list(ctx, incident, { first: 100, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...rest.nodes]).toEqual(await eventsOf(ctx, id));
  expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage, await first.count()]).toEqual([true, false, revision + 1]);
  expect((await list(ctx, incident, { first: 100, kinds: ["NOTE"] })).nodes.map(({ summary }) => summary)).toEqual(["Afterwards"]);
  expect((await latestOf(ctx, [id], { count: 2 })).get(id)?.map((event) => event.revision)).toEqual([revision + 1, revision]);
});
