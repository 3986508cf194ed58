import { once } from "node:events";
import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { aHub, BOOTSTRAP_TOKEN, useHub } from "../support/hub.ts";
import { TRANSPORTS } from "../support/transports.ts";

const hub = useHub();
const BOARD = "https://board.example";
const FOREIGN = "https://evil.example";
let closed: Hub;
beforeAll(async () => {
  closed = await aHub(hub.database.url, () => NOON, [], { corsOrigins: [BOARD], introspection: false, suggestions: false });
});
afterAll(() => closed.stop());

const QUERY = new URLSearchParams({ query: "{ __typename }" }).toString();
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${hub.url}${path}`, { headers });

test("what a page of another origin can send without asking is refused, over HTTP and as an event stream", async () => {
  expect((await get(`/graphql?${QUERY}`, { accept: "application/json" })).status).toBe(400);
  expect((await get(`/graphql/stream?${QUERY}`, { accept: "text/event-stream" })).status).toBe(400);
  for (const path of ["/graphql", "/graphql/stream"]) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]) {
      const response = await fetch(`${hub.url}${path}`, { method: "POST", body: '{"query":"{ __typename }"}', headers: { "content-type": type, accept: "text/event-stream, application/json" } });
      expect([path, type, response.status]).toEqual([path, type, 400]);
    }
  }
});

test("a header that no page can send without asking is leave enough", async () => {
  for (const headers of [{ "apollo-require-preflight": "1" }, { "x-apollo-operation-name": "x" }, { authorization: `Bearer ${BOOTSTRAP_TOKEN}` }]) {
    expect((await get(`/graphql?${QUERY}`, { accept: "application/json", ...headers })).status).toBe(200);
    const stream = await get(`/graphql/stream?${QUERY}`, { accept: "text/event-stream", ...headers });
    expect(stream.status).toBe(200);
    expect(await stream.text()).toContain('"__typename":"Query"');
  }
});

const preflight = async (url: string, path: string, origin: string) => {
  const headers = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
  const response = await fetch(`${url}${path}`, { method: "OPTIONS", headers });
  await response.arrayBuffer();
  return response.headers.get("access-control-allow-origin");
};

test("no origin is allowed unless it is named", async () => {
  for (const path of ["/graphql", "/graphql/stream"]) {
    expect(await preflight(hub.url, path, BOARD)).toBeNull();
    expect(await preflight(closed.url, path, FOREIGN)).toBeNull();
    expect(await preflight(closed.url, path, BOARD)).toBe(BOARD);
  }
  const answer = await fetch(`${closed.url}/graphql`, { method: "POST", body: '{"query":"{ __typename }"}', headers: { origin: BOARD, "content-type": "application/json" } });
  expect(answer.headers.get("access-control-allow-origin")).toBe(BOARD);
  expect(answer.headers.get("access-control-allow-credentials")).toBe("true");
  expect(answer.headers.get("access-control-expose-headers")).toContain("retry-after");
  expect(answer.headers.get("vary")?.toLowerCase()).toContain("origin");
});

test("a WebSocket that a foreign page opens with a cookie is refused before it is one", async () => {
  const open = async (headers: Record<string, string>) => {
    const socket = new WebSocket(`${closed.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", { headers });
    socket.on("error", () => {});
    const outcome = await Promise.race([once(socket, "open").then(() => "open"), once(socket, "unexpected-response").then(([, response]) => response.statusCode)]);
    socket.terminate();
    return outcome;
  };
  expect(await open({ origin: FOREIGN, cookie: "session=x" })).toBe(403);
  expect(await open({ origin: FOREIGN })).toBe("open");
  expect(await open({ origin: BOARD, cookie: "session=x" })).toBe("open");
  expect(await open({ origin: closed.url, cookie: "session=x" })).toBe("open");
  expect(await open({ cookie: "session=x" })).toBe("open");
});

test("answers load nothing and stand in no frame; the explorer runs its own scripts alone", async () => {
  const answer = await get("/healthz");
  expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
  expect(answer.headers.get("content-security-policy")).not.toMatch(/script-src|unsafe/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("x-frame-options")).toBe("SAMEORIGIN");

  const page = await get("/graphql", { accept: "text/html" });
  const policy = page.headers.get("content-security-policy") ?? "";
  const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1];
  const html = await page.text();
  expect(policy).toMatch(/default-src 'none'/);
  expect(policy).toMatch(/frame-ancestors 'none'/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:/);
  expect(policy).toContain(`connect-src 'self' ${hub.url.replace("http", "ws")} ${hub.url.replace("http", "wss")}`);
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)].map(([, attributes]) => attributes);
  expect(inline.length).toBeGreaterThan(0);
  for (const attributes of inline) expect(attributes).toContain(`nonce="${nonce}"`);
  expect((await get("/graphql", { accept: "text/html" })).headers.get("content-security-policy")).not.toContain(nonce);
});

test.each(TRANSPORTS)("over %s the schema can be asked for, unless it is not to be", async (_transport, ask) => {
  expect((await ask(hub.url, getIntrospectionQuery())).data).toMatchObject({ __schema: { queryType: { name: "Query" } } });
  const { errors } = await ask(closed.url, getIntrospectionQuery());
  expect(errors?.[0].extensions.code).toBe("INVALID_INPUT");
  expect(errors?.[0].message).toMatch(/introspection/i);
  expect((await ask(closed.url, "{ __typename }")).data).toEqual({ __typename: "Query" });
});

test.each(TRANSPORTS)("over %s errors name what was meant, unless they are not to", async (_transport, ask) => {
  const filtered = "query ($filter: IncidentFilter) { incidents(filter: $filter) { totalCount } }";
  for (const [query, variables] of [["{ incident { id } mee { name } }"], [filtered, { filter: { statuses: ["DETECTEDD"] } }], [filtered, { filter: { statusess: [] } }], ['{ me { nam } }']] as [string, object?][]) {
    const [open, shut] = [await ask(hub.url, query, variables as never), await ask(closed.url, query, variables as never)];
    expect(JSON.stringify(open.errors)).toContain("Did you mean");
    expect(shut.errors?.length).toBeGreaterThan(0);
    expect(JSON.stringify(shut.errors)).not.toContain("Did you mean");
  }
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
