import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text as wholeText } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContext, anIncident, aResponder, NOON } from "../support/build.ts";
import { createChannels } from "../../src/channels/index.ts";
import { NOTHING, OutboundClient, readAllowList } from "../../src/outbound/index.ts";
import { redacted } from "../../src/services/audit/redact.rules.ts";
import { aDeadDelivery, tell } from "../support/delivery.ts";
import { BOOTSTRAP_TOKEN, useHub } from "../support/hub.ts";

const hub = useHub(() => ({ sendsDeliveries: true, outboundAllow: readAllowList("127.0.0.1") }));
const ctx = () => aContext(hub.source.manager);
const CONFIGURE = "mutation ($input: ConfigureChannelInput!) { configureChannel(input: $input) { kind isConfigured settings { values secrets setBy } } }";
const DELIVERIES = "query ($filter: DeliveryFilterInput) { deliveries(filter: $filter) { totalCount nodes { id state channel address subject attempts lastError answer history { at ms outcome detail } notification { kind unreachable deliveries { id } } responder { id } } } }";
const [OLD, NEW] = ["a", "b"].map((letter) => `whsec_${Buffer.from(letter.repeat(32)).toString("base64")}`) as [string, string];

const heard: { headers: IncomingHttpHeaders; body: string }[] = [];
const sink = createServer((request, response) => {
  let body = "";
  request.on("data", (chunk: Buffer) => (body += chunk.toString()));
  request.on("end", () => {
    heard.push({ headers: request.headers, body });
    response.end("thank you");
  });
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => sink.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/hook`;
});
afterAll(() => sink.close());

test("channels describe themselves, and tell admins what they are set up with, never a secret", async () => {
  const { channels } = await hub.ok("{ channels { kind label isConfigured fields { name label kind isRequired description pattern default } address { name kind } settings { values secrets } } }");
  const webhook = channels.find(({ kind }: { kind: string }) => kind === "WEBHOOK");
  expect(webhook).toMatchObject({ label: "Webhook", isConfigured: false, settings: null, address: { kind: "URL" }, fields: [{ name: "secret", kind: "SECRET", isRequired: true }] });

  const { configureChannel } = await hub.ok(CONFIGURE, { input: { kind: "WEBHOOK", values: { secret: OLD } } });
  expect(configureChannel).toEqual({ kind: "WEBHOOK", isConfigured: true, settings: { values: {}, secrets: ["secret"], setBy: "Bootstrap token" } });
  const [{ sealed }] = await hub.source.query("select sealed from channel_setting");
  expect(sealed).toMatch(/^v1\./);
  const [{ input, before, after }] = await hub.source.query("select input, before, after from audit_entry where action = 'configureChannel'");
  expect(JSON.stringify([input, before, after])).not.toContain(OLD);
  const seen = await hub.gql("{ channels { kind settings { secrets } } }", {}, hub.token.VIEWER);
  expect(seen.errors[0]?.extensions.code).toBe("FORBIDDEN");
});

test.each([
  [{ kind: "WEBHOOK", values: { secret: "short" } }, "values.secret"],
  [{ kind: "WEBHOOK", values: { secrte: OLD } }, "values.secrte"],
  [{ kind: "WEBHOOK", values: "x" }, "values"],
  [{ kind: "EMAIL", values: { host: "mail.example.com", from: "a@example.com\r\nBcc: b@example.com" } }, "values.from"],
  [{ kind: "EMAIL", values: { host: "mail.example.com", from: { a: 1 } } }, "values.from"],
  [{ kind: "EMAIL", values: { host: "mail.example.com" } }, "values.from"],
  [{ kind: "EMAIL", values: { host: "mail.example.com", from: "a@example.com", port: "http" } }, "values.port"],
])("%j is refused", async (input, field) => {
  expect(await hub.refusal(CONFIGURE, { input })).toMatchObject({ code: "INVALID_INPUT", field });
});

test("a test message goes out signed; a new secret signs beside the old one, for a day", async () => {
  const send = "mutation ($input: TestChannelInput!) { testChannel(input: $input) { id state } }";
  const { testChannel } = await hub.ok(send, { input: { kind: "WEBHOOK", to: url } });
  await expect.poll(() => heard.length).toBe(1);
  const [{ headers, body }] = heard as [(typeof heard)[0]];
  expect(headers["webhook-id"]).toBe(testChannel.id);
  // The hub's clock is the test's; the library would call it too far from its own.
  const signedBy = (secret: string, one: (typeof heard)[0] | undefined) =>
    String(one?.headers["webhook-signature"]).split(" ").includes(new Webhook(secret).sign(String(one?.headers["webhook-id"]), new Date(Number(one?.headers["webhook-timestamp"]) * 1_000), one?.body ?? ""));
  expect(signedBy(OLD, heard[0])).toBe(true);
  expect(JSON.parse(body)).toMatchObject({ type: "message", timestamp: NOON.toISOString(), data: { id: testChannel.id, subject: "A test from Muster" } });
  await expect.poll(async () => (await hub.ok(DELIVERIES)).deliveries.nodes[0]).toMatchObject({ state: "SENT", attempts: 1, answer: "HTTP 200 thank you", history: [{ outcome: "ACCEPTED", at: expect.any(String) }] });

  await hub.ok(CONFIGURE, { input: { kind: "WEBHOOK", values: { secret: NEW } } });
  // What it is set up with is remembered for two seconds.
  await expect.poll(async () => {
    const count = heard.length;
    await hub.ok(send, { input: { kind: "WEBHOOK", to: url } });
    await expect.poll(() => heard.length).toBeGreaterThan(count);
    return [signedBy(OLD, heard.at(-1)), signedBy(NEW, heard.at(-1))];
  }, { interval: 300 }).toEqual([true, true]);
});

test("a channel that is not set up sends no test, and an address that cannot be asked neither", async () => {
  const send = "mutation ($input: TestChannelInput!) { testChannel(input: $input) { id } }";
  expect(await hub.refusal(send, { input: { kind: "EMAIL", to: "ada@example.com" } })).toMatchObject({ code: "CONFLICT", field: "kind" });
  expect(await hub.refusal(send, { input: { kind: "SMS", to: "+4930123456" } })).toMatchObject({ code: "CONFLICT", field: "kind" });
  expect(await hub.refusal(send, { input: { kind: "WEBHOOK", to: "http://10.0.0.1/x" } })).toMatchObject({ code: "INVALID_INPUT", field: "to" });
  expect(await hub.refusal(send, { input: { kind: "WEBHOOK", to: "ftp://example.com" } })).toMatchObject({ code: "INVALID_INPUT", field: "to" });
});

test("dead letters are listed and replayed; what is not dead is not", async () => {
  const [incident, person] = [await anIncident(ctx()), await aResponder(ctx())];
  const id = await aDeadDelivery(ctx(), incident.id, person.id);
  const { deliveries } = await hub.ok(DELIVERIES, { filter: { state: ["DEAD"], incidentId: incident.id } }, hub.token.RESPONDER);
  expect(deliveries).toMatchObject({ totalCount: 1, nodes: [{ id, state: "DEAD", lastError: "550 no such user", responder: { id: person.id }, notification: { kind: "PAGE", deliveries: [{ id }] } }] });

  const replay = "mutation ($id: ID!) { replayDelivery(input: { deliveryId: $id }) { id state attempts } }";
  expect(await hub.refusal(replay, { id }, hub.token.RESPONDER)).toMatchObject({ code: "FORBIDDEN" });
  const { replayDelivery } = await hub.ok(replay, { id }, hub.token.INCIDENT_MANAGER);
  expect(replayDelivery).toEqual({ id, state: "PENDING", attempts: 0 });
  // E-mail is not set up here: it is tried, and another try is due.
  await expect.poll(async () => (await hub.ok(DELIVERIES, { filter: { incidentId: incident.id } })).deliveries.nodes[0]).toMatchObject({
    state: "FAILED", lastError: "EMAIL is not set up on this hub", history: [{ outcome: "REFUSED" }, { outcome: "RETRY" }],
  });
  expect(await hub.refusal(replay, { id })).toMatchObject({ code: "CONFLICT", field: "deliveryId" });
});

test("what belongs to no incident is for those who manage deliveries, and what belongs to a private one for those on it", async () => {
  const [incident, person] = [await anIncident(ctx(), { private: true }), await aResponder(ctx())];
  const id = await aDeadDelivery(ctx(), incident.id, person.id);
  const subjectsFor = async (token: string) => (await hub.ok("{ deliveries(first: 100) { nodes { id subject } } }", {}, token)).deliveries.nodes as { id: string; subject: string }[];
  const [ofResponder, ofManager, ofAdmin] = [await subjectsFor(hub.token.RESPONDER), await subjectsFor(hub.token.INCIDENT_MANAGER), await subjectsFor(hub.token.ADMIN)];
  const isTest = ({ subject }: { subject: string }) => subject === "A test from Muster";
  expect([ofResponder.some(isTest), ofManager.some(isTest)]).toEqual([false, true]);
  expect([ofResponder, ofManager, ofAdmin].map((list) => list.some((one) => one.id === id))).toEqual([false, false, true]);
  expect(await hub.refusal("mutation ($id: ID!) { replayDelivery(input: { deliveryId: $id }) { id } }", { id }, hub.token.INCIDENT_MANAGER)).toMatchObject({ code: "NOT_FOUND" });
});

test("a vendor on the incident reads no page", async () => {
  const [incident, person] = [await anIncident(ctx()), await aResponder(ctx())];
  await aDeadDelivery(ctx(), incident.id, person.id);
  const vendor = await aResponder(ctx());
  const token = await hub.key({ role: "RESPONDER", responderId: vendor.id });
  await hub.ok("mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }", { input: { incidentId: incident.id, role: "VENDOR", responderId: vendor.id, accepted: true } });
  for (const field of ["subject", "text", "notification { body }"]) {
    const { errors } = await hub.gql(`query ($id: ID) { deliveries(filter: { incidentId: $id }) { nodes { ${field} } } }`, { id: incident.id }, token);
    expect([field, errors[0]?.extensions.code]).toEqual([field, "FORBIDDEN"]);
  }
});

test("a responder's methods have an order of time, and addresses that can be asked", async () => {
  const update = "mutation ($input: UpdateResponderInput!) { updateResponder(input: $input) { contactMethods { channel address delay takes } } }";
  const { id } = await aResponder(ctx());
  const methods = (...contactMethods: object[]) => ({ input: { id, contactMethods } });
  const SMS = { channel: "SMS", address: "+49301234567" };
  const { updateResponder } = await hub.ok(update, methods({ ...SMS, delay: "PT0S" }, { channel: "VOICE", address: "+49301234567", delay: "PT3M" }, { channel: "EMAIL", address: "a@example.com", takes: ["TOLD"] }));
  expect(updateResponder.contactMethods).toEqual([
    { ...SMS, delay: "PT0S", takes: ["PAGE"] }, { channel: "VOICE", address: "+49301234567", delay: "PT3M", takes: ["PAGE"] }, { channel: "EMAIL", address: "a@example.com", delay: null, takes: ["TOLD"] },
  ]);
  expect(await hub.refusal(update, methods({ ...SMS, delay: "PT5M" }))).toMatchObject({ code: "INVALID_INPUT", field: "contactMethods.0.delay" });
  expect(await hub.refusal(update, methods(SMS, { ...SMS, delay: "PT5M" }, { ...SMS, delay: "PT4M" }))).toMatchObject({ code: "INVALID_INPUT", field: "contactMethods.2.delay" });
  expect(await hub.refusal(update, methods({ ...SMS, takes: [] }))).toMatchObject({ code: "INVALID_INPUT", field: "contactMethods.0.takes" });
  for (const address of ["http://10.1.2.3/x", "http://[::1]/x", "https://u:p@example.com/", "http://169.254.169.254/latest"]) {
    expect({ address, ...(await hub.refusal(update, methods({ channel: "WEBHOOK", address }))) }).toMatchObject({ address, code: "INVALID_INPUT", field: "contactMethods.0.address" });
  }
  await hub.ok(update, methods({ channel: "WEBHOOK", address: url }));
});

test("what is told goes by methods that do not wake", async () => {
  const [incident, person] = [await anIncident(ctx()), await aResponder(ctx(), { contactMethods: [{ channel: "SMS", address: "+49301234567" }, { channel: "WEBHOOK", address: url }] })];
  await tell(ctx(), { incidentId: incident.id, responderId: person.id, kind: "TOLD" });
  const { deliveries } = await hub.ok(DELIVERIES, { filter: { incidentId: incident.id } });
  expect(deliveries.nodes).toMatchObject([{ channel: "WEBHOOK", address: url }]);
});

test("the metrics tell what is outstanding, what is dead, and how attempts ended", async () => {
  const metrics = async () => (await fetch(`${hub.url}/metrics`, { headers: { authorization: `Bearer ${hub.token.VIEWER}` } })).text();
  const text = await metrics();
  expect(text).toMatch(/^muster_deliveries\{channel="EMAIL",state="DEAD"\} [1-9]/m);
  expect(text).toMatch(/^muster_deliveries\{channel="EMAIL",state="FAILED"\} 1$/m);
  expect(text).toMatch(/^muster_delivery_attempts_total\{channel="WEBHOOK",outcome="ACCEPTED"\} [2-9]/m);
  expect(text).toMatch(/^muster_delivery_first_attempt_seconds_count\{channel="WEBHOOK"\} [2-9]/m);
  expect(text).toMatch(/^muster_delivery_oldest_seconds\{channel="EMAIL"\} /m);
});

describe("docs/delivery.md", () => {
  const page = readFileSync("docs/delivery.md", "utf8");
  const blocks = [...page.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = ""]) => block).filter((block) => block.includes("curl"));
  const canPaste = ["bash", "curl", "openssl"].every((program) => spawnSync(program, [program === "openssl" ? "version" : "--version"]).status === 0);

  test.skipIf(!canPaste)("its requests can be pasted", async () => {
    const answers: string[] = [];
    for (const block of blocks) {
      // Nobody is to be asked but this machine.
      const local = block.replaceAll("mail.example.com", "127.0.0.1").replaceAll('"587"', '"1"');
      const shell = spawn("bash", ["-euo", "pipefail", "-c", local], { env: { PATH: process.env["PATH"], MUSTER: hub.url, MUSTER_TOKEN: BOOTSTRAP_TOKEN }, stdio: ["ignore", "pipe", "inherit"] });
      answers.push(await wholeText(shell.stdout));
    }
    const errors = answers.map((answer) => JSON.parse(answer).errors?.[0]?.extensions.code ?? null);
    // The last one has an id to be filled in.
    expect(errors).toEqual([...blocks.slice(1).map(() => null), "INVALID_INPUT"]);
  });

  test("it explains every metric, and no other", () => {
    const source = readFileSync("src/server/delivery-metrics.ts", "utf8");
    expect(new Set([...page.matchAll(/^\| `(muster_\w+)`/gm)].map(([, name]) => name))).toEqual(new Set([...source.matchAll(/"(muster_\w+)"/g)].map(([, name]) => name)));
  });
});

test("every secret of a channel has a name by which the audit log leaves its value out", () => {
  const secrets = createChannels({ client: new OutboundClient(), allow: NOTHING, now: () => NOON }).flatMap(({ fields }) => fields.filter(({ kind }) => kind === "SECRET").map(({ name }) => name));
  expect(JSON.stringify(redacted(Object.fromEntries(secrets.map((name) => [name, "hunter2"]))))).not.toContain("hunter2");
  expect(secrets.length).toBeGreaterThan(1);
});
