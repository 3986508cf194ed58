import { request } from "node:http";
import { text } from "node:stream/consumers";
import pino from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { firstLink } from "../../src/services/account/index.ts";
import { forgetSessions } from "../../src/services/account/forget.ts";
import { ATTEMPTS } from "../../src/services/account/throttle.ts";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { Browser } from "../support/browser.ts";
import { aHub, useHub } from "../support/hub.ts";
import { aRawSocket, subscribe } from "../support/raw-socket.ts";

const hub = useHub();
beforeEach(() => void (hub.now = NOON));

const PASSWORD = "correct horse battery";
const ME = "{ me { name role responder { id } } }";
const INVITE = "mutation ($input: InviteAccountInput!) { inviteAccount(input: $input) { path expiresAt account { role passwordAt responder { id } } } }";
const HOUR = 60;
const DAY = 24 * HOUR;
const ctx = () => aContext(hub.source.manager, { now: () => hub.now });
const aBrowser = () => new Browser(hub.url);
const tokenIn = (path: string): string => path.replace("/setup/", "");
const codeOf = ({ status, errors }: { status: number; errors?: { extensions: { code: string } }[] }) => [status, errors?.[0]?.extensions.code];

async function invited(responderId: string, over: object = {}) {
  return (await hub.ok(INVITE, { input: { responderId, ...over } })).inviteAccount;
}

/** Somebody with a password, and a browser that has just set it. */
async function aPerson(over: object = {}) {
  const person = await aResponder(ctx(), { name: "Grace" });
  const { path } = await invited(person.id, over);
  const browser = aBrowser();
  const response = await browser.post("/auth/setup", { token: tokenIn(path), password: PASSWORD });
  expect(response.status).toBe(303);
  return { person, browser, path };
}

const logIn = (browser: Browser, email: string, password = PASSWORD) => browser.post("/auth/login", { email, password });

/** A request with any Host, which `fetch` does not let one choose. */
function asked(path: string, host: string, headers: Record<string, string>, body = ""): Promise<{ status: number | undefined; cookie: string | undefined; body: string }> {
  const { port } = new URL(hub.url);
  return new Promise((resolve, reject) => {
    const asking = request({ host: "127.0.0.1", port, path, method: body ? "POST" : "GET", headers: { host, ...headers } }, (res) => {
      void text(res).then((answer) => resolve({ status: res.statusCode, cookie: res.headers["set-cookie"]?.[0], body: answer }));
    });
    asking.on("error", reject).end(body);
  });
}

describe("the first administrator", () => {
  test("sets up an account by a link that works once, for a day, until somebody can sign in", async () => {
    const old = await firstLink(ctx());
    const link = await firstLink(ctx());
    const browser = aBrowser();
    expect((await browser.get(`/setup/${old?.token}`)).status).toBe(404);
    hub.now = at(DAY);
    expect((await browser.get(`/setup/${link?.token}`)).status).toBe(404);
    hub.now = NOON;
    const page = await browser.get(`/setup/${link?.token}`);
    expect([page.status, page.headers.get("cache-control"), await page.text()]).toEqual([200, "no-store", expect.stringContaining('name="email"')]);
    const form = { token: link?.token ?? "", name: "Ada", email: "Ada@Example.com", password: PASSWORD };
    const weak = await browser.post("/auth/setup", { ...form, password: "short" });
    expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining("password needs 12 to 200 characters")]);
    const both = await Promise.all([browser, aBrowser()].map((one) => one.post("/auth/setup", form)));
    expect(both.map(({ status }) => status).sort()).toEqual([303, 404]);
    const second = aBrowser();
    expect((await logIn(second, "ada@example.com")).status).toBe(303);
    expect((await second.gql("{ me { name role } apiKeys { id } }")).data["me"]).toEqual({ name: "Ada", role: "ADMIN" });
    expect(await firstLink(ctx())).toBeNull();
    expect((await browser.post("/auth/setup", form)).status).toBe(404);
  });
});

