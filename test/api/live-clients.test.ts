import { ApolloClient, gql, InMemoryCache } from "@apollo/client";
import { GraphQLWsLink } from "@apollo/client/link/subscriptions";
import { Client as Urql, subscriptionExchange } from "@urql/core";
import { createClient as createSse } from "graphql-sse";
import type { Client } from "graphql-ws";
import { afterAll, expect, test } from "vitest";
import { type Data, useHub } from "../support/hub.ts";

const hub = useHub();
const closing: (() => unknown)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

const BOARD = `
  fragment Line on Incident { id name: title severity }
  subscription Board($filter: IncidentFilter!) {
    board: incidentBoard(filter: $filter) { kind removed lines: incidents { ...Line ... on Incident { status } latest: latestEvents(count: 1) { summary } } }
  }`;
const TIMELINE = `subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision kind } }`;
const NOTE = `mutation ($id: ID!, $text: String!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: $text }) { revision } }`;

type Sink = (data: Data) => void;
type Follow = (query: string, variables: object, sink: Sink) => () => void;

const observer = (sink: Sink) => ({ next: (result: Data) => sink(result.data ?? result), error: (error: unknown) => sink({ failed: error }), complete: () => sink({ complete: true }) });

const overWs = (client: Client): Follow => (query, variables, sink) => client.subscribe({ query, variables: { ...variables } }, observer(sink));

function overSse(singleConnection: boolean, token: string): Follow {
  const client = createSse({ url: `${hub.url}/graphql/stream`, singleConnection, headers: { authorization: `Bearer ${token}` }, retryAttempts: 1_000, retry: () => new Promise((resolve) => setTimeout(resolve, 50)) });
  closing.push(() => client.dispose());
  return (query, variables, sink) => client.subscribe({ query, variables: { ...variables } }, observer(sink));
}

function overUrql(ws: Client): Follow {
  const client = new Urql({
    url: `${hub.url}/graphql`, preferGetMethod: false,
    exchanges: [subscriptionExchange({ forwardSubscription: (request) => ({ subscribe: (sink) => ({ unsubscribe: ws.subscribe({ ...request, query: request.query ?? "" }, sink as Data) }) }) })],
  });
  return (query, variables, sink) => client.subscription(query, variables).subscribe(({ data, error }) => sink(error ? { failed: error } : data)).unsubscribe;
}

function overApollo(ws: Client): Follow {
  const client = new ApolloClient({ link: new GraphQLWsLink(ws), cache: new InMemoryCache() });
  return (query, variables, sink) => {
    const subscription = client.subscribe({ query: gql(query), variables: { ...variables }, fetchPolicy: "no-cache" }).subscribe(observer(sink));
    return () => subscription.unsubscribe();
  };
}

const clients: [string, () => Follow][] = [
  ["graphql-ws", () => overWs(hub.client(hub.token.VIEWER))],
  ["urql", () => overUrql(hub.client(hub.token.VIEWER))],
  ["Apollo Client", () => overApollo(hub.client(hub.token.VIEWER))],
  ["graphql-sse, a stream for each operation,", () => overSse(false, hub.token.VIEWER)],
  ["graphql-sse, one stream for all,", () => overSse(true, hub.token.VIEWER)],
];

test.each(clients)("%s follows a board with fragments, aliases and variables", async (name, make) => {
  const { id } = await hub.declare({ title: name });
  const seen: Data[] = [];
  const leave = make()(BOARD, { filter: { open: true } }, (data) => seen.push(data));
  await expect.poll(() => seen.length).toBe(1);
  expect(seen[0].board.kind).toBe("SNAPSHOT");
  expect(seen[0].board.lines).toContainEqual(expect.objectContaining({ id, name, status: expect.any(String), severity: "SEV3" }));

  await hub.ok(NOTE, { id, text: `for ${name}` });

  await expect.poll(() => seen.length).toBe(2);
  expect(seen[1].board).toMatchObject({ kind: "CHANGED", removed: [], lines: [{ id, name, latest: [{ summary: `for ${name}` }] }] });
  leave();
  await expect.poll(() => hub.live().subscriptionCount).toBe(0);
});

