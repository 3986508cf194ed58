import { createSign } from "node:crypto";
import { exportJWK, exportPKCS8, generateKeyPair, UnsecuredJWT } from "jose";
import pino from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readAllowList } from "../../src/outbound/index.ts";
import type { Hub } from "../../src/server/hub.ts";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { aHub, type Answer, ask, type Data, useHub } from "../support/hub.ts";
import { claimAt, Issuer } from "../support/issuer.ts";
import { aRawSocket, subscribe } from "../support/raw-socket.ts";

const issuer = new Issuer();
const ROLES = new Map([["sre", "RESPONDER"], ["leads", "ADMIN"]] as const);
const oidc = (of = issuer) => ({ oidcIssuer: of.url, oidcAudience: "muster", oidcRoleClaim: "groups", oidcRoles: ROLES, oidcCooldownMs: 0, outboundAllow: readAllowList("127.0.0.1") });
beforeAll(() => issuer.start());
const hub = useHub(() => oidc());
afterAll(() => issuer.stop());
beforeEach(() => void (hub.now = NOON));

const ME = "{ me { name role scopes responder { id } } }";
const me = (token: string, url = hub.url): Promise<Answer> => ask(url, { query: ME }, token);
const codeOf = ({ status, errors: [error] }: Answer) => [status, error?.extensions.code];
const ctx = () => aContext(hub.source.manager);
const subjectsOf = async (responderId: string): Promise<string[]> =>
  (await hub.source.query("select subject from oidc_subject where responder_id = $1", [responderId])).map(({ subject }: { subject: string }) => subject);

let people = 0;
/** Somebody in the directory, and what the issuer says of them. */
async function aPerson(over: Record<string, unknown> = {}) {
  const person = await aResponder(ctx(), { name: "Grace", email: `grace-${++people}@example.com` });
  return { person, claims: { sub: `subject-${people}`, email: person.email, email_verified: true, groups: ["sre"], ...over } };
}

describe("who comes with a good token", () => {
  test("is the responder with the verified e-mail address, in any case, with the role of the claim", async () => {
    const { person, claims } = await aPerson();
    const { data, errors } = await me(await issuer.sign({ ...claims, email: person.email.toUpperCase() }));
    expect(errors).toEqual([]);
    expect(data.me).toEqual({ name: "Grace", role: "RESPONDER", scopes: [], responder: { id: person.id } });
  });

  test("is known by the subject from then on, with or without an address", async () => {
    const { person, claims } = await aPerson();
    await me(await issuer.sign(claims));
    const { email: _, ...nameless } = claims;
    expect((await me(await issuer.sign({ ...nameless, groups: ["leads"] }, { typ: "at+jwt" }))).data.me).toMatchObject({ role: "ADMIN", responder: { id: person.id } });
    expect(await subjectsOf(person.id)).toEqual([claims.sub]);
  });

  test("acts in the timeline under their name", async () => {
    const { claims } = await aPerson();
    const incident = await hub.declare({}, await issuer.sign(claims));
    const { incident: found } = await hub.ok("query ($id: ID!) { incident(id: $id) { timeline(first: 1) { nodes { actor } } } }", { id: incident.id });
    expect(found.timeline.nodes).toEqual([{ actor: "Grace" }]);
  });

  test("is FORBIDDEN everything without a role, and learns nothing of the directory", async () => {
    const { claims } = await aPerson({ groups: ["cooks"] });
    const stranger = await me(await issuer.sign({ ...claims, sub: "a stranger", email: "nobody@example.com" }));
    const known = await me(await issuer.sign(claims));
    expect([codeOf(known), known.errors]).toEqual([[403, "FORBIDDEN"], stranger.errors]);
  });

  test("is FORBIDDEN everything without a responder of theirs", async () => {
    const before = await hub.source.query("select * from oidc_subject");
    for (const over of [{}, { email: "nobody@example.com", email_verified: true }]) {
      expect(codeOf(await me(await issuer.sign({ sub: "a stranger", groups: ["leads"], ...over })))).toEqual([403, "FORBIDDEN"]);
    }
    expect(await hub.source.query("select * from oidc_subject")).toEqual(before);
  });

  test.each([[false], ["true"], [undefined]])("is nobody by an address that the issuer has not verified: %j", async (verified) => {
    const { person, claims } = await aPerson({ email_verified: verified });
    expect(codeOf(await me(await issuer.sign(claims)))).toEqual([403, "FORBIDDEN"]);
    expect(await subjectsOf(person.id)).toEqual([]);
  });

  test("does not become the one before by getting their address", async () => {
    const { person, claims } = await aPerson();
    await me(await issuer.sign(claims));
    expect(codeOf(await me(await issuer.sign({ ...claims, sub: "another" })))).toEqual([403, "FORBIDDEN"]);
    expect(await subjectsOf(person.id)).toEqual([claims.sub]);
  });

  test("is one responder however many requests come first at the same time", async () => {
    const { person, claims } = await aPerson();
    const answers = await Promise.all([0, 1, 2, 3].map(async (jti) => me(await issuer.sign({ ...claims, jti: String(jti) }))));
    expect(answers.map(({ data }) => data.me.responder.id)).toEqual(Array(4).fill(person.id));
    expect(await subjectsOf(person.id)).toEqual([claims.sub]);
  });
});

