import { expect, test } from "vitest";
import { readAllowList } from "../../src/outbound/index.ts";
import { aContext, aResponder, aService, someCustomers } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { type Data, useHub, type Variables } from "../support/hub.ts";
import { aPeer, json } from "../support/peers.ts";

let accounts: unknown[] = [];
const peer = await aPeer((_, res) => json(res, 200, { records: accounts }));
const hub = useHub(() => ({ keepsDeadlines: true, outboundAllow: readAllowList("127.0.0.0/8") }));
const ctx = () => aContext(hub.source.manager);
const ids = (customers: { externalId: string }[]) => customers.map(({ externalId }) => externalId);

const change = async (input: Variables): Promise<Data> =>
  (await hub.ok("mutation ($input: AffectedCustomersInput!) { changeAffectedCustomers(input: $input) { revision severity impact { customersAffected figures { figure value source saidBy ageSeconds } affectedBySource { source customers ageSeconds } } } }", { input })).changeAffectedCustomers;
const update = (input: Variables, token?: string) => hub.gql("mutation ($input: UpdateOutreachInput!) { updateOutreach(input: $input) { revision } }", { input }, token);
const PAGE = `query ($id: ID!, $first: Int, $after: String, $tiers: [OutreachTier!], $states: [String!]) { outreach(incidentId: $id) {
  revision directOutreachProposed counts { tier state accounts }
  entries(first: $first, after: $after, tiers: $tiers, states: $states) { totalCount pageInfo { hasNextPage endCursor } nodes { rank tier state channel customer { externalId contacts { email } } notes { state note author } } } } }`;
const page = async (id: string, over: Variables = {}): Promise<Data> => (await hub.ok(PAGE, { id, ...over })).outreach;
const csv = (reference: string, token: string | null) => fetch(`${hub.url}/incidents/${reference}/outreach.csv`, { headers: token ? { authorization: `Bearer ${token}` } : {} });

test("10,000 ids pasted from a log are previewed, taken, and ranked", async () => {
  const customers = await someCustomers(ctx(), 10_000);
  const { id } = await hub.declare({ serviceSlug: (await aService(ctx())).slug, impact: { featureState: "DEGRADED" } });
  const fromLog = customers.map(({ externalId }, n) => `2030-01-01T12:00:00Z level=error customer=${externalId} status=${400 + (n % 100)}`).join("\n");
  const { previewAffectedCustomers: preview } = await hub.ok(
    "query ($input: AffectedCustomersInput!) { previewAffectedCustomers(input: $input) { matched added unknownCount unknown severity customersAffected revenueAtRiskTotal { amount } escalates } }",
    { input: { incidentId: id, fromLog: `${fromLog}\ncustomer=nobody-1` } });
  expect(preview).toEqual({ matched: 10_000, added: 10_000, unknownCount: 1, unknown: ["nobody-1"], severity: "SEV2", customersAffected: 10_000, revenueAtRiskTotal: { amount: "10000000" }, escalates: false });
  expect(await change({ incidentId: id, fromLog })).toMatchObject({
    severity: "SEV2", impact: { customersAffected: 10_000, affectedBySource: [{ source: "LOG", customers: 10_000, ageSeconds: 0 }], figures: expect.arrayContaining([expect.objectContaining({ figure: "CUSTOMERS_COUNTED", value: "10000", source: "LOG" })]) },
  });
  const { outreachPlan } = await hub.ok("query ($id: ID!) { outreachPlan(incidentId: $id) { rank state channel } }", { id });
  expect([outreachPlan.length, outreachPlan.at(-1)]).toEqual([10_000, { rank: 10_000, state: "planned", channel: null }]);
});

test("the plan is read a page at a time, by tier and state, and goes on where a page ended", async () => {
  const renewing = await someCustomers(ctx(), 3, { renewalOn: new Date("2030-02-01T00:00:00Z") });
  const others = await someCustomers(ctx(), 2);
  const { id } = await hub.declare({ affectedCustomerExternalIds: ids([...others, ...renewing]) });
  const all = ids([...renewing, ...others]);
  const seen: string[] = [];
  for (let after: string | undefined, more = true; more;) {
    const { entries } = await page(id, { first: 2, after });
    seen.push(...entries.nodes.map(({ customer }: Data) => customer.externalId));
    [after, more] = [entries.pageInfo.endCursor, entries.pageInfo.hasNextPage];
  }
  expect(seen).toEqual(all);
  await update({ incidentId: id, customerExternalIds: [all[3]], state: "sent", note: "Hello" });
  const sent = await page(id, { states: ["sent"] });
  expect(sent).toMatchObject({ directOutreachProposed: true, counts: [{ tier: "RENEWAL_WINDOW", state: "planned", accounts: 3 }, { tier: "OTHER", state: "planned", accounts: 1 }, { tier: "OTHER", state: "sent", accounts: 1 }] });
  expect(sent.entries).toMatchObject({ totalCount: 1, nodes: [{ rank: 4, state: "sent", customer: { externalId: all[3] }, notes: [{ state: "sent", note: "Hello", author: "Bootstrap token" }] }] });
  expect((await page(id, { tiers: ["RENEWAL_WINDOW"] })).entries).toMatchObject({ totalCount: 3 });
  const { errors: [lost] } = await hub.gql(PAGE, { id, states: ["lost"] });
  expect(lost?.extensions).toMatchObject({ code: "INVALID_INPUT", field: "states" });
  const { errors: [foreign] } = await hub.gql(PAGE, { id: (await hub.declare()).id, after: (await page(id, { first: 1 })).entries.pageInfo.endCursor });
  expect(foreign?.extensions).toMatchObject({ code: "INVALID_INPUT", field: "after" });
});

