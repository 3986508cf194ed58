import { beforeEach, expect, test } from "vitest";
import type { ResponderEntity } from "../../src/entities/responder.entity.ts";
import { dress } from "../../src/services/answer/index.ts";
import * as contacts from "../../src/services/contact/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { importDirectory } from "../../src/services/import/index.ts";
import { updateResponder } from "../../src/services/responder/index.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { aContext, anActor, anIncident, aResponder, at, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { aCourier, RecordingChannel, tell, withChannels } from "../support/delivery.ts";
import { PUBLIC_URL } from "../support/page.ts";

const database = useDatabase();
const [sms, voice, email, webhook] = [new RecordingChannel("SMS"), new RecordingChannel("VOICE"), new RecordingChannel("EMAIL"), new RecordingChannel("WEBHOOK")];
let ctx: ServiceContext;
let person: ResponderEntity;
let number = 4_915_000_000;
let phone: { channel: "SMS"; address: string };
let call: { channel: "VOICE"; address: string };

beforeEach(async () => {
  ctx = { ...withChannels(aContext(database.source.manager), sms, voice, email, webhook), publicUrl: PUBLIC_URL, secretKeys: readKeys("a1".repeat(32)) };
  phone = { channel: "SMS", address: `+${(number += 1)}` };
  call = { channel: "VOICE", address: phone.address };
  person = await aResponder(ctx, { contactMethods: [call, phone] });
  for (const channel of [sms, voice, email, webhook]) Object.assign(channel.sent, { length: 0 });
});

const named = (method: { channel: "SMS" | "VOICE"; address: string } = phone) => ({ responderId: person.id, ...method });
/** The code that goes out with the newest message to the address. */
async function codeSent(at: ServiceContext = ctx, method: { channel: "SMS" | "VOICE"; address: string } = phone): Promise<string> {
  const [row] = await ctx.db.query("select responder_id as \"responderId\", notification_id as \"notificationId\", channel, address, payload, text from delivery where channel = $1 and address = $2 order by created_at desc, id desc limit 1", [method.channel, method.address]);
  expect(row.text).not.toMatch(/\d{6}/);
  return /\d{6}/.exec((await dress(at, [row], row.text)).text ?? "")![0];
}
const waysOf = async () => {
  const incident = await anIncident(ctx);
  const { notifications } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
  return (await ctx.db.query("select channel from delivery where notification_id = $1 order by not_before, channel", [notifications[0]!.id])).map((row: { channel: string }) => row.channel);
};
const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

test("a code that came over a method verifies it, once", async () => {
  await contacts.sendContactCode(ctx, named());
  const code = await codeSent();
  await contacts.verifyContactMethod(ctx, { ...named(), code: `${code.slice(0, 3)} ${code.slice(3)}` });
  const [known] = (await contacts.checksOf(ctx, [person.id])).get(person.id)!;
  expect(known).toMatchObject({ ...phone, verifiedAt: at(0), verifiedBy: "Ada", reason: null });
  await expect(contacts.verifyContactMethod(ctx, { ...named(), code })).rejects.toMatchObject({ code: "CONFLICT", details: { field: "code" } });
  expect(JSON.stringify(await ctx.db.query("select * from contact_check"))).not.toContain(code);
});

test("wrong guesses count, whoever makes them at once, and five spoil the code", async () => {
  await contacts.sendContactCode(ctx, named());
  const code = await codeSent();
  const guesses = await Promise.allSettled(Array.from({ length: 8 }, () => contacts.verifyContactMethod(ctx, { ...named(), code: wrongFor(code) })));
  const codes = guesses.map((guess) => (guess.status === "rejected" ? guess.reason.code : "?"));
  expect([codes.filter((one) => one === "INVALID_INPUT").length, codes.filter((one) => one === "CONFLICT").length]).toEqual([5, 3]);
  await expect(contacts.verifyContactMethod(ctx, { ...named(), code })).rejects.toMatchObject({ code: "CONFLICT" });
  await contacts.sendContactCode(ctx, named());
  await contacts.verifyContactMethod(ctx, { ...named(), code: await codeSent() });
});

