import { createHmac } from "node:crypto";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import type { ResponderEntity } from "../../src/entities/responder.entity.ts";
import { readAllowList } from "../../src/outbound/index.ts";
import { pressIn } from "../../src/server/inbound/slack-action.rules.ts";
import { replyIn } from "../../src/services/answer/reply.rules.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, aResponder, at } from "../support/build.ts";
import { fingerprint, useHub } from "../support/hub.ts";
import { tell } from "../support/delivery.ts";
import { aPage, PUBLIC_URL } from "../support/page.ts";
import { aPeer } from "../support/peers.ts";
import { aSlack } from "../support/slack-peer.ts";
import { aTwilio, TWILIO_TOKEN, twilioSignature } from "../support/twilio-peer.ts";

const hub = useHub(() => ({ publicUrl: PUBLIC_URL, outboundAllow: readAllowList("127.0.0.0/8"), sendsDeliveries: true }));
const slack = await aSlack();
const provider = await aTwilio();
/** Where Slack takes answers to a press. */
const replies = await aPeer((_, res) => res.end("ok"));
const SECRET = "slack-signing-secret";
const ctx = () => aContext(hub.source.manager, { now: () => hub.now, secretKeys: readKeys("a1".repeat(32)) });
const TOKEN = TWILIO_TOKEN;
let phone = 100_000;
let number: string;
let person: ResponderEntity;
let incident: IncidentEntity;

beforeAll(async () => {
  const configure = (kind: string, values: object) => hub.ok("mutation ($input: ConfigureChannelInput!) { configureChannel(input: $input) { isConfigured } }", { input: { kind, values } });
  await configure("SMS", provider.settings);
  await configure("VOICE", provider.settings);
  expect((await configure("TEAMS", {})).configureChannel.isConfigured).toBe(true);
  await configure("SLACK", { botToken: slack.token, signingSecret: SECRET, baseUrl: slack.url });
});

beforeEach(async () => {
  hub.now = at(0);
  number = `+4915${(phone += 1)}`;
  person = await aResponder(ctx(), { contactMethods: [{ channel: "SMS", address: number }, { channel: "SLACK", address: `U${phone}` }] });
  incident = await anIncident(ctx());
});

/** Everything that is kept, once what a declaration has to send has gone out. */
async function standing() {
  await expect.poll(async () => (await hub.source.query("select count(*)::int as n from delivery where state = 'SENDING' or next_at <= $1", [hub.now]))[0].n).toBe(0);
  return fingerprint(hub.source);
}

async function twilio(path: string, form: Record<string, string>, signature = twilioSignature(`${PUBLIC_URL}${path}`, form, TOKEN)) {
  const response = await fetch(`${hub.url}${path}`, { method: "POST", body: new URLSearchParams(form), headers: { "x-twilio-signature": signature } });
  return { status: response.status, body: await response.text() };
}

const reply = (Body: string, From = number) => twilio("/inbound/twilio/message", { From, To: "+15005550006", Body, MessageSid: "SM1" });
const acknowledgers = async (of = incident) => ((await hub.source.query("select actor_id as id from timeline_event where incident_id = $1 and kind = 'ACKNOWLEDGED'", [of.id])) as { id: string }[]).map(({ id }) => id);

describe("a text message", () => {
  test("with the code acknowledges that page as that person, once", async () => {
    const { code } = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    expect(await reply(`Ack ${code}!`)).toEqual({ status: 200, body: expect.stringContaining(`you have acknowledged ${incident.reference}`) });
    expect(await reply(code)).toEqual({ status: 200, body: expect.stringContaining("already") });
    expect(await acknowledgers()).toEqual([person.id]);
  });

  test("with a code from another phone, or with an unknown one, changes nothing and says so politely", async () => {
    const { code } = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    const before = await standing();
    expect((await reply(code, "+4915999999")).body).toContain("no page of yours");
    expect((await reply(code === "9999" ? "9998" : "9999")).body).toContain(`Reply ${code} for ${incident.reference}`);
    expect(await standing()).toEqual(before);
  });

  test("with a plain yes counts where one page is open, and asks which where there are several", async () => {
    const first = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    const other = await anIncident(ctx());
    const second = await aPage(ctx(), other, person, { channel: "SMS", address: number });
    expect(second.code).not.toBe(first.code);
    const { body } = await reply("ok");
    for (const word of [first.code, second.code, incident.reference, other.reference]) expect(body).toContain(word);
    await reply(second.code);
    expect((await reply("ok")).body).toContain(`you have acknowledged ${incident.reference}`);
    expect([await acknowledgers(), await acknowledgers(other)]).toEqual([[person.id], [person.id]]);
  });

  test("about an incident that is over says so", async () => {
    const { code } = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    await incidents.cancel(ctx(), { incidentId: incident.id });
    expect((await reply(code)).body).toContain("is over");
  });

  test("whose number guesses codes is not listened to any more", async () => {
    const { code } = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    for (let guess = 0; guess < 10; guess += 1) await reply("no idea");
    expect(await reply(code)).toEqual({ status: 200, body: expect.not.stringContaining("Message") });
    expect(await acknowledgers()).toEqual([]);
  });
});