const FOLLOW = "subscription ($id: ID!, $first: Int, $after: Int) { outreach(incidentId: $id, first: $first, after: $after) { kind cursor mustReload entries { state customer { externalId } } plan { counts { state accounts } } } }";

test("a client that follows sees the first page, then each act, and resumes without a gap", async () => {
  const all = ids(await someCustomers(ctx(), 3)).sort();
  const [one, two] = all;
  const { id, revision } = await hub.declare({ affectedCustomerExternalIds: all });
  const first = follow(hub.client(), FOLLOW, { id, first: 2 });
  expect((await first.next()).outreach).toMatchObject({ kind: "SNAPSHOT", cursor: revision, mustReload: false, entries: [{ state: "planned", customer: { externalId: one } }, { customer: { externalId: two } }] });
  await update({ incidentId: id, customerExternalIds: [two], state: "sent" });
  const { cursor, ...told } = (await first.next()).outreach;
  expect(told).toEqual({ kind: "CHANGED", mustReload: false, entries: [{ state: "sent", customer: { externalId: two } }], plan: { counts: [{ state: "planned", accounts: 2 }, { state: "sent", accounts: 1 }] } });
  await first.leave();

  // What happens while nobody follows is told to whoever comes back with the cursor.
  await hub.ok("mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { revision } }", { input: { incidentId: id, kind: "NOTE", summary: "Looking" } });
  await update({ incidentId: id, customerExternalIds: [one], state: "called" });
  await change({ incidentId: id, add: ids(await someCustomers(ctx(), 1)) });
  const resumed = follow(hub.client(), FOLLOW, { id, after: cursor });
  expect((await resumed.next()).outreach).toMatchObject({ kind: "CHANGED", mustReload: true, entries: [{ state: "called", customer: { externalId: one } }] });
  await update({ incidentId: id, customerExternalIds: all, note: "All told" });
  expect((await resumed.next()).outreach).toMatchObject({ kind: "CHANGED", mustReload: false, entries: [{}, {}, {}] });
  await resumed.leave();
});

test("the export is a spreadsheet in which nothing is a formula", async () => {
  const owner = await aResponder(ctx(), { name: '=HYPERLINK("http://evil")' });
  const [customer] = await someCustomers(ctx(), 1, { name: "=cmd|' /C calc'!A0, Inc.", arrAmount: "1234.50", plan: "＝1+1", ownerId: owner.id, strategic: true });
  await hub.ok("mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { contacts { email name language unsubscribedAt } } }", {
    input: { externalId: customer!.externalId, contacts: [{ email: "Dana@Example.com", name: "Dana" }, { email: "left@example.com", unsubscribed: true }] },
  });
  const { id, reference } = await hub.declare({ affectedCustomerExternalIds: [customer!.externalId] });
  await update({ incidentId: id, customerExternalIds: [customer!.externalId], state: "answered", note: "+49 30 1234" });
  const response = await csv(reference, hub.token.VIEWER);
  expect([response.status, response.headers.get("content-type"), response.headers.get("content-disposition")]).toEqual([200, "text/csv; charset=utf-8", `attachment; filename="${reference}-outreach.csv"`]);
  const [head, line, end] = (await response.text()).split("\r\n");
  expect(head).toBe("rank,tier,because,external_id,name,arr,currency,strategic,plan,region,renewal_on,usage,owner,owner_email,state,channel,template,contacts,last_note,notes,call_due_at,called_at,updated_at,updated_by");
  expect(line).toBe(`1,OTHER,Affected,${customer!.externalId},"'=cmd|' /C calc'!A0, Inc.",1234.50,USD,yes,"'＝1+1",,,0,"'=HYPERLINK(""http://evil"")",${owner.email},answered,email,proactive_outreach,dana@example.com,"'+49 30 1234",1,,,2030-01-01T12:00:00.000Z,Bootstrap token`);
  expect(end).toBe("");
});

