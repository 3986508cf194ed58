import { expect, test } from "vitest";
import { callerKey } from "../../src/server/complexity/caller-key.ts";
import { mayUpgrade } from "../../src/server/origins.ts";
import { isPreflighted } from "../../src/server/graphql/preflight.ts";
import { ATTEMPTS, LoginThrottle } from "../../src/services/account/throttle.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { admitSignUp, SIGN_UPS } from "../../src/services/subscriber/throttle.ts";

test.each([
  ["a-key", "192.0.2.1", "a-key"],
  ["anonymous", "192.0.2.1", "192.0.2.1"],
  ["anonymous", "::ffff:192.0.2.1", "192.0.2.1"],
  ["anonymous", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["anonymous", "2001:db8:1:2:ffff::9", "2001:db8:1:2::"],
  ["anonymous", "::1", "::"],
  ["anonymous", "", "unknown"],
])("%s from %s is counted as %s", (id, address, key) => {
  expect(callerKey(id, address)).toBe(key);
});

// One household has 2^64 addresses, however they are written.
const household = (n: number): string => (n % 2 === 0 ? `2001:db8::a:b:c:${n.toString(16)}` : `2001:db8:0:0:${n.toString(16)}::1`);

test("a household that tries to sign in from all its addresses is one that tries", async () => {
  const throttle = new LoginThrottle();
  const attempts = Array.from({ length: ATTEMPTS.address + 1 }, (_, n) => throttle.admit(`guess-${n}@example.com`, household(n)));
  expect((await Promise.allSettled(attempts)).filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "RATE_LIMITED" } }]);
  await throttle.admit("guess@example.com", "2001:db8:0:1::1");
});

test("a household that signs others up from all its addresses is one that does", async () => {
  const db = { dataSource: {} } as unknown as ServiceContext["db"];
  const signUp = (n: number, address = household(n)) => admitSignUp({ db, origin: { address } as NonNullable<ServiceContext["origin"]> }, `victim-${n}@example.com`);
  const attempts = Array.from({ length: SIGN_UPS.network + 1 }, (_, n) => signUp(n));
  expect((await Promise.allSettled(attempts)).filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "RATE_LIMITED" } }]);
  await signUp(99, "2001:db8:0:1::1");
});

const HOST = "hub.example:4000";
const ALLOWED = ["https://board.example"];

test.each<[string, boolean, object]>([
  ["a program, which has no origin", true, {}],
  ["a program with a cookie", true, { cookie: "a=b" }],
  ["the hub's own page", true, { cookie: "a=b", origin: `http://${HOST}` }],
  ["the hub's own page behind TLS", true, { cookie: "a=b", origin: `https://${HOST}` }],
  ["a page that is allowed", true, { cookie: "a=b", origin: "https://board.example" }],
  ["a foreign page without a cookie", true, { origin: "https://evil.example" }],
  ["a foreign page with a cookie", false, { cookie: "a=b", origin: "https://evil.example" }],
  ["the same host at another port", false, { cookie: "a=b", origin: "http://hub.example:5000" }],
  ["an allowed page by another scheme", false, { cookie: "a=b", origin: "http://board.example" }],
  ["a page that hides where it is from", false, { cookie: "a=b", origin: "null" }],
])("%s may open a WebSocket: %s", (_name, may, headers) => {
  expect(mayUpgrade({ host: HOST, ...headers }, ALLOWED)).toBe(may);
});

test.each<[string, boolean, { method?: string; headers?: Record<string, string>; query?: Record<string, unknown> }]>([
  ["a form", false, { headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ["plain text", false, { headers: { "content-type": "text/plain; charset=utf-8" } }],
  ["a body that says nothing of itself", false, {}],
  ["a type that is none", false, { headers: { "content-type": "json" } }],
  ["a link", false, { method: "GET" }],
  ["another site's EventSource", false, { method: "GET", headers: { accept: "text/event-stream", "sec-fetch-site": "cross-site" } }],
  ["JSON", true, { headers: { "content-type": "application/json; charset=utf-8" } }],
  ["a header that only a program sends", true, { method: "GET", headers: { "apollo-require-preflight": "1" } }],
  ["a key", true, { method: "GET", headers: { authorization: "Bearer x" } }],
  ["the hub's own page", true, { method: "GET", headers: { "sec-fetch-site": "same-origin" } }],
  ["a reserved stream", true, { method: "GET", query: { token: "x" } }],
  ["a method that no form has", true, { method: "PUT" }],
])("%s was sent with leave: %s", (_name, expected, { method = "POST", headers = {}, query = {} }) => {
  expect(isPreflighted({ method, headers, query })).toBe(expected);
});
