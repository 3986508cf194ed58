import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { HubOptions } from "../../src/server/hub-options.ts";
import type { Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { aHub, ask, BOOTSTRAP_TOKEN, post, useHub } from "../support/hub.ts";
import { TRANSPORTS } from "../support/transports.ts";

const hub = useHub();
const hubs: Hub[] = [];
const another = async (over: Partial<HubOptions>): Promise<Hub> => {
  const made = await aHub(hub.database.url, () => NOON, [], over);
  hubs.push(made);
  return made;
};
afterEach(() => Promise.all(hubs.splice(0).map((one) => one.stop())));

/** Costs 10 for being asked, 1 for each field. */
const COSTS_100 = `{ me { ${"name ".repeat(89)} } }`;
const COSTS_101 = `{ me { ${"name ".repeat(90)} } }`;

const extensionsOf = async (url: string, query: string, token?: string | null): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, { method: "POST", body: JSON.stringify({ query }), headers: { "content-type": "application/json", ...(token !== null && { authorization: `Bearer ${token ?? BOOTSTRAP_TOKEN}` }) } });
  return ((await response.json()) as { extensions: unknown }).extensions;
};

test("an answer says what it cost and what is left, to each who shares it", async () => {
  const { url } = await another({ costPerMinute: 1_000 });
  expect(await extensionsOf(url, COSTS_100)).toEqual({ cost: 100, remaining: 900 });
  expect(await extensionsOf(url, COSTS_101)).toEqual({ cost: 101, remaining: 799 });
  const shared = await Promise.all([1, 2, 3].map(() => extensionsOf(url, COSTS_100)));
  expect(shared).toEqual(expect.arrayContaining([{ cost: 100, remaining: 699 }, { cost: 100, remaining: 599 }, { cost: 100, remaining: 499 }]));
  expect(await extensionsOf(url, COSTS_100, hub.token.VIEWER)).toEqual({ cost: 100, remaining: 900 });
});

test.each(TRANSPORTS)("over %s what is left can be spent, and one point more is refused until the minute is over", async (_transport, asking) => {
  const { url } = await another({ costPerMinute: 200 });
  expect(await asking(url, COSTS_100)).not.toHaveProperty("errors");
  expect(await asking(url, COSTS_100)).not.toHaveProperty("errors");
  const refused = await asking(url, COSTS_100);
  expect(refused.data ?? null).toBeNull();
  expect(refused.errors).toHaveLength(1);
  const { code, retryAfterSeconds } = refused.errors?.[0].extensions ?? {};
  expect(code).toBe("RATE_LIMITED");
  expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
  expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(await asking(url, COSTS_100, {}, hub.token.VIEWER)).not.toHaveProperty("errors");
});

test.each(TRANSPORTS)("over %s an operation that costs one point more than there is is refused", async (_transport, asking) => {
  const { url } = await another({ costPerMinute: 100 });
  expect(await asking(url, COSTS_100)).not.toHaveProperty("errors");
  expect((await asking(url, COSTS_101, {}, hub.token.VIEWER)).errors?.[0].extensions.code).toBe("RATE_LIMITED");
});

test("over HTTP the refusal is a 429 with Retry-After, in every form of answer", async () => {
  const { url } = await another({ costPerMinute: 100 });
  await ask(url, { query: COSTS_100 });
  for (const accept of ["*/*", "application/json", "application/graphql-response+json"]) {
    const { status, headers, errors } = await post(url, JSON.stringify({ query: COSTS_100 }), BOOTSTRAP_TOKEN, { accept });
    expect(status).toBe(429);
    expect(headers.get("retry-after")).toBe(String(errors[0]?.extensions["retryAfterSeconds"]));
  }
});

test("the budget is one, by whatever way an identity comes", async () => {
  const { url } = await another({ costPerMinute: 300 });
  for (const [, asking] of TRANSPORTS) expect(await asking(url, COSTS_100)).not.toHaveProperty("errors");
  for (const [, asking] of TRANSPORTS) expect((await asking(url, COSTS_100)).errors?.[0].extensions.code).toBe("RATE_LIMITED");
});