test("neither a vendor, nor a stranger to a private incident, nor nobody reads, follows, exports or moves it", async () => {
  const [customer] = await someCustomers(ctx(), 1);
  const [vendor, stranger] = [await aResponder(ctx()), await aResponder(ctx())];
  const [asVendor, asStranger] = [await hub.key({ role: "RESPONDER", responderId: vendor.id }), await hub.key({ role: "RESPONDER", responderId: stranger.id })];
  const { id, reference } = await hub.declare({ private: true, affectedCustomerExternalIds: [customer!.externalId] });
  await hub.ok("mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }", { input: { incidentId: id, role: "VENDOR", responderId: vendor.id, accepted: true } });
  await update({ incidentId: id, customerExternalIds: [customer!.externalId], state: "called", note: "Secret" });
  for (const [token, code, status] of [[asVendor, "FORBIDDEN", 403], [asStranger, "NOT_FOUND", 404]] as const) {
    const { errors: [read] } = await hub.gql(PAGE, { id }, token);
    const { errors: [moved] } = await update({ incidentId: id, customerExternalIds: [customer!.externalId], note: "x" }, token);
    const live = follow(hub.client(token), FOLLOW, { id });
    const followed = await live.next().catch((error: Data) => ({ errors: error }));
    expect([read?.extensions.code, moved?.extensions.code, followed.errors[0].extensions.code, (await csv(reference, token)).status]).toEqual([code, code, code, status]);
  }
  expect([(await csv(reference, null)).status, (await csv("INC-2030-0101-999", hub.token.ADMIN)).status]).toEqual([401, 404]);
  const { incident } = await hub.ok("query ($id: ID!) { incident(id: $id) { timeline(first: 100) { nodes { summary details } } } }", { id }, asVendor);
  const told = JSON.stringify(incident);
  expect(told).toContain("The outreach to customers went on");
  for (const secret of [customer!.externalId, "Secret"]) expect(told).not.toContain(secret);
});

test("contacts are refused with their place when written, taken without the bad ones when imported, and stay unsubscribed", async () => {
  const service = await aService(ctx());
  const row = (contacts: Variables[]) => ({ externalId: "contacts-1", name: "Contacts", arr: { amount: "1", currency: "USD" }, services: [service.slug], contacts });
  const create = "mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) { id } }";
  expect(await hub.refusal(create, { input: row([{ email: "a@example.com" }, { email: "A@Example.com" }]) })).toMatchObject({ code: "INVALID_INPUT", field: "contacts.1" });
  expect(await hub.refusal(create, { input: row([{ email: "nobody" }]) })).toMatchObject({ code: "INVALID_INPUT", field: "contacts.0.email" });
  const load = async (contacts: Variables[], atomic = false): Promise<Data> =>
    (await hub.ok("mutation ($input: ImportDirectoryInput!) { importDirectory(input: $input) { created updated unchanged refused { key field reason isEntryOnly } } }", { input: { customers: [row(contacts)], atomic } })).importDirectory;
  const read = async () => (await hub.ok('{ customer(externalId: "contacts-1") { contacts { email name language unsubscribedAt } } }')).customer?.contacts;

  const messy = [{ email: "b@example.com", name: "Bea" }, { email: "B@example.com" }, { email: "oops@" }, { email: "gone@example.com", unsubscribed: true, language: "de" }];
  expect(await load(messy, true)).toMatchObject({ created: 0, refused: [{ field: "contacts.1" }, { field: "contacts.2.email" }] });
  expect(await read()).toBeUndefined();
  expect(await load(messy)).toEqual({ created: 1, updated: 0, unchanged: 0, refused: [
    { key: "contacts-1", field: "contacts.1", reason: "contacts.1 is b@example.com again, which is contacts.0 already", isEntryOnly: true },
    { key: "contacts-1", field: "contacts.2.email", reason: 'contacts.2.email must be an e-mail address, unlike "oops@"', isEntryOnly: true },
  ] });
  const gone = { email: "gone@example.com", name: null, language: "de", unsubscribedAt: "2030-01-01T12:00:00.000Z" };
  expect(await read()).toEqual([{ email: "b@example.com", name: "Bea", language: null, unsubscribedAt: null }, gone]);
  // A list without somebody takes them off, but for whoever asked to be left alone; with a bad entry nobody is taken off.
  expect(await load([{ email: "c@example.com" }, { email: "b@" }])).toMatchObject({ updated: 1 });
  expect((await read()).map(({ email }: Data) => email)).toEqual(["b@example.com", "c@example.com", "gone@example.com"]);
  expect(await load([{ email: "c@example.com" }])).toMatchObject({ updated: 1, refused: [] });
  expect(await load([{ email: "c@example.com" }, { email: "gone@example.com", unsubscribed: false }])).toMatchObject({ unchanged: 1 });
  expect(await read()).toEqual([{ email: "c@example.com", name: null, language: null, unsubscribedAt: null }, gone]);
  const audited = JSON.stringify(await hub.source.query("select after from audit_entry where action = 'importDirectory'"));
  expect(audited).toContain("g...@example.com");
  expect(audited).not.toContain("gone@example.com");
});

