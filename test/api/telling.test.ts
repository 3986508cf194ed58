import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actsOn } from "../support/act.ts";
import { at, NOON } from "../support/build.ts";
import { type Data, useHub } from "../support/hub.ts";
import { aGround, type Ground } from "../support/operations.ts";

const hub = useHub();
let ground: Ground;
beforeEach(async () => {
  ground = await aGround(hub);
});
afterEach(() => {
  hub.now = NOON;
});

const NOWHERE = "00000000-0000-4000-8000-000000000000";

const act = actsOn(hub, () => ground.incidentId);
const read = async (fields: string): Promise<Data> =>
  (await hub.ok(`query ($id: ID!) { incident(id: $id) { ${fields} } }`, { id: ground.incidentId })).incident;
const open =
  (kind: string) =>
  ({ kind: one, state }: Data) =>
    one === kind && ["RUNNING", "AT_RISK", "BREACHED"].includes(state);

describe("the timeline", () => {
  const FIELDS =
    "id revision kind summary amendedSummary actor occurredAt recordedAt pinned links grade hypothesis details amends { revision } amendments { summary } incident { id }";
  const add = act("addTimelineEvent", "TimelineEventInput", FIELDS);

  test("takes notes, evidence, hypotheses and decisions, also from before the detection", async () => {
    const evidence = await add.run({
      kind: "EVIDENCE",
      summary: "429 rate spiked",
      links: ["https://grafana.example.com/d/1"],
      grade: "OBSERVED",
      pinned: true,
      occurredAt: at(-10),
      actorLabel: "Datadog",
    });
    expect(evidence).toMatchObject({
      kind: "EVIDENCE",
      actor: "Datadog",
      grade: "OBSERVED",
      links: ["https://grafana.example.com/d/1"],
      pinned: true,
      occurredAt: at(-10).toISOString(),
      recordedAt: NOON.toISOString(),
      incident: { id: ground.incidentId },
    });
    expect(await add.run({ kind: "HYPOTHESIS", summary: "The new limit", hypothesis: "SUPPORTED" })).toMatchObject({
      hypothesis: "SUPPORTED",
      revision: evidence.revision + 1,
    });
    expect(await add.run({ kind: "DECISION", summary: "Roll back" })).toMatchObject({
      details: { decidedBy: "Bootstrap token", byRightOf: "ADMIN" },
    });
    expect(await add.refused({ kind: "STATUS_CHANGED", summary: "x" })).toMatchObject({ code: "INVALID_INPUT", field: "kind" });
    expect(await add.refused({ kind: "NOTE", summary: "x", links: ["ftp://example.com"] })).toMatchObject({ code: "INVALID_INPUT", field: "links" });
  });

  test("an update keeps the promise of the one before and makes the next", async () => {
    await act("startMitigation", "MoveIncidentInput", "id").run();
    await add.run({ kind: "NOTE", summary: "State, change, next step", countsAsUpdate: true });
    expect((await read("clocks { kind state dueAt }")).clocks.filter(open("NEXT_UPDATE"))).toMatchObject([{ dueAt: at(30).toISOString() }]);
    hub.now = at(10);
    await add.run({ kind: "UPDATE", summary: "Still at it" });
    expect(await read("nextUpdateDueAt clocks { kind state }")).toMatchObject({
      nextUpdateDueAt: at(40).toISOString(),
      clocks: expect.arrayContaining([{ kind: "NEXT_UPDATE", state: "MET" }]),
    });
  });

  test("is amended and pinned by events of their own; the old text stays readable", async () => {
    const event = await add.run({ kind: "NOTE", summary: "The fisrt text" });
    const [amend, pin] = [act("amendTimelineEvent", "AmendTimelineEventInput", FIELDS), act("pinTimelineEvent", "PinTimelineEventInput", FIELDS)];
    expect(await amend.run({ revision: event.revision, summary: "The first text" })).toMatchObject({
      kind: "AMENDED",
      summary: "The first text",
      amends: { revision: event.revision },
    });
    expect(await pin.run({ revision: event.revision, pinned: true })).toMatchObject({
      revision: event.revision,
      pinned: true,
      summary: "The fisrt text",
      amendedSummary: "The first text",
      amendments: [{ summary: "The first text" }],
    });
    expect(await pin.run({ revision: event.revision, pinned: false })).toMatchObject({ pinned: false });
    expect(await amend.refused({ revision: 999, summary: "x" })).toMatchObject({ code: "NOT_FOUND", field: "revision" });
    expect(await amend.refused({ revision: event.revision + 1, summary: "x" })).toMatchObject({ code: "INVALID_INPUT", field: "revision" });
    expect(await pin.refused({ revision: 0, pinned: true })).toMatchObject({ code: "NOT_FOUND", field: "revision" });
  });
});

