import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aContext, at, NOON } from "../support/build.ts";
import { type Data, useHub } from "../support/hub.ts";
import { aStaffedTeam } from "../support/story.ts";

/** What a mail server has taken, by recipient. */
const mails = new Map<string, string[]>();
const server = new SMTPServer({
  authOptional: true, disabledCommands: ["STARTTLS"], logger: false, closeTimeout: 100,
  onData: (stream, { envelope }, done) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => (text += chunk.toString())).on("end", () => {
      for (const { address } of envelope.rcptTo) mails.set(address, [...(mails.get(address) ?? []), text.replace(/=\r?\n/g, "").replaceAll("=3D", "=")]);
      done(null, "queued");
    });
  },
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const port = String((server.server.address() as AddressInfo).port);

const hub = useHub(() => ({
  keepsDeadlines: true, sendsDeliveries: true, publicUrl: "http://muster.example.com",
  smtpUrl: { host: "127.0.0.1", port, tls: "none" }, mailFrom: "incidents@example.com",
}));
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));

let people: Awaited<ReturnType<typeof aStaffedTeam>>["people"];
let id: string;
const to = (role: string) => mails.get(people[role]?.email ?? "") ?? [];
const linkIn = (mail = "") => /http:\/\/muster\.example\.com(\/ack\/[\w-]+)/.exec(mail)?.[1] ?? "";
const incident = async (fields: string): Promise<Data> => (await hub.ok(`query ($id: ID!) { incident(id: $id) { ${fields} } }`, { id })).incident;

beforeAll(async () => {
  hub.now = NOON;
  const { team, ...staff } = await aStaffedTeam(aContext(hub.source.manager));
  people = staff.people;
  ({ id } = await hub.declare({ severity: "SEV3", reason: "A story", ownerTeamSlug: team.slug, impact: { featureState: "DEGRADED", workaround: "Try again" } }));
});

test("a declaration reaches the mailboxes of who is paged first, with the impact before all else", async () => {
  await expect.poll(() => [to("ENGINEERING_ON_CALL").length, to("SUPPORT").length]).toEqual([1, 1]);
  const [page = ""] = to("ENGINEERING_ON_CALL");
  expect(page.split("\r\n\r\n").slice(1).join("\n")).toMatch(/DEGRADED; workaround known\s+INC-2030-0101-001 SEV3 DETECTED: Checkout is down\s+Declared SEV3/);
  expect(to("ENGINEERING_LEAD")).toEqual([]);
});

test("nobody answering, the next level is paged at its time, and shown with its way on the incident", async () => {
  hub.now = at(5);
  await expect.poll(() => to("ENGINEERING_LEAD").length).toBe(1);
  expect(await incident("escalationLevel escalations { trigger running nextStepAt }")).toEqual({ escalationLevel: 2, escalations: [{ trigger: "ACK_TIMEOUT", running: true, nextStepAt: at(15).toISOString() }] });
  const { notifications } = await incident("notifications { kind level responder { name } deliveries { channel state } }");
  expect(notifications).toContainEqual({ kind: "PAGE", level: 2, responder: { name: "ENGINEERING_LEAD" }, deliveries: [{ channel: "EMAIL", state: "SENT" }] });
});

test("opening the link of a page changes nothing, its button acknowledges as that person and stops every page", async () => {
  const path = linkIn(to("ENGINEERING_LEAD")[0]);
  const before = await incident("revision");
  expect((await fetch(`${hub.url}${path}`)).status).toBe(200);
  expect(await incident("revision")).toEqual(before);
  expect((await fetch(`${hub.url}${path}`, { method: "POST" })).status).toBe(200);
  expect(await incident("commander { name } escalations { running acknowledgedBy { name } }")).toEqual({
    commander: { name: "ENGINEERING_LEAD" }, escalations: [{ running: false, acknowledgedBy: { name: "ENGINEERING_LEAD" } }],
  });
  const open = (await incident("notifications { kind acknowledgedAt stoppedAt }")).notifications.filter(({ kind, acknowledgedAt, stoppedAt }: Data) => kind === "PAGE" && !acknowledgedAt && !stoppedAt);
  expect(open).toEqual([]);
});

test("what a page is headed with is what the declaration decided", async () => {
  const { team } = await aStaffedTeam(aContext(hub.source.manager, { now: () => hub.now }));
  const { reference } = await hub.declare({ severity: "SEV2", reason: "Many ask", ownerTeamSlug: team.slug });
  await expect.poll(() => [...mails.values()].flat().filter((mail) => mail.includes(`Subject: Page: SEV2 ${reference}`)).length).toBeGreaterThan(0);
});