test("who says nothing of itself is counted by its address, apart from who does", async () => {
  const { url } = await another({ costPerMinute: 100, anonymousCostPerMinute: 250 });
  expect(await extensionsOf(url, COSTS_100, null)).toEqual({ cost: 100, remaining: 150 });
  expect((await ask(url, { query: COSTS_100 }, null)).status).toBe(200);
  expect((await ask(url, { query: COSTS_100 }, null)).status).toBe(429);
  expect(await ask(url, { query: COSTS_100 })).toMatchObject({ status: 200, errors: [] });
});

test("a subscription is paid for once, with a tenth: all who follow the same thing share it", async () => {
  const { url } = await another({ costPerMinute: 101 });
  for (const [, asking] of TRANSPORTS.slice(1)) expect(await asking(url, "subscription { incidentBoard { kind incidents { id title } } }")).not.toHaveProperty("errors");
  expect(await extensionsOf(url, "{ __typename }")).toEqual({ cost: 11, remaining: 101 - 2 * 22 - 11 });
});

test("documents that are refused are counted too", async () => {
  for (const [, asking] of TRANSPORTS) {
    const { url } = await another({ costPerMinute: 1_000 });
    for (const query of ["{ nope }", "{"]) expect((await asking(url, query)).errors?.[0].extensions.code).toBe("INVALID_INPUT");
    expect((await asking(url, "{ nope }")).errors?.[0].extensions.code).toBe("RATE_LIMITED");
  }
});

test("a long document pays for its reading, the first time that a hub sees it", async () => {
  const { url } = await another({ costPerMinute: 10_000 });
  const long = `{ me { ${"name ".repeat(496)} } }`;
  expect(await extensionsOf(url, `{ me { ${"name ".repeat(495)} } }`)).toEqual({ cost: 506, remaining: 9_494 });
  expect(await extensionsOf(url, long)).toEqual({ cost: 507, remaining: 9_494 - 507 - 2_511 });
  expect(await extensionsOf(url, long)).toEqual({ cost: 507, remaining: 9_494 - 507 - 2_511 - 507 });
});

test("whoever has nothing left is refused before what it sends is looked at", async () => {
  const { url } = await another({ costPerMinute: 100 });
  await ask(url, { query: COSTS_100 });
  for (const [, asking] of TRANSPORTS) expect((await asking(url, "{")).errors?.[0].extensions.code).toBe("RATE_LIMITED");
});

test("a report at its address is paid for, too", async () => {
  const { url } = await another({ costPerMinute: 500 });
  const { reference } = await hub.declare();
  const get = () => fetch(`${url}/incidents/${reference}/report.json`, { headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` } });
  expect((await get()).status).toBe(200);
  const refused = await get();
  const { errors } = (await refused.json()) as { errors: { extensions: Record<string, unknown> }[] };
  expect({ status: refused.status, after: refused.headers.get("retry-after"), code: errors[0]?.extensions["code"] }).toEqual({ status: 429, after: String(errors[0]?.extensions["retryAfterSeconds"]), code: "RATE_LIMITED" });
});

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.once("connect", () => socket.end());
  });

test.for([["the database", "database"], ["Redis", "redis://127.0.0.1:6379"]] as const)("hubs that count in %s share a budget", async ([, rateLimitStore], ctx) => {
  if (rateLimitStore !== "database" && !(await answers(6_379))) ctx.skip("no Redis answers");
  const token = await hub.key({ name: "shared", role: "VIEWER" });
  const [one, other] = [await another({ costPerMinute: 200, rateLimitStore }), await another({ costPerMinute: 200, rateLimitStore })];
  expect(await extensionsOf(one.url, COSTS_100, token)).toEqual({ cost: 100, remaining: 100 });
  expect(await extensionsOf(other.url, COSTS_100, token)).toEqual({ cost: 100, remaining: 0 });
  for (const { url } of [one, other, one]) expect((await ask(url, { query: COSTS_100 }, token)).status).toBe(429);
});

test("a store that is away refuses nobody: each hub counts for itself", async () => {
  const { url } = await another({ costPerMinute: 200, rateLimitStore: "redis://127.0.0.1:1" });
  expect(await extensionsOf(url, COSTS_100)).toEqual({ cost: 100, remaining: 100 });
  await ask(url, { query: COSTS_100 });
  expect((await ask(url, { query: COSTS_100 })).status).toBe(429);
});
