import { execute, type GraphQLSchema, parse } from "graphql";
import { v7 as uuid } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open-database.ts";
import { SightedManager } from "../../src/database/sight.ts";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { sightOf } from "../../src/services/access/index.ts";
import { feedCursor } from "../../src/services/feed/index.ts";
import { aContext, anActor, aResponder, someCustomers } from "../support/build.ts";
import { type Answer, BOOTSTRAP_TOKEN, type Data, fingerprint, useHub, type Variables } from "../support/hub.ts";
import { follow } from "../support/follow.ts";
import { aGround, documentOf, type Ground, MUTATIONS, QUERIES, variablesOf } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildHubSchema();
});

const run = (name: string, ground: Ground, token: string | null) => hub.gql(documentOf(schema, name), variablesOf(name, ground), token);
const codeOf = ({ errors: [error] }: Answer) => error?.extensions.code;
const ctx = () => aContext(hub.source.manager);

describe("a private incident", () => {
  const NOBODY: Ground = {
    incidentId: uuid(),
    reference: "INC-2030-0101-999",
    otherId: uuid(),
    teamSlug: "none",
    teamId: uuid(),
    serviceSlug: "none",
    serviceId: uuid(),
    responderId: uuid(),
    secondId: uuid(),
    email: "nobody@example.com",
    externalId: "none",
    actionId: uuid(),
    communicationId: uuid(),
    templateName: "none",
    keyId: uuid(),
    secretName: "none",
    scheduleId: uuid(),
    overrideId: uuid(),
    deliveryId: uuid(),
    heartbeatId: uuid(),
    followUpId: uuid(),
    pageId: uuid(),
    groupId: uuid(),
    groupSlug: "none",
    componentId: uuid(),
    componentSlug: "none",
    maintenanceId: uuid(),
    subscriberId: uuid(),
    contactId: uuid(),
    stoppedSubscriberId: uuid(),
  };
  const UUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
  let ground: Ground;
  let open: Ground;
  /** Neither of them has to do with it; the first is somebody. */
  let strangers: Record<string, string>;
  beforeAll(async () => {
    ground = await aGround(hub, { private: true, title: "Secret layoffs" });
    open = await aGround(hub);
    const stranger = await aResponder(ctx());
    strangers = { "a responder": await hub.key({ role: "RESPONDER", responderId: stranger.id }), "a manager's machine": hub.token.INCIDENT_MANAGER };
  });

  /** What a stranger is told, without the ids, which the stranger knows. */
  const told = (answer: Answer) =>
    JSON.stringify([answer.data, answer.errors.map(({ message, extensions }) => [message, extensions])])
      .replaceAll(UUID, "ID")
      .replaceAll(/INC-\d{4}-\d{4}-\d+/g, "REF");
  const NAMING = [...Object.keys(MUTATIONS), ...Object.keys(QUERIES)].filter(
    (name) =>
      /incidentId|actionId|communicationId|fromResponderId|"reference|"id":"/.test(JSON.stringify(variablesOf(name, NOBODY))) &&
      !/^(update(Team|Service|Responder|Customer|Schedule)|deleteSchedule|removeOverride|schedule|revokeApiKey|rotateApiKey|responder|onCall|(update|rotate|delete)Heartbeat|heartbeat|(update|delete)Status(Component|ComponentGroup|Page)|linkStatusPage|setComponentState|updateMaintenance|statusEntry|(remove|resume)StatusSubscriber|resumeContact)$/.test(name),
  );

  test.each(["a responder", "a manager's machine"])("does not exist for %s, whatever is asked", async (who) => {
    const before = await fingerprint(hub.source);
    expect(NAMING.length).toBeGreaterThan(30);
    for (const name of NAMING) {
      // People and customers are no secret; they are the same in both requests.
      const there = { ...NOBODY, ...ground };
      const nowhere = {
        ...ground,
        incidentId: NOBODY.incidentId,
        reference: NOBODY.reference,
        actionId: NOBODY.actionId,
        communicationId: NOBODY.communicationId,
      };
      const answer = await run(name, there, strangers[who] ?? null);
      expect(`${name} ${told(answer)}`).toBe(`${name} ${told(await run(name, nowhere, strangers[who] ?? null))}`);
      if (name in MUTATIONS) expect([name, codeOf(answer)]).toEqual([name, "NOT_FOUND"]);
    }
    expect(await fingerprint(hub.source)).toEqual(before);
  });

  test("makes no more work than one that does not exist, so that the time of the answer tells nothing", async () => {
    const { source } = await openDatabase({ url: hub.database.url, poolSize: 1 });
    const statements: string[] = [];
    source.logger = { ...source.logger, logQuery: (text: string) => void statements.push(text), logQueryError() {}, logQuerySlow() {}, logSchemaBuild() {}, logMigration() {}, log() {} };
    const actor = anActor({ id: "stranger", role: "INCIDENT_MANAGER", responderId: (await aResponder(ctx())).id });
    const asked = async (name: string, of: Ground) => {
      statements.length = 0;
      const contextValue = aContext(new SightedManager(source, sightOf(actor)), { actor });
      await execute({ schema, document: parse(documentOf(schema, name)), contextValue, variableValues: variablesOf(name, of) });
      return [name, ...statements];
    };
    // Once for all, so that what a connection asks only the first time has been asked.
    await asked("incident", NOBODY);
    for (const name of NAMING) {
      const { incidentId, reference, actionId, communicationId } = ground;
      expect(await asked(name, { ...NOBODY, incidentId, reference, actionId, communicationId })).toEqual(await asked(name, NOBODY));
    }
    await source.destroy();
  });

  test("cannot be named as the other one of two", async () => {
    const [token, nowhere] = [strangers["a responder"] ?? "", NOBODY.incidentId];
    const pairs: [string, (id: string) => Variables, string][] = [
      ["mergeIncident", (id) => ({ incidentId: open.incidentId, intoId: id }), "intoId"],
      ["linkRecurrence", (id) => ({ incidentId: open.incidentId, recurrenceOfId: id }), "recurrenceOfId"],
      ["declareIncident", (id) => ({ title: "Again", source: "INTERNAL", recurrenceOfId: id }), "recurrenceOfId"],
      [
        "handOffRoles",
        (id) => ({ fromResponderId: ground.responderId, toResponderId: ground.secondId, incidentIds: [open.incidentId, id] }),
        "incidentIds",
      ],
      ["publishCommunication", (id) => ({ incidentId: id, audience: "INTERNAL", body: "Hello" }), "incidentId"],
    ];
    for (const [name, input, field] of pairs) {
      const before = await fingerprint(hub.source);
      const answer = await hub.gql(documentOf(schema, name), { input: input(ground.incidentId) }, token);
      expect([name, codeOf(answer), answer.errors[0]?.extensions.field]).toEqual([name, "NOT_FOUND", field]);
      expect(told(answer)).toBe(told(await hub.gql(documentOf(schema, name), { input: input(nowhere) }, token)));
      expect(await fingerprint(hub.source)).toEqual(before);
    }
  });

  test("is not in lists, counts, searches or reports", async () => {
    const token = strangers["a responder"];
    const SEEN = `query ($ref: String!) { incident(reference: $ref) { id } incidentReport(reference: $ref)
      all: incidents(first: 100) { totalCount nodes { id } } found: incidents(filter: { text: "secret" }) { totalCount nodes { id } } by: incidents(filter: { text: $ref }) { totalCount } }`;
    const { all, ...rest } = await hub.ok(SEEN, { ref: ground.reference }, token);
    expect(all.nodes.map(({ id }: { id: string }) => id)).not.toContain(ground.incidentId);
    expect(all.totalCount).toBe((await hub.source.query("select count(*)::int as count from incident where not private"))[0].count);
    expect(rest).toEqual({ incident: null, incidentReport: null, found: { totalCount: 0, nodes: [] }, by: { totalCount: 0 } });
    const report = await fetch(`${hub.url}/incidents/${ground.reference}/report.json`, { headers: { authorization: `Bearer ${token}` } });
    expect([report.status, codeOf((await report.json()) as Answer)]).toEqual([404, "NOT_FOUND"]);
  });

  test("is on nobody else's board, and its events are in nobody else's feed", async () => {
    const client = hub.client(strangers["a responder"]);
    const feed = follow(client, "subscription ($after: String!) { feed(after: $after) { event { incident { id } summary } } }", { after: feedCursor(0) });
    const board = follow(client, "subscription { incidentBoard { kind removed incidents { id } } }");
    const seen = [await board.next()];
    const note = (incidentId: string) => hub.ok("mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { id } }", { input: { incidentId, kind: "NOTE", summary: "Said last" } });
    await note(ground.incidentId);
    await note(open.incidentId);
    while (!JSON.stringify(seen.at(-1)).includes("Said last")) seen.push(await feed.next());
    seen.push(await board.next());
    expect(JSON.stringify(seen)).toContain(open.incidentId);
    expect(JSON.stringify(seen)).not.toContain(ground.incidentId);
    await Promise.all([feed.leave(), board.leave()]);
  });

  test("does not show behind the links of others, nor in what they tell", async () => {
    const secret = await hub.declare({ private: true, title: "Secret" });
    const [duplicate, again, part] = [await hub.declare(), await hub.declare(), await hub.declare({ private: true })];
    await hub.ok(
      "mutation ($a: MergeIncidentInput!, $b: LinkRecurrenceInput!) { mergeIncident(input: $a) { id } linkRecurrence(input: $b) { id } }",
      { a: { incidentId: duplicate.id, intoId: secret.id }, b: { incidentId: again.id, recurrenceOfId: secret.id } },
    );
    await hub.source.query("update incident set parent_id = $2, recurrence_of_id = $2 where id = $1", [part.id, open.incidentId]);
    await hub.source.query("update incident set parent_id = $2 where id = $1", [again.id, secret.id]);
    const LINKS = `query ($a: ID!, $b: ID!, $c: ID!) { duplicate: incident(id: $a) { mergedInto { id } timeline { nodes { summary details } } }
      again: incident(id: $b) { recurrenceOf { id } parent { id } timeline { nodes { summary } } } parent: incident(id: $c) { children { id } recurrences { id } } }`;
    const variables = { a: duplicate.id, b: again.id, c: open.incidentId };
    const seen = await hub.ok(LINKS, variables, strangers["a responder"]);
    expect(seen).toMatchObject({
      duplicate: { mergedInto: null },
      again: { recurrenceOf: null, parent: null },
      parent: { children: [], recurrences: [] },
    });
    expect(JSON.stringify(seen)).not.toContain(secret.reference);
    expect(await hub.ok(LINKS, variables)).toMatchObject({
      duplicate: { mergedInto: { id: secret.id } },
      again: { recurrenceOf: { id: secret.id }, parent: { id: secret.id } },
      parent: { children: [{ id: part.id }], recurrences: [{ id: part.id }] },
    });
  });

  test("is seen by admins, by whoever declared it through any of their keys, by holders of its roles and by named members", async () => {
    const sees = async (token: string) =>
      (await hub.ok("query ($id: ID!) { incident(id: $id) { id } }", { id: ground.incidentId }, token)).incident !== null;
    const person = async () => {
      const { id } = await aResponder(ctx());
      return { id, token: await hub.key({ role: "RESPONDER", responderId: id }) };
    };
    const act = (mutation: string, type: string, input: Variables) =>
      hub.ok(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, { input: { incidentId: ground.incidentId, ...input } });

    expect(await sees(BOOTSTRAP_TOKEN)).toBe(true);
    const [holder, member] = [await person(), await person()];
    expect([await sees(holder.token), await sees(member.token)]).toEqual([false, false]);
    await act("assignRole", "AssignRoleInput", { role: "EXPERT", responderId: holder.id });
    await act("addIncidentMember", "IncidentMemberInput", { responderId: member.id });
    expect([await sees(holder.token), await sees(member.token)]).toEqual([true, true]);
    expect(await hub.ok("query ($id: ID!) { incident(id: $id) { members { id } } }", { id: ground.incidentId }, member.token)).toEqual({
      incident: { members: [{ id: member.id }] },
    });
    await act("releaseRole", "ReleaseRoleInput", { role: "EXPERT", responderId: holder.id });
    await act("removeIncidentMember", "IncidentMemberInput", { responderId: member.id });
    expect([await sees(holder.token), await sees(member.token)]).toEqual([false, false]);

    const declarer = await person();
    const own = await hub.declare({ private: true }, declarer.token);
    const second = await hub.key({ role: "VIEWER", responderId: declarer.id });
    for (const token of [declarer.token, second])
      expect((await hub.ok("query ($id: ID!) { incident(id: $id) { id } }", { id: own.id }, token)).incident).toEqual({ id: own.id });
  });
});

