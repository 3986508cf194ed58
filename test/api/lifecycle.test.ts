import { afterEach, describe, expect, test } from "vitest";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { type Data, useHub, type Variables } from "../support/hub.ts";
import { aGround } from "../support/operations.ts";

const hub = useHub();
afterEach(() => {
  hub.now = NOON;
});

const INCIDENT = `id reference title status allowedTransitions severity severityProvisional severityReasons { rule because } urgent drill private source
  service { slug } ownerTeam { slug } commander { id } strategy causeClass rootCause mitigationProgress eta revision reopenCount channel bridgeUrl
  detectedAt declaredAt triagedAt mitigatingAt resolvedAt closedAt cancelledAt updatedAt impact { customersAffected description featureState workaround }
  clocks { kind state startedAt dueAt metAt } postMortemRequired postMortemDueAt postMortemDueProjected
  mergedInto { id } children { id title } recurrenceOf { id } members { id } verification { metricsNormal overrideReason regressionWatchBy { id } } handOffNote cancellationRequested`;

const documentFor = (mutation: string, type: string) => `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${INCIDENT} } }`;
const run = async (mutation: string, input: Variables, type = "MoveIncidentInput"): Promise<Data> =>
  (await hub.ok(documentFor(mutation, type), { input }))[mutation];
const refused = (mutation: string, input: Variables, type = "MoveIncidentInput") => hub.refusal(documentFor(mutation, type), { input });
const clock = (incident: Data, kind: string) => incident.clocks.find((one: Data) => one.kind === kind);
const VERIFIED = { metricsNormal: true, customersRecovered: true };

/** A SEV2 at work, which owes a post-mortem. */
async function anIncident(status: "DETECTED" | "MITIGATING" | "RESOLVED" | "POST_MORTEM" | "CLOSED" = "DETECTED"): Promise<string> {
  const { incidentId, responderId } = await aGround(hub);
  await hub.ok("mutation ($input: UpdateActionInput!) { updateAction(input: $input) { id } }", {
    input: {
      actionId: (await hub.ok("query ($id: ID!) { incident(id: $id) { actions { id } } }", { id: incidentId })).incident.actions[0].id,
      state: "DONE",
    },
  });
  const steps: [string, () => Promise<unknown>][] = [
    ["MITIGATING", () => run("startMitigation", { incidentId })],
    [
      "RESOLVED",
      () =>
        run(
          "resolveIncident",
          { incidentId, verification: { ...VERIFIED, regressionWatchUntil: at(600), regressionWatchBy: responderId } },
          "ResolveIncidentInput",
        ),
    ],
    ["POST_MORTEM", () => run("startPostMortem", { incidentId })],
    ["CLOSED", () => run("closeIncident", { incidentId })],
  ];
  for (const [, step] of steps.slice(0, steps.findIndex(([name]) => name === status) + 1)) await step();
  return incidentId;
}