describe("a pressed key", () => {
  test("acknowledges as the person who was called; another key, another phone and an old page do not", async () => {
    const { token } = await aPage(ctx(), incident, person, { channel: "VOICE", address: number });
    const press = (Digits: string, To = number, of = token) => twilio(`/inbound/twilio/key/${of}`, { To, Digits, CallSid: "CA1" });
    expect((await press("2")).body).toContain("<Say>That is not the key");
    expect((await press("1", "+4915999999")).body).toContain("went to another phone");
    expect((await press("1", number, "x".repeat(43))).body).toContain("too old");
    expect(await acknowledgers()).toEqual([]);
    expect((await press("1")).body).toContain(`<Say>Muster: you have acknowledged ${incident.reference}.</Say>`);
    expect((await press("1")).body).toContain("already");
    expect(await acknowledgers()).toEqual([person.id]);
  });
});

test("a message that the provider could not deliver is noted at its contact method, until one comes through", async () => {
  const failing = async () => (await hub.ok("query ($id: ID!) { responder(id: $id) { contactMethods { channel failingSince lastError } } }", { id: person.id })).responder.contactMethods[0];
  await twilio("/inbound/twilio/status", { To: number, MessageStatus: "undelivered", ErrorCode: "30003", MessageSid: "SM1" });
  expect(await failing()).toEqual({ channel: "SMS", failingSince: at(0).toISOString(), lastError: "The provider could not deliver (30003)" });
  await twilio("/inbound/twilio/status", { To: number, MessageStatus: "delivered", MessageSid: "SM1" });
  expect(await failing()).toMatchObject({ failingSince: null, lastError: null });
});

describe("what Twilio did not sign", () => {
  test.each(["/inbound/twilio/message", "/inbound/twilio/status", `/inbound/twilio/key/${"x".repeat(43)}`])("is refused at %s and leaves no trace", async (path) => {
    const { code } = await aPage(ctx(), incident, person, { channel: "SMS", address: number });
    const form = { From: number, To: number, Body: code, Digits: "1", MessageStatus: "failed" };
    const before = await standing();
    const wrong = ["", "nonsense", twilioSignature(`${PUBLIC_URL}${path}`, form, "another token"), twilioSignature(`${hub.url}${path}`, form, TOKEN), twilioSignature(`${PUBLIC_URL}${path}`, { ...form, Body: "x" }, TOKEN)];
    for (const signature of wrong) expect(await twilio(path, form, signature)).toEqual({ status: 403, body: "The signature is wrong" });
    expect((await fetch(`${hub.url}${path}`, { method: "POST", body: new URLSearchParams(form) })).status).toBe(403);
    expect((await fetch(`${hub.url}${path}`)).status).toBe(404);
    expect(await hub.source.query("select 1 from contact_check where responder_id = $1", [person.id])).toEqual([]);
    expect(await standing()).toEqual(before);
  });

  test("a body that is too large is not read", async () => {
    expect((await twilio("/inbound/twilio/message", { Body: "a".repeat(100_000) })).status).toBe(413);
  });

  test("a documented signature is what ours compute", () => {
    const form = { CallSid: "CA1234567890ABCDE", Caller: "+12349013030", Digits: "1234", From: "+12349013030", To: "+18005551212" };
    expect(twilioSignature("https://mycompany.com/myapp.php?foo=1&bar=2", form, "12345")).toBe("0/KCTR6DLpKmkAf8muzZqo1nDgQ=");
  });
});