describe("a vendor", () => {
  let ground: Ground;
  let vendor: string;
  beforeAll(async () => {
    ground = await aGround(hub);
    await someCustomers(ctx(), 1);
    const { id } = await aResponder(ctx());
    vendor = await hub.key({ role: "INCIDENT_MANAGER", responderId: id });
    await hub.ok("mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }", {
      input: { incidentId: ground.incidentId, role: "VENDOR", responderId: id, accepted: true },
    });
  });

  test("gets no revenue in place of the incident's, and the rest of what was asked with it", async () => {
    const asked = "query ($id: ID!) { incident(id: $id) { title impact { customersAffected revenueAtRisk { amount currency } revenueAtRiskTotal { amount currency } } impactHistory { customersAffected revenueAtRiskTotal { amount } } } }";
    const usd = (amount: string) => ({ amount, currency: "USD" });
    expect((await hub.ok(asked, { id: ground.incidentId })).incident).toMatchObject({ impact: { revenueAtRisk: [usd("1000")], revenueAtRiskTotal: usd("1000") } });
    const { incident } = await hub.ok(asked, { id: ground.incidentId }, vendor);
    expect(incident).toMatchObject({ title: "Checkout is down", impact: { customersAffected: 1, revenueAtRisk: [], revenueAtRiskTotal: usd("0") } });
    expect(incident.impactHistory.map((one: Data) => one.revenueAtRiskTotal.amount)).toEqual(incident.impactHistory.map(() => "0"));
    expect(incident.impactHistory).not.toEqual([]);
    const board = follow(hub.client(vendor), "subscription { incidentBoard { incidents { title impact { revenueAtRisk { amount } revenueAtRiskTotal { amount } } } } }");
    expect(JSON.stringify(await board.next())).not.toContain("1000");
    await board.leave();
  });

  test("on an incident is FORBIDDEN the accounts, and sees the rest", async () => {
    const { errors } = await hub.gql("query ($id: ID!) { incident(id: $id) { affectedCustomers { totalCount } } }", { id: ground.incidentId }, vendor);
    expect(errors[0]?.extensions.code).toBe("FORBIDDEN");
    const { incident } = await hub.ok(
      "query ($id: ID!) { incident(id: $id) { title impact { customersAffected description } timeline { totalCount } } }",
      { id: ground.incidentId },
      vendor,
    );
    expect(incident).toMatchObject({ title: "Checkout is down", impact: { customersAffected: 1, description: "Payments fail" } });
  });

  test("is FORBIDDEN the outreach plan, the report and the customers", async () => {
    const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => Object.values(root?.getFields() ?? {}));
    const refused = roots.filter(({ extensions }) => extensions["vendors"] === "refused").map(({ name }) => name);
    expect(refused).toEqual(expect.arrayContaining(["outreachPlan", "incidentReport", "customers", "customer", "recordCustomerCall"]));
    for (const name of refused)
      expect([name, codeOf(await run(name, ground, vendor))]).toEqual([name, "FORBIDDEN"]);
    const report = await fetch(`${hub.url}/incidents/${ground.reference}/report.json`, { headers: { authorization: `Bearer ${vendor}` } });
    expect([report.status, codeOf((await report.json()) as Answer)]).toEqual([403, "FORBIDDEN"]);
  });

  test("is FORBIDDEN them on other incidents too, and after the work is done", async () => {
    const other = await aGround(hub);
    expect(codeOf(await run("outreachPlan", other, vendor))).toBe("FORBIDDEN");
    const { id } = await aResponder(ctx());
    const token = await hub.key({ role: "VIEWER", responderId: id });
    expect(codeOf(await run("outreachPlan", other, token))).toBeUndefined();
    for (const mutation of ["assignRole", "releaseRole"]) {
      await hub.ok(`mutation ($input: ${mutation === "assignRole" ? "Assign" : "Release"}RoleInput!) { ${mutation}(input: $input) { id } }`, {
        input: { incidentId: other.incidentId, role: "VENDOR", responderId: id },
      });
    }
    expect(codeOf(await run("outreachPlan", other, token))).toBe("FORBIDDEN");
    expect(codeOf(await run("outreachPlan", ground, token))).toBeUndefined();
  });

  test("finds no account by name in anything that it may read", async () => {
    const [customer] = await someCustomers(ctx(), 1, { name: "Quietly & Sons", externalId: "crm-quiet", strategic: true, arrAmount: "7654321" });
    const { id: incidentId } = await hub.declare({ affectedCustomerExternalIds: [customer?.externalId], impact: { featureState: "DEGRADED" } });
    const person = await aResponder(ctx());
    const token = await hub.key({ role: "INCIDENT_MANAGER", responderId: person.id });
    const run = (mutation: string, type: string, input: Variables, as = BOOTSTRAP_TOKEN) =>
      hub.gql(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, { input: { ...(/Customer$|Contact$/.test(mutation) ? {} : { incidentId }), ...input } }, as);
    await run("startMitigation", "MoveIncidentInput", {});
    await run("resolveIncident", "ResolveIncidentInput", { overrideReason: "A drill" });
    const call = { incidentId, customerExternalId: "crm-quiet" };
    await run("recordCustomerCall", "RecordCustomerCallInput", { ...call, note: "Mr. Quietly knows" });
    const { events } = await hub.ok("query ($id: ID!) { events: incident(id: $id) { timeline(kinds: [COMMUNICATION]) { nodes { revision summary details } } } }", { id: incidentId });
    expect(events.timeline.nodes).toMatchObject([{ summary: "Called crm-quiet: Mr. Quietly knows", details: { call: "crm-quiet" } }]);
    const { revision } = events.timeline.nodes[0];
    await run("amendTimelineEvent", "AmendTimelineEventInput", { revision, summary: "Called crm-quiet, Quietly twice" });
    await run("pinTimelineEvent", "PinTimelineEventInput", { revision, pinned: true });
    await run("assignRole", "AssignRoleInput", { role: "VENDOR", responderId: person.id, accepted: true });

    const EVENT = "kind summary amendedSummary details amends { summary details } amendments { summary }";
    const READ = `query ($id: ID!) { incident(id: $id) { title description channel severityReasons { because } cancellationRequested postMortemDueAt
      impact { description customersAffected strategicAffected percentOfService affectedBySource { source customers } } impactHistory { customersAffected }
      actions { action owner } communications { nodes { subject body recipients } } escalations { evidence } latestEvents(count: 100) { ${EVENT} } timeline(first: 100) { nodes { ${EVENT} } } }
      incidents { nodes { latestEvents { summary } } } }`;
    const live = async (query: string) => {
      const following = follow(hub.client(token), query, { id: incidentId, after: feedCursor(0) });
      const seen: unknown[] = [];
      while (!/"AMENDED"/.test(JSON.stringify(seen))) seen.push(await following.next());
      await following.leave();
      return seen;
    };
    const told = [
      await hub.ok(READ, { id: incidentId }, token),
      await live(`subscription ($id: ID!) { timeline(incidentId: $id) { ${EVENT} } }`),
      await live(`subscription ($after: String!) { feed(after: $after) { event { ${EVENT} } } }`),
      await hub.gql("query ($id: ID!) { incident(id: $id) { clocks { kind subject } } }", { id: incidentId }, token),
    ];
    expect(JSON.stringify(told)).toContain("A customer was called");
    expect(JSON.stringify(told).match(/.{0,150}(quiet|7654321).{0,80}/gi)).toBeNull();
    const acts: [string, string, Variables][] = [
      ["recordCustomerCall", "RecordCustomerCallInput", call],
      ["changeAffectedCustomers", "AffectedCustomersInput", { add: ["crm-quiet"] }],
      ["changeAffectedCustomers", "AffectedCustomersInput", { remove: ["crm-quiet"] }],
      ["changeAffectedCustomers", "AffectedCustomersInput", { bySegment: { strategic: true } }],
      ["updateCustomer", "UpdateCustomerInput", { externalId: "crm-quiet", name: "Loud" }],
      ["resumeContact", "CustomerContactOfInput", { id: uuid() }],
      ["createCustomer", "CreateCustomerInput", { externalId: "crm-new", name: "New", arr: { amount: "1", currency: "USD" } }],
    ];
    for (const [mutation, type, input] of acts) expect([mutation, codeOf(await run(mutation, type, input, token))]).toEqual([mutation, "FORBIDDEN"]);
    const imported = await hub.gql(`mutation { importDirectory(input: { customers: [{ externalId: "crm-quiet", name: "Loud", arr: { amount: "1", currency: "USD" } }] }) { unchanged } }`, {}, token);
    expect(codeOf(imported)).toBe("FORBIDDEN");
  });

  test("reads no revenue between the lines", async () => {
    const [customer] = await someCustomers(ctx(), 1, { arrAmount: "7654321" });
    const incident = await hub.declare({ impact: { featureState: "DOWN" } });
    const person = await aResponder(ctx());
    const token = await hub.key({ role: "RESPONDER", responderId: person.id });
    await hub.ok(
      "mutation ($a: AffectedCustomersInput!, $b: AssignRoleInput!) { changeAffectedCustomers(input: $a) { id } assignRole(input: $b) { id } }",
      { a: { incidentId: incident.id, add: [customer?.externalId] }, b: { incidentId: incident.id, role: "VENDOR", responderId: person.id } },
    );
    await hub.ok('mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id } }', { input: { incidentId: incident.id, audience: "EXECUTIVES", body: "USD 7654321 at risk." } });
    const DRAFT = "mutation ($input: DraftCommunicationsInput!) { draftCommunications(input: $input) { body } }";
    expect((await hub.ok(DRAFT, { input: { incidentId: incident.id, audiences: ["EXECUTIVES"] } })).draftCommunications[0].body).toContain("7,654,321");
    expect(codeOf(await hub.gql(DRAFT, { input: { incidentId: incident.id, audiences: ["EXECUTIVES"] } }, token))).toBe("FORBIDDEN");
    const READ = "query ($id: ID!) { incident(id: $id) { severity severityReasons { rule because } communications { totalCount nodes { body } } timeline { nodes { summary details } } } }";
    const { incident: seen } = await hub.ok(READ, { id: incident.id }, token);
    expect(seen).toMatchObject({ severity: "SEV2", severityReasons: [{ rule: "MAJOR_REVENUE" }] });
    expect(JSON.stringify(seen)).not.toMatch(/7,?654,?321/);
    expect((await hub.ok(READ, { id: incident.id })).incident.severityReasons[0].because).toContain("7654321");
    await hub.ok("mutation ($a: MoveIncidentInput!, $b: ResolveIncidentInput!) { startMitigation(input: $a) { id } resolveIncident(input: $b) { id } }", { a: { incidentId: incident.id }, b: { incidentId: incident.id, overrideReason: "Seen by all" } });
    const WORDS = "subject body draftNote overrideReason retractionNote";
    const lastWord = { incidentId: incident.id, audience: "EXECUTIVES", body: "It is over: USD 7654321.", publicState: "RESOLVED", overrides: ["SPECULATION"], overrideReason: "USD 7654321 is known" };
    expect((await hub.ok(`mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { ${WORDS} } }`, { input: lastWord })).publishCommunication).toMatchObject({ overrideReason: lastWord.overrideReason });
    const owed = await hub.gql(`query ($id: ID!) { incident(id: $id) { followUps { communication { audience overrideReason draftNote retractionNote } } } }`, { id: incident.id }, token);
    expect(JSON.stringify(owed)).toContain('"EXECUTIVES"');
    expect(JSON.stringify(owed)).not.toContain("7654321");
    const stale = await hub.gql(
      "mutation ($input: AcknowledgeInput!) { acknowledge(input: $input) { id } }",
      { input: { incidentId: incident.id, expectedRevision: 1 } },
      token,
    );
    expect(codeOf(stale)).toBe("STALE_REVISION");
    expect(JSON.stringify(stale.errors)).not.toContain("7654321");
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
