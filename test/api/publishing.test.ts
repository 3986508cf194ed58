import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { v7 as uuid } from "uuid";
import { CustomerContactEntity } from "../../src/entities/customer-contact.entity.ts";
import { insert } from "../../src/services/rows.ts";
import { aContext, aService, aTeam, NOON, someCustomers } from "../support/build.ts";
import { type Data, useHub, type Variables } from "../support/hub.ts";

const mails: string[] = [];
const server = new SMTPServer({
  authOptional: true, disabledCommands: ["STARTTLS"], logger: false, closeTimeout: 100,
  onRcptTo: ({ address }, _, done) => (address.startsWith("gone") ? done(Object.assign(new Error("5.1.1 No such user"), { responseCode: 550 })) : done()),
  onData: (stream, _, done) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => (text += chunk.toString())).on("end", () => (mails.push(text), done(null, "queued")));
  },
});
server.on("error", () => {});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
const hub = useHub(() => ({
  publicUrl: "https://muster.example.com", sendsDeliveries: true, mailFrom: "incidents@example.com",
  smtpUrl: { host: "127.0.0.1", port: String((server.server.address() as AddressInfo).port), tls: "none", verify: "false" },
}));
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

const ctx = () => aContext(hub.source.manager);
const act = async (name: string, type: string, fields: string, input: Variables): Promise<Data> =>
  ((await hub.ok(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input })) as Record<string, Data>)[name];
const head = (mail: string) => (mail.split("\r\n\r\n", 1)[0] ?? "").replaceAll(/\r\n[ \t]+/g, " ");

/** What a monitor knows, and nothing typed. */
const ALERT = {
  title: "Checkout answers with errors", source: "MONITORING", actorLabel: "Datadog", severity: "SEV1", reason: "Monitor 4711 is critical",
  impact: { featureState: "DOWN", description: "Payments fail for all customers" },
};

async function affected(): Promise<string[]> {
  const customers = await someCustomers(ctx(), 2);
  const rows = customers.flatMap(({ id }, at) => [`ops${at}@${id}.example`, ...(at === 0 ? ["shared@acme.example", "gone@acme.example"] : ["shared@acme.example"])].map((email) =>
    ({ id: uuid(), customerId: id, email, slackChannel: null, name: "Eve\r\nBcc: eve@evil.example", language: null, unsubscribedAt: null, bouncedAt: null, bounceReason: null, refusals: 0, stoppedAt: null, stopReason: null, createdAt: NOON })));
  await insert(ctx(), CustomerContactEntity, rows);
  return customers.map(({ externalId }) => externalId);
}

describe("from an alert to an approved public post", () => {
  test("takes three calls and no typing beyond the facts, by drafts", async () => {
    const team = await aTeam(ctx());
    const service = await aService(ctx(), { ownerTeamId: team.id });
    const { id } = await act("declareIncident", "DeclareIncidentInput", "id", { ...ALERT, serviceSlug: service.slug });
    const drafts = await act("draftCommunications", "DraftCommunicationsInput", "id audience", { incidentId: id });
    const { id: communicationId } = drafts.find(({ audience }: Data) => audience === "STATUS_PAGE");
    const published = await act("publishCommunication", "PublishCommunicationInput", "state body publicState origin approvals { name textVersion } nextUpdateAt", { communicationId });
    expect(published).toMatchObject({ state: "PUBLISHED", publicState: "INVESTIGATING", origin: "TEMPLATE", approvals: [{ name: "Bootstrap token", textVersion: 1 }], nextUpdateAt: new Date(NOON.getTime() + 15 * 60_000).toISOString() });
    expect(published.body).toContain("Payments fail for all customers");
    const { incident } = await hub.ok("query ($id: ID!) { incident(id: $id) { timeline { nodes { kind summary actor } } } }", { id });
    expect(incident.timeline.nodes.filter(({ kind }: Data) => kind === "COMMUNICATION").map(({ summary }: Data) => summary.slice(0, 28))).toEqual(["Drafted for the status page,", "Published to the status page"]);
  });

  test("and with triage and status on the way, by an update in the hub's own words", async () => {
    const team = await aTeam(ctx());
    const service = await aService(ctx(), { ownerTeamId: team.id });
    const { id: incidentId } = await act("declareIncident", "DeclareIncidentInput", "id", { ...ALERT, serviceSlug: service.slug });
    await act("triageIncident", "TriageIncidentInput", "status", { incidentId });
    const { status, communications } = await act("postUpdate", "PostUpdateInput", "status communications { nodes { audience state } }", { incidentId, status: "MITIGATING", note: "On it", audiences: ["STATUS_PAGE", "IN_APP_BANNER"] });
    expect([status, communications.nodes.map(({ audience, state }: Data) => `${audience} ${state}`).sort()]).toEqual(["MITIGATING", ["IN_APP_BANNER PUBLISHED", "STATUS_PAGE PUBLISHED"]]);
  });
});