describe("declareIncident", () => {
  const declare = (input: Variables) => run("declareIncident", input, "DeclareIncidentInput");

  test("opens an incident with a reference of its day of detection, a provisional severity, a channel and its first clocks", async () => {
    const { serviceSlug, teamSlug } = await aGround(hub);
    hub.now = at(5);
    const incident = await declare({
      title: " API rate limiting ",
      description: "429s",
      source: "MONITORING",
      serviceSlug,
      impact: { featureState: "DEGRADED", customersStated: 12 },
      detectedAt: at(-1440),
      actorLabel: "On-call",
    });
    expect(incident).toMatchObject({
      reference: "INC-2029-1231-001",
      title: "API rate limiting",
      status: "DETECTED",
      allowedTransitions: ["TRIAGED", "MITIGATING", "CANCELLED"],
      severity: "SEV3",
      severityProvisional: true,
      source: "MONITORING",
      service: { slug: serviceSlug },
      ownerTeam: { slug: teamSlug },
      channel: "#incident-inc-1231-001",
      detectedAt: "2029-12-31T12:00:00.000Z",
      declaredAt: "2030-01-01T12:05:00.000Z",
      impact: { customersAffected: 12, featureState: "DEGRADED" },
      drill: false,
      private: false,
      triagedAt: null,
    });
    expect(clock(incident, "ACKNOWLEDGE")).toMatchObject({ startedAt: incident.declaredAt, dueAt: "2030-01-01T14:05:00.000Z", state: "RUNNING" });
    expect(clock(incident, "TRIAGE")).toMatchObject({ startedAt: incident.detectedAt, dueAt: "2029-12-31T13:00:00.000Z", state: "AT_RISK" });
    expect(
      (await hub.ok("query ($id: ID!) { incident(id: $id) { timeline { nodes { kind actor summary } } } }", { id: incident.id })).incident.timeline
        .nodes[0],
    ).toEqual({ kind: "DECLARED", actor: "On-call", summary: "Incident created, Sev3 declared" });
  });

  test.each<[Variables, string, string]>([
    [{ serviceSlug: "nowhere" }, "NOT_FOUND", "serviceSlug"],
    [{ ownerTeamSlug: "nobody" }, "NOT_FOUND", "ownerTeamSlug"],
    [{ affectedCustomerExternalIds: ["nobody"] }, "NOT_FOUND", "affectedCustomerExternalIds"],
    [{ recurrenceOfId: "00000000-0000-4000-8000-000000000000" }, "NOT_FOUND", "recurrenceOfId"],
    [{ severity: "SEV1" }, "INVALID_INPUT", "reason"],
    [{ severity: "SEV4", reason: "Calm down", impact: { expanding: true } }, "INVALID_INPUT", "severity"],
    [{ detectedAt: at(2) }, "INVALID_INPUT", "detectedAt"],
  ])("refuses %j, and no number is used up", async (input, code, field) => {
    expect(await refused("declareIncident", { title: "x", source: "INTERNAL", ...input }, "DeclareIncidentInput")).toMatchObject({ code, field });
  });
});

describe("triageIncident", () => {
  test("takes severity, owner and impact with the call, and meets its clocks", async () => {
    const [{ id }, { secondId, teamSlug }] = [await hub.declare(), await aGround(hub)];
    hub.now = at(3);
    const input = {
      incidentId: id,
      ownerTeamSlug: teamSlug,
      commanderId: secondId,
      severity: "SEV2",
      reason: "Payments matter",
      impact: { description: "Payments fail" },
      strategy: "CONTAIN_FIRST",
      causeClass: "CONFIGURATION",
      occurredAt: at(2),
    };
    const incident = await run("triageIncident", input, "TriageIncidentInput");
    expect(incident).toMatchObject({
      status: "TRIAGED",
      severity: "SEV2",
      severityProvisional: false,
      ownerTeam: { slug: teamSlug },
      commander: { id: secondId },
      strategy: "CONTAIN_FIRST",
      causeClass: "CONFIGURATION",
      triagedAt: "2030-01-01T12:02:00.000Z",
    });
    expect(clock(incident, "TRIAGE")).toMatchObject({ state: "MET", metAt: incident.triagedAt });
    expect(clock(incident, "FIRST_COMMUNICATION")).toMatchObject({ startedAt: incident.triagedAt, dueAt: "2030-01-01T12:32:00.000Z" });
    expect(clock(incident, "STATUS_PAGE")).toMatchObject({ dueAt: "2030-01-01T12:17:00.000Z" });
  });

  test("is refused without an owner or a word on the impact", async () => {
    const { id } = await hub.declare();
    expect(await refused("triageIncident", { incidentId: id, impact: { description: "x" } }, "TriageIncidentInput")).toMatchObject({
      code: "INVALID_INPUT",
      field: "ownerTeamSlug",
    });
    const { teamSlug } = await aGround(hub);
    expect(await refused("triageIncident", { incidentId: id, ownerTeamSlug: teamSlug }, "TriageIncidentInput")).toMatchObject({
      code: "INVALID_INPUT",
      field: "impact",
    });
    expect(await refused("triageIncident", { incidentId: await anIncident("MITIGATING") }, "TriageIncidentInput")).toMatchObject({
      code: "ILLEGAL_TRANSITION",
      field: "incidentId",
      allowed: ["RESOLVED", "CANCELLED"],
    });
  });
});

