import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { OutboundClient, type OutboundError, type OutboundOptions, readAllowList } from "../../src/outbound/index.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Heard {
  port: number;
  requests: { path: string; method: string; headers: IncomingMessage["headers"]; body: string }[];
}

/** A real server on the loopback. */
async function aServer(answer: RequestListener, host = "127.0.0.1"): Promise<Heard> {
  const requests: Heard["requests"] = [];
  const server: Server = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk: Buffer) => (body += chunk.toString()));
    req.on("end", () => {
      requests.push({ path: req.url ?? "", method: req.method ?? "", headers: req.headers, body });
      answer(req, res);
    });
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  open.push({ close: () => (server.closeAllConnections(), server.close()) });
  return { port: (server.address() as AddressInfo).port, requests };
}

function aClient(over: OutboundOptions & { allowed?: string } = {}): OutboundClient {
  const { allowed, ...options } = over;
  const client = new OutboundClient({ ...options, ...(allowed && { allow: readAllowList(allowed) }) });
  open.push(client);
  return client;
}

const obstacleOf = (asked: Promise<unknown>): Promise<OutboundError> => asked.then(() => expect.unreachable("It was answered"), (error: OutboundError) => error);
const ok: RequestListener = (_req, res) => res.end("fine");
const redirectTo = (location: () => string, status = 302): RequestListener => (_req, res) => res.writeHead(status, { location: location() }).end();

test.each(["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0"])("nothing is sent to the loopback, spelt as %s", async (host) => {
  const server = await aServer(ok);
  expect(await obstacleOf(aClient().request(`http://${host}:${server.port}/`))).toMatchObject({ obstacle: "address" });
  expect(server.requests).toEqual([]);
});

test("what is allowed by address, by network or by name and port is reached", async () => {
  const { port } = await aServer(ok);
  for (const [allowed, host] of [["127.0.0.1", "127.0.0.1"], ["127.0.0.0/8", "127.0.0.1"], [`localhost:${port}`, "localhost"], [`127.0.0.1:${port}`, "127.0.0.1"]] as const) {
    expect(await aClient({ allowed, resolve: async () => [{ address: "127.0.0.1", family: 4 }] }).request(`http://${host}:${port}/`)).toMatchObject({ status: 200 });
  }
  expect(await obstacleOf(aClient({ allowed: `localhost:${port + 1}` }).request(`http://localhost:${port}/`))).toMatchObject({ obstacle: "address" });
});

test.each(["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "fd00:ec2::254", "64:ff9b::7f00:1"])("a public name that leads to %s is refused", async (address) => {
  const server = await aServer(ok);
  const client = aClient({ resolve: async () => [{ address, family: address.includes(":") ? 6 : 4 }] });
  const error = await obstacleOf(client.request(`http://hooks.example.com:${server.port}/`));
  expect(error).toMatchObject({ obstacle: "address" });
  expect(error.message).not.toContain(address);
  expect(server.requests).toEqual([]);
});

test("a name that answers otherwise the second time is judged by what is connected to", async () => {
  const server = await aServer((_req, res) => res.writeHead(302, { location: "/again", connection: "close" }).end());
  const answers = ["127.0.0.1", "127.0.0.2"];
  const client = aClient({ allowed: "127.0.0.1", resolve: async () => [{ address: answers.shift()!, family: 4 }] });
  expect(await obstacleOf(client.request(`http://hooks.example.com:${server.port}/`))).toMatchObject({ obstacle: "address" });
  expect(server.requests).toHaveLength(1);
});

test("of several addresses only those are tried that may be", async () => {
  const server = await aServer(ok);
  const client = aClient({ allowed: "127.0.0.1", resolve: async () => [{ address: "10.0.0.1", family: 4 }, { address: "127.0.0.1", family: 4 }] });
  expect((await client.request(`http://hooks.example.com:${server.port}/`)).status).toBe(200);
});

test.each([301, 302, 303, 307, 308])("a redirect (%d) into a private network is refused", async (status) => {
  const inner = await aServer(ok, "127.0.0.2");
  const outer = await aServer(redirectTo(() => `http://127.0.0.2:${inner.port}/`, status));
  expect(await obstacleOf(aClient({ allowed: "127.0.0.1" }).request(`http://127.0.0.1:${outer.port}/`))).toMatchObject({ obstacle: "address" });
  expect(inner.requests).toEqual([]);
});

