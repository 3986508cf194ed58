import type { GraphQLSchema } from "graphql";
import { beforeAll, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { BOOTSTRAP_TOKEN, type Data, fingerprint, useHub } from "../support/hub.ts";
import { aGround, BEFORE, documentOf, MUTATIONS, SIGNED_IN, variablesOf } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;

beforeAll(async () => {
  schema = await buildHubSchema();
});

const LOG = `query ($filter: AuditFilterInput, $first: Int, $after: String) { auditLog(filter: $filter, first: $first, after: $after) { totalCount pageInfo { endCursor hasNextPage }
  nodes { id number hash at actorId actorName actorRole responderId action subject input before after address userAgent requestId } } }`;

const entries = (): Promise<Data[]> => hub.source.query("select * from audit_entry order by id");
const log = async (filter: object = {}): Promise<Data[]> => (await hub.ok(LOG, { filter, first: 100 })).auditLog.nodes;

const DOABLE = Object.keys(MUTATIONS).filter((name) => !SIGNED_IN.includes(name));

/** The mutations that can be done, each on a ground of its own, and their variables. */
const doable = new Map<string, { document: string; variables: Data }>();
beforeAll(async () => {
  for (const name of DOABLE) {
    const ground = await aGround(hub);
    for (const first of BEFORE[name] ?? []) await hub.ok(documentOf(schema, first), variablesOf(first, ground));
    doable.set(name, { document: documentOf(schema, name), variables: variablesOf(name, ground) });
  }
});

/** While nobody can write to the log, so that a change without its entry would show. */
async function withoutRoom(work: () => Promise<void>): Promise<void> {
  await hub.source.query("create function no_room() returns trigger language plpgsql as $$ begin raise 'no room'; end $$; create trigger no_room before insert on audit_entry execute function no_room()");
  try {
    await work();
  } finally {
    await hub.source.query("drop function no_room cascade");
    hub.faults.length = 0;
  }
}

test("nothing that changes anything happens without its entry", async () => {
  await withoutRoom(async () => {
    const before = await fingerprint(hub.source);
    for (const [name, { document, variables }] of doable) expect([name, (await hub.gql(document, variables)).errors.length]).toEqual([name, 1]);
    expect(await fingerprint(hub.source)).toEqual(before);
  });
});

test.each(DOABLE)("%s leaves exactly one entry: who, what, upon what, before and after, from where", async (name) => {
  const { document, variables } = doable.get(name)!;
  const [{ ids }] = await hub.source.query("select array_agg(id) as ids from audit_entry");
  await hub.ok(document, variables);
  const left = await hub.source.query("select * from audit_entry where id <> all ($1)", [ids]);
  expect(left).toHaveLength(1);
  expect(left[0]).toMatchObject({ actor_id: "bootstrap", actor_role: "ADMIN", action: name, subject: expect.stringMatching(/^[a-zA-Z]+(\/.+)?$/), address: "127.0.0.1", request_id: expect.any(String) });
  expect(Object.keys(left[0].input)).toEqual(expect.arrayContaining(Object.keys(variables["input"] as object)));
  expect(JSON.stringify(left[0])).not.toContain("hunter2");
  expect(Object.keys({ ...left[0].before, ...left[0].after })).not.toEqual([]);
});

test("an incident's change tells what it was and became, and what the timeline tells", async () => {
  const { incidentId, teamId, teamSlug } = await aGround(hub);
  await hub.ok(documentOf(schema, "changeSeverity"), { input: { incidentId, severity: "SEV1", reason: "It is worse" } });
  const [entry] = await log({ subject: `incident/${incidentId}`, action: "changeSeverity" });
  expect(entry.before[`incident/${incidentId}`]).toMatchObject({ severity: "SEV2", revision: expect.any(Number) });
  expect(entry.after[`incident/${incidentId}`]).toMatchObject({ severity: "SEV1", events: expect.arrayContaining([expect.objectContaining({ kind: "SEVERITY_CHANGED" })]) });

  await hub.ok(documentOf(schema, "updateTeam"), { input: { id: teamId, name: "Renamed" } });
  const [renamed] = await log({ subject: `team/${teamId}` });
  expect([renamed.before, renamed.after]).toEqual([{ [`team/${teamId}`]: { name: teamSlug } }, { [`team/${teamId}`]: { name: "Renamed" } }]);
});

test("rows beside the incident's are told as they were and became: actions, roles, messages", async () => {
  const { incidentId, actionId, communicationId, responderId } = await aGround(hub);
  const run = (name: string, input: object) => hub.ok(documentOf(schema, name), { input });
  await run("updateAction", { actionId, state: "DONE" });
  await run("publishCommunication", { communicationId, body: "We are looking into it. Pay by invoice meanwhile. Next update in 15 minutes." });
  await run("releaseRole", { incidentId, role: "INCIDENT_COMMANDER", responderId });
  const [released, published, done] = await log({ subject: `incident/${incidentId}` });
  expect([done.before[`action/${actionId}`], done.after[`action/${actionId}`]]).toEqual([{ state: "PENDING" }, { state: "DONE" }]);
  expect(published.before[`communication/${communicationId}`]).toMatchObject({ state: "DRAFT", body: expect.any(String) });
  expect(published.after[`communication/${communicationId}`]).toMatchObject({ state: "PUBLISHED", body: "We are looking into it. Pay by invoice meanwhile. Next update in 15 minutes." });
  const [role] = Object.keys(released.after).filter((subject) => subject.startsWith("role/"));
  expect([released.before[role!], released.after[role!]]).toEqual([{ releasedAt: null }, { releasedAt: expect.any(String) }]);
});

test("what is new has no before, whatever else became of it at once", async () => {
  const { id } = await hub.declare({ title: "New" });
  const [entry] = await log({ subject: `incident/${id}` });
  expect(entry).toMatchObject({ action: "declareIncident", before: {}, after: { [`incident/${id}`]: { title: "New", status: "DETECTED" } } });
});

test("a plain note, written in one statement, has its entry in the same one", async () => {
  const { incidentId } = await aGround(hub);
  const { revision } = (await hub.ok("mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { revision } }", { input: { incidentId, kind: "NOTE", summary: "Looking" } })).addTimelineEvent;
  const subject = `incident/${incidentId}`;
  const [{ same }] = await hub.source.query(
    "select (select xmin from audit_entry where subject = $1 and action = 'addTimelineEvent') = (select xmin from timeline_event where incident_id = $2 and revision = $3) as same", [subject, incidentId, revision]);
  expect(same).toBe(true);
  expect((await log({ subject, action: "addTimelineEvent" }))[0]).toMatchObject({ before: { [subject]: { revision: revision - 1 } }, after: { [subject]: { revision } } });
});

test("two mutations in one request leave one entry each; a retry under its key, and a refusal, leave none", async () => {
  const { incidentId } = await aGround(hub);
  const count = async () => (await entries()).length;
  const began = await count();
  const note = (key: string) => `addTimelineEvent(input: { incidentId: "${incidentId}", kind: NOTE, summary: "Twice", idempotencyKey: "${key}" }) { revision }`;
  await hub.ok(`mutation { a: ${note("one")} b: ${note("two")} }`);
  expect(await count()).toBe(began + 2);
  await hub.ok(`mutation { ${note("one")} }`);
  await hub.refusal(documentOf(schema, "closeIncident"), { input: { incidentId } });
  expect(await count()).toBe(began + 2);
});

test("from where is told over live connections too", async () => {
  const { incidentId } = await aGround(hub);
  const query = `mutation { addTimelineEvent(input: { incidentId: "${incidentId}", kind: NOTE, summary: "Live" }) { revision } }`;
  await hub.client().iterate({ query }).next();
  const headers = { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, accept: "text/event-stream", "content-type": "application/json", "user-agent": "a stream", "x-request-id": "my-own" };
  await (await fetch(`${hub.url}/graphql/stream`, { method: "POST", headers, body: JSON.stringify({ query }) })).text();
  expect(await log({ subject: `incident/${incidentId}`, action: "addTimelineEvent" })).toMatchObject([
    { actorId: "bootstrap", address: "127.0.0.1", userAgent: "a stream", requestId: "my-own" },
    { actorId: "bootstrap", address: "127.0.0.1" },
  ]);
});

test("admins search it by actor, action, subject and time; others may not", async () => {
  const { incidentId } = await aGround(hub);
  hub.now = new Date("2031-05-05T05:05:05Z");
  await hub.ok(documentOf(schema, "postUpdate"), { input: { incidentId, note: "Still looking" } }, hub.token.INCIDENT_MANAGER);
  hub.now = new Date("2031-05-05T05:05:06Z");
  await hub.ok(documentOf(schema, "startMitigation"), { input: { incidentId } });
  const actions = async (filter: object) => (await log(filter)).map(({ action }) => action);
  expect(await actions({ from: "2031-05-05T05:05:05Z" })).toEqual(["startMitigation", "postUpdate"]);
  expect(await actions({ from: "2031-05-05T05:05:05Z", to: "2031-05-05T05:05:06Z" })).toEqual(["postUpdate"]);
  expect(await actions({ from: "2031-05-05T05:05:05Z", actor: "bootstrap" })).toEqual(["startMitigation"]);
  expect(await actions({ actor: "INCIDENT_MANAGER", action: "postUpdate" })).toEqual(["postUpdate"]);
  expect((await actions({ subject: `incident/${incidentId}` })).slice(0, 2)).toEqual(["startMitigation", "postUpdate"]);

  const page = (after?: string) => hub.ok(LOG, { filter: { subject: `incident/${incidentId}` }, first: 1, after }).then(({ auditLog }) => auditLog);
  const first = await page();
  expect((await page(first.pageInfo.endCursor)).nodes[0].action).toBe("postUpdate");
  expect(first.totalCount).toBeGreaterThanOrEqual(2);
  for (const role of ["VIEWER", "RESPONDER", "INCIDENT_MANAGER", "INTEGRATION"] as const) {
    expect(await hub.refusal(LOG, {}, hub.token[role])).toMatchObject({ code: "FORBIDDEN", needs: "audit:read" });
  }
});

test("the database lets nobody change or remove an entry or a seal", async () => {
  await aGround(hub);
  await expect.poll(async () => (await log())[0].number).not.toBeNull();
  for (const table of ["audit_entry", "audit_seal"]) {
    for (const act of [`update ${table} set ${table === "audit_entry" ? "action" : "hash"} = 'x'`, `delete from ${table}`, `truncate ${table}`]) {
      await expect(hub.source.query(act)).rejects.toThrow(`${table} is append-only`);
    }
  }
});