test("accounts are pulled from a CRM by whichever hub is there, and the run tells how it went", async () => {
  const configure = "mutation ($input: ConfigureCrmInput!) { configureCrm(input: $input) { name hasSecret every fields runs { state } } }";
  const fields = { externalId: "id", name: "name", arr: "arr" };
  expect(await hub.refusal(configure, { input: { url: "http://10.1.2.3/accounts", fields } })).toMatchObject({ code: "INVALID_INPUT", field: "url" });
  const { configureCrm } = await hub.ok(configure, { input: { url: `${peer.url}/accounts`, items: "records", fields, secret: "Bearer hunter2" } });
  expect(configureCrm).toEqual({ name: "crm", hasSecret: true, every: null, fields, runs: [] });
  accounts = [{ id: "pulled-1", name: "Pulled", arr: 5 }, { id: "pulled-2", name: "No worth" }];
  const { pullCustomers: run } = await hub.ok("mutation { pullCustomers(input: {}) { id state } }", {}, hub.token.INCIDENT_MANAGER);
  const read = async (): Promise<Data> => (await hub.ok("{ crms { url runs(count: 1) { id state askedBy pages rows created refused refusals { page key field reason } error } } }", {}, hub.token.INCIDENT_MANAGER)).crms[0];
  await expect.poll(async () => (await read()).runs[0].state, { timeout: 10_000 }).toBe("DONE");
  expect((await read()).runs).toEqual([{
    id: run.id, state: "DONE", askedBy: "INCIDENT_MANAGER", pages: 1, rows: 2, created: 1, refused: 1, error: null,
    refusals: [{ page: 1, key: "pulled-2", field: "arr", reason: "arr must not be empty" }],
  }]);
  expect(peer.heard.map(({ headers }) => headers["authorization"])).toEqual(["Bearer hunter2"]);
  expect(JSON.stringify(await hub.source.query("select * from audit_entry"))).not.toContain("hunter2");
});

test("an admin sees what a CRM's page becomes before it is set up, and the audit log that it was tried", async () => {
  const attempt = `mutation ($input: TryCrmInput!) { tryCrm(input: $input) {
    records accounts { index change externalId name arr { amount currency } strategic plan region renewalOn activeEscalation executiveSponsorEngaged usage ownerEmail services contacts { email name } }
    refused refusals { index key field reason isEntryOnly } nextUrl problem { fault part reason } } }`;
  const configuration = { url: `${peer.url}/accounts?page={page}`, paging: "PAGE", items: "records", fields: { externalId: "id", name: "name", arr: "arr", contacts: "people" }, secret: "Bearer hunter3" };
  accounts = [{ id: "tried-1", name: "Tried", arr: 5, people: ["Dana <dana@example.com>"] }, { id: "tried-2", name: "No worth" }];
  const { tryCrm } = await hub.ok(attempt, { input: { configuration } });
  expect(tryCrm).toEqual({
    records: 2, refused: 1, refusals: [{ index: 1, key: "tried-2", field: "arr", reason: "arr must not be empty", isEntryOnly: false }], nextUrl: `${peer.url}/accounts?page=2`, problem: null,
    accounts: [{
      index: 0, change: "CREATED", externalId: "tried-1", name: "Tried", arr: { amount: "5", currency: "USD" }, strategic: false, plan: null, region: null, renewalOn: null, activeEscalation: false,
      executiveSponsorEngaged: false, usage: "0", ownerEmail: null, services: [], contacts: [{ email: "dana@example.com", name: "Dana" }],
    }],
  });
  expect(await hub.refusal(attempt, { input: { configuration } }, hub.token.INCIDENT_MANAGER)).toMatchObject({ code: "FORBIDDEN", needs: "secret:manage" });
  expect(await hub.refusal(attempt, { input: { configuration: { ...configuration, url: "http://10.1.2.3/{page}" } } })).toMatchObject({ code: "INVALID_INPUT", field: "configuration.url" });
  expect((await hub.ok('{ customer(externalId: "tried-1") { id } }')).customer).toBeNull();
  const entries = await hub.source.query("select input from audit_entry where action = 'tryCrm'");
  expect(entries).toMatchObject([{ input: { configuration: { url: configuration.url, secret: "[secret]" } } }]);
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
