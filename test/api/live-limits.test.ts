import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { afterEach, expect, test } from "vitest";
import type { HubOptions } from "../../src/server/hub-options.ts";
import type { Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { aClient, aHub, BOOTSTRAP_TOKEN, useHub } from "../support/hub.ts";
import { aRawSocket, type RawSocket, subscribe } from "../support/raw-socket.ts";

// Sockets that stall answer no pings either; on a busy machine they would be cut for that.
const hub = useHub(() => ({ pingSeconds: 3_600 }));
const hubs: Hub[] = [];
const another = async (over: Partial<HubOptions>): Promise<Hub> => {
  const made = await aHub((hub.source.options as { url: string }).url, () => NOON, [], over);
  hubs.push(made);
  return made;
};
afterEach(() => Promise.all(hubs.splice(0).map((one) => one.stop())));

const NOTE = `mutation ($id: ID!, $text: String!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: $text }) { revision } }`;
const TIMELINE = "subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision kind } }";
const FEED = "subscription { feed { cursor } }";
/** Each event as some 10 KB, so that what nobody reads soon fills every buffer on the way. */
const LONG = `subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision ${Array.from({ length: 40 }, (_, at) => `s${at}: summary`).join(" ")} } }`;

const metrics = async (url = hub.url) => (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${hub.token.VIEWER}` } })).text();
const closes = async (transport: string, code: string, reason: string, url?: string) =>
  Number(new RegExp(`muster_live_closes_total\\{transport="${transport}",reason="${reason}",code="${code}"\\} (\\d+)`).exec(await metrics(url))?.[1] ?? 0);

/** As many notes at once, in one statement; the next change or the poll tells of them. */
async function manyNotes(id: string, count: number): Promise<void> {
  await hub.source.query(
    `with last as (select e from timeline_event e where incident_id = $1 order by revision desc limit 1),
     written as (insert into timeline_event select (jsonb_populate_record(e, jsonb_build_object('revision', (e).revision + n, 'kind', 'NOTE', 'summary', repeat('long ', 50) || n))).*
       from last, generate_series(1, $2::int) n returning incident_id, revision),
     queued as (insert into feed_outbox select * from written) update incident set revision = revision + $2::int where id = $1`, [id, count]);
}

const wrong: [string, number, (raw: RawSocket) => void][] = [
  ["a message that is no JSON", 4400, ({ send }) => send("{")],
  ["a message of an unknown type", 4400, ({ send }) => send({ type: "shout" })],
  ["a subscription without a document", 4400, ({ send }) => send({ type: "subscribe", id: "1", payload: {} })],
  ["a binary frame", 4400, ({ send }) => send(Buffer.from(JSON.stringify({ type: "ping" })))],
  ["a second connection_init", 4429, ({ send }) => send({ type: "connection_init" })],
  ["an operation id that is taken", 4409, ({ send }) => [1, 2].forEach(() => send(subscribe("same", FEED)))],
  ["a frame of 10 MB", 1009, ({ send }) => send("x".repeat(10_000_000))],
  ["101 subscriptions", 4429, ({ send }) => Array.from({ length: 101 }, (_, at) => send(subscribe(`${at}`, FEED)))],
  ["10,000 subscriptions", 4429, ({ send }) => Array.from({ length: 10_000 }, (_, at) => send(subscribe(`${at}`, FEED)))],
];

test.each(wrong)("%s closes the socket with %i, and nobody else's", async (_name, code, misbehave) => {
  const { id, revision } = await hub.declare();
  const bystander = await aRawSocket(hub.url);
  bystander.send(subscribe("1", TIMELINE, { id, after: revision }));
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);

  const raw = await aRawSocket(hub.url);
  misbehave(raw);

  expect(await raw.closed).toBe(code);
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);
  await hub.ok(NOTE, { id, text: "still here" });
  await expect.poll(() => bystander.messages.at(-1)?.payload?.data).toEqual({ timeline: { revision: revision + 1, kind: "NOTE" } });
  bystander.socket.close();
  await expect.poll(() => hub.live().subscriptionCount).toBe(0);
});

test("whoever subscribes before it has said who it is, or has a wrong key, is closed", async () => {
  const hasty = await aRawSocket(hub.url, { init: false });
  hasty.send(subscribe("1", FEED));
  expect(await hasty.closed).toBe(4401);
  const stranger = await aRawSocket(hub.url, { init: false });
  stranger.send({ type: "connection_init", payload: { authorization: "Bearer nobody" } });
  expect(await stranger.closed).toBe(4403);
});

test("a socket that never says who it is, or answers no ping, is closed in time", async () => {
  const { url, live } = await another({ initTimeoutSeconds: 0.2, pingSeconds: 0.3 });
  const silent = await aRawSocket(url, { init: false });
  expect(await silent.closed).toBe(4408);

  const halfOpen = await aRawSocket(url, { autoPong: false });
  halfOpen.send(subscribe("1", FEED));
  const alive = await aRawSocket(url);
  await expect.poll(() => live.subscriptionCount).toBe(1);
  expect(await halfOpen.closed).toBe(1006);
  await expect.poll(() => live.subscriptionCount).toBe(0);
  expect(await closes("websocket", "1006", "silent", url)).toBe(1);
  expect(alive.socket.readyState).toBe(alive.socket.OPEN);
});

test("a socket that asks for no subprotocol is closed with 4406", async () => {
  expect(await (await aRawSocket(hub.url, { init: false, protocol: [] })).closed).toBe(4406);
});

test("a stream that is reserved and not opened in time is let go of", async () => {
  const { url } = await another({ initTimeoutSeconds: 0.2 });
  const headers = { authorization: `Bearer ${BOOTSTRAP_TOKEN}` };
  const reserve = async (at: string) => (await fetch(`${at}/graphql/stream`, { method: "PUT", headers })).text();
  const operate = (at: string, token: string) => fetch(`${at}/graphql/stream`, { method: "POST", body: "{}", headers: { ...headers, "content-type": "application/json", "x-graphql-event-stream-token": token } });
  // On the hub that waits longer: here it may be over before the next request.
  expect((await operate(hub.url, await reserve(hub.url))).status).toBe(400);
  const token = await reserve(url);
  await expect.poll(async () => (await operate(url, token)).status).toBe(404);
  expect(await metrics(url)).toContain('muster_live_connections{transport="sse"} 0');
});

test("a key that is revoked ends its sockets with 4403 and its streams, and no others", async () => {
  const made = await hub.ok(`mutation { createApiKey(input: { name: "short-lived", role: VIEWER }) { token apiKey { id } } }`);
  const { token, apiKey } = made.createApiKey;
  const [revoked, other] = [await aRawSocket(hub.url, { token }), await aRawSocket(hub.url)];
  const stream = await fetch(`${hub.url}/graphql/stream?${new URLSearchParams({ query: FEED }).toString()}`, { headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" } });
  await hub.ok("mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { id } }", { id: apiKey.id });
  expect(await revoked.closed).toBe(4403);
  expect(await stream.text()).not.toContain("event: complete");
  expect(other.socket.readyState).toBe(other.socket.OPEN);
  other.socket.close();
});

test("a hub that is full asks to come again, by both transports, and takes the next once one has left", async () => {
  const { url } = await another({ maxConnectionsPerAddress: 2, maxConnections: 3 });
  const [first] = [await aRawSocket(url), await aRawSocket(url)];
  expect(await (await aRawSocket(url, { init: false })).closed).toBe(1013);
  const stream = await fetch(`${url}/graphql/stream`, { method: "PUT", headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` } });
  expect([stream.status, stream.headers.get("retry-after")]).toEqual([429, "5"]);

  const patient = aClient(url, BOOTSTRAP_TOKEN);
  const began = follow(patient, "{ __typename }").next();
  await expect.poll(() => closes("websocket", "1013", "crowdedAddress", url)).toBeGreaterThanOrEqual(2);
  first.socket.close();
  expect(await began).toEqual({ __typename: "Query" });
  await patient.dispose();
});

