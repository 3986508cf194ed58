import type { Client } from "graphql-ws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Hub } from "../../src/server/hub.ts";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { aClient, aHub, ask, BOOTSTRAP_TOKEN, type Data, useHub, type Variables } from "../support/hub.ts";

const hub = useHub();
/** A second hub on the same database. */
let other: Hub;
beforeAll(async () => {
  other = await aHub(hub.database.url, () => hub.now);
});
afterAll(() => other.stop());

const FOLLOW =
  "subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { id revision kind summary actor incident { reference } } }";

/** Follows an incident; what has come so far is in `summaries`. */
function follow(client: Client, id: string, after?: number | null) {
  const events: Data[] = [];
  const state: { errors: Data[]; isOver: boolean } = { errors: [], isOver: false };
  const leave = client.subscribe<{ timeline: Data }>(
    { query: FOLLOW, variables: { id, ...(after !== undefined && { after }) } },
    {
      next: ({ data, errors }) => void (data?.timeline ? events.push(data.timeline) : state.errors.push(...(errors ?? []))),
      error: (error) => void state.errors.push(...(Array.isArray(error) ? error : [error])),
      complete: () => void (state.isOver = true),
    },
  );
  return { events, state, leave, summaries: () => events.map(({ summary }) => summary), revisions: () => events.map(({ revision }) => revision) };
}

const note = (id: string, summary: string, url = hub.url): Promise<Data> =>
  ask(url, {
    query: "mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { revision } }",
    variables: { input: { incidentId: id, kind: "NOTE", summary } },
  });
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, n) => first + n);

test("the past comes first, then what happens, each once and in order", async () => {
  const { id, reference, revision } = await hub.declare();
  const seen = follow(hub.client(), id);
  await expect.poll(seen.revisions).toEqual(upTo(revision));
  for (const summary of ["one", "two", "three"]) await note(id, summary);
  await expect.poll(seen.revisions).toEqual(upTo(revision + 3));
  expect(seen.events.at(-1)).toEqual({
    id: expect.any(String),
    revision: revision + 3,
    kind: "NOTE",
    summary: "three",
    actor: "Bootstrap token",
    incident: { reference },
  });
  expect(seen.events[0]).toMatchObject({ revision: 1, kind: "DECLARED" });
  seen.leave();
});

test("a client resumes after the revision that it has; without one it gets all", async () => {
  const { id, revision } = await hub.declare();
  await note(id, "one");
  const client = hub.client();
  const [resumed, ahead, all] = [follow(client, id, revision), follow(client, id, revision + 1), follow(client, id, null)];
  await expect.poll(all.revisions).toEqual(upTo(revision + 1));
  await note(id, "two");
  await expect.poll(resumed.summaries).toEqual(["one", "two"]);
  await expect.poll(ahead.summaries).toEqual(["two"]);
  for (const one of [resumed, ahead, all]) one.leave();
});

test("nothing is lost between the past and the present, however fast it goes", async () => {
  const { id, revision } = await hub.declare();
  const writing = Promise.all(Array.from({ length: 30 }, (_, n) => note(id, `note ${n}`)));
  const followers = Array.from({ length: 5 }, () => follow(hub.client(), id));
  await writing;
  for (const { revisions, leave } of followers) {
    await expect.poll(revisions).toEqual(upTo(revision + 30));
    leave();
  }
});

test("hubs on one database hear each other", async () => {
  const { id, revision } = await hub.declare();
  const [here, there] = [hub.client(), aClient(other.url, BOOTSTRAP_TOKEN)];
  const followers = [follow(here, id, revision), follow(there, id, revision)];
  await expect.poll(() => listeners()).toBe(2);
  await note(id, "from the first");
  await note(id, "from the second", other.url);
  for (const { summaries } of followers) await expect.poll(summaries).toEqual(["from the first", "from the second"]);
  await there.dispose();
});

