import { afterEach, expect, test } from "vitest";
import type { ServerResponse } from "node:http";
import { teamsChannel } from "../../src/channels/teams.ts";
import type { OutgoingMessage } from "../../src/services/delivery/index.ts";
import { aPeer, aWayOut } from "../support/peers.ts";

let answer: (res: ServerResponse) => void = (res) => res.writeHead(202).end();
const peer = await aPeer((_, res) => answer(res));
const teams = teamsChannel({ client: aWayOut(), now: () => new Date() });
const message = (over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  key: "k", to: `${peer.url}/workflows/1?sig=secret`, subject: "SEV1", text: "127 customers cannot pay\n[click](https://evil.example)",
  incident: { id: "i", reference: "INC-2024-0215-001", channel: "#x" }, acknowledgeUrl: "https://hub.example.org/ack/TOKEN", ...over,
});
afterEach(() => void (answer = (res) => res.writeHead(202).end()));

test("a card says the impact first, opens the page, and takes no Markdown", async () => {
  expect(await teams.send(message(), {})).toEqual({ state: "ACCEPTED", answer: "HTTP 202" });
  const { attachments: [{ contentType, content }] } = JSON.parse(peer.heard[0]!.body);
  expect(contentType).toBe("application/vnd.microsoft.card.adaptive");
  expect(content.body[0]).toMatchObject({ type: "RichTextBlock", inlines: [{ text: "127 customers cannot pay" }] });
  expect(content.body[1]).toMatchObject({ type: "RichTextBlock" });
  expect(content.actions).toEqual([{ type: "Action.OpenUrl", title: "Acknowledge", url: "https://hub.example.org/ack/TOKEN" }]);
});

test("the longest text stays below what Teams takes", async () => {
  await teams.send(message({ text: "漢".repeat(30_000) }), {});
  expect(Buffer.byteLength(peer.heard[0]!.body)).toBeLessThan(28 * 1_024);
});

test.each([
  [200, "1", {}, { state: "ACCEPTED" }],
  [200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x", {}, { state: "RETRY" }],
  [200, "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 403 with ContextId x", {}, { state: "REFUSED" }],
  [429, "", { "retry-after": "12" }, { state: "RETRY", retryAfterMs: 12_000 }],
  [502, "", {}, { state: "RETRY" }],
  [404, "", {}, { state: "REFUSED", reason: "Teams answers 404: the workflow is gone" }],
  [410, "", {}, { state: "REFUSED" }],
  [400, "Bad payload", {}, { state: "REFUSED", reason: "Teams answers 400: Bad payload" }],
] as const)("%i %s", async (status, body, headers, outcome) => {
  answer = (res) => res.writeHead(status, headers).end(body);
  expect(await teams.send(message(), {})).toMatchObject(outcome);
});

test.each(["http://10.1.2.3/hook", "http://169.254.169.254/", "ftp://example.com/", "nonsense"])("%s is refused without a request", async (to) => {
  expect(await teams.send(message({ to }), {})).toMatchObject({ state: "REFUSED" });
});

test("a private address behind a redirect is refused", async () => {
  answer = (res) => res.writeHead(307, { location: "http://169.254.169.254/latest/meta-data" }).end();
  expect(await teams.send(message(), {})).toMatchObject({ state: "REFUSED" });
});
