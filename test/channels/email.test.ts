import type { AddressInfo, Socket } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { emailChannel } from "../../src/channels/email.ts";
import type { ChannelSettings, OutgoingMessage } from "../../src/services/delivery/index.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** An SMTP server, what it has taken, and a channel that is set up with it. */
async function aServer(options: SMTPServerOptions = {}, over: Record<string, string> = {}) {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], logger: false, closeTimeout: 100,
    onData: (stream, _, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString())).on("end", () => {
        mails.push(text);
        done(null, "queued as 4711");
      });
    },
    ...options,
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const channel = emailChannel();
  stops.push(async () => {
    await channel.close?.();
    await new Promise<void>((resolve) => server.close(resolve));
  });
  const settings: ChannelSettings = { host: "127.0.0.1", port: String((server.server.address() as AddressInfo).port), from: "incidents@example.com", fromName: "Muster", tls: "none", ...over };
  return { mails, channel, settings, server };
}

const aMessage = (over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({ key: "0193-key", to: "ada@example.com", subject: "SEV1", text: "127 customers cannot pay", ...over });

test("a mail is sent once the server has taken it, with a Message-ID from the key and headers that keep robots quiet", async () => {
  const { mails, channel, settings } = await aServer();
  const incident = { id: "7", reference: "INC-2030-0101-001", channel: "#incident" };
  expect(await channel.send(aMessage({ incident, html: "<p>x</p>", acknowledgeUrl: "https://muster.example.com/ack/1", act: { unsubscribeUrl: "https://example.com/u" } }), settings)).toEqual({ state: "ACCEPTED", answer: "250 queued as 4711" });
  for (const line of [
    "Message-ID: <0193-key@example.com>", "From: Muster <incidents@example.com>", "To: ada@example.com", "Auto-Submitted: auto-generated",
    "List-ID: INC-2030-0101-001 <inc-2030-0101-001.example.com>", "References: <incident-7@example.com>", "List-Unsubscribe: <https://example.com/u>", "Acknowledge: https://muster.example.com/ack/1",
  ]) expect(mails[0]).toContain(line);
});

test("nothing that is put in makes a header or a recipient of its own", async () => {
  const recipients: string[] = [];
  const { mails, channel, settings } = await aServer({ onRcptTo: ({ address }, _, done) => (recipients.push(address), done()) });
  await channel.send(aMessage({ subject: "x\r\nBcc: eve@example.com\r\n\r\nbody", text: "\r\n.\r\nMAIL FROM:<eve@example.com>\r\n" }), settings);
  expect(recipients).toEqual(["ada@example.com"]);
  expect(mails[0]?.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/im);
  for (const to of ["ada@example.com, eve@example.com", "ada@example.com\r\nRCPT TO:<eve@example.com>", "<eve@example.com>", "Eve <eve@example.com>", "ada", ""]) {
    expect(await channel.send(aMessage({ to }), settings)).toMatchObject({ state: "REFUSED" });
  }
  expect(recipients).toHaveLength(1);
});

test.each([
  ["a greylisting recipient is tried again", { onRcptTo: (_, __, done) => done(refusal(451, "4.7.1 Greylisted, try later")) }, { state: "RETRY", isDown: false, reason: expect.stringContaining("Greylisted") }],
  ["an unknown recipient is refused for good", { onRcptTo: (_, __, done) => done(refusal(550, "5.1.1 No such user")) }, { state: "REFUSED", reason: expect.stringContaining("No such user") }],
  ["a full mailbox after the data is tried again", { onData: (stream, _, done) => void stream.resume().on("end", () => done(refusal(452, "4.2.2 Full"))) }, { state: "RETRY", isDown: false }],
  ["a message that is too much is refused for good", { onData: (stream, _, done) => void stream.resume().on("end", () => done(refusal(554, "5.7.1 Spam"))) }, { state: "REFUSED", isAboutMessage: true }],
  ["a server that takes nobody is its own trouble, and no recipient's", { onConnect: (_, done) => done(refusal(554, "No service")) }, { state: "RETRY", isDown: true }],
] satisfies [string, SMTPServerOptions, object][])("%s", async (_, options, outcome) => {
  const { channel, settings } = await aServer(options);
  expect(await channel.send(aMessage(), settings)).toMatchObject(outcome);
});

test("a password that is wrong is the setting's trouble: mails wait until it is right", async () => {
  const { channel, settings } = await aServer({ authOptional: false, onAuth: ({ password }, _, done) => (password === "right" ? done(null, { user: "hub" }) : done(refusal(535, "5.7.8 Bad credentials"))) });
  expect(await channel.send(aMessage(), { ...settings, user: "hub", password: "wrong" })).toMatchObject({ state: "RETRY", isDown: true });
  expect(await channel.send(aMessage(), { ...settings, user: "hub", password: "right" })).toMatchObject({ state: "ACCEPTED" });
});

test("a connection that ends after the data leaves the end unknown: the same mail again, with the same Message-ID", async () => {
  const ids: string[] = [];
  let isDropping = true;
  const sockets: Socket[] = [];
  const { channel, settings, server } = await aServer({
    onData: (stream, _, done) => {
      let text = "";
      stream.on("data", (chunk: Buffer) => (text += chunk.toString())).on("end", () => {
        ids.push(/^Message-ID: (.*)$/m.exec(text)?.[1] ?? "");
        if (!isDropping) return done();
        isDropping = false;
        sockets.forEach((socket) => socket.destroy());
      });
    },
  });
  server.server.on("connection", (socket: Socket) => sockets.push(socket));
  expect(await channel.send(aMessage(), settings)).toMatchObject({ state: "RETRY" });
  expect(await channel.send(aMessage(), settings)).toMatchObject({ state: "ACCEPTED" });
  expect(ids).toEqual(["<0193-key@example.com>", "<0193-key@example.com>"]);
});

test("nobody there is nobody there", async () => {
  const channel = emailChannel();
  expect(await channel.send(aMessage(), { host: "127.0.0.1", port: "1", from: "a@example.com" })).toMatchObject({ state: "RETRY", isDown: true });
  await channel.close?.();
});

test("where TLS is required, a server without it gets nothing", async () => {
  const { mails, channel, settings } = await aServer();
  expect(await channel.send(aMessage(), { ...settings, tls: "required" })).toMatchObject({ state: "RETRY", isDown: true });
  expect(mails).toEqual([]);
});
