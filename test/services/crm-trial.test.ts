import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { crmWay } from "../../src/channels/crm.ts";
import { OutboundClient, readAllowList } from "../../src/outbound/index.ts";
import * as crms from "../../src/services/crm/index.ts";
import * as customers from "../../src/services/customer/index.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { aContext, aResponder, aService, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { fingerprint } from "../support/hub.ts";
import { aPeer, aWayOut, type Heard, json } from "../support/peers.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager, { secretKeys: readKeys(Buffer.alloc(32, 7).toString("base64")), askCrm: crmWay(aWayOut()) });
let answer: (heard: Heard, res: ServerResponse) => void = () => {};
const peer = await aPeer((heard, res) => answer(heard, res));
const FIELDS = { externalId: "Id", name: "Name", arr: "Revenue", currency: "Currency || 'USD'", strategic: "Type == 'Strategic'", services: "Products", contacts: "People", ownerEmail: "Owner", plan: "lower(Plan || '')" };
const CONFIGURATION = { url: `${peer.url}/accounts`, items: "records", fields: FIELDS, secret: "Bearer hunter2" };
const account = (id: string, over: object = {}) => ({ Id: id, Name: `Account ${id}`, Revenue: 1000, Plan: "Pro", ...over });
const attempt = (over: Partial<crms.ConfigureCrm> = {}, first = 10) => crms.tryCrm(ctx, { configuration: { ...CONFIGURATION, ...over }, first });

test("somebody sees what the first page becomes, and nothing of it is written", async () => {
  const [service, owner] = [await aService(ctx), await aResponder(ctx)];
  const [known] = await someCustomers(ctx, 1, { plan: "basic", region: "eu" });
  answer = ({ path, headers }, res) => {
    expect([path, headers["authorization"]]).toEqual(["/accounts?since=1970-01-01T00%3A00%3A00.000Z", "Bearer hunter2"]);
    json(res, 200, { next: "a b", records: [
      account("new", { Revenue: 0.1, Type: "Strategic", Products: [service.slug], Owner: owner.email, People: "Dana <dana@example.com>; oops@" }),
      account("bad", { Revenue: "lots" }), "no account", account("fails", { Plan: 5 }), account(known!.externalId), account("last"),
    ] });
  };
  const before = await fingerprint(source);
  const trial = await attempt({ url: `${peer.url}/accounts?since={since}&at={cursor}`, paging: "CURSOR", next: "next" }, 2);
  expect(trial).toMatchObject({ records: 6, refused: 4, problem: null, nextUrl: `${peer.url}/accounts?since=1970-01-01T00%3A00%3A00.000Z&at=a%20b` });
  expect(trial.accounts).toMatchObject([
    {
      index: 0, change: "CREATED", externalId: "new", arr: { amount: "0.1", currency: "USD" }, strategic: true, plan: "pro", region: null,
      ownerEmail: owner.email, services: [service.slug], contacts: [{ email: "dana@example.com", name: "Dana" }],
    },
    { index: 4, change: "UPDATED", externalId: known!.externalId, plan: "pro", region: "eu" },
  ]);
  expect(trial.refusals.map(({ index, key, field, isEntryOnly }) => [index, key, field, isEntryOnly])).toEqual([
    [0, "new", "contacts.1.email", true], [1, "bad", "arr.amount", false], [2, null, "externalId", false], [3, null, "plan", false],
  ]);
  expect(trial.refusals[3]?.reason).toContain("plan: the expression fails on this account");
  expect(await fingerprint(source)).toEqual(before);
  expect(await customers.find(ctx, { externalId: "new" })).toBeNull();
  expect(peer.heard).toHaveLength(1);
});

test("one that is set up is tried as it is, with its secret, which is not said even where the CRM says it back", async () => {
  const operation = { name: "tryCrm", input: { name: "crm" }, isAudited: false };
  await crms.configureCrm(ctx, { ...CONFIGURATION, paging: "NEXT_URL", next: "next" });
  answer = ({ headers }, res) => json(res, 200, { records: [account("echo", { Name: headers["authorization"] }), account("e2", { Revenue: "hunter2" })], next: "/accounts?token=hunter2" });
  const trial = await crms.tryCrm({ ...ctx, operation }, {});
  expect(trial).toMatchObject({ records: 2, accounts: [{ name: "[secret]" }], refused: 1, nextUrl: `${peer.url}/accounts?token=[secret]` });
  expect(JSON.stringify(trial)).not.toContain("hunter2");
  const [entry] = await source.query("select actor_name, subject, after from audit_entry where action = 'tryCrm'");
  expect(entry).toMatchObject({ actor_name: "Ada", subject: "crm/crm", after: { "crm/crm": { tried: CONFIGURATION.url } } });
  expect(await source.query("select 1 from crm_run")).toEqual([]);
});