describe("e-mail to affected customers", () => {
  const COUNTS = "id deliveries { channel state count } notSent channel";
  let sent: Data;
  let incident: Data;
  beforeAll(async () => {
    incident = await hub.declare({ ...ALERT, title: "Exports fail", affectedCustomerExternalIds: await affected() });
    sent = await act("publishCommunication", "PublishCommunicationInput", COUNTS, { incidentId: incident.id, audience: "AFFECTED_CUSTOMERS", subject: "Exports fail\r\nBcc: eve@evil.example", body: "Exports <b>fail</b>. Next update in 15 minutes." });
  });
  const ours = () => mails.filter((mail) => mail.includes("Exports"));
  const linkIn = (mail: string) => /List-Unsubscribe: <https:\/\/muster\.example\.com(\/unsubscribe\/[\w-]+)>/.exec(head(mail))?.[1] ?? "";

  test("is one letter to each address, in text and HTML, with a way out that one click takes and no header but ours", async () => {
    const read = async () => (await hub.ok("query ($id: ID!) { deliveries(filter: { communicationId: $id }) { nodes { state } } }", { id: sent.id })).deliveries.nodes.map(({ state }: Data) => state).sort();
    await expect.poll(read, { timeout: 10_000 }).toEqual(["DEAD", "SENT", "SENT", "SENT"]);
    expect(ours().map((mail) => /^To: (.*)$/m.exec(mail)?.[1]?.trim().replace(/@[0-9a-f-]{36}/, "@ID")).sort()).toEqual(["ops0@ID.example", "ops1@ID.example", "shared@acme.example"]);
    for (const mail of ours()) {
      expect(head(mail)).not.toMatch(/^(Bcc|Cc):/im);
      expect(head(mail)).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
      expect(linkIn(mail)).toMatch(/^\/unsubscribe\/[\w-]{54}$/);
      expect(mail).toContain("Content-Type: text/plain");
      expect(mail.split("Content-Type: text/html")[1]).toContain("Exports &lt;b&gt;fail&lt;/b&gt;");
      expect(mail).not.toMatch(/<img|<script|<link/);
    }
    const { deliveries } = await hub.ok("query ($id: ID!) { deliveries(filter: { communicationId: $id, state: [DEAD] }) { nodes { address lastError text communication { id } } } }", { id: sent.id });
    expect(deliveries.nodes).toEqual([{ address: "gone@acme.example", lastError: expect.stringContaining("No such user"), text: "Exports <b>fail</b>. Next update in 15 minutes.", communication: { id: sent.id } }]);
  });

  test("goes no more to an address that refused it for good, which shows since when and why, until somebody takes that back", async () => {
    const CONTACTS = "contacts { id email state stoppedAt stopReason }";
    const gone = async () => {
      const { customers } = await hub.ok(`{ customers { nodes { ${CONTACTS} } } }`);
      return customers.nodes.flatMap(({ contacts }: Data) => contacts).find(({ email }: Data) => email === "gone@acme.example");
    };
    expect(await gone()).toMatchObject({ state: "STOPPED", stoppedAt: expect.any(String), stopReason: expect.stringMatching(/^The address is gone: .*No such user/) });
    const next = await act("publishCommunication", "PublishCommunicationInput", COUNTS, { incidentId: incident.id, audience: "AFFECTED_CUSTOMERS", body: "Failing. Next update in 15 minutes." });
    expect([next.notSent, next.deliveries.map(({ count }: Data) => count)]).toEqual([["1 address refuses mail for good and is not written to"], [3]]);
    const { id } = await gone();
    expect((await act("resumeContact", "CustomerContactOfInput", CONTACTS, { id }))[0].contacts.find(({ email }: Data) => email === "gone@acme.example")).toMatchObject({ state: "ACTIVE", stoppedAt: null, stopReason: null });
  });

  test("leads out by one click or a button, and back; opening the link changes nothing, and no other link does", async () => {
    const mail = ours().find((one) => one.includes("To: shared@acme.example")) ?? "";
    const path = linkIn(mail);
    const at = (): Promise<{ left: number }[]> => hub.source.query("select count(*)::int as left from customer_contact where email = 'shared@acme.example' and unsubscribed_at is not null");
    const page = await fetch(`${hub.url}${path}`);
    expect([page.status, page.headers.get("cache-control"), page.headers.get("referrer-policy"), await at()]).toEqual([200, "no-store", "no-referrer", [{ left: 0 }]]);
    expect(await page.text()).toContain("Stop these e-mails");
    await hub.source.query("update customer_contact set language = 'de-AT' where email = 'shared@acme.example'");
    expect(await (await fetch(`${hub.url}${path}`, { headers: { "accept-language": "en" } })).text()).toMatch(/<html lang="de">[^]*Wir schreiben an <strong>shared@acme\.example<\/strong>[^]*Diese E-Mails abbestellen/);
    await hub.source.query("update customer_contact set language = null where email = 'shared@acme.example'");
    const post = (to: string, body: Record<string, string>) => fetch(`${hub.url}${to}`, { method: "POST", body: new URLSearchParams(body), redirect: "manual", headers: { origin: "https://mail.example" } });
    expect((await post(path, { "List-Unsubscribe": "One-Click" })).status).toBe(200);
    expect(await at()).toEqual([{ left: 2 }]);
    const more = await act("publishCommunication", "PublishCommunicationInput", COUNTS, { incidentId: incident.id, audience: "AFFECTED_CUSTOMERS", body: "Still failing. Next update in 15 minutes." });
    const all = (await hub.ok("query ($id: ID!) { deliveries(filter: { communicationId: $id }) { nodes { address } } }", { id: more.id })).deliveries.nodes.map(({ address }: Data) => address);
    expect(all).toHaveLength(3);
    expect(all).not.toContain("shared@acme.example");

    expect(await (await fetch(`${hub.url}${path}`)).text()).toContain("Write to me again");
    const back = await post(path, { wish: "return" });
    expect([back.status, back.headers.get("location"), await at()]).toEqual([303, path, [{ left: 0 }]]);
    for (const wrong of [path.slice(0, -1), `${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`, "/unsubscribe/x"]) expect((await post(wrong, { wish: "leave" })).status).toBe(404);
    expect(await at()).toEqual([{ left: 0 }]);
    const { auditLog } = await hub.ok('{ auditLog(first: 50) { nodes { action actorName } } }');
    expect(auditLog.nodes.map(({ action }: Data) => action).filter((action: string) => /subscribe/.test(action))).toEqual(["resubscribeContact", "unsubscribeContact"]);
  });
});