describe("a button in Slack", () => {
  const seconds = (minutes = 0) => String(Math.floor(at(minutes).getTime() / 1_000));
  const signed = (body: string, timestamp: string, secret = SECRET) => `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  async function press(value: string, { user = `U${phone}`, conversation = `D${phone}`, timestamp = seconds(), secret = SECRET, sent = (body: string) => body } = {}) {
    const payload = { type: "block_actions", user: { id: user }, channel: { id: conversation }, actions: [{ action_id: "muster_acknowledge", value }], response_url: `${replies.url}/response` };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-slack-request-timestamp": timestamp, "x-slack-signature": signed(body, timestamp, secret) };
    const { status } = await fetch(`${hub.url}/inbound/slack/actions`, { method: "POST", body: sent(body), headers });
    return status;
  }
  const said = async () => {
    await expect.poll(() => replies.heard.length).toBeGreaterThan(0);
    return JSON.parse(replies.heard.at(-1)!.body);
  };

  test("acknowledges the page as the person it went to, once, and says so to them alone", async () => {
    const { token } = await aPage(ctx(), incident, person, { channel: "SLACK", address: `U${phone}` });
    expect(await press(token)).toBe(200);
    expect(await said()).toEqual({ response_type: "ephemeral", replace_original: false, text: `Muster: you have acknowledged ${incident.reference}.` });
    expect(await press(token)).toBe(200);
    expect(await acknowledgers()).toEqual([person.id]);
  });

  test("in a room does nothing for somebody else's page", async () => {
    const { token } = await aPage(ctx(), incident, person, { channel: "SLACK", address: `U${phone}` });
    await press(token, { user: "U999", conversation: "C1" });
    expect((await said()).text).toContain("somebody else");
    expect(await acknowledgers()).toEqual([]);
  });

  test("of the incident's room acknowledges as whoever pressed it, known by their user or by its address", async () => {
    expect(await press(`incident:${incident.id}`, { conversation: "C1" })).toBe(200);
    expect(await acknowledgers()).toEqual([person.id]);
    const grace = await aResponder(ctx());
    slack.users.set(grace.email, "U777");
    await press(`incident:${incident.id}`, { user: "U777", conversation: "C1" });
    await press(`incident:${incident.id}`, { user: "U777", conversation: "C1" });
    expect(await acknowledgers()).toEqual([person.id, grace.id]);
    await press(`incident:${incident.id}`, { user: "U404", conversation: "C1" });
    await expect.poll(async () => (await said()).text).toContain("Nobody in the directory has your Slack user");
  });

  test("of a private incident does nothing for who is not on it", async () => {
    const secret = await anIncident(ctx(), { title: "A leak", private: true });
    await press(`incident:${secret.id}`, { conversation: "C1" });
    expect((await said()).text).toContain("There is no");
    expect(await acknowledgers(secret)).toEqual([]);
  });

  test.each<[string, Parameters<typeof press>[1]]>([
    ["under another secret", { secret: "another" }], ["that is six minutes old", { timestamp: seconds(-6) }], ["from the future", { timestamp: seconds(6) }],
    ["with a timestamp that is none", { timestamp: "soon" }], ["that was changed", { sent: (body) => `${body}&x=1` }],
  ])("signed by nobody: a request %s is refused", async (_, over) => {
    const { token } = await aPage(ctx(), incident, person, { channel: "SLACK", address: `U${phone}` });
    const before = await standing();
    expect(await press(token, over)).toBe(403);
    expect(await standing()).toEqual(before);
  });

  test("another button, and a payload that is none, are taken note of and no more", async () => {
    for (const body of ["payload=%7B%7D", "payload=nonsense", "", "payload=%5Bnull%5D"]) {
      const headers = { "x-slack-request-timestamp": seconds(), "x-slack-signature": signed(body, seconds()) };
      expect((await fetch(`${hub.url}/inbound/slack/actions`, { method: "POST", body, headers })).status).toBe(200);
    }
  });
});

describe("all the way", () => {
  const sentTo = async (to: string, resource = "Messages") => {
    await expect.poll(() => provider.sent.filter((one) => one["To"] === to && one.resource === resource).length).toBe(1);
    return provider.sent.find((one) => one["To"] === to && one.resource === resource)!;
  };

  test("a page goes out as a text message, and the reply to it acknowledges", async () => {
    await tell(ctx(), { incidentId: incident.id, responderId: person.id });
    const { Body = "" } = await sentTo(number);
    expect(Body).toMatch(/^127 customers cannot pay\n/);
    const [, code = ""] = /Reply (\d{4}) to acknowledge/.exec(Body) ?? [];
    expect((await reply(code)).body).toContain("you have acknowledged");
    expect(await acknowledgers()).toEqual([person.id]);
    const [, path = ""] = /hub\.example\.org(\/ack\/\S+)/.exec(Body) ?? [];
    expect(await (await fetch(`${hub.url}${path}`)).text()).toContain("acknowledged this");
  });

  test("a call that nobody but the paged phone can answer acknowledges by its key", async () => {
    await hub.source.query("update responder set contact_methods = $2 where id = $1", [person.id, JSON.stringify([{ channel: "VOICE", address: number }])]);
    await tell(ctx(), { incidentId: incident.id, responderId: person.id });
    const { Twiml = "" } = await sentTo(number, "Calls");
    const [, path = ""] = /action="https:\/\/hub\.example\.org([^"]+)"/.exec(Twiml) ?? [];
    expect((await twilio(path, { To: number, Digits: "1" })).body).toContain("you have acknowledged");
    expect(await acknowledgers()).toEqual([person.id]);
  });

  test("a direct message in Slack acknowledges by its button", async () => {
    await hub.source.query("update responder set contact_methods = $2 where id = $1", [person.id, JSON.stringify([{ channel: "SLACK", address: `U${phone}` }])]);
    await tell(ctx(), { incidentId: incident.id, responderId: person.id });
    await expect.poll(() => slack.posts.filter(({ channel }) => channel === `U${phone}`).length).toBe(1);
    const button = JSON.parse(slack.posts.find(({ channel }) => channel === `U${phone}`)!.blocks).find(({ type }: { type: string }) => type === "actions").elements[0];
    const payload = { type: "block_actions", user: { id: `U${phone}` }, channel: { id: `D${phone}` }, actions: [button] };
    const [body, timestamp] = [new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), String(Math.floor(at(0).getTime() / 1_000))];
    const signature = `v0=${createHmac("sha256", SECRET).update(`v0:${timestamp}:${body}`).digest("hex")}`;
    await fetch(`${hub.url}/inbound/slack/actions`, { method: "POST", body, headers: { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature } });
    expect(await acknowledgers()).toEqual([person.id]);
  });

  test("a contact method is verified by the code that came over it", async () => {
    const input = { responderId: person.id, channel: "SMS", address: number };
    const run = (name: string, type: string, more: object = {}) =>
      hub.ok(`mutation ($input: ${type}!) { ${name}(input: $input) { contactMethods { channel isVerified verifiedBy } } }`, { input: { ...input, ...more } }, hub.token.RESPONDER);
    expect((await run("sendContactCode", "ContactMethodOfInput")).sendContactCode.contactMethods[0]).toMatchObject({ isVerified: false });
    const [code = ""] = /\d{6}/.exec((await sentTo(number))["Body"] ?? "") ?? [];
    expect((await run("verifyContactMethod", "VerifyContactMethodInput", { code })).verifyContactMethod.contactMethods[0]).toEqual({ channel: "SMS", isVerified: true, verifiedBy: "RESPONDER" });
    expect(JSON.stringify(await hub.source.query("select * from delivery where address = $1", [number]))).not.toContain(code);
  });
});

test("whatever a reply says, it is a code, a yes or nothing", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
    const reply = replyIn(text);
    if (reply && "code" in reply) expect(text.normalize("NFKC")).toContain(reply.code);
  }));
  fc.assert(fc.property(fc.integer({ min: 1_000, max: 9_999 }), fc.constantFrom("ACK", "ok", "", "Reply", "code:"), fc.constantFrom("", "!", " thanks", "\n"), (code, before, after) => {
    expect(replyIn(`${before} ${code}${after}`)).toEqual({ code: String(code) });
  }));
  for (const text of ["", "no", "12345", "4711 or 4712", "I am ok with whatever you do", "STOP"]) expect(replyIn(text)).toBeNull();
  for (const text of ["ok", "ACK!", "Yes, mine"]) expect(replyIn(text)).toEqual({ word: true });
});

test("whatever a payload is, it is a press or nothing", () => {
  fc.assert(fc.property(fc.anything(), (payload) => {
    expect(pressIn(new URLSearchParams({ payload: JSON.stringify(payload) ?? "" }).toString(), "a")).toBeNull();
  }));
  fc.assert(fc.property(fc.string(), (body) => {
    expect(pressIn(body, "a")).toBeNull();
  }));
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