test("a code ends after ten minutes, and with the next one", async () => {
  await contacts.sendContactCode(ctx, named());
  const first = await codeSent();
  await expect(contacts.verifyContactMethod(later(ctx, 10), { ...named(), code: first })).rejects.toMatchObject({ code: "CONFLICT" });
  let second = await codeSent();
  while (second === first) second = await codeSent();
  await expect(contacts.verifyContactMethod(ctx, { ...named(), code: first })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "code", attemptsLeft: 4 } });
  await contacts.verifyContactMethod(ctx, { ...named(), code: second });
});

test("five codes an hour go to an address", async () => {
  for (let sent = 0; sent < 5; sent += 1) await contacts.sendContactCode(later(ctx, sent), named());
  await expect(contacts.sendContactCode(later(ctx, 30), named())).rejects.toMatchObject({ code: "RATE_LIMITED", details: { retryAfterSeconds: 1_800 } });
  await contacts.sendContactCode(later(ctx, 61), named());
});

test("what is not somebody's, not set up or needs no check is refused", async () => {
  const refused = async (input: Parameters<typeof contacts.sendContactCode>[1], over: Partial<ServiceContext> = {}) =>
    contacts.sendContactCode({ ...ctx, ...over }, input).then(() => null, (error: { code: string; details: { field?: string } }) => [error.code, error.details.field]);
  expect(await refused({ ...named(), address: "+4930111111" })).toEqual(["NOT_FOUND", "address"]);
  expect(await refused({ ...named(), responderId: "nobody" })).toEqual(["INVALID_INPUT", "responderId"]);
  expect(await refused({ ...named(), responderId: "00000000-0000-4000-8000-000000000000" })).toEqual(["NOT_FOUND", "responderId"]);
  expect(await refused({ ...named(), address: "not a number" })).toEqual(["INVALID_INPUT", "address"]);
  expect(await refused(named(), { channels: { all: [], given: {} } })).toEqual(["CONFLICT", "channel"]);
  expect(await refused(named(), { actor: anActor({ role: "VIEWER" }) })).toEqual(["FORBIDDEN", undefined]);
  await ctx.db.query("update responder set contact_methods = $2 where id = $1", [person.id, JSON.stringify([{ channel: "EMAIL", address: person.email }])]);
  expect(await refused({ responderId: person.id, channel: "EMAIL", address: person.email })).toEqual(["CONFLICT", "address"]);
  expect(await ctx.db.query("select 1 from delivery where responder_id = $1", [person.id])).toEqual([]);
});

test("an administrator vouches with a reason; others may not", async () => {
  await expect(contacts.vouchForContactMethod(ctx, { ...named(), reason: " " })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "reason" } });
  await expect(contacts.vouchForContactMethod({ ...ctx, actor: anActor({ role: "INCIDENT_MANAGER" }) }, { ...named(), reason: "x" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await contacts.vouchForContactMethod(ctx, { ...named(), reason: "Rang it" });
  expect((await contacts.checksOf(ctx, [person.id])).get(person.id)).toMatchObject([{ ...phone, verifiedBy: "Ada", reason: "Rang it" }]);
});

test("an import that writes contact methods anew forgets no check", async () => {
  await contacts.vouchForContactMethod(ctx, { ...named(), reason: "Rang it" });
  const rows = (contactMethods: object[]) => importDirectory(ctx, { responders: [{ email: person.email, name: person.name, contactMethods }] });
  await rows([{ channel: "EMAIL", address: "private@example.com" }]);
  expect(await contacts.withoutWorkingMethod(ctx, [person.id])).toMatchObject([{ because: "UNVERIFIED" }]);
  await rows([phone]);
  expect(await contacts.withoutWorkingMethod(ctx, [person.id])).toEqual([]);
});

test("as long as nothing is verified all ways are tried; from then on only those that are", async () => {
  expect(await waysOf()).toEqual(["VOICE", "SMS"]);
  await contacts.vouchForContactMethod(ctx, { ...named(), reason: "Rang it" });
  expect(await waysOf()).toEqual(["SMS"]);
  await contacts.vouchForContactMethod(ctx, { ...named(call), reason: "Rang it" });
  expect(await waysOf()).toEqual(["VOICE", "SMS"]);
});

test("a rule that names an unverified method for pages is refused once it would stay silent", async () => {
  const update = (takes: "PAGE"[] | null) => updateResponder(ctx, { id: person.id, contactMethods: [{ ...phone, takes: ["PAGE"] }, { ...call, takes }] });
  await update(["PAGE"]);
  await contacts.vouchForContactMethod(ctx, { ...named(), reason: "Rang it" });
  await expect(update(["PAGE"])).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "contactMethods.1.takes" } });
  await update(null);
  await contacts.vouchForContactMethod(ctx, { ...named(call), reason: "Rang it" });
  await update(["PAGE"]);
});

