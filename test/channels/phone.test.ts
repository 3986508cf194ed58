import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { ROOM, smsText } from "../../src/channels/sms-text.ts";
import { smsChannel } from "../../src/channels/sms.ts";
import { voiceChannel, xml } from "../../src/channels/voice.ts";
import type { OutgoingMessage } from "../../src/services/delivery/index.ts";
import { aWayOut, json } from "../support/peers.ts";
import { aTwilio } from "../support/twilio-peer.ts";

const twilio = await aTwilio();
const way = { client: aWayOut(), now: () => new Date("2025-01-01T00:00:00Z") };
const [sms, voice] = [smsChannel(way), voiceChannel(way)];
const message: OutgoingMessage = {
  key: "delivery-1", to: "+4915112345678", subject: "SEV1", text: "127 customers cannot pay\nEvidence: checkout fails",
  incident: { id: "i1", reference: "INC-2024-0215-001", channel: "#x" }, acknowledgeUrl: "https://hub.example.org/ack/TOKEN", act: { code: "4711" },
};

beforeEach(() => {
  twilio.sent.splice(0);
  twilio.next = null;
});

test("a text message says the impact first, then the reference and what to reply", async () => {
  expect(await sms.send(message, twilio.settings)).toEqual({ state: "ACCEPTED", answer: "SM1 queued" });
  expect(twilio.sent).toEqual([{
    resource: "Messages", To: message.to, From: "+15005550006", StatusCallback: "https://hub.example.org/inbound/twilio/status",
    Body: "127 customers cannot pay\nEvidence: checkout fails\nINC-2024-0215-001. Reply 4711 to acknowledge\nhttps://hub.example.org/ack/TOKEN",
  }]);
  expect(twilio.heard[0]?.headers).toMatchObject({ "idempotency-key": "delivery-1" });
});

test("a messaging service takes the place of a number", async () => {
  const from = `MG${"a".repeat(32)}`;
  await sms.send(message, { ...twilio.settings, from });
  expect(twilio.sent[0]).toMatchObject({ MessagingServiceSid: from });
  expect(twilio.sent[0]).not.toHaveProperty("From");
});

test("a call reads the page out, twice, and takes one key", async () => {
  const text = `<Hangup/> & "quotes" ${"long ".repeat(2_000)}`;
  expect(await voice.send({ ...message, text }, twilio.settings)).toMatchObject({ state: "ACCEPTED" });
  const { Twiml = "", To }: Record<string, string> = twilio.sent[0]!;
  expect(To).toBe(message.to);
  expect(Twiml).toContain('<Gather numDigits="1" timeout="10" method="POST" action="https://hub.example.org/inbound/twilio/key/TOKEN"><Say loop="2">&#60;Hangup/&#62; &#38;');
  expect(Twiml.length).toBeLessThan(4_000);
  expect(Twiml).not.toContain("<Hangup");
});

test.each([
  [21610, "unsubscribed", "REFUSED"], [21211, "none that can be reached", "REFUSED"], [20429, "Too many", "RETRY"], [99999, "Something else", "REFUSED"],
] as const)("refusal %i is %s: %s", async (code, words, state) => {
  twilio.refusals.set("+15005550001", { code, message: words });
  const outcome = await sms.send({ ...message, to: "+15005550001" }, twilio.settings);
  expect(outcome).toMatchObject({ state, reason: expect.stringContaining(words) });
});

test.each([
  [429, { "retry-after": "30" }, { state: "RETRY", retryAfterMs: 30_000 }],
  [503, { "retry-after": "Wed, 01 Jan 2025 00:01:00 GMT" }, { state: "RETRY", retryAfterMs: 60_000 }],
  [500, {}, { state: "RETRY" }],
  [404, {}, { state: "REFUSED" }],
  [400, { "retry-after": "soon" }, { state: "REFUSED" }],
] as const)("HTTP %i with %o", async (status, headers, outcome) => {
  twilio.next = (res) => json(res, status, "a proxy's page", headers);
  expect(await voice.send(message, twilio.settings)).toEqual({ ...outcome, reason: expect.any(String) });
});

test("a wrong token is refused, and told by no answer; a provider that is gone is tried again", async () => {
  const outcome = await sms.send(message, { ...twilio.settings, authToken: "wrong-token" });
  expect(outcome).toMatchObject({ state: "REFUSED", reason: expect.stringContaining("token is wrong") });
  expect(JSON.stringify(outcome)).not.toContain("wrong-token");
  expect(await sms.send(message, { ...twilio.settings, baseUrl: "http://127.0.0.1:1" })).toMatchObject({ state: "RETRY" });
  twilio.next = (res) => res.destroy();
  expect(await sms.send(message, twilio.settings)).toMatchObject({ state: "RETRY" });
});

test("whatever a page says, its message fits, is whole text, and says reference and code", () => {
  const anyText = fc.oneof(fc.string({ unit: "binary", maxLength: 900 }), fc.string({ unit: fc.constantFrom("a", "€", "ä", "漢", "😀", "\n", " "), maxLength: 900 }));
  fc.assert(fc.property(anyText, fc.option(fc.webUrl(), { nil: undefined }), (given, url) => {
    const text = given.toWellFormed();
    const said = smsText({ text, reference: "INC-2024-0215-001", code: "4711", url });
    expect(said.isWellFormed()).toBe(true);
    expect(said).toContain("INC-2024-0215-001");
    expect(said).toContain("Reply 4711 to acknowledge");
    expect(said.length).toBeLessThanOrEqual(/^[\n -~]*$/.test(said) ? ROOM.gsm : Math.max(ROOM.gsm, ROOM.ucs2));
    const first = text.replace(/\r\n?/g, "\n").split("\n").map((line) => line.trim()).find(Boolean);
    if (first) expect(said.startsWith(first.slice(0, 10)) || said.startsWith("INC")).toBe(true);
  }), { numRuns: 150 });
});

test("what is cut is the middle: a long impact leaves the code, and the link goes first", () => {
  const said = smsText({ text: "漢".repeat(500), reference: "INC-2024-0215-001", code: "4711", url: `https://hub.example.org/ack/${"x".repeat(120)}` });
  expect(said.length).toBe(ROOM.ucs2);
  expect(said).toMatch(/^漢+\.\.\.\nINC-2024-0215-001\. Reply 4711 to acknowledge$/);
});

test("text is XML whatever it says", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    // eslint-disable-next-line no-control-regex
    expect(xml(text)).not.toMatch(/[<>"'\u0000-\u0008\ufffe\uffff]|&(?!#\d{1,6};)/);
  }));
});
