import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { actsOn } from "../support/act.ts";
import { aContext, aResponder, at, NOON, someCustomers } from "../support/build.ts";
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
const ctx = () => aContext(hub.source.manager);

const act = actsOn(hub, () => ground.incidentId);
const read = async (fields: string): Promise<Data> =>
  (await hub.ok(`query ($id: ID!) { incident(id: $id) { ${fields} } }`, { id: ground.incidentId })).incident;

describe("impact and severity", () => {
  test("changeSeverity sets it by a person's word, and a reason is needed", async () => {
    const { run, refused } = act(
      "changeSeverity",
      "ChangeSeverityInput",
      "severity severitySetByPerson proposedSeverity bridgeUrl missingRoles responsePlan { severity version } clocks { kind dueAt state }",
    );
    expect(await run({ severity: "SEV1", reason: "The CEO's own account" })).toMatchObject({
      severity: "SEV1",
      severitySetByPerson: true,
      proposedSeverity: "SEV2",
      bridgeUrl: `https://meet.example.com/${ground.reference}`,
      responsePlan: { severity: "SEV1", version: 1 },
      missingRoles: expect.arrayContaining(["COMMS", "CS_LEAD"]),
    });
    expect(await refused({ severity: "SEV4", reason: " " })).toMatchObject({ code: "INVALID_INPUT", field: "reason" });
    expect(await refused({ severity: "SEV4" })).toMatchObject({ code: "INVALID_INPUT", field: "reason" });
  });

  test("recordImpact keeps what is left out, takes back what is null, and raises by itself", async () => {
    const { run, refused } = act(
      "recordImpact",
      "RecordImpactInput",
      `severity urgent impactHistory { revision customersAffected }
       impact { customersAffected customersStated description featureState workaround workaroundAvailable dataLossRisk expanding }`,
    );
    const incident = await run({ impact: { customersStated: 300, workaround: null, dataLossRisk: true } });
    expect(incident).toMatchObject({
      severity: "SEV1",
      urgent: false,
      impact: {
        customersAffected: 300,
        customersStated: 300,
        description: "Payments fail",
        featureState: "DEGRADED",
        workaround: null,
        workaroundAvailable: false,
        dataLossRisk: true,
        expanding: false,
      },
    });
    expect(incident.impactHistory.at(-1)).toMatchObject({ customersAffected: 300 });
    expect(await refused({ impact: { customersStated: -1 } })).toMatchObject({ code: "INVALID_INPUT", field: "impact.customersStated" });
  });

  test("changeAffectedCustomers adds and removes in bulk, and names those that nobody knows", async () => {
    const customers = await someCustomers(ctx(), 3, { arrAmount: "1000.50" });
    const { run, refused } = act(
      "changeAffectedCustomers",
      "AffectedCustomersInput",
      `affectedCustomers { totalCount nodes { externalId arr { amount } } } impact { customersAffected strategicAffected
       revenueAtRisk { amount currency } revenueAtRiskTotal { amount currency } affectedBySource { source customers } }`,
    );
    const [first, second] = customers.map(({ externalId }) => externalId);
    expect(await run({ add: [first, second, customers[2]?.id] })).toMatchObject({
      impact: {
        customersAffected: 4,
        strategicAffected: 1,
        revenueAtRisk: [{ amount: "4001.5", currency: "USD" }],
        revenueAtRiskTotal: { amount: "4001.5", currency: "USD" },
        affectedBySource: [{ source: "LIST", customers: 4 }],
      },
      affectedCustomers: { totalCount: 4 },
    });
    expect(await run({ remove: [first, "nobody"] })).toMatchObject({ impact: { customersAffected: 3 } });
    expect(await run({ bySegment: { service: ground.serviceSlug } })).toMatchObject({ impact: { customersAffected: 3 } });
    expect(await refused({ add: [first, "nobody", "none"] })).toMatchObject({ code: "NOT_FOUND", field: "add", unknown: ["nobody", "none"] });
    expect(await refused({ bySegment: { service: "nowhere" } })).toMatchObject({ code: "NOT_FOUND", field: "bySegment.service" });
    expect(await refused({})).toMatchObject({ code: "INVALID_INPUT", field: "add" });
  });

  test("outreachPlan orders the accounts and says why; recordCustomerCall marks the call", async () => {
    const OUTREACH =
      "query ($id: ID!) { outreachPlan(incidentId: $id) { customer { externalId } tier rank because owner { name } state clock { kind state } } }";
    const [renewing] = await someCustomers(ctx(), 1, { renewalOn: at(60 * 24 * 30) });
    await act("changeAffectedCustomers", "AffectedCustomersInput", "id").run({ add: [renewing?.externalId] });
    expect((await hub.ok(OUTREACH, { id: ground.incidentId })).outreachPlan).toEqual([
      {
        customer: { externalId: renewing?.externalId },
        tier: "RENEWAL_WINDOW",
        rank: 1,
        because: "Renews in 30 days",
        owner: null,
        state: "planned",
        clock: null,
      },
      { customer: { externalId: ground.externalId }, tier: "OTHER", rank: 2, because: "Affected", owner: null, state: "planned", clock: null },
    ]);
    const assign = "mutation ($input: AssignFollowUpInput!) { assignFollowUp(input: $input) { owner { id } state } }";
    expect((await hub.ok(assign, { input: { clockId: ground.followUpId, responderId: ground.secondId } })).assignFollowUp).toEqual({ owner: { id: ground.secondId }, state: "RUNNING" });
    await act("startMitigation", "MoveIncidentInput", "id").run();
    await act("resolveIncident", "ResolveIncidentInput", "id").run({ overrideReason: "Tested" });
    const { run, refused } = act("recordCustomerCall", "RecordCustomerCallInput", "clocks { kind subject state }");
    expect((await run({ customerExternalId: ground.externalId, note: "They are fine" })).clocks).toContainEqual({
      kind: "CSM_CALL",
      subject: ground.externalId,
      state: "MET",
    });
    expect((await hub.ok(OUTREACH, { id: ground.incidentId })).outreachPlan[1]).toMatchObject({
      state: "called",
      clock: { kind: "CSM_CALL", state: "MET" },
    });
    expect(await refused({ customerExternalId: "nobody" })).toMatchObject({ code: "NOT_FOUND", field: "customerExternalId" });
    const OWED = "query ($id: ID!) { incident(id: $id) { followUps { id kind summary state owner { id } customer { externalId } communication { id } action { id } audience clock { dueAt } incident { id } } } }";
    const { followUps } = (await hub.ok(OWED, { id: ground.incidentId })).incident;
    expect(followUps).toContainEqual(expect.objectContaining({ kind: "CSM_CALL", state: "MET", customer: { externalId: ground.externalId }, communication: null, incident: { id: ground.incidentId } }));
    const mine = await hub.ok("query ($owner: ID!) { followUps(ownerId: $owner) { totalCount nodes { kind incident { id } } } }", { owner: ground.secondId });
    expect(mine.followUps.totalCount).toBe(mine.followUps.nodes.length);
    expect(await hub.refusal(OUTREACH, { id: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "incidentId" });
  });
});

test("chooseDirectOutreach talks to the few in place of the page, for a reason", async () => {
  await act("startMitigation", "MoveIncidentInput", "id").run();
  const { run, refused } = act(
    "chooseDirectOutreach",
    "MoveIncidentInput",
    "impact { directOutreachProposed directOutreachReason } clocks { kind state stopReason }",
  );
  expect(await refused({})).toMatchObject({ code: "INVALID_INPUT", field: "reason" });
  expect(await read("impact { directOutreachProposed directOutreachReason }")).toEqual({
    impact: { directOutreachProposed: true, directOutreachReason: null },
  });
  const incident = await run({ reason: "We know them" });
  expect(incident).toMatchObject({ impact: { directOutreachProposed: false, directOutreachReason: "We know them" } });
  expect(incident.clocks).toContainEqual({ kind: "STATUS_PAGE", state: "STOPPED", stopReason: "direct outreach: We know them" });
  await act("recordImpact", "RecordImpactInput", "id").run({ impact: { customersStated: 40 } });
  expect(await refused({ reason: "We know them" })).toMatchObject({ code: "CONFLICT", field: "incidentId" });
});

describe("people", () => {
  const FIELDS = "commander { id } missingRoles assignments { role acting acceptedAt responder { id name } incident { id } }";

  test("assignRole asks, or hands over at once; releaseRole ends it", async () => {
    const [assign, release] = [
      act("assignRole", "AssignRoleInput", FIELDS),
      act("releaseRole", "ReleaseRoleInput", `${FIELDS} all: assignments(active: false) { role releasedAt }`),
    ];
    const asked = await assign.run({ role: "INCIDENT_COMMANDER", responderId: ground.secondId });
    expect(asked).toMatchObject({
      commander: { id: ground.responderId },
      assignments: expect.arrayContaining([
        expect.objectContaining({ role: "INCIDENT_COMMANDER", acceptedAt: null, responder: expect.objectContaining({ id: ground.secondId }) }),
      ]),
    });
    const taken = await assign.run({ role: "INCIDENT_COMMANDER", responderId: ground.secondId, accepted: true });
    expect(taken).toMatchObject({ commander: { id: ground.secondId } });
    expect(taken.assignments.filter(({ role }: Data) => role === "INCIDENT_COMMANDER")).toEqual([
      {
        role: "INCIDENT_COMMANDER",
        acting: false,
        acceptedAt: NOON.toISOString(),
        responder: expect.objectContaining({ id: ground.secondId }),
        incident: { id: ground.incidentId },
      },
    ]);
    const released = await release.run({ role: "INCIDENT_COMMANDER", responderId: ground.secondId });
    expect(released).toMatchObject({ commander: null });
    expect(released.all).toContainEqual({ role: "INCIDENT_COMMANDER", releasedAt: NOON.toISOString() });
    expect(await assign.refused({ role: "SCRIBE", responderId: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "responderId" });
    await assign.run({ role: "VENDOR", responderId: ground.secondId });
    expect(await assign.refused({ role: "INCIDENT_COMMANDER", responderId: ground.secondId })).toMatchObject({
      code: "INVALID_INPUT",
      field: "responderId",
    });
    expect(await release.refused({ role: "SCRIBE", responderId: ground.secondId })).toMatchObject({ code: "NOT_FOUND" });
  });

  test("handOffRoles moves all roles of one person at once, on the named incidents or on all", async () => {
    const { run, refused } = act("handOffRoles", "HandOffInput", `id ${FIELDS}`);
    const handed = await run({ fromResponderId: ground.responderId, toResponderId: ground.secondId, note: "Good night" });
    expect(handed).toMatchObject([{ id: ground.incidentId, commander: { id: ground.secondId } }]);
    expect(await run({ fromResponderId: ground.responderId, toResponderId: ground.secondId })).toEqual([]);
    expect(await refused({ fromResponderId: ground.secondId, toResponderId: ground.secondId })).toMatchObject({
      code: "INVALID_INPUT",
      field: "toResponderId",
    });
    expect(await refused({ fromResponderId: ground.secondId, toResponderId: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "toResponderId" });
    expect(await refused({ fromResponderId: NOWHERE, toResponderId: ground.secondId })).toMatchObject({
      code: "NOT_FOUND",
      field: "fromResponderId",
    });
    expect(
      await refused({ fromResponderId: ground.secondId, toResponderId: ground.responderId, incidentIds: [ground.incidentId, NOWHERE] }),
    ).toMatchObject({ code: "NOT_FOUND", field: "incidentIds" });
  });

  test("acknowledge meets the clock, and the first person acts as commander", async () => {
    const { id } = await hub.declare();
    const person = await aResponder(ctx());
    const { run, refused } = act("acknowledge", "AcknowledgeInput", "commander { id } assignments { acting } clocks { kind state metAt }");
    hub.now = at(2);
    const incident = await run({ incidentId: id, note: "On it" }, await hub.key({ role: "RESPONDER", responderId: person.id }));
    expect(incident).toMatchObject({
      commander: { id: person.id },
      assignments: expect.arrayContaining([{ acting: true }]),
      clocks: expect.arrayContaining([{ kind: "ACKNOWLEDGE", state: "MET", metAt: at(2).toISOString() }]),
    });
    await act("cancelIncident", "MoveIncidentInput", "id").run({ incidentId: id });
    expect(await refused({ incidentId: id })).toMatchObject({ code: "ILLEGAL_TRANSITION", field: "incidentId", allowed: [] });
    expect(await refused({ responderId: NOWHERE })).toMatchObject({ code: "NOT_FOUND", field: "responderId" });
  });

  test("escalateIncident begins one escalation, which further causes join", async () => {
    const { run, refused } = act("escalateIncident", "EscalateIncidentInput", "id trigger level running evidence startedAt acknowledgedAt");
    const first = await run({ trigger: "MANUAL", reason: "We are stuck" });
    expect(first).toMatchObject({ trigger: "MANUAL", level: 3, running: true, evidence: ["Escalated: We are stuck"], acknowledgedAt: null });
    expect(await run({ trigger: "STRATEGIC_REQUEST", reason: "They called", customerExternalId: ground.externalId, requestId: "T-5" })).toMatchObject(
      { id: first.id, evidence: [expect.anything(), expect.stringContaining("T-5")] },
    );
    expect(await read("escalationLevel escalations { id running }")).toEqual({ escalationLevel: 3, escalations: [{ id: first.id, running: true }] });
    expect((await read("notifications { kind responder { name } body deliveries { state } }")).notifications.length).toBeGreaterThan(0);
    const [ordinary] = await someCustomers(ctx(), 1);
    expect(await refused({ trigger: "STRATEGIC_REQUEST", reason: "x", customerExternalId: "nobody", requestId: "T-5" })).toMatchObject({
      code: "NOT_FOUND",
      field: "customerExternalId",
    });
    expect(await refused({ trigger: "STRATEGIC_REQUEST", reason: "x", customerExternalId: ordinary?.externalId, requestId: "T-5" })).toMatchObject({
      code: "INVALID_INPUT",
      field: "customerExternalId",
    });
    await act("acknowledge", "AcknowledgeInput", "id").run({ responderId: ground.secondId });
    expect(await read("escalationLevel escalations { running acknowledgedBy { id } }")).toEqual({
      escalationLevel: 0,
      escalations: [{ running: false, acknowledgedBy: { id: ground.secondId } }],
    });
  });
});

test("addAction and updateAction carry a next step from its owner to its end", async () => {
  const [add, update] = [
    act("addAction", "ActionInput", "id action owner priority dueAt dueUpon state incident { id }"),
    act("updateAction", "UpdateActionInput", "id owner state reason handedTo dueAt dueUpon updatedAt"),
  ];
  const action = await add.run({ action: "Publish the resolution", owner: "Support", dueUpon: "RESOLVED", priority: 1 });
  expect(action).toMatchObject({
    owner: "Support",
    priority: 1,
    dueAt: null,
    dueUpon: "RESOLVED",
    state: "PENDING",
    incident: { id: ground.incidentId },
  });
  hub.now = at(1);
  expect(await update.run({ actionId: action.id, state: "IN_PROGRESS", owner: "Ada", dueAt: at(60) })).toMatchObject({
    state: "IN_PROGRESS",
    owner: "Ada",
    dueAt: at(60).toISOString(),
    dueUpon: null,
    updatedAt: at(1).toISOString(),
  });
  expect(await update.refused({ actionId: action.id, state: "DROPPED" })).toMatchObject({ code: "INVALID_INPUT", field: "reason" });
  expect(await update.run({ actionId: action.id, state: "DROPPED", reason: "Not needed" })).toMatchObject({ state: "DROPPED", reason: "Not needed" });
  expect(await update.refused({ actionId: NOWHERE, state: "DONE" })).toMatchObject({ code: "NOT_FOUND", field: "actionId" });
  expect(await add.refused({ action: "x", owner: "y", dueAt: at(60), dueUpon: "CLOSED" })).toMatchObject({ code: "INVALID_INPUT", field: "dueUpon" });
  expect(await read("open: actions(open: true) { action } settled: actions(open: false) { action }")).toEqual({
    open: [{ action: "Roll back" }],
    settled: [{ action: "Publish the resolution" }],
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
