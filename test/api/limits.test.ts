import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { aHub, BOOTSTRAP_TOKEN, post, useHub } from "../support/hub.ts";
import { aRawSocket, subscribe } from "../support/raw-socket.ts";
import { TRANSPORTS } from "../support/transports.ts";

const hub = useHub();
const faults: string[] = [];
let strict: Hub;
beforeAll(async () => {
  const limits = { maxTokens: 70, maxDepth: 5, maxAliases: 3, maxDirectives: 2, maxCost: 100, maxBodyBytes: 4_096, maxFrameBytes: 4_096 };
  strict = await aHub(hub.database.url, () => NOON, faults, limits);
});
afterAll(() => strict.stop());

const times = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at)).join(" ");
const deep = (levels: number) => `query ($id: ID) { incident(id: $id) { ${"parent { ".repeat(levels - 2)} id ${"} ".repeat(levels - 2)} } }`;
const ID = "00000000-0000-4000-8000-000000000000";

/** A document that has just so much of it, as text and variables. */
const MEASURES: [string, number, (value: number) => [string, object?]][] = [
  ["tokens", 70, (value) => [`{ me { ${times(value - 5, () => "name")} } }`]],
  ["depth", 5, (value) => [deep(value), { id: ID }]],
  ["depth", 5, (value) => [`{ incident(id: "${ID}") { ...A } } fragment A on Incident { ${"parent { ".repeat(value - 2)} id ${"} ".repeat(value - 2)} }`]],
  ["aliases", 3, (value) => [`{ ${times(value, (at) => `a${at}: __typename`)} }`]],
  ["aliases", 3, (value) => [`{ a: me { ...A } ...B } fragment A on Viewer { b: name } fragment B on Query { ${times(value - 2, (at) => `c${at}: __typename`)} }`]],
  ["directives", 2, (value) => [`{ ${times(value, () => "__typename @skip(if: false)")} }`]],
  ["cost", 100, (value) => [`{ incidents(first: ${value - 12}) { nodes { id } } }`]],
  ["cost", 100, (value) => ["query ($first: Int) { incidents(first: $first) { nodes { id } } }", { first: value - 12 }]],
  ["cost", 100, (value) => [`query ($first: Int = ${value - 12}) { incidents(first: $first) { ...A } } fragment A on IncidentConnection { nodes { id } }`]],
];

describe.each(TRANSPORTS)("over %s", (_transport, ask) => {
  test.each(MEASURES)("a document with as much %s as is taken (%i) is answered, and one more is refused", async (limit, max, having) => {
    expect(await ask(strict.url, ...(having(max) as [string]))).not.toHaveProperty("errors");

    const { data, errors } = await ask(strict.url, ...(having(max + 1) as [string]));
    expect(data ?? null).toBeNull();
    expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code: "TOO_COMPLEX", limit, value: max + 1, max }]);
  });

  test("a document that has been answered costs what its variables make of it", async () => {
    const query = "query ($first: Int) { incidents(first: $first) { nodes { reference } } }";
    expect(await ask(strict.url, query, { first: 88 })).not.toHaveProperty("errors");
    expect((await ask(strict.url, query, { first: 89 })).errors?.[0].extensions.code).toBe("TOO_COMPLEX");
    expect((await ask(strict.url, query)).data).toBeTruthy();
  });

  test("fragments that double in each other are refused before anybody walks through them", async () => {
    const doubling = `query ($id: ID) { incident(id: $id) { ...F0 } } ${times(100, (at) => `fragment F${at} on Incident { x: parent { ...F${at + 1} } parent { ...F${at + 1} } }`)} fragment F100 on Incident { id }`;
    const { errors } = await ask(hub.url, doubling, { id: ID });
    expect(errors?.[0].extensions).toEqual({ code: "TOO_COMPLEX", limit: "depth", value: 102, max: 15 });
    const circle = `query ($id: ID) { incident(id: $id) { ...A } } fragment A on Incident { parent { ...B } } fragment B on Incident { parent { ...A } }`;
    expect((await ask(hub.url, circle, { id: ID })).errors?.[0].extensions).toMatchObject({ code: "INVALID_INPUT" });
  });
});

test("a subscription has the same limits", async () => {
  const board = (count: number) => `subscription { incidentBoard { incidents { ${times(count, () => "id")} } } }`;
  const wide = await aHub(hub.database.url, () => NOON, [], { maxCost: 212 });
  for (const [, ask] of TRANSPORTS.slice(1)) {
    expect(await ask(wide.url, board(2))).not.toHaveProperty("errors");
    expect((await ask(wide.url, board(3))).errors?.[0].extensions).toEqual({ code: "TOO_COMPLEX", limit: "cost", value: 312, max: 212 });
  }
  await wide.stop();
});

describe("bodies", () => {
  const filled = (bytes: number, without: object) => ({ ...without, filler: "x".repeat(bytes - JSON.stringify({ ...without, filler: "" }).length) });
  const QUERY = { query: "{ __typename }" };

  test("over HTTP one as large as is taken is answered, and one byte more is refused", async () => {
    expect((await post(strict.url, JSON.stringify(filled(4_096, QUERY)))).status).toBe(200);
    const { status, errors } = await post(strict.url, JSON.stringify(filled(4_097, QUERY)));
    expect({ status, ...errors[0]?.extensions }).toMatchObject({ status: 413, code: "INVALID_INPUT", field: "body" });
  });

  test("over a WebSocket likewise", async () => {
    const raw = await aRawSocket(strict.url);
    const message = { ...subscribe("1", "{ __typename }") };
    raw.send(JSON.stringify(filled(4_096, message)));
    await expect.poll(() => raw.messages.map(({ type }) => type)).toEqual(["connection_ack", "next", "complete"]);
    raw.send(JSON.stringify(filled(4_097, { ...message, id: "2" })));
    expect(await raw.closed).toBe(1009);
  });

  test("over an event stream likewise", async () => {
    const send = (bytes: number) =>
      fetch(`${strict.url}/graphql/stream`, {
        method: "POST", body: JSON.stringify(filled(bytes, QUERY)),
        headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, accept: "text/event-stream", "content-type": "application/json" },
      });
    expect(await (await send(4_096)).text()).toContain('"__typename":"Query"');
    expect((await send(4_097)).status).toBe(413);
  });
});

test("several operations in one request are refused, by whatever way they come", async () => {
  const batch = JSON.stringify([{ query: "{ __typename }" }, { query: "{ __typename }" }]);
  expect((await post(hub.url, batch)).errors[0]?.extensions).toMatchObject({ code: "INVALID_INPUT" });
  const streamed = await fetch(`${hub.url}/graphql/stream`, { method: "POST", body: batch, headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, "content-type": "application/json", accept: "text/event-stream" } });
  expect(streamed.status).toBe(400);
  const raw = await aRawSocket(hub.url);
  raw.send([{ ...subscribe("1", "{ __typename }") }, { ...subscribe("2", "{ __typename }") }]);
  expect(await raw.closed).toBe(4400);
});

test("none of it was a fault of the hub", () => {
  expect([...hub.faults, ...faults]).toEqual([]);
});