test("changeApproach takes another strategy or suspicion, on record; it needs one of them", async () => {
  const incidentId = await anIncident();
  const input = { incidentId, strategy: "DIAGNOSE_FIRST", causeClass: "DATA", reason: "Rolling back made it worse" };
  expect(await run("changeApproach", input, "ChangeApproachInput")).toMatchObject({ strategy: "DIAGNOSE_FIRST", causeClass: "DATA" });
  expect(await run("changeApproach", { incidentId, causeClass: "CODE" }, "ChangeApproachInput")).toMatchObject({ strategy: "DIAGNOSE_FIRST", causeClass: "CODE" });
  expect(await refused("changeApproach", { incidentId }, "ChangeApproachInput")).toMatchObject({ code: "INVALID_INPUT", field: "strategy" });
});

test("startMitigation goes from DETECTED too and stamps the triage; after the end it is refused with what is allowed", async () => {
  const incident = await run("startMitigation", { incidentId: await anIncident(), reason: "Rolling back" });
  expect(incident).toMatchObject({
    status: "MITIGATING",
    triagedAt: NOON.toISOString(),
    mitigatingAt: NOON.toISOString(),
    allowedTransitions: ["RESOLVED", "CANCELLED"],
    severityProvisional: false,
  });
  await run("cancelIncident", { incidentId: incident.id });
  expect(await refused("startMitigation", { incidentId: incident.id })).toMatchObject({
    code: "ILLEGAL_TRANSITION",
    field: "incidentId",
    allowed: [],
  });
});

test("reportMitigation notes progress, ETA and cause and leaves the status; an ETA before the detection is refused", async () => {
  const incidentId = await anIncident("MITIGATING");
  const incident = await run(
    "reportMitigation",
    { incidentId, progress: "DEPLOYED", summary: "Fix deployed", eta: at(60), rootCause: "A wrong threshold", causeClass: "CONFIGURATION" },
    "ReportMitigationInput",
  );
  expect(incident).toMatchObject({
    status: "MITIGATING",
    mitigationProgress: "DEPLOYED",
    eta: at(60).toISOString(),
    rootCause: "A wrong threshold",
    causeClass: "CONFIGURATION",
    postMortemDueAt: at(60 + 48 * 60).toISOString(),
    postMortemDueProjected: true,
  });
  expect(await run("reportMitigation", { incidentId, progress: "VERIFIED", summary: "It works", eta: null }, "ReportMitigationInput")).toMatchObject({
    eta: null,
    rootCause: "A wrong threshold",
  });
  expect(await refused("reportMitigation", { incidentId, progress: "DEPLOYED", summary: "x", eta: at(-10) }, "ReportMitigationInput")).toMatchObject({
    code: "INVALID_INPUT",
    field: "eta",
  });
});

test("resolveIncident wants the verification answered or a reason, and begins what is owed afterwards", async () => {
  const incidentId = await anIncident("MITIGATING");
  const { commander } = (await hub.ok("query ($id: ID!) { incident(id: $id) { commander { id } } }", { id: incidentId })).incident;
  expect(await refused("resolveIncident", { incidentId }, "ResolveIncidentInput")).toMatchObject({
    code: "INVALID_INPUT",
    field: "verification",
    missing: ["metricsNormal", "customersRecovered", "regressionWatchUntil", "regressionWatchBy"],
  });
  expect(
    await refused(
      "resolveIncident",
      { incidentId, verification: { ...VERIFIED, regressionWatchUntil: at(60), regressionWatchBy: "00000000-0000-4000-8000-000000000000" } },
      "ResolveIncidentInput",
    ),
  ).toMatchObject({ code: "NOT_FOUND", field: "verification.regressionWatchBy" });
  hub.now = at(30);
  const incident = await run(
    "resolveIncident",
    { incidentId, rootCause: "A wrong threshold", verification: { ...VERIFIED, regressionWatchUntil: at(90), regressionWatchBy: commander.id } },
    "ResolveIncidentInput",
  );
  expect(incident).toMatchObject({
    status: "RESOLVED",
    allowedTransitions: ["POST_MORTEM", "MITIGATING"],
    resolvedAt: at(30).toISOString(),
    rootCause: "A wrong threshold",
    postMortemRequired: true,
    postMortemDueAt: at(30 + 48 * 60).toISOString(),
    postMortemDueProjected: false,
    verification: { metricsNormal: true, overrideReason: null, regressionWatchBy: { id: commander.id } },
  });
  expect(clock(incident, "RESOLVE")).toMatchObject({ state: "MET" });
  expect(clock(incident, "CSM_CALL")).toMatchObject({ dueAt: at(30 + 24 * 60).toISOString() });
  expect(clock(incident, "REGRESSION_WATCH")).toMatchObject({ dueAt: at(90).toISOString() });
  expect(
    await run("resolveIncident", { incidentId: await anIncident("MITIGATING"), overrideReason: "The customer has left" }, "ResolveIncidentInput"),
  ).toMatchObject({ status: "RESOLVED", verification: { overrideReason: "The customer has left" } });
});