describe("an invitation", () => {
  test("lets a responder choose a password, once, with the role that the admin gave", async () => {
    const person = await aResponder(ctx(), { name: "Grace" });
    const { path, expiresAt, account } = await invited(person.id, { role: "INCIDENT_MANAGER" });
    expect([expiresAt, account]).toEqual([at(3 * DAY).toISOString(), { role: "INCIDENT_MANAGER", passwordAt: null, responder: { id: person.id } }]);
    const browser = aBrowser();
    const page = await (await browser.get(path)).text();
    expect([page.includes('name="email"'), page.includes("<script"), page.includes("style=")]).toEqual([false, false, false]);
    expect((await browser.post("/auth/setup", { token: tokenIn(path), password: PASSWORD })).status).toBe(303);
    expect((await browser.gql(ME)).data["me"]).toEqual({ name: "Grace", role: "INCIDENT_MANAGER", responder: { id: person.id } });
    expect((await browser.get(path)).status).toBe(404);
    expect((await aBrowser().post("/auth/setup", { token: tokenIn(path), password: `${PASSWORD}2` })).status).toBe(404);
    const { accounts } = await hub.ok("{ accounts { role passwordAt endedAt responder { id } } }");
    expect(accounts).toContainEqual({ role: "INCIDENT_MANAGER", passwordAt: NOON.toISOString(), endedAt: null, responder: { id: person.id } });
  });

  test("ends after three days, and when another is made", async () => {
    const person = await aResponder(ctx());
    const first = await invited(person.id);
    const second = await invited(person.id);
    expect((await aBrowser().get(first.path)).status).toBe(404);
    expect((await aBrowser().get(second.path)).status).toBe(200);
    hub.now = at(3 * DAY);
    expect((await aBrowser().get(second.path)).status).toBe(404);
  });

  test("resets a password, which ends all sessions of the person and live connections with them", async () => {
    const { person, browser } = await aPerson({ role: "RESPONDER" });
    const live = await aRawSocket(hub.url, { token: "", headers: { cookie: browser.cookie, origin: hub.url } });
    const { path } = await invited(person.id);
    expect((await browser.gql(ME)).errors).toBeUndefined();
    const second = aBrowser();
    expect((await second.post("/auth/setup", { token: tokenIn(path), password: "another good password" })).status).toBe(303);
    await expect.poll(async () => codeOf(await browser.gql(ME))).toEqual([401, "UNAUTHENTICATED"]);
    expect(await live.closed).toBe(4403);
    expect((await second.gql(ME)).data["me"]).toMatchObject({ role: "RESPONDER" });
    expect((await logIn(aBrowser(), person.email)).status).toBe(401);
    expect((await logIn(aBrowser(), person.email, "another good password")).status).toBe(303);
  });

  test("is for responders, and gives no role of machines", async () => {
    const person = await aResponder(ctx());
    expect(await hub.refusal(INVITE, { input: { responderId: crypto.randomUUID() } })).toMatchObject({ code: "NOT_FOUND", field: "responderId" });
    expect(await hub.refusal(INVITE, { input: { responderId: person.id, role: "INTEGRATION" } })).toMatchObject({ code: "INVALID_INPUT", field: "role" });
  });

  test("stores neither password, link nor session as they are", async () => {
    const { browser, path } = await aPerson();
    const stored = JSON.stringify(await hub.source.query("select (select json_agg(a) from account a) as a, (select json_agg(l) from account_link l) as l, (select json_agg(s) from session s) as s"));
    for (const secret of [PASSWORD, tokenIn(path), ...browser.cookies.values()]) expect(stored).not.toContain(secret);
    expect(stored).toContain("$argon2id$v=19$m=19456,t=2,p=1$");
  });
});

