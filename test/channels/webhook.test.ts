import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { webhookChannel } from "../../src/channels/webhook.ts";
import { retryAfterOf } from "../../src/channels/status.ts";
import { NOTHING, OutboundClient, readAllowList } from "../../src/outbound/index.ts";
import type { OutgoingMessage } from "../../src/services/delivery/index.ts";
import { NOON } from "../support/build.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function aSink(listener: RequestListener): Promise<{ url: string; server: Server }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => (server.closeAllConnections(), server.close()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function aWebhook(allow = readAllowList("127.0.0.1"), timeoutMs = 400) {
  const client = new OutboundClient({ allow, timeoutMs, connectTimeoutMs: timeoutMs });
  stops.push(() => client.close());
  return webhookChannel(client, allow, () => NOON);
}

const SETTINGS = { secret: `whsec_${Buffer.alloc(32, 7).toString("base64")}` };
const aMessage = (to: string): OutgoingMessage => ({ key: "0193-key", to, subject: "SEV1", text: "127 customers cannot pay" });
const post = async (listener: RequestListener) => aWebhook().send(aMessage((await aSink(listener)).url), SETTINGS);

test.each([
  [200, {}, { state: "ACCEPTED", answer: "HTTP 200 said" }],
  [204, {}, { state: "ACCEPTED" }],
  [410, {}, { state: "REFUSED", reason: "HTTP 410 said" }],
  [404, {}, { state: "REFUSED" }],
  [400, {}, { state: "REFUSED" }],
  [302, {}, { state: "REFUSED" }],
  [429, { "retry-after": "120" }, { state: "RETRY", retryAfterMs: 120_000 }],
  [503, { "retry-after": new Date(NOON.getTime() + 30_000).toUTCString() }, { state: "RETRY", retryAfterMs: 30_000 }],
  [500, {}, { state: "RETRY", reason: "HTTP 500 said" }],
  [408, {}, { state: "RETRY" }],
])("%d %j is %j", async (status, headers, outcome) => {
  expect(await post((_, response) => response.writeHead(status, headers).end(status === 204 ? undefined : "said"))).toMatchObject(outcome);
});

test("a sink that hangs, or ends the connection when it has read all, is tried again, and held to be down", async () => {
  expect(await post(() => {})).toMatchObject({ state: "RETRY", isDown: true });
  expect(await post((request) => void request.resume().on("end", () => request.socket.resetAndDestroy()))).toMatchObject({ state: "RETRY", isDown: true });
  expect(await aWebhook().send(aMessage("http://127.0.0.1:1/"), SETTINGS)).toMatchObject({ state: "RETRY", isDown: true });
});

test("a private address is refused for good, by name, by redirect and as it stands; the request does not arrive", async () => {
  let asked = 0;
  const inner = await aSink((_, response) => (asked++, response.end()));
  const closed = aWebhook(NOTHING);
  expect(await closed.send(aMessage(inner.url), SETTINGS)).toMatchObject({ state: "REFUSED", reason: expect.stringContaining("private network") });
  expect(await closed.send(aMessage(inner.url.replace("127.0.0.1", "localhost")), SETTINGS)).toMatchObject({ state: "REFUSED" });
  const door = await aSink((_, response) => response.writeHead(307, { location: "http://10.0.0.1/x" }).end());
  expect(await aWebhook().send(aMessage(door.url), SETTINGS)).toMatchObject({ state: "REFUSED", reason: expect.stringContaining("private network") });
  expect(asked).toBe(0);
});

test("a redirect to another host that may be asked is followed, without the signature", async () => {
  const heard: unknown[] = [];
  const end = await aSink((request, response) => (heard.push(request.headers["webhook-signature"]), response.end()));
  const door = await aSink((_, response) => response.writeHead(307, { location: end.url }).end());
  expect(await aWebhook().send(aMessage(door.url), SETTINGS)).toMatchObject({ state: "ACCEPTED" });
  expect(heard).toEqual([undefined]);
});

test.each([["0", 0], ["7", 7_000], ["-1", null], ["soon", null], ["999999999", 86_400_000], [NOON.toUTCString(), 0], [undefined, null]])("Retry-After %s is %s ms", (value, ms) => {
  expect(retryAfterOf(value, NOON)).toBe(ms);
});
