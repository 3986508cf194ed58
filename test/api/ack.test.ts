import { beforeEach, expect, test } from "vitest";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import type { ResponderEntity } from "../../src/entities/responder.entity.ts";
import { acknowledgeLink } from "../../src/services/answer/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, anIncident, aResponder, at } from "../support/build.ts";
import { fingerprint, useHub } from "../support/hub.ts";
import { aPage, PUBLIC_URL } from "../support/page.ts";

const hub = useHub(() => ({ publicUrl: PUBLIC_URL }));
const ctx = () => aContext(hub.source.manager, { now: () => hub.now });
let person: ResponderEntity;
let incident: IncidentEntity;
let path: string;
let token: string;
let notificationId: string;

beforeEach(async () => {
  hub.now = at(0);
  person = await aResponder(ctx(), { name: "Ada <script>" });
  incident = await anIncident(ctx(), { title: "Checkout & cart" });
  const page = await aPage(ctx(), incident, person, { channel: "EMAIL", address: person.email });
  [token, notificationId] = [page.token, page.notification.id];
  path = `/ack/${token}`;
});

const visit = (method = "GET", body?: string, headers: Record<string, string> = {}) =>
  fetch(`${hub.url}${path}`, { method, redirect: "manual", headers: { ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded" }), ...headers }, ...(body !== undefined && { body }) });
const events = async () => (await hub.source.query("select actor_id, actor_name, summary from timeline_event where incident_id = $1 and kind = 'ACKNOWLEDGED'", [incident.id])) as { actor_id: string; actor_name: string; summary: string }[];

test("opening a link says the impact first and changes nothing, whoever opens it", async () => {
  const before = await fingerprint(hub.source);
  for (const method of ["GET", "HEAD", "OPTIONS"]) await visit(method);
  await visit("GET", undefined, { "sec-purpose": "prefetch", purpose: "prefetch" });
  const response = await visit();
  const page = await response.text();
  expect(response.status).toBe(200);
  expect(page).toContain("<h1>127 customers &#60;cannot&#62; pay, 8 of them strategic</h1>");
  expect(page).toContain(incident.reference);
  expect(page).toContain("Checkout &#38; cart");
  expect(page).toContain("Acknowledge as Ada &#60;script&#62;");
  expect(page).not.toContain("<script");
  expect(page).not.toContain("Evidence");
  expect(await fingerprint(hub.source)).toEqual(before);
});

test("the page tells nobody its address, is kept nowhere, runs nothing and stands in no frame", async () => {
  const { headers } = await visit();
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  const policy = headers.get("content-security-policy") ?? "";
  for (const part of ["default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) expect(policy).toContain(part);
  expect(policy).not.toContain("script-src");
  expect((await fetch(`${hub.url}/auth/style.css`)).status).toBe(200);
});

test("its button acknowledges as the person it went to, once, with their note", async () => {
  const response = await visit("POST", "note=On+my+way");
  expect([response.status, response.headers.get("location")]).toEqual([303, path]);
  expect((await visit("POST", "note=again")).status).toBe(303);
  expect(await events()).toEqual([{ actor_id: person.id, actor_name: person.name, summary: `${person.name} acknowledged: On my way` }]);
  const { incident: found } = await hub.ok("query ($id: ID!) { incident(id: $id) { commander { id } } }", { id: incident.id });
  expect(found.commander.id).toBe(person.id);
  expect(await (await visit()).text()).toContain("acknowledged this at 2030-01-01 12:00 UTC");
  const [entry] = await hub.source.query("select actor_id, action, input, address from audit_entry where subject = $1 and action = 'acknowledge'", [`incident/${incident.id}`]);
  expect(entry).toMatchObject({ actor_id: person.id, input: { via: "LINK", note: "On my way" } });
  expect(entry.address).toMatch(/127\.0\.0\.1/);
});

test("pressed twenty times at once it acknowledges once", async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => visit("POST", "")));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(await events()).toHaveLength(1);
});

test("every link of the page works, and the second changes nothing", async () => {
  const another = await acknowledgeLink({ ...ctx(), publicUrl: PUBLIC_URL }, notificationId);
  expect((await visit("POST", "")).status).toBe(303);
  path = `/ack/${another!.token}`;
  expect(await (await visit()).text()).toContain("acknowledged this");
  await visit("POST", "");
  expect(await events()).toHaveLength(1);
});

test("a link into an incident that is over says so, and does nothing", async () => {
  await incidents.cancel(ctx(), { incidentId: incident.id });
  expect(await (await visit()).text()).toContain("The incident is over (cancelled)");
  expect((await visit("POST", "")).status).toBe(303);
  expect(await events()).toEqual([]);
});

test.each([["an unknown token", () => `/ack/${"x".repeat(43)}`], ["nonsense", () => "/ack/%00%ff"], ["an injection", () => `/ack/'or''='${"x".repeat(34)}`], ["no token", () => "/ack/"]])("%s is answered alike, and tells nothing", async (_, at) => {
  path = at();
  const [read, pressed] = [await visit(), await visit("POST", "note=x")];
  expect([read.status, pressed.status]).toEqual(path === "/ack/%00%ff" ? [400, 400] : [404, 404]);
});

test("a link ends after a day by default, and its row is only a hash", async () => {
  const [{ hash }] = await hub.source.query("select hash from acknowledge_link where notification_id = $1", [notificationId]);
  expect(hash).not.toContain(token);
  hub.now = at(24 * 60 - 1);
  expect((await visit()).status).toBe(200);
  hub.now = at(24 * 60);
  const [read, pressed] = [await visit(), await visit("POST", "")];
  expect([read.status, pressed.status]).toEqual([404, 404]);
  expect(await events()).toEqual([]);
});

test("whom the hub pages about a private incident can acknowledge it, and is on it from then on", async () => {
  incident = await anIncident(ctx(), { title: "A leak", private: true });
  ({ token } = await aPage(ctx(), incident, person, { channel: "EMAIL", address: person.email }));
  path = `/ack/${token}`;
  expect((await visit("POST", "")).status).toBe(303);
  expect(await events()).toHaveLength(1);
});

test("a note that is too long or cannot be read is refused on the page, and acknowledges nothing", async () => {
  for (const note of ["a".repeat(10_001), "%00"]) {
    const response = await visit("POST", `note=${note}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('role="alert"');
  }
  expect((await visit("POST", `note=${"a".repeat(200_000)}`)).status).toBe(413);
  expect(await events()).toEqual([]);
});

test("what is told and not paged has no link", async () => {
  await hub.source.query("update notification set kind = 'TOLD' where id = $1", [notificationId]);
  expect(await acknowledgeLink({ ...ctx(), publicUrl: PUBLIC_URL }, notificationId)).toBeNull();
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