test.each(clients)("%s carries several subscriptions at once, and ends one without the others", async (_name, make) => {
  const [a, b] = [await hub.declare(), await hub.declare()];
  const follow = make();
  const seen: Record<string, number[]> = { a: [], b: [] };
  const leaveA = follow(TIMELINE, { id: a.id, after: a.revision }, ({ timeline }) => timeline && seen["a"]?.push(timeline.revision));
  const leaveB = follow(TIMELINE, { id: b.id, after: b.revision - 1 }, ({ timeline }) => timeline && seen["b"]?.push(timeline.revision));
  await expect.poll(() => [hub.live().subscriptionCount, seen["b"]]).toEqual([2, [b.revision]]);
  await hub.ok(NOTE, { id: a.id, text: "seen" });
  await expect.poll(() => seen["a"]).toEqual([a.revision + 1]);
  leaveA();
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);
  await hub.ok(NOTE, { id: a.id, text: "unseen" });
  await hub.ok(NOTE, { id: b.id, text: "seen" });
  await expect.poll(() => seen["b"]).toEqual([b.revision, b.revision + 1]);
  expect(seen["a"]).toEqual([a.revision + 1]);
  leaveB();
  await expect.poll(() => hub.live().subscriptionCount).toBe(0);
});

test("event streams and sockets share their executions", async () => {
  const { id, revision } = await hub.declare();
  const seen: number[] = [];
  const leaves = clients.filter(([name]) => name.startsWith("graphql-")).map(([, make]) => make()(TIMELINE, { id, after: revision }, ({ timeline }) => timeline && seen.push(timeline.revision)));
  await expect.poll(() => hub.live().subscriptionCount).toBe(3);
  const before = hub.live().executions;
  await hub.ok(NOTE, { id, text: "once" });
  await expect.poll(() => seen).toEqual([revision + 1, revision + 1, revision + 1]);
  expect(hub.live().executions - before).toBe(1);
  expect(hub.live().groupCount).toBe(1);
  for (const leave of leaves) leave();
  await expect.poll(() => hub.live().groupCount).toBe(0);
});

test.each([false, true])("a refused subscription says why on an event stream (one for all: %s)", async (single) => {
  const follow = overSse(single, hub.token.VIEWER);
  const refusals: [string, object, string][] = [[TIMELINE, { id: "nothing" }, "INVALID_INPUT"], ["subscription { feed { nothing } }", {}, "INVALID_INPUT"], ["subscription {", {}, "INVALID_INPUT"]];
  for (const [query, variables, code] of refusals) {
    const seen: Data[] = [];
    follow(query, variables, (data) => seen.push(data));
    await expect.poll(() => seen.length).toBe(2);
    expect(seen).toEqual([expect.objectContaining({ errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })] }), { complete: true }]);
  }
  expect(hub.live().subscriptionCount).toBe(0);
});

test("an event stream takes queries and mutations too", async () => {
  const seen: Data[] = [];
  overSse(false, hub.token.ADMIN)("{ incidents(first: 1) { nodes { id } } }", {}, (data) => seen.push(data));
  await expect.poll(() => seen.length).toBe(2);
  expect(seen).toEqual([{ incidents: expect.anything() }, { complete: true }]);
});

test("an event stream asks who it is, and a reserved one belongs to who reserved it", async () => {
  const at = `${hub.url}/graphql/stream`;
  const as = (token: string, headers: Record<string, string> = {}) => ({ authorization: `Bearer ${token}`, ...headers });
  expect((await fetch(at, { method: "PUT", headers: as("mk_wrong") })).status).toBe(401);
  const token = await (await fetch(at, { method: "PUT", headers: as(hub.token.VIEWER) })).text();
  const open = (by: string) => fetch(at, { headers: as(by, { accept: "text/event-stream", "x-graphql-event-stream-token": token }) });
  expect((await open(hub.token.RESPONDER)).status).toBe(404);
  const mine = await open(hub.token.VIEWER);
  expect(mine.status).toBe(200);
  await mine.body?.cancel();
});