test("a hub that loses its listening connection loses no event", async () => {
  const { id, revision } = await hub.declare();
  const seen = follow(aFollower(), id, revision);
  for (let round = 0; round < 3; round++) {
    await hub.source.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'muster doorbell'",
    );
    await note(id, `after kill ${round}`, other.url);
  }
  await expect.poll(seen.summaries).toEqual(["after kill 0", "after kill 1", "after kill 2"]);
  await expect.poll(() => listeners()).toBe(2);
  seen.leave();
});

test("a subscription outlives the loss of every connection to the database", async () => {
  const { id, revision } = await hub.declare();
  const seen = follow(aFollower(), id, revision);
  await note(id, "before");
  await expect.poll(seen.summaries).toEqual(["before"]);
  await hub.source.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  await expect.poll(async () => (await note(id, "after")).errors).toEqual([]);
  await expect.poll(() => seen.summaries().at(-1)).toBe("after");
  expect(seen.state).toEqual({ errors: [], isOver: false });
  seen.leave();
});

test("who leaves is gone at once, though nothing happens", async () => {
  const { id } = await hub.declare();
  const client = hub.client();
  const [leaving, staying] = [follow(client, id), follow(client, id)];
  await expect.poll(() => leaving.events.length > 0 && staying.events.length > 0).toBe(true);
  leaving.leave();
  await expect.poll(() => leaving.state.isOver).toBe(true);
  const before = leaving.events.length;
  await note(id, "without you");
  await expect.poll(() => staying.summaries().at(-1)).toBe("without you");
  expect(leaving.events).toHaveLength(before);
  staying.leave();
});

test.each<[string, Variables, string, string | undefined]>([
  ["an incident that is not there", { id: "00000000-0000-4000-8000-000000000000" }, "NOT_FOUND", "incidentId"],
  ["a malformed id", { id: "no-id" }, "INVALID_INPUT", "incidentId"],
  ["NUL in an id", { id: "a\u0000" }, "INVALID_INPUT", "incidentId"],
  ["a negative revision", { id: "00000000-0000-4000-8000-000000000000", after: -1 }, "INVALID_INPUT", "after"],
  ["a revision beyond 32 bits", { id: "00000000-0000-4000-8000-000000000000", after: 2 ** 31 }, "INVALID_INPUT", "after"],
  ["text for a revision", { id: "00000000-0000-4000-8000-000000000000", after: "1" }, "INVALID_INPUT", "after"],
  ["no id", {}, "INVALID_INPUT", "incidentId"],
])("%s is refused with a code, and the socket stays", async (_, variables, code, field) => {
  const client = hub.client();
  const errors = await refusal(client, FOLLOW, variables);
  expect(errors[0]?.extensions).toMatchObject({ code, field });
  expect((await client.iterate<Data>({ query: "{ me { name } }" }).next()).value?.data).toEqual({ me: { name: "Bootstrap token" } });
});

test.each([
  ["that ends early", "subscription { timeline("],
  ["that asks for what is not there", "subscription { nothing }"],
  ["that is nested without end", `{ ${"a { ".repeat(10_000)}`],
])("a document %s is refused with a code, and the socket stays", async (_, query) => {
  const client = hub.client();
  const errors = await refusal(client, query);
  expect(["INVALID_INPUT", "TOO_COMPLEX"]).toContain(errors[0]?.extensions.code);
  expect((await client.iterate<Data>({ query: "{ me { name } }" }).next()).value?.data).toEqual({ me: { name: "Bootstrap token" } });
});

test("mutations go over the socket too, and their refusals have the same codes", async () => {
  const client = hub.client();
  const DECLARE = "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { status } }";
  const run = async (input: Variables): Promise<Data> => (await client.iterate<Data>({ query: DECLARE, variables: { input } }).next()).value;
  expect(await run({ title: "Over the socket", source: "MONITORING" })).toEqual({ data: { declareIncident: { status: "DETECTED" } } });
  expect((await run({ title: "x", source: "NOPE" })).errors[0]?.extensions).toEqual({ code: "INVALID_INPUT", field: "source" });
  expect((await run({ title: "x", source: "MONITORING", detectedAt: "soon" })).errors[0]?.extensions).toEqual({
    code: "INVALID_INPUT",
    field: "detectedAt",
  });
  expect((await run({ title: "", source: "MONITORING" })).errors[0]?.extensions).toEqual({ code: "INVALID_INPUT", field: "title" });
});