test("startPostMortem follows the resolution; confirmRecovery ends the watch, once", async () => {
  const incidentId = await anIncident("RESOLVED");
  expect(await run("startPostMortem", { incidentId })).toMatchObject({ status: "POST_MORTEM", allowedTransitions: ["CLOSED", "MITIGATING"] });
  expect(await refused("startPostMortem", { incidentId })).toMatchObject({ code: "ILLEGAL_TRANSITION", field: "incidentId" });
  expect(clock(await run("confirmRecovery", { incidentId, note: "All quiet" }, "ConfirmRecoveryInput"), "REGRESSION_WATCH")).toMatchObject({
    state: "MET",
  });
  expect(await refused("confirmRecovery", { incidentId }, "ConfirmRecoveryInput")).toMatchObject({ code: "CONFLICT", field: "incidentId" });
});

test("closeIncident settles what is open and keeps the note; what is unsettled is listed", async () => {
  const incidentId = await anIncident("POST_MORTEM");
  const { addAction } = await hub.ok("mutation ($input: ActionInput!) { addAction(input: $input) { id } }", {
    input: { incidentId, action: "Add an alert", owner: "Ada" },
  });
  expect(await refused("closeIncident", { incidentId })).toMatchObject({
    code: "CONFLICT",
    field: "incidentId",
    actions: [{ id: addAction.id, action: "Add an alert" }],
  });
  await hub.ok("mutation ($input: UpdateActionInput!) { updateAction(input: $input) { id } }", {
    input: { actionId: addAction.id, handedTo: "Grace, platform" },
  });
  expect(await run("closeIncident", { incidentId, reason: "See the runbook" })).toMatchObject({
    status: "CLOSED",
    closedAt: NOON.toISOString(),
    handOffNote: "See the runbook",
    allowedTransitions: ["MITIGATING"],
  });
  expect(await refused("closeIncident", { incidentId: await anIncident("RESOLVED") })).toMatchObject({
    code: "ILLEGAL_TRANSITION",
    allowed: ["POST_MORTEM", "MITIGATING"],
  });
});

test("reopenIncident needs a reason, keeps the history and begins new clocks", async () => {
  const incidentId = await anIncident("CLOSED");
  expect(await refused("reopenIncident", { incidentId })).toMatchObject({ code: "INVALID_INPUT", field: "reason" });
  hub.now = at(60);
  const incident = await run("reopenIncident", { incidentId, reason: "It is back" });
  expect(incident).toMatchObject({ status: "MITIGATING", reopenCount: 1, resolvedAt: null, closedAt: null, mitigatingAt: at(60).toISOString() });
  expect(incident.clocks.filter(({ kind }: Data) => kind === "RESOLVE").map(({ state }: Data) => state)).toEqual(["MET", "RUNNING"]);
  expect(await refused("reopenIncident", { incidentId, reason: "Again" })).toMatchObject({ code: "ILLEGAL_TRANSITION" });
});

test("cancelIncident takes one person, and two once customers were told", async () => {
  expect(await run("cancelIncident", { incidentId: await anIncident(), reason: "A false alarm" })).toMatchObject({
    status: "CANCELLED",
    cancelledAt: NOON.toISOString(),
    allowedTransitions: [],
    cancellationRequested: false,
  });
  const incidentId = await anIncident();
  await hub.ok("mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id } }", {
    input: { incidentId, audience: "STATUS_PAGE", body: "We are looking into it. Pay by invoice meanwhile. Next update in 30 minutes." },
  });
  for (let time = 0; time < 2; time++)
    expect(await run("cancelIncident", { incidentId })).toMatchObject({ status: "DETECTED", cancellationRequested: true });
  const second = await hub.key({ role: "RESPONDER" });
  expect((await hub.ok(documentFor("cancelIncident", "MoveIncidentInput"), { input: { incidentId } }, second)).cancelIncident).toMatchObject({
    status: "CANCELLED",
    cancellationRequested: false,
  });
  const { communications } = (
    await hub.ok("query ($id: ID!) { incident(id: $id) { communications { nodes { audience state publicState } } } }", { id: incidentId })
  ).incident;
  expect(communications.nodes).toContainEqual({ audience: "STATUS_PAGE", state: "PUBLISHED", publicState: "RESOLVED" });
  expect(await refused("cancelIncident", { incidentId: await anIncident("RESOLVED") })).toMatchObject({ code: "ILLEGAL_TRANSITION" });
});

