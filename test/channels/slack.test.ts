import { beforeEach, expect, test } from "vitest";
import { slackChannel } from "../../src/channels/slack.ts";
import type { OutgoingMessage } from "../../src/services/delivery/index.ts";
import { aWayOut, json } from "../support/peers.ts";
import { aSlack } from "../support/slack-peer.ts";

const slack = await aSlack();
const channel = slackChannel(aWayOut());
const incident = { id: "i1", reference: "INC-2024-0215-001", channel: "#incident-inc-0215-001" };
const message = (over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: "delivery-1", to: "U123", subject: "SEV1", text: "127 customers cannot pay <!channel>\nEvidence: checkout & cart fail", incident, acknowledgeUrl: "https://hub.example.org/ack/TOKEN", ...over,
});
const send = (over: Partial<OutgoingMessage> = {}, settings: Record<string, string> = {}) => channel.send(message(over), { botToken: slack.token, baseUrl: slack.url, ...settings });
const opening = { act: { open: { name: incident.channel, topic: "SEV1: checkout", invite: ["ada@example.com", "U777", "nobody@example.com"] }, post: { button: "incident:i1" } } };

beforeEach(() => {
  slack.rooms.splice(0);
  slack.posts.splice(0);
  slack.users.set("ada@example.com", "U42");
});

test("a page goes to a person by id or by e-mail address, with a button, and without mentioning anybody", async () => {
  expect(await send()).toMatchObject({ state: "ACCEPTED" });
  expect(await send({ to: "ada@example.com", key: "delivery-2" })).toMatchObject({ state: "ACCEPTED" });
  expect(slack.posts.map(({ channel: to }) => to)).toEqual(["U123", "U42"]);
  const [{ text, blocks }] = slack.posts as [(typeof slack.posts)[0]];
  expect(text).toContain("&lt;!channel&gt;");
  const parts = JSON.parse(blocks);
  expect(parts[0]).toEqual({ type: "section", text: { type: "plain_text", text: "127 customers cannot pay <!channel>", emoji: false } });
  expect(JSON.stringify(parts)).toContain('"action_id":"muster_acknowledge","value":"TOKEN"');
});

test("a long message is whole: in as many parts as it takes, each to the end of a line or word", async () => {
  const lines = [..."abcdefgh"].map((sign) => `${sign} `.repeat(490).trim());
  expect(await send({ text: `Exports\n${lines.join("\n")}` })).toMatchObject({ state: "ACCEPTED" });
  const [title, ...parts] = (JSON.parse(slack.posts[0]!.blocks) as { text?: { text: string } }[]).flatMap(({ text }) => text?.text ?? []);
  expect([title, parts.map((part) => part.length <= 3_000), parts.join("\n")]).toEqual(["Exports", [true, true, true], lines.join("\n")]);
  await send({ key: "delivery-2", text: `\u{1F525}${"\u{1F525}".repeat(1_600)}` });
  expect(JSON.parse(slack.posts[1]!.blocks)[0].text.text).toBe("\u{1F525}".repeat(1_500));
});

test("a message that was accepted already is not posted again", async () => {
  expect(await send()).toEqual(await send());
  expect(slack.posts).toHaveLength(1);
});

test("the incident's room is opened once, named, invited to and posted in", async () => {
  expect(await send(opening)).toMatchObject({ state: "ACCEPTED" });
  expect(slack.rooms).toMatchObject([{ name: "incident-inc-0215-001", topic: "SEV1: checkout", purpose: { value: "Incident INC-2024-0215-001" }, members: ["U42", "U777"] }]);
  expect(await send(opening)).toMatchObject({ state: "ACCEPTED" });
  expect([slack.rooms.length, slack.posts.length]).toEqual([1, 1]);
  expect(slack.posts[0]?.blocks).toContain('"value":"incident:i1"');
});

const aRoom = (over: object) => ({ id: "C9", name: "incident-inc-0215-001", is_archived: false, is_member: true, purpose: { value: "" }, topic: "", members: [], ...over });

test("a room of that name that nobody has claimed is used, also where the app has to join it first", async () => {
  slack.rooms.push(aRoom({ id: "C8", name: "general" }), aRoom({ is_member: false }));
  expect(await send(opening)).toMatchObject({ state: "ACCEPTED" });
  expect(slack.posts).toMatchObject([{ channel: "C9" }]);
  expect(slack.rooms[1]).toMatchObject({ purpose: { value: "Incident INC-2024-0215-001" }, is_member: true });
});

test.each([["last year's incident", { purpose: { value: "Incident INC-2023-0215-001" } }], ["an archived one", { is_archived: true }]])("the room of %s is left alone", async (_, over) => {
  slack.rooms.push(aRoom(over));
  expect(await send(opening)).toMatchObject({ state: "ACCEPTED" });
  expect(slack.rooms.map(({ name }) => name)).toEqual(["incident-inc-0215-001", "incident-inc-0215-001-2024"]);
  expect(slack.posts).toMatchObject([{ channel: "C2" }]);
});

test("a room that the app is not in is joined", async () => {
  slack.rooms.push(aRoom({ is_member: false }));
  expect(await send({ to: "C9" })).toMatchObject({ state: "ACCEPTED" });
});

test.each([
  [{ to: "C404" }, {}, "REFUSED", "channel_not_found"],
  [{ to: "nobody@example.com" }, {}, "REFUSED", "users_not_found"],
  [{}, { botToken: "xoxb-wrong" }, "REFUSED", "invalid_auth"],
  [{}, { baseUrl: "http://10.0.0.1/api/" }, "REFUSED", "private network"],
])("%o with %o is %s: %s", async (over, settings: Record<string, string>, state, reason) => {
  const outcome = await send(over, settings);
  expect(outcome).toMatchObject({ state });
  expect(JSON.stringify(outcome)).toContain(reason);
});

test("an archived channel is refused", async () => {
  slack.rooms.push(aRoom({ is_archived: true }));
  expect(await send({ to: "C9" })).toMatchObject({ state: "REFUSED", reason: expect.stringContaining("archived") });
});

test.each([
  ["too many requests", 429, { ok: false }, { "retry-after": "7" }, { state: "RETRY", retryAfterMs: 7_000 }],
  ["too many requests without saying for how long", 429, { ok: false }, {}, { state: "RETRY" }],
  ["trouble of its own", 503, { ok: false }, {}, { state: "RETRY" }],
  ["a fault", 200, { ok: false, error: "internal_error" }, {}, { state: "RETRY" }],
  ["what is no JSON", 200, "<html>Bad gateway</html>", {}, { state: "RETRY" }],
  ["a missing scope", 200, { ok: false, error: "missing_scope" }, {}, { state: "REFUSED" }],
] as const)("%s", async (_, status, body, headers, outcome) => {
  slack.next.set("chat.postMessage", (res) => json(res, status, body, headers));
  expect(await send()).toMatchObject(outcome);
});

test("a connection that is reset is tried again, and tells no token", async () => {
  slack.next.set("chat.postMessage", (res) => res.destroy());
  const outcome = await send();
  expect(outcome).toMatchObject({ state: "RETRY" });
  expect(JSON.stringify(outcome)).not.toContain(slack.token);
});