describe("a forged, spoiled or outdated token is refused with 401", () => {
  const SRE = { groups: ["leads"], email_verified: true };
  /** The same person comes in with a good one, so it is the token that is refused. */
  async function expectRefused(make: (claims: Record<string, unknown>) => Promise<string>) {
    const { claims } = await aPerson(SRE);
    expect((await me(await issuer.sign(claims))).errors).toEqual([]);
    expect(codeOf(await me(await make(claims)))).toEqual([401, "UNAUTHENTICATED"]);
    expect((await me(await issuer.sign(claims))).errors).toEqual([]);
  }

  test("`alg: none`", () => expectRefused(async (claims) => new UnsecuredJWT(issuer.claims(claims)).encode()));

  test("`alg: none` with the signature of another", () =>
    expectRefused(async (claims) => {
      const [, , signature] = (await issuer.sign(claims)).split(".");
      return new UnsecuredJWT(issuer.claims({ ...claims, groups: ["leads"] })).encode() + signature;
    }));

  test("HS256 with the public key as its secret", () =>
    expectRefused(async (claims) => issuer.sign(claims, { alg: "HS256" }, new TextEncoder().encode(await issuer.publicText()))));

  test("HS256 with the public key's modulus as its secret", () =>
    expectRefused(async (claims) => issuer.sign(claims, { alg: "HS256" }, new TextEncoder().encode((await exportJWK(issuer.current.publicKey)).n))));

  test("a key of the forger's own under the issuer's name", () =>
    expectRefused(async (claims) => issuer.sign(claims, {}, (await generateKeyPair("RS256")).privateKey)));

  test("a key of the forger's own, embedded as `jwk`", () =>
    expectRefused(async (claims) => {
      const { publicKey, privateKey } = await generateKeyPair("RS256", { extractable: true });
      return issuer.sign(claims, { jwk: await exportJWK(publicKey) }, privateKey);
    }));

  test.each(["jku", "x5u"])("a key of the forger's own at an address in `%s`, where nobody looks", async (header) => {
    const forger = new Issuer();
    await forger.start();
    await expectRefused((claims) => issuer.sign(claims, { [header]: `${forger.url}/keys`, kid: forger.current.kid }, forger.current.privateKey));
    expect(forger.readings).toBe(0);
    await forger.stop();
  });

  test("a `kid` that the issuer does not have", () => expectRefused((claims) => issuer.sign(claims, { kid: "../../dev/null" })));
  test("another algorithm than the key is for", () => expectRefused(async (claims) => {
    const [, payload] = (await issuer.sign(claims)).split(".");
    const head = Buffer.from(JSON.stringify({ alg: "ES256", kid: issuer.current.kid })).toString("base64url");
    return `${head}.${payload}.${createSign("sha256").update(`${head}.${payload}`).sign(await privatePem(), "base64url")}`;
  }));
  test("claims that were changed after signing", () =>
    expectRefused(async (claims) => {
      const [head, , signature] = (await issuer.sign({ ...claims, groups: [] })).split(".");
      return `${head}.${Buffer.from(JSON.stringify(issuer.claims(claims))).toString("base64url")}.${signature}`;
    }));
  test("a header that demands what the hub does not know (`crit`)", async () => {
    const { claims } = await aPerson(SRE);
    const head = Buffer.from(JSON.stringify({ alg: "RS256", kid: issuer.current.kid, crit: ["exp2"], exp2: 1 })).toString("base64url");
    const body = Buffer.from(JSON.stringify(issuer.claims(claims))).toString("base64url");
    const token = `${head}.${body}.${createSign("sha256").update(`${head}.${body}`).sign(await privatePem(), "base64url")}`;
    expect(codeOf(await me(token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test.each([
    ["for another audience", { aud: "another-program" }],
    ["for no audience", { aud: undefined }],
    ["of another issuer", { iss: "https://login.example.org" }],
    ["of no issuer", { iss: undefined }],
    ["that has expired", { exp: claimAt(-1) }],
    ["that never expires", { exp: undefined }],
    ["that is not valid yet", { nbf: claimAt(1) }],
    ["of nobody", { sub: undefined }],
    ["of a subject that is no text", { sub: 7 }],
    ["of a subject that cannot be kept", { sub: "a\0b" }],
    ["for a client's key alone (DPoP)", { cnf: { jkt: "x" } }],
    ["for logging out", { events: {} }],
  ])("one %s", (_, over) => expectRefused((claims) => issuer.sign({ ...claims, ...over })));

  test("a type that is not for callers", () => expectRefused((claims) => issuer.sign(claims, { typ: "logout+jwt" })));

  test.each(["..", "a.b.c", "e30.e30.", "bnVsbA.bnVsbA.", `${"a".repeat(6_000)}.b.c`])("%.20s", async (token) => {
    expect(codeOf(await me(token))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("clocks may differ by half a minute", async () => {
    const { claims } = await aPerson();
    expect((await me(await issuer.sign({ ...claims, exp: claimAt(0) - 29 }))).errors).toEqual([]);
    expect((await me(await issuer.sign({ ...claims, nbf: claimAt(0) + 30 }))).errors).toEqual([]);
    expect(codeOf(await me(await issuer.sign({ ...claims, exp: claimAt(0) - 30 })))).toEqual([401, "UNAUTHENTICATED"]);
    expect(codeOf(await me(await issuer.sign({ ...claims, nbf: claimAt(0) + 31 })))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("a good one ends at its time, also when it has been seen before", async () => {
    const { claims } = await aPerson();
    const token = await issuer.sign(claims);
    expect((await me(token)).errors).toEqual([]);
    hub.now = at(61);
    expect(codeOf(await me(token))).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("the issuer's keys", () => {
  const others: { stop(): Promise<unknown> }[] = [];
  afterEach(async () => {
    for (const other of others.splice(0).toReversed()) await other.stop();
  });
  const another = async (over: object = {}): Promise<{ own: Issuer; second: Hub }> => {
    const own = new Issuer();
    await own.start();
    const second = await aHub(hub.database.url, () => hub.now, [], { ...oidc(own), ...over });
    others.push(own, second);
    return { own, second };
  };

  test("are read once for many tokens, and anew when they are others", async () => {
    const { own, second } = await another();
    const { claims } = await aPerson();
    const before = await own.sign(claims);
    for (const jti of ["a", "b", "c"]) expect((await me(await own.sign({ ...claims, jti }), second.url)).errors).toEqual([]);
    expect(own.readings).toBe(1);
    await own.rotate();
    expect((await me(await own.sign(claims), second.url)).errors).toEqual([]);
    expect(own.readings).toBe(2);
    expect(codeOf(await me(`${before.slice(0, -4)}AAAA`, second.url))).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("are not read for every forgery", async () => {
    const { own, second } = await another({ oidcCooldownMs: 60_000 });
    for (let kid = 0; kid < 20; kid += 1) expect(codeOf(await me(await own.sign({}, { kid: `forged-${kid}` }), second.url))).toEqual([401, "UNAUTHENTICATED"]);
    expect(own.readings).toBe(1);
  });

  test("go on while the issuer is away, which says nothing of other callers", async () => {
    const { own, second } = await another();
    const { claims } = await aPerson();
    await me(await own.sign(claims), second.url);
    own.isAway = true;
    expect((await me(await own.sign({ ...claims, jti: "new" }), second.url)).errors).toEqual([]);
    expect((await ask(second.url, { query: "{ me { name } }" })).errors).toEqual([]);
  });

  test("that nobody has read yet make UNAVAILABLE while the issuer is away, over HTTP and WebSocket; the hub starts all the same", async () => {
    const own = new Issuer();
    await own.start();
    own.isAway = true;
    const second = await aHub(hub.database.url, () => hub.now, [], oidc(own));
    others.push(own, second);
    const { claims } = await aPerson();
    const token = await own.sign(claims);
    const { status, headers, errors } = await me(token, second.url);
    expect([status, headers.get("retry-after"), errors[0]?.extensions.code]).toEqual([503, "2", "UNAVAILABLE"]);
    const live = await aRawSocket(second.url, { init: false });
    live.send({ type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    expect(await live.closed).toBe(1013);
    expect((await ask(second.url, { query: "{ me { name } }" })).errors).toEqual([]);
    own.isAway = false;
    await expect.poll(async () => (await me(token, second.url)).errors).toEqual([]);
  });
});

describe("an issuer in a private network", () => {
  test("that MUSTER_OUTBOUND_ALLOW does not open is not asked, and sign-in and log say what to set", async () => {
    const own = new Issuer();
    await own.start();
    const logged: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void logged.push(line) });
    const second = await aHub(hub.database.url, () => hub.now, [], { ...oidc(own), outboundAllow: readAllowList("127.0.0.1:1"), log });
    const { claims } = await aPerson();
    const { status, errors } = await me(await own.sign(claims), second.url);
    expect([status, errors[0]?.extensions.code, errors[0]?.message]).toEqual([503, "UNAVAILABLE", expect.stringContaining("MUSTER_OUTBOUND_ALLOW")]);
    expect(errors[0]?.message).not.toContain("127.0.0.1");
    expect((await me(await own.sign(claims), second.url)).errors[0]?.message).toContain("MUSTER_OUTBOUND_ALLOW"); // remembered, too
    await second.stop();
    expect(logged.join("")).toMatch(/127\.0\.0\.1 is in a private network.*the OIDC issuer may not be asked/);
    expect(own.asked).toEqual([]);
    await own.stop();
  });

  test("is not followed to another place, be it the description or the keys that redirect", async () => {
    for (const path of ["/.well-known/openid-configuration", "/keys"]) {
      const own = new Issuer();
      await own.start();
      own.redirects.set(path, `${issuer.url}${path}`);
      const second = await aHub(hub.database.url, () => hub.now, [], oidc(own));
      const { claims } = await aPerson();
      expect(codeOf(await me(await own.sign(claims), second.url))).toEqual([503, "UNAVAILABLE"]);
      await second.stop();
      await own.stop();
    }
  });
});

test("a live connection ends when its token does, with a code after which clients come back", async () => {
  const { claims } = await aPerson();
  const incident = await hub.declare();
  const live = await aRawSocket(hub.url, { token: await issuer.sign(claims) });
  const stays = await aRawSocket(hub.url, { token: await issuer.sign({ ...claims, exp: claimAt(600) }) });
  for (const { send } of [live, stays]) send(subscribe("a", "subscription ($id: ID!) { timeline(incidentId: $id) { revision } }", { id: incident.id }));
  await expect.poll(() => live.messages.length * stays.messages.length).toBeGreaterThan(0);
  hub.now = at(61);
  expect(await live.closed).toBe(4403);
  expect(stays.socket.readyState).toBe(stays.socket.OPEN);
  stays.socket.terminate();
});

test("a person who is here twice with different roles sees with each what it may, and nothing moves by itself", async () => {
  const { claims } = await aPerson();
  const secret = await hub.declare({ private: true });
  const board = "subscription { incidentBoard { kind incidents { id } } }";
  const few = follow(hub.client(await issuer.sign(claims)), board);
  const all = follow(hub.client(await issuer.sign({ ...claims, groups: ["leads"] })), board);
  const holds = ({ incidentBoard }: Data) => incidentBoard.incidents.some(({ id }: { id: string }) => id === secret.id);
  expect([holds(await few.next()), holds(await all.next())]).toEqual([false, true]);
  // Whoever loses a key is sent off at the beginning of a round of rechecks: after two, one is over.
  for (const name of ["first", "second"]) {
    const { createApiKey: made } = await hub.ok("mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id } } }", { input: { name, role: "VIEWER" } });
    const live = await aRawSocket(hub.url, { token: made.token });
    await hub.ok("mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { id } }", { input: { id: made.apiKey.id } });
    expect(await live.closed).toBe(4403);
  }
  const open = await hub.declare();
  for (const one of [few, all]) expect((await one.next()).incidentBoard).toEqual({ kind: "CHANGED", incidents: [{ id: open.id }] });
  await Promise.all([few.leave(), all.leave()]);
});

test("a token of the issuer's counts in a stream of events as well", async () => {
  const { claims } = await aPerson();
  const incident = await hub.declare();
  const query = `subscription { timeline(incidentId: "${incident.id}") { revision } }`;
  const open = async (token: string) => fetch(`${hub.url}/graphql/stream?query=${encodeURIComponent(query)}`, { headers: { accept: "text/event-stream", authorization: `Bearer ${token}` } });
  const response = await open(await issuer.sign(claims));
  expect(response.status).toBe(200);
  await response.body?.cancel();
  expect((await open(await issuer.sign({ ...claims, aud: "another" }))).status).toBe(401);
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});

const privatePem = (): Promise<string> => exportPKCS8(issuer.current.privateKey);
