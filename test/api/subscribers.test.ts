import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { text as wholeText } from "node:stream/consumers";
import { beforeAll, describe, expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import { hashOf } from "../../src/services/access/secret.ts";
import { readAllowList } from "../../src/outbound/index.ts";
import { aContext, aService, someCustomers } from "../support/build.ts";
import { BOOTSTRAP_TOKEN, useHub } from "../support/hub.ts";
import { aPeer, type Heard, json, type Peer } from "../support/peers.ts";
import { aComponent, aMailSink, aPage, type MailSink } from "../support/subscribers.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import type { ServiceEntity } from "../../src/entities/service.entity.ts";
import type { StatusComponentEntity } from "../../src/entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../src/entities/status-page.entity.ts";

const PUBLIC_URL = "https://hub.example.com";
let mail: MailSink;
let echo: Peer;
beforeAll(async () => {
  mail = await aMailSink((address) => (address.startsWith("gone") ? { code: 550, message: "5.1.1 No such user" } : null));
  echo = await aPeer((heard, res) => {
    const body = JSON.parse(heard.body) as { type?: string; challenge?: string };
    json(res, 200, heard.path === "/deaf" ? {} : { challenge: body.challenge });
  });
});
const hub = useHub(() => ({
  publicUrl: PUBLIC_URL, sendsDeliveries: true, keepsDeadlines: true, outboundAllow: readAllowList("127.0.0.0/8"),
  smtpUrl: { host: "127.0.0.1", port: String(mail.port), tls: "none" }, mailFrom: "status@example.com",
}));

let ctx: ServiceContext;
let service: ServiceEntity;
let page: StatusPageEntity;
let api: StatusComponentEntity;
let web: StatusComponentEntity;
beforeAll(async () => {
  ctx = aContext(hub.source.manager);
  service = await aService(ctx);
  page = await aPage(ctx, { slug: "acme" });
  [api, web] = [await aComponent(ctx, { slug: "api", name: "API" }, service), await aComponent(ctx, { slug: "web", name: "Website" })];
});

const here = (url: string | undefined) => `${hub.url}${new URL(url ?? "").pathname}`;
const post = (path: string, body: object | string = {}, headers: Record<string, string> = {}) =>
  fetch(path.startsWith("http") ? path : `${hub.url}${path}`, {
    method: "POST", redirect: "manual", body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": typeof body === "string" ? "application/x-www-form-urlencoded" : "application/json", ...headers },
  });
const subscribed = async (address: string, over: object = {}) => {
  const answer = await post("/status/acme/subscribe", { address, ...over });
  expect(answer.status).toBe(202);
  return answer.json() as Promise<{ kind: string; secret: string | null }>;
};
const confirmed = async (address: string, over: object = {}) => {
  await subscribed(address, over);
  const asked = await expect.poll(() => mail.lastTo(address)).toBeDefined().then(() => mail.lastTo(address));
  const answer = await post(here(asked?.links[0]), "");
  expect(answer.status).toBe(303);
  return `${hub.url}${answer.headers.get("location")}`;
};
const publish = async (incidentId: string, body: string, over: object = {}) =>
  (await hub.ok("mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id } }", { input: { incidentId, audience: "STATUS_PAGE", body, ...over } })).publishCommunication.id;

describe("by e-mail", () => {
  test("nobody is told before they have confirmed; then they are told, with links, and leave by one click", async () => {
    await subscribed("Ada@Example.com");
    await expect.poll(() => mail.lastTo("ada@example.com")).toBeDefined();
    const question = mail.lastTo("ada@example.com");
    const link = question?.links[0] ?? "";
    expect(link).toMatch(/^https:\/\/hub\.example\.com\/subscriptions\/confirm\/[\w-]{54}$/);
    // What scanners open changes nothing.
    const opened = await fetch(here(link));
    expect([opened.status, opened.headers.get("cache-control"), await opened.text()]).toEqual([200, "no-store", expect.stringContaining("<form method=\"post\">")]);

    const { id } = await hub.declare({ serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(id, "Some requests fail. Next update in 15 minutes.", { subject: "Requests fail" });
    expect(mail.mails.filter(({ to }) => to.includes("ada@example.com"))).toHaveLength(1);

    const confirming = await post(here(link), "");
    expect(confirming.headers.get("location")).toMatch(/^\/subscriptions\/[\w-]{54}$/);
    expect((await post(here(link), "")).status).toBe(404);
    await publish(id, "A fix is on its way. Next update in 15 minutes.", { publicState: "IDENTIFIED" });
    await expect.poll(() => mail.lastTo("ada@example.com")?.headers).toContain("Subject: [Acme Status] Identified: Requests fail");
    const told = mail.lastTo("ada@example.com")!;
    expect(told.text).toContain("A fix is on its way.");
    expect(told.text).toContain("Affected: API (major outage)");
    expect(told.html).toContain("<h1>[Acme Status] Identified: Requests fail</h1>");
    expect(told.headers).toMatch(/^References: <status-[0-9a-f-]{36}@example\.com>$/m);
    expect(told.headers).toMatch(/^List-ID: <acme\.status\.example\.com>$/m);
    expect(told.headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    const [, unsubscribeUrl] = /^List-Unsubscribe: <(.*)>$/m.exec(told.headers) ?? [];
    const stored = JSON.stringify(await hub.source.query("select * from delivery"));
    for (const url of [link, unsubscribeUrl]) expect(stored).not.toContain(url!.split("/").findLast((part) => part.length === 54));

    const left = await post(here(unsubscribeUrl), "List-Unsubscribe=One-Click");
    expect([left.status, await left.text()]).toEqual([200, ""]);
    const count = mail.mails.length;
    await publish(id, "All is well so far. Next update in 15 minutes.");
    await expect.poll(async () => (await hub.source.query("select count(*)::int as open from status_telling where due_at is not null"))[0].open).toBe(0);
    expect(mail.mails).toHaveLength(count);
  });

  test("its reader's language is that of the form and its browser, of the question, of what follows, and of the pages", async () => {
    const german = { "accept-language": "de-AT,de;q=0.9,en;q=0.8" };
    const form = await (await fetch(`${hub.url}/status/acme/subscribe`, { headers: german })).text();
    expect(form).toMatch(/<html lang="de">[^]*Erfahren, was Acme Status meldet[^]*<option value="de" lang="de" selected>/);
    expect(await (await fetch(`${hub.url}/status/acme/subscribe`)).text()).toContain('<option value="en" lang="en" selected>');
    const answer = await post("/status/acme/subscribe", "address=karl%40example.com&all=yes", german);
    expect([answer.status, await answer.text()]).toEqual([202, expect.stringMatching(/Sehen Sie in Ihr Postfach[^]*Ihr Link bestätigt, 7 Tage lang\./)]);
    await expect.poll(() => mail.lastTo("karl@example.com")).toBeDefined();
    const question = mail.lastTo("karl@example.com")!;
    expect(question.headers).toMatch(/^Subject: \[Acme Status\] Ihr Abonnement$/m);
    expect(question.text).toContain("Bestätigen: https://");
    // Their language, not that of the machine at which they read it.
    expect(await (await fetch(here(question.links[0]), { headers: { "accept-language": "en" } })).text()).toContain("karl@example.com erhält Nachrichten zu Störungen und Wartungen.");
    const manage = `${hub.url}${(await post(here(question.links[0]), "")).headers.get("location")}`;
    expect(await (await fetch(manage)).text()).toContain("Diese Adresse erhält Nachrichten.");
    expect(await (await fetch(`${manage}/unsubscribe`)).text()).toContain("Acme Status abbestellen");
    const broken = await fetch(`${hub.url}/subscriptions/x`, { headers: german });
    expect([broken.status, await broken.text()]).toEqual([404, expect.stringContaining("Diesen Link oder diese Seite gibt es nicht mehr.")]);
    const read = async () => (await hub.ok(`{ statusSubscribers(filter: { page: "acme", search: "karl" }) { nodes { language } } }`)).statusSubscribers.nodes[0].language;
    // Saving the form keeps a language that it has no words for, or of a country; choosing another changes it.
    expect([await post(manage, "all=yes&language=de"), await read()]).toEqual([expect.objectContaining({ status: 303 }), "de-AT"]);
    expect([await post(manage, "all=yes&language=en"), await read()]).toEqual([expect.objectContaining({ status: 303 }), "en"]);
    expect((await post("/status/acme/subscribe", { address: "karl2@example.com", language: "no language" })).status).toBe(400);
  });

  test("who has chosen components is told of those alone, and changes it by their link", async () => {
    const manage = await confirmed("choosy@example.com", { components: ["web"] });
    const shown = await (await fetch(manage)).text();
    expect(shown).toMatch(/value="web" checked/);
    expect(shown).not.toMatch(/value="api" checked/);
    const { id } = await hub.declare({ serviceSlug: service.slug, impact: { featureState: "DEGRADED" } });
    await confirmed("everything@example.com");
    await publish(id, "Slow. Next update in 15 minutes.", { subject: "Slow API" });
    await expect.poll(() => mail.lastTo("everything@example.com")?.headers).toContain("Slow API");
    expect(mail.lastTo("choosy@example.com")?.headers).not.toContain("Slow API");
    expect((await post(manage, "all=no&components=api&components=web")).status).toBe(303);
    await publish(id, "Still slow. Next update in 15 minutes.");
    await expect.poll(() => mail.lastTo("choosy@example.com")?.headers).toContain("Slow API");
    expect((await post(manage, "all=no&components=secret")).status).toBe(400);
  });

  test("the answer is the same for every address, and an address that is told already hears only of its own link", async () => {
    const manage = await confirmed("known@example.com");
    hub.now = new Date(hub.now.getTime() + 3_600_000);
    const [known, unknown] = [await post("/status/acme/subscribe", { address: "known@example.com", components: ["web"] }), await post("/status/acme/subscribe", { address: "stranger@example.com", components: ["web"] })];
    expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
    await expect.poll(() => mail.lastTo("known@example.com")?.text).toContain("subscribed already");
    expect(mail.lastTo("known@example.com")?.links.map((link) => here(link))).toEqual([manage]);
    expect(await (await fetch(manage)).text()).toMatch(/value="yes" checked/);
  });

  test("an address that is gone is left alone, with its reason", async () => {
    await subscribed("gone@example.com");
    await expect.poll(async () => (await hub.source.query("select stop_reason from status_subscriber where address = 'gone@example.com'"))[0].stop_reason).toContain("No such user");
    await expect.poll(() => hub.source.query("select state, last_error from delivery where address = 'gone@example.com'")).toMatchObject([{ state: "DEAD", last_error: expect.stringContaining("5.1.1") }]);
    const { statusSubscribers: { nodes: [{ id, ...shown }] } } = await hub.ok(`{ statusSubscribers(filter: { page: "acme", state: [STOPPED] }) { nodes { id address stoppedAt stopReason } } }`);
    expect(shown).toEqual({ address: "gone@example.com", stoppedAt: expect.any(String), stopReason: expect.stringContaining("5.1.1 No such user") });
    // It had not confirmed, and so is asked again.
    hub.now = new Date(hub.now.getTime() + 1_000);
    const { resumeStatusSubscriber: resumed } = await hub.ok("mutation ($input: StatusSubscriberOfInput!) { resumeStatusSubscriber(input: $input) { state } }", { input: { id } });
    expect(resumed).toEqual({ state: "PENDING" });
    await expect.poll(() => hub.source.query("select count(*)::int as count from delivery where address = 'gone@example.com'")).toEqual([{ count: 2 }]);
  });

  test.each([["nobody"], ["a@b.c, d@e.f"], ["x@example.com\r\nBcc: eve@example.com"], [""], ["<script>@example.com"]])("an address such as %j is refused", async (address) => {
    const answer = await post("/status/acme/subscribe", { address });
    expect([answer.status, ((await answer.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions]).toMatchObject([400, { code: "INVALID_INPUT", field: "address" }]);
  });

  test("who signs up the same address again and again is told to wait, known or not", async () => {
    const codes = [];
    for (let time = 0; time < 6; time += 1) codes.push((await post("/status/acme/subscribe", { address: "again@example.com" })).status);
    expect(codes).toEqual([202, 202, 202, 202, 202, 429]);
    await expect.poll(() => mail.lastTo("again@example.com")).toBeDefined();
    expect(mail.mails.filter(({ to }) => to.includes("again@example.com"))).toHaveLength(1);
  });
});

/** The library holds signatures against its own clock. */
const verified = (heard: Heard | undefined, secret: string | null): unknown => {
  const { headers, body } = heard!;
  expect(headers["webhook-signature"]).toBe(new Webhook(secret!).sign(String(headers["webhook-id"]), new Date(Number(headers["webhook-timestamp"]) * 1_000), body));
  return JSON.parse(body);
};

describe("by webhook", () => {
  test("an endpoint that echoes is told, as Statuspage tells, signed with its own secret", async () => {
    const { secret } = await subscribed(`${echo.url}/hook`, { kind: "WEBHOOK" });
    await expect.poll(() => echo.heard.length).toBe(1);
    expect(verified(echo.heard[0], secret)).toMatchObject({ type: "subscription.challenge", page: { id: page.id, name: "Acme Status" } });
    await expect.poll(async () => (await hub.source.query("select confirmed_at from status_subscriber where kind = 'WEBHOOK'"))[0].confirmed_at).not.toBeNull();
    const { id } = await hub.declare({ serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(id, "Down. Next update in 15 minutes.", { subject: "API is down" });
    await expect.poll(() => echo.heard.length).toBe(2);
    const told = verified(echo.heard[1], secret);
    expect(told).toMatchObject({
      meta: { unsubscribe: expect.stringMatching(/\/subscriptions\/[\w-]{54}$/) },
      page: { id: page.id, status_indicator: "critical", status_description: expect.any(String) },
      incident: { name: "API is down", status: "investigating", impact: "critical", incident_updates: [{ body: "Down. Next update in 15 minutes.", status: "investigating" }], components: [{ id: api.id, name: "API" }] },
    });
    expect(JSON.stringify(await hub.source.query("select * from status_subscriber"))).not.toContain(secret);
  });

  test("its secret is changed by its own link alone: whoever signs it up again learns none that ever counts", async () => {
    const address = `${echo.url}/kept`;
    const [of, kept] = [() => echo.heard.filter(({ path }) => path === "/kept"), async () => (await hub.source.query("select confirmed_at, secret, next_secret from status_subscriber where address = $1", [address]))[0]];
    const { secret } = await subscribed(address, { kind: "WEBHOOK" });
    await expect.poll(async () => (await kept()).confirmed_at).not.toBeNull();
    const before = await kept();
    hub.now = new Date(hub.now.getTime() + 1_000);
    const other = await subscribed(address, { kind: "WEBHOOK" });
    expect([other.kind, typeof other.secret, other.secret === secret]).toEqual(["WEBHOOK", "string", false]);
    expect(await kept()).toEqual(before);
    const { id } = await hub.declare({ serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(id, "Down. Next update in 15 minutes.");
    await expect.poll(() => of().length).toBe(2);
    const told = verified(of()[1], secret) as { meta: { unsubscribe: string } };

    const answer = await post(`${here(told.meta.unsubscribe)}/secret`);
    const { secret: next } = (await answer.json()) as { secret: string };
    await expect.poll(async () => (await kept()).secret !== before.secret).toBe(true);
    expect(verified(of()[2], next)).toMatchObject({ type: "subscription.challenge" });
    await publish(id, "Still down. Next update in 15 minutes.");
    await expect.poll(() => of().length).toBe(4);
    verified(of()[3], next);
    const manage = await confirmed("no-endpoint@example.com");
    expect((await post(`${manage}/secret`)).status).toBe(409);
  });

  test("one that does not is not, and says why", async () => {
    await subscribed(`${echo.url}/deaf`, { kind: "WEBHOOK" });
    await expect.poll(async () => (await hub.source.query("select state, last_error from delivery where address like '%/deaf'"))[0]).toMatchObject({ state: "DEAD", last_error: "The answer does not hold the challenge" });
    expect((await hub.source.query("select confirmed_at from status_subscriber where address like '%/deaf'"))[0].confirmed_at).toBeNull();
  });

  test.each([["http://example.com/x"], ["https://10.0.0.1/x"], ["https://user:pw@example.com/"], ["ftp://example.com"], ["nonsense"]])("%s is refused", async (address) => {
    expect((await post("/status/acme/subscribe", { address, kind: "WEBHOOK" })).status).toBe(400);
  });
});

describe("maintenance", () => {
  test("is told when it is planned, and when its state changes; a title makes no header of its own", async () => {
    await confirmed("planner@example.com", { components: ["web"] });
    const input = { title: "Work\nBcc: eve@example.com", body: "We move house.", scheduledFrom: "2031-02-01T00:00:00Z", scheduledUntil: "2031-02-01T02:00:00Z", components: [web.slug] };
    const { scheduleMaintenance: { id } } = await hub.ok("mutation ($input: ScheduleMaintenanceInput!) { scheduleMaintenance(input: $input) { id } }", { input });
    await expect.poll(() => mail.lastTo("planner@example.com")?.headers).toMatch(/^Subject: \[Acme Status\] Scheduled: Work Bcc: eve@example\.com$/m);
    expect(mail.lastTo("planner@example.com")?.headers).not.toMatch(/^Bcc:/im);
    expect(mail.lastTo("planner@example.com")?.text).toContain("Scheduled: 1 Feb 2031, 00:00 UTC to 1 Feb 2031, 02:00 UTC");
    const at = (hours: number) => new Date(hub.now.getTime() + hours * 3_600_000).toISOString();
    const { updateMaintenance: { remindAt } } = await hub.ok("mutation ($input: UpdateMaintenanceInput!) { updateMaintenance(input: $input) { remindAt } }", { input: { id, scheduledFrom: at(25), scheduledUntil: at(26) } });
    expect(remindAt).toBe(at(1));
    hub.now = new Date(at(1));
    await expect.poll(() => mail.lastTo("planner@example.com")?.headers).toContain("Reminder: Work");
    await hub.ok("mutation ($input: UpdateMaintenanceInput!) { updateMaintenance(input: $input) { id } }", { input: { id, state: "CANCELLED", body: "Another time." } });
    await expect.poll(() => mail.lastTo("planner@example.com")?.headers).toContain("Cancelled: Work");
    const calendar = await fetch(`${hub.url}/status/acme/calendar.ics`);
    const text = await calendar.text();
    expect([calendar.headers.get("content-type"), text]).toEqual(["text/calendar; charset=utf-8", expect.stringContaining("STATUS:CANCELLED")]);
    // A calendar's properties come before what is in it (RFC 5545, section 3.6).
    expect(text.split("\r\nBEGIN:VEVENT")[0]).toContain("\r\nX-WR-TIMEZONE:UTC");
    expect(text).toMatch(/END:VEVENT\r\nEND:VCALENDAR\s*$/);
  });
});

test("the page that a program names beside the address is the one it signs up for", async () => {
  await hub.ok("mutation ($input: AddStatusSubscriberInput!) { addStatusSubscriber(input: $input) { secret } }", { input: { page: "acme", address: "named@example.com" } });
  const of = async (search: string) => (await hub.ok(`{ statusSubscribers(filter: { page: "acme", search: "${search}" }) { totalCount } }`)).statusSubscribers.totalCount;
  expect((await post("/status/subscribe", { page: "acme", address: "beside@example.com" })).status).toBe(202);
  expect([await of("beside@"), (await post("/status/acme/subscribe", { page: "acme", address: "twice@example.com" })).status]).toEqual([1, 202]);
  for (const page of ["other", 5]) {
    const answer = await post("/status/acme/subscribe", { page, address: "other@example.com" });
    expect([answer.status, ((await answer.json()) as { errors: { extensions: object }[] }).errors[0]?.extensions]).toEqual([400, expect.objectContaining({ code: "INVALID_INPUT", field: "page" })]);
  }
  expect((await post("/status/subscribe", { page: "nowhere", address: "other@example.com" })).status).toBe(404);
});

describe("over the API", () => {
  const ADD = "mutation ($input: AddStatusSubscriberInput!) { addStatusSubscriber(input: $input) { secret subscriber { id state language origin components page { slug } } } }";

  test("anybody asks to be told, those who manage deliveries see, add and remove", async () => {
    const { subscribeToStatusPage: asked } = await hub.ok("mutation ($input: SubscribeToStatusPageInput!) { subscribeToStatusPage(input: $input) { kind secret confirmWithin } }", { input: { page: "acme", kind: null, address: "api@example.com", language: "de", components: ["web"] } }, null);
    expect(asked).toEqual({ kind: "EMAIL", secret: null, confirmWithin: "PT168H" });
    const { addStatusSubscriber: added } = await hub.ok(ADD, { input: { page: "acme", address: "Added@Example.com", language: "pt-br", components: ["api"], isConfirmed: true } });
    expect(added).toMatchObject({ secret: null, subscriber: { state: "ACTIVE", language: "pt-BR", origin: "ADMIN", components: ["api"], page: { slug: "acme" } } });
    expect(await hub.refusal(ADD, { input: { page: "acme", address: "added@example.com" } })).toMatchObject({ code: "CONFLICT", field: "address" });
    expect(await hub.refusal(ADD, { input: { page: "acme", address: "x@example.com", components: ["none"] } })).toMatchObject({ code: "INVALID_INPUT", field: "components" });
    expect(await hub.refusal(ADD, { input: { page: "nowhere", address: "x@example.com" } })).toMatchObject({ code: "NOT_FOUND", field: "page" });
    const LIST = "query ($filter: StatusSubscriberFilterInput) { statusSubscribers(filter: $filter) { totalCount nodes { address state } } }";
    expect((await hub.ok(LIST, { filter: { page: "acme", state: ["ACTIVE"], search: "ADDED" } })).statusSubscribers).toEqual({ totalCount: 1, nodes: [{ address: "added@example.com", state: "ACTIVE" }] });
    expect(await hub.refusal(LIST, { filter: { page: "acme" } }, hub.token.RESPONDER)).toMatchObject({ code: "FORBIDDEN" });
    const REMOVE = "mutation ($input: StatusSubscriberOfInput!) { removeStatusSubscriber(input: $input) { address } }";
    expect((await hub.ok(REMOVE, { input: { id: added.subscriber.id } })).removeStatusSubscriber).toEqual({ address: "added@example.com" });
    expect(await hub.refusal(REMOVE, { input: { id: added.subscriber.id } })).toMatchObject({ code: "NOT_FOUND", field: "id" });
  });
});

describe("feeds", () => {
  test("tell what the page does, and answer what is known with 304", async () => {
    const { id } = await hub.declare({ serviceSlug: service.slug, title: "x" });
    await publish(id, "Sorry & thanks. Next update in 15 minutes.", { subject: "Tom & <Jerry>" });
    for (const [name, type] of [["history.rss", "application/rss+xml"], ["history.atom", "application/atom+xml"]]) {
      const path = `${hub.url}/status/acme/${name}`;
      await expect.poll(async () => (await fetch(path)).text()).toContain("<title>Tom &amp; &lt;Jerry&gt;</title>");
      const answer = await fetch(path);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, `${type}; charset=utf-8`]);
      expect((await fetch(path, { headers: { "if-none-match": answer.headers.get("etag") ?? "" } })).status).toBe(304);
    }
    expect((await fetch(`${hub.url}/history.rss`)).status).toBe(200);
    expect(await (await fetch(`${hub.url}/status/acme`)).text()).toContain('<link rel="alternate" type="application/rss+xml" title="RSS" href="/status/acme/history.rss">');
  });

  test("and sign-ups of an account's page are for those with its link, and those who may see it", async () => {
    const [customer] = await someCustomers(ctx, 1, { name: "Initech" }, service);
    await aPage(ctx, { slug: "initech", name: "For Initech", kind: "CUSTOMER", customerId: customer!.id, tokenHash: hashOf("right") });
    await aPage(ctx, { slug: "internal", name: "Inside", kind: "INTERNAL" });
    await expect.poll(async () => (await fetch(`${hub.url}/status/internal?token=`)).status).toBe(401);
    for (const path of ["history.rss", "history.atom", "calendar.ics", "subscribe"]) {
      const [bare, wrong, right, viewer] = await Promise.all([
        fetch(`${hub.url}/status/initech/${path}`), fetch(`${hub.url}/status/initech/${path}?token=wrong`), fetch(`${hub.url}/status/initech/${path}?token=right`),
        fetch(`${hub.url}/status/internal/${path}`, { headers: { authorization: `Bearer ${hub.token.VIEWER}` } }),
      ]);
      expect([path, bare.status, wrong.status, right.status, viewer.status, (await fetch(`${hub.url}/status/internal/${path}`)).status]).toEqual([path, 404, 404, 200, 200, 401]);
      // A feed tells its readers no secret that its address does not.
      if (path !== "subscribe") expect(await right.text()).not.toContain("right");
    }
    expect((await post("/status/initech/subscribe", { address: "peter@initech.example.com" })).status).toBe(404);
    // Whether there is such a page is not told: neither by the answer, nor by its words.
    const answerOf = async (slug: string) => Promise.all([
      ...["", "/api/v2/summary.json", "/history.json", "/history.rss", "/calendar.ics", "/subscribe", "?token=wrong", "/api/v2/nothing.json"].map((below) => fetch(`${hub.url}/status/${slug}${below}`)),
      fetch(`${hub.url}/status/${slug}`, { headers: { authorization: "Bearer wrong" } }),
      post(`/status/${slug}/subscribe`, { address: "peter@initech.example.com" }), post(`/status/${slug}/subscribe`, { address: "peter", token: "x".repeat(3_000) }), post(`/status/${slug}/subscribe`, "address=peter%40initech.example.com"),
      ...["{ statusPage(slug: SLUG) { name } }", 'mutation { subscribeToStatusPage(input: { page: SLUG, address: "peter@initech.example.com" }) { kind } }'].map((query) =>
        fetch(`${hub.url}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ query: query.replace("SLUG", `"${slug}"`) }) })),
    ].map(async (asked) => [(await asked).status, (await (await asked).text()).replace(/"remaining":\d+/, "")]));
    const theirs = await answerOf("initech");
    expect(theirs).toEqual(await answerOf("nowhere"));
    expect(theirs.at(-2)).toEqual([200, expect.stringContaining('{"data":{"statusPage":null}')]);
    expect((await post("/status/initech/subscribe", { address: "peter@initech.example.com", token: "right" })).status).toBe(202);
  });
});

test.skipIf(spawnSync("curl", ["--version"]).status !== 0)("the requests of docs/status-subscribers.md work as they stand", async () => {
  const blocks = [...readFileSync("docs/status-subscribers.md", "utf8").matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = ""]) => block);
  expect(blocks.length).toBeGreaterThan(5);
  for (const block of blocks) {
    const shell = spawn("bash", ["-euo", "pipefail", "-c", block], { env: { PATH: process.env["PATH"], MUSTER: hub.url, MUSTER_TOKEN: BOOTSTRAP_TOKEN }, stdio: ["ignore", "pipe", "inherit"] });
    const said = await wholeText(shell.stdout);
    expect([block, said]).toEqual([block, expect.stringMatching(/^<\?xml|^\{/)]);
    expect([block, said]).toEqual([block, expect.not.stringContaining('"errors"')]);
  }
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