describe("communications", () => {
  const FIELDS =
    "id audience state publicState version subject body template channel recipients nextUpdateAt approvedBy { id } publishedAt overrides overrideReason findings { rule }";
  const [draft, publish] = [
    act("draftCommunications", "DraftCommunicationsInput", FIELDS),
    act("publishCommunication", "PublishCommunicationInput", FIELDS),
  ];
  const BODY = "We have identified the issue. Pay by invoice meanwhile. Next update in 20 minutes.";

  test("draftCommunications writes for the plan's audiences, or for those named, and nothing goes out", async () => {
    const drafts = await draft.run();
    expect(drafts.map(({ audience, state, publishedAt }: Data) => [audience, state, publishedAt])).toEqual(
      ["STATUS_PAGE", "IN_APP_BANNER", "STRATEGIC_ACCOUNTS", "INTERNAL", "EXECUTIVES"].map((audience) => [audience, "DRAFT", null]),
    );
    expect(drafts[0].body).toMatch(
      /^Checkout is down. Payments fail. We are investigating. .*Workaround: Pay by invoice. Next update by 2030-01-01 12:30 UTC.$/,
    );
    expect(await draft.run({ audiences: ["INTERNAL", "INTERNAL"] })).toMatchObject([{ audience: "INTERNAL", version: 1 }]);
    expect(await draft.refused({ incidentId: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "incidentId" });
  });

  test("publishCommunication puts a draft on record, or a message in one act, in place of the one that stood", async () => {
    await act("startMitigation", "MoveIncidentInput", "id").run();
    hub.now = at(5);
    const first = await publish.run({ communicationId: ground.communicationId, body: BODY, channel: "web" });
    expect(first).toMatchObject({
      id: ground.communicationId,
      state: "PUBLISHED",
      audience: "STATUS_PAGE",
      body: BODY,
      channel: "web",
      publishedAt: at(5).toISOString(),
      nextUpdateAt: at(25).toISOString(),
      findings: [],
    });
    const second = await publish.run({ audience: "STATUS_PAGE", body: BODY, publicState: "MONITORING", nextUpdateAt: at(20) });
    expect(second).toMatchObject({ version: 2, publicState: "MONITORING", nextUpdateAt: at(20).toISOString() });
    const incident = await read("nextUpdateDueAt communications { totalCount nodes { id state } } clocks { kind state metAt }");
    expect(incident).toMatchObject({
      nextUpdateDueAt: at(20).toISOString(),
      communications: {
        totalCount: 2,
        nodes: [
          { id: second.id, state: "PUBLISHED" },
          { id: first.id, state: "SUPERSEDED" },
        ],
      },
    });
    for (const kind of ["FIRST_COMMUNICATION", "STATUS_PAGE"])
      expect(incident.clocks).toContainEqual({ kind, state: "MET", metAt: at(5).toISOString() });
    expect(await publish.refused({ communicationId: first.id })).toMatchObject({ code: "ILLEGAL_TRANSITION", field: "communicationId" });
    expect(await publish.refused({ communicationId: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "communicationId" });
    expect(await publish.refused({ body: BODY })).toMatchObject({ code: "INVALID_INPUT", field: "audience" });
    expect(await publish.refused({ audience: "INTERNAL" })).toMatchObject({ code: "INVALID_INPUT", field: "body" });
  });

  test("postUpdate moves, notes and publishes in one act, or does none of it", async () => {
    const { run, refused } = act(
      "postUpdate",
      "PostUpdateInput",
      "status nextUpdateDueAt latestEvents { kind summary } communications { nodes { audience body publicState state } }",
    );
    const incident = await run({ status: "MITIGATING", note: "Rolling back", publicBody: BODY });
    expect(incident).toMatchObject({ status: "MITIGATING", nextUpdateDueAt: at(20).toISOString() });
    expect(incident.communications.nodes).toContainEqual({ audience: "STATUS_PAGE", body: BODY, publicState: "IDENTIFIED", state: "PUBLISHED" });
    expect(incident.latestEvents).toContainEqual({ kind: "UPDATE", summary: "Rolling back" });
    expect(await refused({ status: "CLOSED", note: "Done" })).toMatchObject({
      code: "ILLEGAL_TRANSITION",
      field: "incidentId",
      allowed: ["RESOLVED", "CANCELLED"],
    });
    expect(await refused({ note: "Done", publicBody: " " })).toMatchObject({ code: "INVALID_INPUT", field: "publicBody" });
    expect(await run({ status: "RESOLVED", note: "It is over", overrideReason: "Nobody watches" })).toMatchObject({ status: "RESOLVED", nextUpdateDueAt: null });
    expect(await read("verification { overrideReason }")).toEqual({ verification: { overrideReason: "Nobody watches" } });
  });

  test("checkCommunication says what is wrong with a text, where, and what would pass", async () => {
    const CHECK = "query ($input: CommunicationCheckInput!) { checkCommunication(input: $input) { rule start end why suggestion overridable } }";
    const check = async (input: object) => (await hub.ok(CHECK, { input: { audience: "STATUS_PAGE", ...input } })).checkCommunication;
    expect(await check({ body: "It is prob<b>ably</b> DNS." })).toMatchObject([
      { rule: "SPECULATION", start: 3, end: 25, why: expect.stringContaining("probably dns"), suggestion: "We are investigating the cause.", overridable: true },
      { rule: "NEXT_UPDATE_MISSING", start: 26, end: 26, suggestion: "Next update in 30 minutes.", overridable: false },
    ]);
    expect(await check({ body: "Payments work again.", resolution: true })).toEqual([]);
    expect(await check({ body: "Payments fail. Next update in 20 minutes.", incidentId: ground.incidentId })).toMatchObject([
      { rule: "WORKAROUND_MISSING", suggestion: "Workaround: Pay by invoice.", overridable: true },
    ]);
    expect(await check({ body: BODY, incidentId: ground.incidentId })).toEqual([]);
    expect(await hub.refusal(CHECK, { input: { audience: "STATUS_PAGE", body: "x", incidentId: NOWHERE } })).toMatchObject({
      code: "NOT_FOUND",
      field: "incidentId",
    });
    expect(await hub.refusal(CHECK, { input: { audience: "STATUS_PAGE", body: "x".repeat(20_001) } })).toMatchObject({
      code: "INVALID_INPUT",
      field: "body",
    });
  });
});

test("incidentReport gives over GraphQL what it gives over HTTP, and null where there is nothing", async () => {
  const { incidentReport } = await hub.ok("query ($ref: String!) { incidentReport(reference: $ref) }", { ref: ground.reference });
  expect(incidentReport).toMatchObject({
    incidentId: ground.reference,
    status: "detected",
    severity: "sev2",
    impactAssessment: { totalCustomersAffected: 1 },
    responseTeam: [{ role: "Incident Commander", status: "active" }],
  });
  const response = await fetch(`${hub.url}/incidents/${ground.reference}/report.json`, { headers: { authorization: `Bearer ${hub.token.VIEWER}` } });
  expect(response.headers.get("content-type")).toContain("application/json");
  expect(await response.json()).toEqual(incidentReport);
  expect(await hub.ok('{ incidentReport(reference: "INC-1999-0101-001") incident(reference: "INC-1999-0101-001") { id } }')).toEqual({
    incidentReport: null,
    incident: null,
  });
});

test("an incident is found by id or by reference, and by exactly one of them", async () => {
  const { byId, byReference } = await hub.ok(
    "query ($id: ID!, $ref: String!) { byId: incident(id: $id) { reference } byReference: incident(reference: $ref) { id } }",
    { id: ground.incidentId, ref: ground.reference },
  );
  expect([byId.reference, byReference.id]).toEqual([ground.reference, ground.incidentId]);
  for (const query of ["{ incident { id } }", `{ incident(id: "${ground.incidentId}", reference: "${ground.reference}") { id } }`])
    expect(await hub.refusal(query)).toMatchObject({ code: "INVALID_INPUT", field: "id" });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