test("a way that was refused is marked, the next goes at once, and from then on others come first", async () => {
  voice.answers = () => ({ state: "REFUSED", reason: "the number cannot be called" });
  const courier = aCourier(ctx);
  expect(await waysOf()).toHaveLength(2);
  await expect.poll(() => sms.sent.filter(({ to }) => to === phone.address).length).toBe(1);
  await courier.stop();
  expect((await contacts.checksOf(ctx, [person.id])).get(person.id)).toMatchObject([{ ...call, failingSince: at(0), lastError: "the number cannot be called" }]);
  expect(await waysOf()).toEqual(["SMS", "VOICE"]);
  voice.answers = () => ({ state: "ACCEPTED", answer: "ok" });
  await contacts.noteSuccess(ctx, call);
  expect(await waysOf()).toEqual(["VOICE", "SMS"]);
});

test("a message goes out with its link and code, which are not in the outbox", async () => {
  const courier = aCourier(ctx);
  const incident = await anIncident(ctx);
  await tell(ctx, { incidentId: incident.id, responderId: person.id });
  await expect.poll(() => voice.sent.find(({ to }) => to === call.address)?.acknowledgeUrl).toMatch(/^https:\/\/hub\.example\.org\/ack\/[\w-]{43}$/);
  await courier.stop();
  const { acknowledgeUrl, act } = voice.sent.find(({ to }) => to === call.address)!;
  expect(act).toEqual({ code: expect.stringMatching(/^\d{4}$/) });
  const dump = JSON.stringify([await ctx.db.query("select * from delivery"), await ctx.db.query("select hash from acknowledge_link")]);
  expect(dump).not.toContain(acknowledgeUrl!.split("/").at(-1));
});

test("several pages in one message say how to acknowledge each", async () => {
  const [one, two] = [await anIncident(ctx), await anIncident(ctx)];
  const { notifications } = await tell(ctx, { incidentId: one.id, responderId: person.id }, { incidentId: two.id, responderId: person.id });
  const rows = await ctx.db.query("select notification_id as \"notificationId\", responder_id as \"responderId\", channel, address, payload from delivery where channel = 'SMS' and notification_id = any($1)", [notifications.map(({ id }) => id)]);
  const { text, acknowledgeUrl } = await dress(ctx, rows, "2 messages");
  expect(acknowledgeUrl).toBeUndefined();
  for (const { reference } of [one, two]) expect(text).toMatch(new RegExp(`Acknowledge ${reference}: https://hub\\.example\\.org/ack/\\S{43}, or reply \\d{4}`));
});

test("who may not hear a page is told before it matters", async () => {
  const [none, other] = [await aResponder(ctx), await aResponder(ctx, { contactMethods: [{ channel: "EMAIL", address: "x@example.com" }] })];
  await ctx.db.query("update responder set contact_methods = jsonb_build_array(jsonb_build_object('channel', 'EMAIL', 'address', email)) where id = $1", [other.id]);
  expect((await contacts.withoutWorkingMethod(ctx, [person.id, none.id, other.id])).map(({ responder, because }) => [responder.id, because]).sort()).toEqual([[person.id, "UNVERIFIED"], [none.id, "NONE"]].sort());
  await contacts.noteFailure(ctx, phone, "unsubscribed");
  await contacts.noteFailure(ctx, call, "unsubscribed");
  expect(await contacts.withoutWorkingMethod(ctx, [person.id])).toMatchObject([{ because: "FAILING", words: `${person.name} is refused on every contact method` }]);
  const incident = await anIncident(ctx);
  const { unreachable } = await tell(ctx, { incidentId: incident.id, responderId: person.id });
  expect(unreachable.size).toBe(0);
  expect(await ctx.db.query("select channel from delivery where responder_id = $1 order by not_before", [person.id])).toContainEqual({ channel: "EMAIL" });
});