test("a client that never reads is closed with 1013, and the others get every event", async () => {
  const { id, revision } = await hub.declare();
  const stalled = await aRawSocket(hub.url);
  const reader = await aRawSocket(hub.url);
  const streamed = await once(get(`${hub.url}/graphql/stream?${new URLSearchParams({ query: LONG, variables: JSON.stringify({ id, after: revision }) }).toString()}`, {
    headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, accept: "text/event-stream" },
  }), "response").then(([response]) => response as IncomingMessage);
  streamed.on("error", () => {}).pause();
  for (const { send } of [stalled, reader]) send(subscribe("1", LONG, { id, after: revision }));
  await expect.poll(() => hub.live().subscriptionCount).toBe(3);
  stalled.socket.pause();

  await manyNotes(id, 5_000);

  await expect.poll(() => reader.messages.length).toBe(5_001);
  expect(reader.messages.slice(1).map(({ payload }) => payload.data.timeline.revision)).toEqual(Array.from({ length: 5_000 }, (_, at) => revision + 1 + at));
  await expect.poll(() => closes("websocket", "1013", "behind")).toBe(1);
  await expect.poll(() => closes("sse", "none", "behind")).toBe(1);
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);
  for (const { socket } of [stalled, reader]) socket.terminate();
  await expect.poll(() => hub.live().subscriptionCount).toBe(0);
});