test("three redirects are followed, a fourth is not", async () => {
  const server = await aServer((req, res) => {
    const left = Number(req.url!.slice(1));
    if (left === 0) return void res.end("there");
    res.writeHead(302, { location: `/${left - 1}` }).end();
  });
  const client = aClient({ allowed: "127.0.0.1" });
  expect((await client.request(`http://127.0.0.1:${server.port}/3`)).body.toString()).toBe("there");
  expect(await obstacleOf(client.request(`http://127.0.0.1:${server.port}/4`))).toMatchObject({ obstacle: "redirects" });
});

test("credentials stay with the origin they were meant for", async () => {
  const other = await aServer(ok);
  const first = await aServer((req, res) => res.writeHead(307, { location: req.url === "/" ? "/same" : `http://127.0.0.1:${other.port}/` }).end());
  const headers = { Authorization: "Bearer x", cookie: "a=b", "X-Api-Key": "k", "webhook-signature": "v1,s", "content-type": "application/json" };
  await aClient({ allowed: "127.0.0.1" }).request(`http://127.0.0.1:${first.port}/`, { method: "POST", headers, body: "{}" });
  expect(first.requests.map((one) => one.headers.authorization)).toEqual(["Bearer x", "Bearer x"]);
  const [{ method, body, headers: seen }] = other.requests as [Heard["requests"][0]];
  expect({ method, body }).toEqual({ method: "POST", body: "{}" });
  for (const name of ["authorization", "cookie", "x-api-key", "webhook-signature"]) expect(seen[name]).toBeUndefined();
  expect(seen["content-type"]).toBe("application/json");
});

test("what is posted is not posted again where the answer says: see there", async () => {
  const server = await aServer((req, res) => (req.url === "/" ? res.writeHead(303, { location: "/there" }).end() : res.end("there")));
  await aClient({ allowed: "127.0.0.1" }).request(`http://127.0.0.1:${server.port}/`, { method: "POST", headers: { "content-type": "text/plain" }, body: "x" });
  expect(server.requests.map(({ method, body }) => [method, body])).toEqual([["POST", "x"], ["GET", ""]]);
});

test.each(["ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:1", "no address", "http://ada:pw@example.com/"])("%s is not asked", async (url) => {
  const error = await obstacleOf(aClient().request(url));
  expect(error).toMatchObject({ obstacle: "protocol" });
  expect(error.message).not.toContain("pw@");
});

test("a redirect to another protocol is not followed", async () => {
  const server = await aServer(redirectTo(() => "file:///etc/passwd"));
  expect(await obstacleOf(aClient({ allowed: "127.0.0.1" }).request(`http://127.0.0.1:${server.port}/`))).toMatchObject({ obstacle: "protocol" });
});

test("an answer that is too large is broken off, announced or not", async () => {
  const client = aClient({ allowed: "127.0.0.1", maxBytes: 1_000 });
  for (const headers of [{ "content-length": "5000000" }, {}]) {
    const server = await aServer((_req, res) => res.writeHead(200, headers).end(Buffer.alloc(5_000_000)));
    expect(await obstacleOf(client.request(`http://127.0.0.1:${server.port}/`))).toMatchObject({ obstacle: "size" });
  }
  const fits = await aServer((_req, res) => res.end(Buffer.alloc(1_000)));
  expect((await client.request(`http://127.0.0.1:${fits.port}/`)).body).toHaveLength(1_000);
});

test("whoever does not answer, or never ends to, is left", async () => {
  const client = aClient({ allowed: "127.0.0.1", timeoutMs: 200 });
  const silent = await aServer(() => {});
  const endless = await aServer((_req, res) => {
    res.writeHead(200);
    const drip = setInterval(() => res.write("x"), 10);
    res.once("close", () => clearInterval(drip));
  });
  for (const { port } of [silent, endless]) expect(await obstacleOf(client.request(`http://127.0.0.1:${port}/`))).toMatchObject({ obstacle: "time" });
});

test("a closed port is said to be out of reach", async () => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  expect(await obstacleOf(aClient({ allowed: "127.0.0.1" }).request(`http://127.0.0.1:${port}/`))).toMatchObject({ obstacle: "unreachable" });
});
