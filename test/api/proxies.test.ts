import { once } from "node:events";
import { expect, test } from "vitest";
import { readProxies } from "../../src/server/client-address.ts";
import { Browser } from "../support/browser.ts";
import { BOOTSTRAP_TOKEN, post, useHub } from "../support/hub.ts";
import { aRawSocket, subscribe } from "../support/raw-socket.ts";

const trusting = useHub(() => ({ trustedProxies: readProxies("127.0.0.1"), maxConnectionsPerAddress: 1, anonymousCostPerMinute: 1_000 }));
const wary = useHub();
const from = (address: string) => ({ "x-forwarded-for": address });
const SECRET = `mutation { setSecret(input: { name: "x", secret: "hunter2" }) { name } }`;

test("the audit log has the address that a trusted proxy names, over HTTP, WebSocket and event stream", async () => {
  await post(trusting.url, JSON.stringify({ query: SECRET }), BOOTSTRAP_TOKEN, from("203.0.113.1"));
  const socket = await aRawSocket(trusting.url, { headers: from("203.0.113.2") });
  socket.send(subscribe("1", SECRET));
  await once(socket.socket, "message");
  socket.socket.close();
  const headers = { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, accept: "text/event-stream", "content-type": "application/json", ...from("203.0.113.3") };
  await (await fetch(`${trusting.url}/graphql/stream`, { method: "POST", headers, body: JSON.stringify({ query: SECRET }) })).text();
  const addresses = await trusting.source.query("select address from audit_entry where action = 'setSecret' order by id");
  expect(addresses).toEqual(["203.0.113.1", "203.0.113.2", "203.0.113.3"].map((address) => ({ address })));
});

test("nobody else is believed", async () => {
  await post(wary.url, JSON.stringify({ query: SECRET }), BOOTSTRAP_TOKEN, from("203.0.113.1"));
  expect(await wary.source.query("select address from audit_entry where action = 'setSecret'")).toEqual([{ address: "127.0.0.1" }]);
});

test("connections are limited for each caller behind the proxy", async () => {
  const [first, second] = [await aRawSocket(trusting.url, { headers: from("203.0.113.4") }), await aRawSocket(trusting.url, { headers: from("203.0.113.5") })];
  expect(await (await aRawSocket(trusting.url, { init: false, headers: from("203.0.113.4") })).closed).toBe(1013);
  const stream = await fetch(`${trusting.url}/graphql/stream`, { method: "PUT", headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}`, ...from("203.0.113.5") } });
  expect(stream.status).toBe(429);
  for (const { socket } of [first, second]) socket.terminate();
});

test("budgets and throttles are each caller's own, and the use of a key tells the caller's address", async () => {
  const spend = (address: string) => post(trusting.url, JSON.stringify({ query: "{ nonsense }" }), null, from(address));
  while ((await spend("203.0.113.6")).errors[0]?.extensions.code !== "RATE_LIMITED");
  expect((await spend("203.0.113.7")).errors[0]?.extensions.code).not.toBe("RATE_LIMITED");

  const browser = new Browser(trusting.url);
  const logIn = (address: string) => browser.post("/auth/login", { email: "ada@example.com", password: "guessed" }, { origin: trusting.url, ...from(address) });
  const statuses: number[] = [];
  for (let attempt = 0; attempt < 6; attempt += 1) statuses.push((await logIn("203.0.113.8")).status);
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  expect((await logIn("203.0.113.9")).status).toBe(401);

  await post(trusting.url, JSON.stringify({ query: "{ me { name } }" }), trusting.token.VIEWER, from("203.0.113.10"));
  await expect.poll(() => trusting.source.query("select address from api_key_use")).toContainEqual({ address: "203.0.113.10" });
});
