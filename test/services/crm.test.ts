import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { crmWay } from "../../src/channels/crm.ts";
import type { CrmRunEntity } from "../../src/entities/crm.entity.ts";
import { OutboundClient, readAllowList } from "../../src/outbound/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as crms from "../../src/services/crm/index.ts";
import { nextLink, urlFault, urlOf } from "../../src/services/crm/url.rules.ts";
import * as customers from "../../src/services/customer/index.ts";
import * as impact from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { aContext, anIncident, aService, at, later, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { saidOf } from "../support/incident.ts";
import { aPeer, aWayOut, type Heard, json } from "../support/peers.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager, { secretKeys: readKeys(Buffer.alloc(32, 7).toString("base64")) });
let answer: (heard: Heard, res: ServerResponse) => void = () => {};
const peer = await aPeer((heard, res) => answer(heard, res));
const ask = crmWay(aWayOut());
const waits: number[] = [];
const FIELDS = { externalId: "Id", name: "Name", arr: "Revenue", currency: "Currency", strategic: "Type == 'Strategic'", services: "Products[].Slug", contacts: "People", renewalOn: "Renewal", usage: "Usage" };
const account = (id: string, over: object = {}) => ({ Id: id, Name: `Account ${id}`, Revenue: 1000, Currency: "USD", Type: "Other", ...over });

const configure = (over: Partial<crms.ConfigureCrm> = {}) => crms.configureCrm(ctx, { url: `${peer.url}/accounts`, paging: "NONE", items: "records", next: null, fields: FIELDS, every: null, secret: "Bearer hunter2", ...over });
const BY = "018f0000-0000-7000-8000-000000000001";
const next = (on: ServiceContext = ctx) => crms.pullNext(on, { ask, by: BY, wait: async (ms) => void waits.push(ms) });
async function pull(on: ServiceContext = ctx): Promise<CrmRunEntity> {
  await crms.pullCustomers(on, {});
  waits.length = 0;
  return (await next(on)) as CrmRunEntity;
}
const sees = async (externalId: string) => customers.find(ctx, { externalId });

test("accounts come exactly as they are written there, page by page, and open incidents are counted again", async () => {
  const service = await aService(ctx);
  const [known] = await someCustomers(ctx, 1, { arrAmount: "1" });
  const { id, revision } = await anIncident(ctx, { affectedCustomerExternalIds: [known!.externalId] });
  await configure({ paging: "CURSOR", url: `${peer.url}/accounts?after={cursor}&since={since}`, next: "page.next" });
  answer = ({ path, headers }, res) => {
    expect(headers["authorization"]).toBe("Bearer hunter2");
    if (!path.includes("after=")) {
      expect(path).toBe("/accounts?since=1970-01-01T00%3A00%3A00.000Z");
      return void res.end(`{"records": [${JSON.stringify(account(known!.externalId, { Type: "Strategic" })).replace("1000", "123456789012345.67")}, {"Id": 42, "Name": "Number", "Revenue": 0.10, "Currency": "EUR", "Usage": 1500.25}], "page": {"next": "a b"}}`);
    }
    expect(path).toContain("after=a%20b");
    json(res, 200, { records: [account("last", { Products: [{ Slug: service.slug }], Renewal: "2031-03-31T00:00:00.000+0000", People: [{ email: "dana@example.com", name: "Dana", language: "de_AT" }, "oops@", "DANA@example.com"] })], page: { next: null } });
  };
  expect(await pull()).toMatchObject({ state: "DONE", error: null, pages: 2, rows: 3, created: 2, updated: 1, refused: 2, refusals: [{ page: 2, key: "last", field: "contacts.1.email" }, { page: 2, field: "contacts.2" }] });
  expect(await sees("42")).toMatchObject({ name: "Number", arrAmount: "0.1", arrCurrency: "EUR", usage: "1500.25" });
  const last = await sees("last");
  expect(last).toMatchObject({ renewalOn: new Date("2031-03-31T00:00:00Z") });
  expect((await customers.contactsOf(ctx, [last!.id])).get(last!.id)).toMatchObject([{ email: "dana@example.com", name: "Dana", language: "de-AT" }]);
  expect(await incidents.find(ctx, { id })).toMatchObject({ revenueAtRiskTotal: "123456789012345.67", strategicAffected: 1 });
  expect(await saidOf(ctx, { id, revision })).toContain("IMPACT_CHANGED: Impact: 1 customer affected (1 strategic)");
  // The next one asks only for what came since.
  answer = ({ path }, res) => json(res, 200, { records: [], page: { next: path.includes("2030-01-01T12%3A00%3A00.000Z") ? "" : "wrong" } });
  expect(await pull(later(ctx, 5))).toMatchObject({ state: "DONE", pages: 1, rows: 0 });
});

test.each([
  ["PAGE", "/p?page={page}", null, 3],
  ["PAGE", "/p?page={page}", "more", 2],
  ["NEXT_URL", "/p?page=1", "more && next", 2],
  ["LINK", "/p?page=1", null, 2],
] as const)("%s at %s with %s is followed to its end", async (paging, path, nextOf, pages) => {
  answer = (heard, res) => {
    const page = Number(/page=(\d)/.exec(heard.path)?.[1]);
    json(res, 200, { records: page <= 2 ? [account(`p${page}`)] : [], more: page < 2, next: "?page=2" }, page < 2 ? { link: '</p?page=0>; rel="prev", </p?page=2>; title="a, b"; rel=next' } : {});
  };
  await configure({ paging, url: `${peer.url}${path}`, next: nextOf });
  expect(await pull()).toMatchObject({ state: "DONE", pages, rows: 2 });
});

const body = (text: string | Buffer) => (_: Heard, res: ServerResponse) => void res.end(text);
test.each<[string, typeof answer, RegExp, Partial<crms.ConfigureCrm>, number?]>([
  ["does not take the secret", (_, res) => json(res, 401, {}), /Page 1: the CRM answers 401: it does not take the secret/, {}, 1],
  ["asks to be left alone for long", (_, res) => json(res, 429, {}, { "retry-after": "3600" }), /429: it was asked too often, and asks to be left alone for 3600 s/, {}, 1],
  ["is always busy", (_, res) => json(res, 503, {}), /answers 503; it was asked 4 times/, {}, 4],
  ["hangs up", (_, res) => void res.destroy(), /cannot be reached.*asked 4 times/, {}, 4],
  ["gives garbage", body("<html>Login</html>"), /Page 1 is no JSON in UTF-8/, {}],
  ["gives what is no text", body(Buffer.from([0xff, 0xfe, 0x00])), /no JSON in UTF-8/, {}],
  ["nests without end", body("[".repeat(200_000)), /no JSON in UTF-8/, {}],
  ["gives another shape", (_, res) => json(res, 200, { accounts: [] }), /`items` finds nothing on page 1, where a list is expected/, {}],
  ["gives too much", body(`["${"x".repeat(1_100_000)}"]`), /more than 1048576 bytes/, {}],
  ["never ends", (heard, res) => json(res, 200, { records: [account("e1")], at: heard.path }), /There is more after 3 pages/, { paging: "PAGE", url: "/p?page={page}", mostPages: 3 }],
  ["goes in a circle", (_, res) => json(res, 200, { records: [account("e2")] }), /Page 2 is one that came before/, { paging: "PAGE", url: "/p?page={page}" }],
  ["leads back", (heard, res) => json(res, 200, { records: [account("e3")], at: heard.path, next: "/accounts" }), /Page 1 leads back|Page 2 leads back/, { paging: "NEXT_URL", next: "next" }],
  ["leads to another host", (_, res) => json(res, 200, { records: [account("e4")], next: "http://elsewhere.example/x" }), /lies at http:\/\/elsewhere.example, and not at/, { paging: "NEXT_URL", next: "next" }],
  ["is in a private network", () => {}, /not asked|private|not allowed|MUSTER_OUTBOUND_ALLOW/i, { url: "http://10.0.0.1/accounts" }],
])("a CRM that %s is told of, and what came before stays", async (_, answering, told, over, times) => {
  answer = answering;
  await configure({ ...over, ...(over.url?.startsWith("/") && { url: `${peer.url}${over.url}` }) });
  const run = await pull();
  expect(run).toMatchObject({ state: "FAILED", finishedAt: ctx.now() });
  expect(run.error).toMatch(told);
  expect(run.error).not.toContain("hunter2");
  if (times) expect(peer.heard).toHaveLength(times);
  if (run.rows > 0) expect(run.created + run.updated + run.unchanged).toBe(run.rows);
});

test("a CRM that hangs is given up in time", async () => {
  answer = () => {};
  await configure();
  await crms.pullCustomers(ctx, {});
  const impatient = new OutboundClient({ allow: readAllowList("127.0.0.0/8"), timeoutMs: 50 });
  expect(await crms.pullNext(ctx, { ask: crmWay(impatient), by: BY, wait: async () => {} })).toMatchObject({ state: "FAILED", error: expect.stringMatching(/took too long; it was asked 4 times/) });
  await impatient.close();
});

test("a CRM that is busy for a moment is asked again after as long as it says", async () => {
  let asked = 0;
  answer = (_, res) => (++asked < 3 ? json(res, 429, {}, { "retry-after": "7" }) : json(res, 200, { records: [account("busy")] }));
  await configure();
  expect(await pull()).toMatchObject({ state: "DONE", rows: 1 });
  expect(waits).toEqual([7_000, 7_000]);
});

test("rows of wrong types are named, and the others land", async () => {
  answer = (_, res) => json(res, 200, { records: [
    account("w1", { Revenue: "lots" }), account("w2", { Currency: "XTS" }), { Name: "No id" }, account("w3", { Products: [{ Slug: "nothing" }] }), account("w4", { Renewal: "soon" }), "no account", null, account("w5", { Usage: -3 }), account("fine"),
  ] });
  await configure();
  const run = await pull();
  expect(run).toMatchObject({ state: "DONE", rows: 9, created: 1, refused: 8 });
  expect(run.refusals.map(({ key, field }) => `${key} ${field}`).sort()).toEqual([
    "null externalId", "null externalId", "null externalId", "w1 arr.amount", "w2 arr.currency", "w3 services.0", "w4 renewalOn", "w5 usage",
  ]);
});

test("one hub pulls at a time; a hub that stops or dies leaves the run to the next", async () => {
  answer = (_, res) => json(res, 200, { records: [account("once")] });
  await configure();
  await crms.pullCustomers(ctx, {});
  const interrupted = { ask: async () => Promise.reject(new crms.Interrupted()), by: BY, wait: async () => {} };
  expect(await crms.pullNext(ctx, interrupted)).toBeNull();
  // Another dies over it, whose lease has to end first.
  const dying = crms.pullNext(ctx, { ...interrupted, ask: () => Promise.reject(new Error("the power went")) });
  await expect(dying).rejects.toThrow("the power went");
  expect(await next()).toBeNull();
  const all = await Promise.all([next(later(ctx, 6)), next(later(ctx, 6)), next(later(ctx, 6))]);
  expect(all.filter((run) => run !== null)).toMatchObject([{ state: "DONE", attempts: 2 }]);
});

test("by its interval it comes again from its end on, and somebody who asks comes first", async () => {
  answer = (_, res) => json(res, 200, { records: [account("again")] });
  await configure({ every: 3_600 });
  expect(await next()).toBeNull();
  expect(await next(later(ctx, 60))).toMatchObject({ state: "DONE", askedBy: "schedule" });
  expect(await next(later(ctx, 61))).toBeNull();
  const asked = await crms.pullCustomers(later(ctx, 70), {});
  expect((await crms.pullCustomers(later(ctx, 70), {})).id).toBe(asked.id);
  expect(await next(later(ctx, 70))).toMatchObject({ id: asked.id, askedBy: "Ada" });
  const [waiting, last] = (await crms.runsOf(ctx, ["crm"], { count: 2 })).get("crm") ?? [];
  expect([waiting, last]).toMatchObject([{ state: "QUEUED", dueAt: at(130), askedBy: "schedule" }, { id: asked.id, state: "DONE" }]);
  await configure();
  expect((await crms.runsOf(ctx, ["crm"], { count: 1 })).get("crm")).toMatchObject([{ id: asked.id }]);
});

test("a pull for an incident puts on it whom the CRM names", async () => {
  const service = await aService(ctx, { slug: "of-the-crm" });
  const { id, reference } = await anIncident(ctx, { serviceSlug: service.slug });
  answer = ({ path }, res) => json(res, 200, { records: path.includes(reference) && path.includes("of-the-crm") ? [account("hit-1"), account("hit-2"), account("bad", { Revenue: "x" })] : [] });
  await configure({ url: `${peer.url}/users?service={service}&of={reference}` });
  await crms.pullCustomers(ctx, { incidentId: id });
  expect(await next()).toMatchObject({ state: "DONE", refused: 1, created: 2 });
  expect(await incidents.find(ctx, { id })).toMatchObject({ customersCounted: 2 });
  expect((await impact.sourcesOf(ctx, [id])).get(id)).toMatchObject([{ source: "CRM", customers: 2 }]);
});

test("what cannot be set up is refused with its place", async () => {
  const refused = async (over: Partial<crms.ConfigureCrm>) => configure(over).catch((error: unknown) => error);
  expect(await refused({ fields: { externalId: "Id", arr: "a[" } })).toMatchObject({ code: "INVALID_INPUT", details: { field: "fields.arr" } });
  expect(await refused({ fields: { externalId: "Id", colour: "Id" } })).toMatchObject({ details: { field: "fields", path: "colour" } });
  expect(await refused({ fields: { name: "Name" } })).toMatchObject({ details: { field: "fields", path: "externalId" } });
  expect(await refused({ items: "[?" })).toMatchObject({ details: { field: "items" } });
  expect(await refused({ paging: "CURSOR", url: "https://crm.example.com/{cursor}" })).toMatchObject({ details: { field: "next" } });
  expect(await refused({ paging: "PAGE" })).toMatchObject({ details: { field: "url" } });
  expect(await refused({ every: 5 })).toMatchObject({ details: { field: "every" } });
  expect(await refused({ authHeader: "a b" })).toMatchObject({ details: { field: "authHeader" } });
  expect(await refused({ secret: "a\nb" })).toMatchObject({ details: { field: "secret" } });
  await expect(crms.pullCustomers(ctx, { name: "other" })).rejects.toMatchObject({ code: "NOT_FOUND", details: { field: "name" } });
  expect(JSON.stringify(await source.query("select * from crm_setting"))).not.toContain("hunter2");
});

test("addresses are filled in, and what cannot be one is said", () => {
  const since = "2030-01-01T00:00:00.000Z";
  expect(urlOf("https://c.example/a?x=1&c={cursor}", { since, cursor: "" })).toBe("https://c.example/a?x=1");
  expect(urlOf("https://c.example/{service}?c={cursor}&p={page}", { since, service: "a/b", cursor: "=&", page: 2 })).toBe("https://c.example/a%2Fb?c=%3D%26&p=2");
  expect(urlFault("https://{service}.example/", "NONE")).toContain("not in the host");
  expect(urlFault("https://c.example/{colour}", "NONE")).toContain("{colour} is no placeholder");
  expect([nextLink(undefined), nextLink('<a>; rel="last"'), nextLink('<a>; rel="last next"')]).toEqual([null, null, "a"]);
});

const queued = async () => ((await crms.runsOf(ctx, ["crm"], { count: 1 })).get("crm") ?? []).map(({ state, dueAt }) => ({ state, dueAt }));

test("a pull that hubs died of again and again does not end its schedule", async () => {
  answer = (_, res) => json(res, 200, { records: [] });
  await configure({ every: 3_600 });
  const dying = { ask: () => Promise.reject(new Error("the power went")), by: BY, wait: async () => {} };
  for (const minutes of [60, 66, 72]) await expect(crms.pullNext(later(ctx, minutes), dying)).rejects.toThrow("the power went");
  expect(await next(later(ctx, 78))).toBeNull();
  expect(await queued()).toEqual([{ state: "QUEUED", dueAt: at(138) }]);
  await configure();
});

test("a schedule that is set while a pull runs stands when it ends", async () => {
  await configure();
  const changing = (every: number | null) => ({
    ask: async (...asked: Parameters<typeof ask>) => {
      await crms.configureCrm(later(ctx, 200), { every });
      return ask(...asked);
    },
    by: BY, wait: async () => {},
  });
  const afternoon = later(ctx, 200);
  await crms.pullCustomers(afternoon, {});
  expect(await crms.pullNext(afternoon, changing(7_200))).toMatchObject({ state: "DONE" });
  expect(await queued()).toEqual([{ state: "QUEUED", dueAt: at(320) }]);
  await crms.pullCustomers(afternoon, {});
  expect(await crms.pullNext(afternoon, changing(null))).toMatchObject({ state: "DONE" });
  expect(await queued()).toMatchObject([{ state: "DONE" }]);
});