test("mergeIncident cancels the duplicate, moves its customers and open actions, and both references answer", async () => {
  const [from, into] = [await aGround(hub), await aGround(hub)];
  const merged = await run("mergeIncident", { incidentId: from.incidentId, intoId: into.incidentId, reason: "Same errors" }, "MergeIncidentInput");
  expect(merged).toMatchObject({ id: from.incidentId, status: "CANCELLED", mergedInto: { id: into.incidentId } });
  const { survivor, duplicate } = await hub.ok(
    "query ($a: String!, $b: String!) { survivor: incident(reference: $a) { impact { customersAffected } actions { action } } duplicate: incident(reference: $b) { id actions { id } } }",
    { a: into.reference, b: from.reference },
  );
  expect(survivor).toEqual({ impact: { customersAffected: 2 }, actions: [{ action: "Roll back" }, { action: "Roll back" }] });
  expect(duplicate).toEqual({ id: from.incidentId, actions: [] });
  expect(await refused("mergeIncident", { incidentId: into.incidentId, intoId: into.incidentId }, "MergeIncidentInput")).toMatchObject({
    code: "INVALID_INPUT",
    field: "intoId",
  });
  expect(await refused("mergeIncident", { incidentId: into.incidentId, intoId: from.incidentId }, "MergeIncidentInput")).toMatchObject({
    code: "CONFLICT",
    field: "intoId",
  });
});

test("splitIncident opens the parts under their whole; a part is not split again", async () => {
  const incidentId = await anIncident();
  const parent = await run("splitIncident", { incidentId, titles: ["Logins", "Payments"] }, "SplitIncidentInput");
  expect(parent.children.map(({ title }: Data) => title)).toEqual(["Logins", "Payments"]);
  expect(await refused("splitIncident", { incidentId: parent.children[0].id, titles: ["Half"] }, "SplitIncidentInput")).toMatchObject({
    code: "CONFLICT",
  });
  expect(await refused("splitIncident", { incidentId, titles: ["Fine", " "] }, "SplitIncidentInput")).toMatchObject({
    code: "INVALID_INPUT",
    field: "titles",
  });
});

test("requestPostMortem makes one owed; linkRecurrence points at an earlier incident", async () => {
  const [{ id }, { id: later }] = [await hub.declare({ detectedAt: at(-60), severity: "SEV4", reason: "Small" }), await hub.declare()];
  expect(await run("requestPostMortem", { incidentId: id, reason: "A customer asked" })).toMatchObject({ postMortemRequired: true });
  expect(await run("linkRecurrence", { incidentId: later, recurrenceOfId: id }, "LinkRecurrenceInput")).toMatchObject({
    recurrenceOf: { id },
    postMortemRequired: true,
  });
  expect(await refused("linkRecurrence", { incidentId: id, recurrenceOfId: later }, "LinkRecurrenceInput")).toMatchObject({
    code: "INVALID_INPUT",
    field: "recurrenceOfId",
  });
  expect(await refused("requestPostMortem", { incidentId: await anIncident("CLOSED") })).toMatchObject({ code: "CONFLICT" });
});

test("addIncidentMember and removeIncidentMember name who may look on", async () => {
  const { id } = await hub.declare({ private: true });
  const person = await aResponder(aContext(hub.source.manager));
  const input = { incidentId: id, responderId: person.id };
  expect(await run("addIncidentMember", input, "IncidentMemberInput")).toMatchObject({ members: [{ id: person.id }] });
  expect(await run("removeIncidentMember", input, "IncidentMemberInput")).toMatchObject({ members: [] });
  expect(await refused("addIncidentMember", { incidentId: id, responderId: id }, "IncidentMemberInput")).toMatchObject({
    code: "NOT_FOUND",
    field: "responderId",
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