test("products read the banner from any origin, again only once it has changed, and of their own services", async () => {
  const services = [await aService(ctx()), await aService(ctx())];
  const banners = async (query = "", headers: Record<string, string> = {}) => fetch(`${hub.url}/banner.json${query}`, { headers: { origin: "https://product.example", ...headers } });
  const shown = async (service: string) => ((await (await banners(`?service=${service}`)).json()) as Data).banners.map(({ title }: Data) => title);
  const incident = await hub.declare({ ...ALERT, title: "Search fails", serviceSlug: services[0]!.slug });
  const message = { incidentId: incident.id, audience: "IN_APP_BANNER", body: "Search fails. Next update in 15 minutes." };
  const { id } = await act("publishCommunication", "PublishCommunicationInput", "id", message);
  await expect.poll(() => shown(services[0]!.slug), { timeout: 5_000 }).toContain("Search fails");
  expect(await shown(services[1]!.slug)).not.toContain("Search fails");
  const first = await banners(`?service=${services[0]!.slug}`);
  const [etag, { banners: [one] }] = [first.headers.get("etag") ?? "", (await first.json()) as Data];
  expect([first.headers.get("access-control-allow-origin"), first.headers.get("access-control-allow-credentials"), first.headers.get("cross-origin-resource-policy"), first.headers.get("cache-control")])
    .toEqual(["*", null, "cross-origin", "public, max-age=5, stale-while-revalidate=30, stale-if-error=600"]);
  expect(one).toEqual({ id, state: "INVESTIGATING", title: "Search fails", text: message.body, startedAt: NOON.toISOString(), updatedAt: NOON.toISOString(), nextUpdateAt: new Date(NOON.getTime() + 15 * 60_000).toISOString(), url: "https://muster.example.com/status" });
  expect((await banners(`?service=${services[0]!.slug}`, { "if-none-match": etag })).status).toBe(304);
  await act("retractCommunication", "RetractCommunicationInput", "state retractionNote", { communicationId: id, note: "Wrong service" });
  await expect.poll(() => shown(services[0]!.slug), { timeout: 5_000 }).not.toContain("Search fails");
  expect((await banners(`?service=${services[0]!.slug}`, { "if-none-match": etag })).status).toBe(200);
  expect((await banners("?service=%3Cscript%3E")).status).toBe(400);
  const script = await fetch(`${hub.url}/banner.js`);
  expect([script.status, script.headers.get("content-type"), script.headers.get("cross-origin-resource-policy")]).toEqual([200, "text/javascript; charset=utf-8", "cross-origin"]);
});

test("a draft is edited, approved and published over the API, and its record reads so", async () => {
  const { id: incidentId } = await hub.declare({ ...ALERT });
  const [{ id: communicationId }] = await act("draftCommunications", "DraftCommunicationsInput", "id", { incidentId, audiences: ["STATUS_PAGE"] });
  await act("editCommunication", "EditCommunicationInput", "textVersion", { communicationId, body: "Payments fail. Next update in 15 minutes.", expectedVersion: 1 });
  expect(await act("approveCommunication", "ApproveCommunicationInput", "state approvals { name textVersion ownWords responder { id } }", { communicationId }))
    .toEqual({ state: "APPROVED", approvals: [{ name: "Bootstrap token", textVersion: 2, ownWords: true, responder: null }] });
  const published = await act("publishCommunication", "PublishCommunicationInput", "state versions { number origin body editedBy { id } } retractedBy { id }", { communicationId });
  expect(published).toMatchObject({ state: "PUBLISHED", versions: [{ number: 1, origin: "TEMPLATE" }, { number: 2, origin: "PERSON", body: "Payments fail. Next update in 15 minutes.", editedBy: null }], retractedBy: null });
});