const body = (text: string) => (_: Heard, res: ServerResponse) => void res.end(text);
test.each<[string, typeof answer, object, Partial<crms.ConfigureCrm>?]>([
  ["does not take the secret", (_, res) => json(res, 401, {}), { fault: "REFUSED", part: "secret", reason: "Page 1: the CRM answers 401: it does not take the secret" }],
  ["is busy", (_, res) => json(res, 503, {}), { fault: "REFUSED", part: "url", reason: "Page 1: the CRM answers 503" }],
  ["hangs up", (_, res) => void res.destroy(), { fault: "NO_ANSWER", part: "url" }],
  ["gives too much", body(`["${"x".repeat(1_100_000)}"]`), { fault: "NO_ANSWER", part: "url", reason: expect.stringContaining("more than 1048576 bytes") }],
  ["gives a page to sign in", body("<html>"), { fault: "UNREADABLE", part: "url" }],
  ["has its accounts elsewhere", (_, res) => json(res, 200, { data: [] }), { fault: "EXPRESSION", part: "items", reason: "`items` finds nothing on page 1, where a list is expected" }],
  ["has no list for an expression", (_, res) => json(res, 200, { records: 5 }), { fault: "EXPRESSION", part: "items", reason: expect.stringContaining("fails on page 1") }, { items: "length(records)" }],
])("a CRM that %s is told of with its part, and is asked once", async (_, answering, problem, over = {}) => {
  answer = answering;
  expect(await attempt(over)).toMatchObject({ records: 0, accounts: [], nextUrl: null, problem });
  expect(peer.heard).toHaveLength(1);
});

test.each<[string, unknown, string]>([
  ["no text", { a: 1 }, "EXPRESSION"], ["the page itself", "/accounts", "PAGING"], ["another host", "http://elsewhere.example/x", "PAGING"],
])("a `next` that finds %s is told of beside the accounts", async (_, next, fault) => {
  answer = (_heard, res) => json(res, 200, { records: [account("n1")], next });
  expect(await attempt({ paging: "NEXT_URL", next: "next" })).toMatchObject({ records: 1, accounts: [{ externalId: "n1" }], nextUrl: null, problem: { fault, part: "next" } });
});

test("a CRM that hangs is given up in time, and one in a private network is never asked", async () => {
  answer = () => {};
  const impatient = new OutboundClient({ allow: readAllowList("127.0.0.0/8"), timeoutMs: 50 });
  expect(await crms.tryCrm({ ...ctx, askCrm: crmWay(impatient) }, { configuration: CONFIGURATION })).toMatchObject({ problem: { fault: "NO_ANSWER", reason: expect.stringContaining("took too long") } });
  await impatient.close();
  expect(await attempt({ url: "http://10.0.0.1/accounts" })).toMatchObject({ problem: { fault: "NO_ANSWER", part: "url" } });
});

test("what cannot be tried is refused with its place", async () => {
  const refused = (input: crms.TryCrm) => crms.tryCrm(ctx, input).catch((error: unknown) => error);
  expect(await refused({ name: "other" })).toMatchObject({ code: "NOT_FOUND", details: { field: "name" } });
  expect(await refused({ name: "crm", configuration: CONFIGURATION })).toMatchObject({ code: "INVALID_INPUT", details: { field: "name" } });
  expect(await refused({ configuration: { ...CONFIGURATION, items: "[?" } })).toMatchObject({ details: { field: "configuration.items" } });
  expect(await refused({ configuration: { ...CONFIGURATION, fields: { externalId: "Id", arr: "a[" } } })).toMatchObject({ details: { field: "configuration.fields.arr" } });
  expect(await refused({ configuration: { secret: "x" } })).toMatchObject({ details: { field: "configuration.url" } });
  expect(await refused({ name: "crm", first: 0 })).toMatchObject({ details: { field: "first" } });
  expect(await crms.tryCrm({ ...ctx, actor: { ...ctx.actor, role: "INCIDENT_MANAGER" } }, {}).catch((error: unknown) => error)).toMatchObject({ code: "FORBIDDEN" });
  expect(peer.heard).toHaveLength(0);
});