test("a board that stalls keeps its socket, and gets the latest state once it reads again", async () => {
  const { id } = await hub.declare();
  const board = `subscription { incidentBoard { kind incidents { id ${Array.from({ length: 60 }, (_, at) => `n${at}: latestEvents(count: 1) { summary }`).join(" ")} } } }`;
  const stalled = await aRawSocket(hub.url);
  const other = await aRawSocket(hub.url);
  for (const { send } of [stalled, other]) send(subscribe("1", board));
  await expect.poll(() => [stalled.messages.length, other.messages.length]).toEqual([2, 2]);
  stalled.socket.pause();

  const last = ({ messages }: RawSocket) => messages.at(-1)?.payload?.data.incidentBoard.incidents.find((one: { id: string }) => one.id === id)?.n0[0].summary;
  for (let at = 0; at < 100; at += 1) await hub.ok(NOTE, { id, text: `${at} ${"long ".repeat(300)}`.trim() });
  await expect.poll(() => last(other)).toMatch(/^99 /);
  const full = /muster_live_queued_bytes (\d+)/.exec(await metrics())?.[1];
  stalled.socket.resume();

  await expect.poll(() => last(stalled)).toMatch(/^99 /);
  expect(Number(full)).toBeLessThan(1_000_000);
  expect(stalled.messages.length).toBeLessThan(other.messages.length);
  expect(stalled.socket.readyState).toBe(stalled.socket.OPEN);
  for (const { socket } of [stalled, other]) socket.terminate();
});

test("a hub that stops sends its clients off one after the other, and they are asked to come back", async () => {
  const leaving = await another({ shutdownTimeoutSeconds: 2 });
  const sockets = await Promise.all(Array.from({ length: 40 }, () => aRawSocket(leaving.url)));
  const stream = await fetch(`${leaving.url}/graphql/stream`, { method: "POST", body: JSON.stringify({ query: FEED }), headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, accept: "text/event-stream", "content-type": "application/json" } });
  const times: number[] = [];
  const codes = Promise.all(sockets.map(({ closed }) => closed.finally(() => times.push(performance.now()))));

  await leaving.stop();

  expect(new Set(await codes)).toEqual(new Set([1012]));
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(100);
  expect(await stream.text()).not.toContain("event: complete");
});

test("the metrics are for whoever may read, and tell what is open, served and sent", async () => {
  expect((await fetch(`${hub.url}/metrics`)).status).toBe(401);
  const { id, revision } = await hub.declare();
  const raw = await aRawSocket(hub.url);
  raw.send(subscribe("1", TIMELINE, { id, after: revision }));
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);
  await hub.ok(NOTE, { id, text: "measured" });
  await expect.poll(() => raw.messages.length).toBe(2);

  // Sockets of the tests before may be leaving still.
  await expect.poll(metrics).toContain('muster_live_connections{transport="websocket"} 1');
  const text = await metrics();
  for (const line of ["muster_live_subscriptions 1", "muster_live_groups 1", "process_cpu_seconds_total"]) expect(text).toContain(line);
  for (const name of ["muster_live_executions_total", "muster_live_deliveries_total", "muster_live_commit_to_send_seconds_count", "muster_doorbell_rings_total"]) expect(text).toMatch(new RegExp(`^${name} [1-9]`, "m"));
  raw.socket.close();
});