test("without a token there is nothing to follow; with a wrong one not even a socket", async () => {
  const { id } = await hub.declare();
  expect((await refusal(hub.client(null), FOLLOW, { id }))[0]?.extensions).toEqual({ code: "UNAUTHENTICATED" });
  expect(await closeCode("nobody-has-this-token-nobody-has-it")).toBe(4403);
});

test("a private incident cannot be followed by a stranger", async () => {
  const stranger = await hub.key({ role: "RESPONDER" });
  const { id } = await hub.declare({ private: true });
  const asked = async (incidentId: string) => (await refusal(hub.client(stranger), FOLLOW, { id: incidentId }))[0];
  const [secret, nowhere] = [await asked(id), await asked("00000000-0000-4000-8000-000000000000")];
  expect(secret?.extensions).toEqual({ code: "NOT_FOUND", field: "incidentId" });
  expect(secret?.message.replace(id, "ID")).toBe(nowhere?.message.replace("00000000-0000-4000-8000-000000000000", "ID"));
});

test("who is taken off a private incident hears no more of it", async () => {
  const person = await aResponder(aContext(hub.source.manager));
  const { id } = await hub.declare({ private: true });
  const member = (mutation: string) =>
    hub.ok(`mutation ($input: IncidentMemberInput!) { ${mutation}(input: $input) { id } }`, { input: { incidentId: id, responderId: person.id } });
  await member("addIncidentMember");
  const [seen, admin] = [follow(hub.client(await hub.key({ role: "VIEWER", responderId: person.id })), id), follow(hub.client(), id)];
  await note(id, "for all on it");
  await expect.poll(() => seen.summaries().at(-1)).toBe("for all on it");
  await member("removeIncidentMember");
  await note(id, "for the others");
  await expect.poll(() => admin.summaries().at(-1)).toBe("for the others");
  expect(seen.summaries().at(-1)).toBe("for all on it");
  seen.leave();
  admin.leave();
});

test("a socket whose key is revoked or expires is closed", async () => {
  const { createApiKey: made } = await hub.ok('mutation { createApiKey(input: { name: "to be revoked", role: VIEWER }) { token apiKey { id } } }');
  const closing = [closeCode(made.token), closeCode(await hub.key({ role: "VIEWER", expiresAt: at(1) }))];
  await Promise.all(closing.map(({ isOpen }) => isOpen));
  await hub.ok("mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { id } }", { input: { id: made.apiKey.id } });
  hub.now = at(1);
  expect(await Promise.all(closing)).toEqual([4403, 4403]);
  hub.now = NOON;
});

/** A client that was there all along, so that its socket is no part of the test. */
const aFollower = (): Client => hub.client();

async function refusal(client: Client, query: string, variables: Variables = {}): Promise<Data[]> {
  try {
    const { value } = await client.iterate({ query, variables }).next();
    return value?.errors ?? [];
  } catch (error) {
    return error as Data[];
  }
}

/** The code that the hub closes the socket of this token with. */
function closeCode(token: string): Promise<number> & { isOpen: Promise<void> } {
  const socket = new WebSocket(`${hub.url.replace("http", "ws")}/graphql`, "graphql-transport-ws");
  socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init", payload: { authorization: `Bearer ${token}` } })));
  const isOpen = new Promise<void>((resolve) => socket.once("message", () => resolve()));
  return Object.assign(new Promise<number>((resolve) => socket.once("close", resolve)), { isOpen });
}

const listeners = async (): Promise<number> =>
  (
    await hub.source.query(
      "select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'muster doorbell'",
    )
  )[0].count;