describe("signing in", () => {
  test("sets a cookie that no script reads and no other site's form sends", async () => {
    const { person } = await aPerson();
    const browser = aBrowser();
    expect((await logIn(browser, ` ${person.email.toUpperCase()} `)).headers.get("location")).toBe("/");
    expect(browser.attributes.get("muster")).toBe(`Path=/; Expires=${new Date(at(14 * DAY)).toUTCString()}; HttpOnly; SameSite=Lax`);
    expect(await (await browser.get("/login")).text()).toContain("You are signed in as Grace");
  });

  test("makes the cookie Secure everywhere but on plain http at a loopback host", async () => {
    const { person } = await aPerson();
    const body = String(new URLSearchParams({ email: person.email, password: PASSWORD }));
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const cookieAt = async (host: string, headers = {}) => (await asked("/auth/login", host, { ...type, "sec-fetch-site": "same-origin", ...headers }, body)).cookie;
    const secure = /^__Host-muster=[\w-]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/;
    expect(await cookieAt("muster.example.org")).toMatch(secure);
    expect(await cookieAt("localhost", { "x-forwarded-proto": "https" })).toMatch(secure);
    expect(await cookieAt("localhost:4000")).toMatch(/^muster=[\w-]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const token = (await cookieAt("localhost"))?.split(/[=;]/)[1] ?? "";
    const me = async (host: string) => JSON.parse((await asked("/graphql", host, { "content-type": "application/json", cookie: `muster=${token}` }, JSON.stringify({ query: ME }))).body);
    expect((await me("localhost")).data.me).toMatchObject({ name: "Grace" });
    expect((await me("muster.example.org")).errors[0].extensions.code).toBe("UNAUTHENTICATED");
  });

  test("answers the same for a wrong password, an account without one, an ended one and none at all", async () => {
    const { person } = await aPerson();
    const ended = await aPerson();
    await hub.ok("mutation ($input: EndAccountInput!) { endAccount(input: $input) { endedAt } }", { input: { responderId: ended.person.id } });
    const nobody = await aResponder(ctx());
    await invited(nobody.id);
    const answers: unknown[] = [];
    for (const email of [person.email, ended.person.email, nobody.email, "nobody@example.com", "", "a\0b@example.com"]) {
      const response = await logIn(aBrowser(), email, email === person.email ? "wrong" : PASSWORD);
      answers.push([response.status, await response.text(), [...response.headers.keys()].sort(), response.headers.get("content-length")]);
    }
    expect(answers).toEqual(Array(6).fill(answers[0]));
    expect(answers[0]).toEqual([401, expect.stringContaining("The e-mail address or the password is wrong"), expect.any(Array), expect.any(String)]);
  });

  test("is refused to another site's form", async () => {
    const { person, browser } = await aPerson();
    const form = { email: person.email, password: PASSWORD };
    const from: Record<string, string>[] = [
      {}, { origin: "https://evil.example" }, { origin: "null" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { "sec-fetch-site": "none" },
      { "sec-fetch-site": "cross-site", origin: hub.url },
    ];
    for (const headers of from) {
      for (const path of ["/auth/login", "/auth/logout", "/auth/setup"]) expect([headers, path, (await aBrowser().post(path, form, headers)).status]).toEqual([headers, path, 403]);
    }
    expect((await browser.gql(ME)).errors).toBeUndefined();
  });

  test("is throttled per account and address, and says when to try again, whether or not the account exists", async () => {
    await aFreshHub(async (url) => {
      const { person } = await aPerson();
      const attempt = async (email: string, password = "wrong") => {
        const response = await new Browser(url).post("/auth/login", { email, password });
        return { status: response.status, retryAfter: Number(response.headers.get("retry-after")), page: await response.text() };
      };
      const last: unknown[] = [];
      for (const email of [person.email, "nobody@example.com"]) {
        for (let count = 0; count < ATTEMPTS.pair; count += 1) expect((await attempt(email)).status).toBe(401);
        const { status, retryAfter, page } = await attempt(email, PASSWORD);
        expect(retryAfter).toBeGreaterThan(0);
        expect(retryAfter).toBeLessThanOrEqual(900);
        last.push([status, page]);
      }
      expect(last).toEqual([[429, expect.stringContaining("Too many attempts")], last[0]]);
    });
  });

  test("is throttled per address over all accounts; who gets in is not counted", async () => {
    await aFreshHub(async (url) => {
      const { person } = await aPerson();
      const attempt = async (email: string, password = "wrong") => (await new Browser(url).post("/auth/login", { email, password })).status;
      for (let count = 0; count < ATTEMPTS.pair + 1; count += 1) expect(await attempt(person.email, PASSWORD)).toBe(303);
      for (let count = 0; count < ATTEMPTS.address; count += 1) expect(await attempt(`nobody-${count}@example.com`)).toBe(401);
      expect(await attempt("one-more@example.com")).toBe(429);
    });
  });
});

describe("a session", () => {
  test("authenticates HTTP, event streams and WebSockets as a token does, from the hub's own pages alone", async () => {
    const { person, browser } = await aPerson();
    const { cookie } = browser;
    const { id, reference } = await hub.declare();
    const stream = `/graphql/stream?query=${encodeURIComponent(`subscription { timeline(incidentId: "${id}") { revision } }`)}`;
    const statusOf = async (path: string, headers: Record<string, string>) => {
      const response = await browser.get(path, headers);
      await response.body?.cancel();
      return response.status;
    };
    const socketOf = async (headers: Record<string, string>) => {
      const live = await aRawSocket(hub.url, { token: "", headers: { cookie, ...headers } });
      live.send(subscribe("me", "{ me { responder { id } } }"));
      await expect.poll(() => live.messages.length).toBeGreaterThan(1);
      live.socket.terminate();
      return live.messages[1].payload;
    };
    for (const headers of [{ origin: hub.url }, { "sec-fetch-site": "same-origin" }, {}] as Record<string, string>[]) {
      expect(codeOf(await browser.gql(ME, headers))).toEqual([200, undefined]);
      expect(await statusOf(`/incidents/${reference}/report.json`, headers)).toBe(200);
      expect(await statusOf(stream, { accept: "text/event-stream", ...headers })).toBe(200);
      expect(await socketOf(headers)).toEqual({ data: { me: { responder: { id: person.id } } } });
    }
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }] as Record<string, string>[]) {
      expect(codeOf(await browser.gql(ME, headers))).toEqual([200, "UNAUTHENTICATED"]);
      expect(await statusOf(`/incidents/${reference}/report.json`, headers)).toBe(401);
      // Of another origin it is not even opened, with the cookie.
      if (!headers["origin"]) expect((await socketOf(headers)) as unknown).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
    }
  });

  test("gives way to a token in the header, and stands in for an empty one", async () => {
    const { browser } = await aPerson();
    const own = { "sec-fetch-site": "same-origin" };
    expect((await browser.gql(ME, { ...own, authorization: `Bearer ${hub.token.VIEWER}` })).data["me"]).toMatchObject({ name: "VIEWER" });
    expect(codeOf(await browser.gql(ME, { ...own, authorization: "Bearer wrong" }))).toEqual([401, "UNAUTHENTICATED"]);
    expect((await browser.gql(ME, { ...own, authorization: "Bearer " })).data["me"]).toMatchObject({ name: "Grace" });
  });

  test("ends a day after it was last used", async () => {
    const { browser } = await aPerson();
    for (const hours of [23, 46, 69]) {
      hub.now = at(hours * HOUR);
      expect((await browser.gql(ME)).errors).toBeUndefined();
    }
    hub.now = at((69 + 24) * HOUR);
    expect(codeOf(await browser.gql(ME))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("ends two weeks after it began, however much it is used", async () => {
    const { browser } = await aPerson();
    for (let hours = 23; hours < 14 * 24; hours += 23) {
      hub.now = at(hours * HOUR);
      expect((await browser.gql(ME)).errors).toBeUndefined();
    }
    hub.now = at(14 * DAY);
    expect(codeOf(await browser.gql(ME))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("ends by signing out, and takes its live connections with it; another browser's goes on", async () => {
    const { person, browser } = await aPerson();
    const other = aBrowser();
    await logIn(other, person.email);
    const { cookie } = browser;
    const live = await aRawSocket(hub.url, { token: "", headers: { cookie, origin: hub.url } });
    const out = await browser.post("/auth/logout");
    expect([out.status, out.headers.get("location"), browser.cookies.size]).toEqual([303, "/login", 0]);
    expect(await live.closed).toBe(4403);
    await expect.poll(async () => (await fetch(`${hub.url}/metrics`, { headers: { cookie } })).status).toBe(401);
    expect((await other.gql(ME)).errors).toBeUndefined();
  });

  test("ends with the account, and a live connection moves to the role that an account gets", async () => {
    const { person, browser } = await aPerson({ role: "ADMIN" });
    const live = await aRawSocket(hub.url, { token: "", headers: { cookie: browser.cookie, origin: hub.url } });
    await invited(person.id, { role: "VIEWER" });
    expect(await live.closed).toBe(4403);
    await expect.poll(async () => (await browser.gql(ME)).data["me"]).toMatchObject({ role: "VIEWER" });
    await hub.ok("mutation ($input: EndAccountInput!) { endAccount(input: $input) { endedAt } }", { input: { responderId: person.id } });
    await expect.poll(async () => codeOf(await browser.gql(ME))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("that has been over for 30 days is forgotten, and no other", async () => {
    const { person } = await aPerson();
    hub.now = at(29 * DAY);
    await logIn(aBrowser(), person.email);
    await forgetSessions({ ...ctx(), now: () => at(31 * DAY) });
    expect(await hub.source.query("select created_at from session where responder_id = $1", [person.id])).toEqual([{ created_at: at(29 * DAY) }]);
  });
});

describe("changing the own password", () => {
  const change = (browser: Browser, current: string, next: string) => browser.gql(`mutation { changePassword(input: { current: "${current}", next: "${next}" }) { responder { id } } }`);
  const NEXT = "another good password";
  const entries = (responderId: string) => hub.source.query("select action, input, before, after from audit_entry where subject = $1 and action like 'changePassword%' order by id", [`responder/${responderId}`]);

  test("takes the present one, ends the person's other sessions, and is in the audit log without either word", async () => {
    const { person, browser } = await aPerson({ role: "VIEWER" });
    const other = aBrowser();
    await logIn(other, person.email);
    const live = await aRawSocket(hub.url, { token: "", headers: { cookie: other.cookie, origin: hub.url } });
    expect(await change(browser, PASSWORD, NEXT)).toMatchObject({ status: 200, data: { changePassword: { responder: { id: person.id } } } });
    expect(await live.closed).toBe(4403);
    await expect.poll(async () => codeOf(await other.gql(ME))).toEqual([401, "UNAUTHENTICATED"]);
    expect((await browser.gql(ME)).errors).toBeUndefined();
    expect((await logIn(aBrowser(), person.email)).status).toBe(401);
    expect((await logIn(aBrowser(), person.email, NEXT)).status).toBe(303);
    const about = { [`responder/${person.id}`]: {} };
    expect(await entries(person.id)).toEqual([{ action: "changePassword", input: null, before: about, after: about }]);
    expect(JSON.stringify(await hub.source.query("select * from audit_entry"))).not.toMatch(new RegExp(`${PASSWORD}|${NEXT}`));
  });

  test("is refused for a wrong or a weak word, and changes nothing", async () => {
    const { person, browser } = await aPerson();
    const refusals = [await change(browser, "wrong", NEXT), await change(browser, PASSWORD, "short")];
    expect(refusals.map(({ errors }) => errors?.[0]?.extensions)).toMatchObject([{ code: "INVALID_INPUT", field: "current" }, { code: "INVALID_INPUT", field: "next" }]);
    expect((await logIn(aBrowser(), person.email)).status).toBe(303);
    expect((await entries(person.id)).map(({ action }: { action: string }) => action)).toEqual(["changePasswordRefused"]);
  });

  test("counts as attempts to sign in, and is no way around the throttle", async () => {
    await aFreshHub(async (url) => {
      const { person } = await aPerson();
      const browser = new Browser(url);
      await logIn(browser, person.email);
      const codes: unknown[] = [];
      for (let count = 0; count <= ATTEMPTS.pair; count += 1) codes.push((await change(browser, "wrong", NEXT)).errors?.[0]?.extensions.code);
      expect(codes).toEqual([...Array<string>(ATTEMPTS.pair).fill("INVALID_INPUT"), "RATE_LIMITED"]);
      expect((await change(browser, PASSWORD, NEXT)).errors?.[0]?.extensions.code).toBe("RATE_LIMITED");
      expect((await logIn(new Browser(url), person.email)).status).toBe(429);
    });
  });

  test("is for people who signed in with one: a key, even a person's, has none", async () => {
    const { person } = await aPerson();
    const token = await hub.key({ role: "RESPONDER", responderId: person.id });
    const CHANGE = "mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { name } }";
    expect(await hub.refusal(CHANGE, { input: { current: PASSWORD, next: NEXT } }, token)).toMatchObject({ code: "CONFLICT" });
  });

  test("of two changes at once one is done", async () => {
    const { browser } = await aPerson();
    const both = await Promise.all([change(browser, PASSWORD, NEXT), change(browser, PASSWORD, `${NEXT} 2`)]);
    expect(both.map(({ errors }) => errors?.[0]?.extensions.code ?? "done").sort()).toContain("done");
    expect(both.filter(({ errors }) => !errors)).toHaveLength(1);
  });
});

test("the log names no link", async () => {
  const lines: string[] = [];
  const second = await aHub(hub.database.url, () => hub.now, [], { log: pino({}, { write: (line: string) => void lines.push(line) }) });
  const { path } = await invited((await aResponder(ctx())).id);
  expect((await fetch(`${second.url}${path}?x=1`)).status).toBe(200);
  await second.stop();
  expect(lines.join("")).toContain("/setup/...");
  expect(lines.join("")).not.toContain(tokenIn(path));
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});

/** On the same database, with nothing counted yet. */
async function aFreshHub(work: (url: string) => Promise<void>): Promise<void> {
  const fresh = await aHub(hub.database.url, () => hub.now);
  await work(fresh.url).finally(() => fresh.stop());
}
