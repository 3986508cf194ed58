import { beforeEach, expect, test } from "vitest";
import { HUB } from "../../src/services/access/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import * as heartbeats from "../../src/services/heartbeat/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { aContext, aService, aTeam, at } from "../support/build.ts";
import { type Data, useHub, type Variables } from "../support/hub.ts";

const hub = useHub();
const ctx = (): ServiceContext => aContext(hub.source.manager, { now: () => hub.now, actor: HUB });
const CREATE = "mutation ($input: CreateHeartbeatInput!) { createHeartbeat(input: $input) { path heartbeat { id slug state title dueAt } } }";
let made = 0;
let slug: string;
let path: string;
let id: string;

beforeEach(async () => {
  hub.now = at(0);
  slug = `backup-${(made += 1)}`;
  ({ path, id } = await create());
});

async function create(input: Variables = {}): Promise<{ path: string; id: string }> {
  const { createHeartbeat: { path, heartbeat } } = await hub.ok(CREATE, { input: { slug, name: "Nightly backup", every: "PT1H", grace: "PT5M", ...input } });
  return { path, id: heartbeat.id };
}

const call = async (method = "GET") => (await fetch(`${hub.url}${path}`, { method, ...(method === "POST" && { body: "log of the job" }) })).status;
const shown = async (): Promise<Data> => (await hub.ok("query ($id: ID!) { heartbeat(id: $id) { state lastBeatAt dueAt lateSince incidentId service { slug } team { slug } } }", { id })).heartbeat;
const apply = () => heartbeats.silences().apply(ctx(), 100);
const lateAt = (minutes: number) => void (hub.now = at(minutes));
const signals = async (of: string) => ((await hub.source.query("select summary from timeline_event where incident_id = $1 and kind = 'SIGNAL' order by revision", [of])) as { summary: string }[]).map(({ summary }) => summary);

test("it waits for its first call, and is up from then on", async () => {
  expect(await shown()).toMatchObject({ state: "WAITING", lastBeatAt: null, dueAt: null });
  lateAt(10_000);
  expect(await apply()).toBe(0);
  expect([await call(), await call("POST")]).toEqual([200, 200]);
  expect(await shown()).toMatchObject({ state: "UP", lastBeatAt: at(10_000).toISOString(), dueAt: at(10_065).toISOString() });
});

test("its silence declares one incident, never early; the next call is noted there", async () => {
  const [service, team] = [await aService(ctx()), await aTeam(ctx())];
  await hub.ok("mutation ($input: UpdateHeartbeatInput!) { updateHeartbeat(input: $input) { id } }", { input: { id, serviceSlug: service.slug, teamSlug: team.slug, severity: "SEV2", title: "No backup was made" } });
  await call();
  hub.now = new Date(at(65).getTime() - 1);
  expect(await apply()).toBe(0);
  lateAt(65);
  expect(await heartbeats.silences().upcoming(ctx(), at(65), 10)).toEqual([at(65)]);
  expect([await apply(), await apply()]).toEqual([1, 0]);
  const { state, incidentId, lateSince, dueAt } = await shown();
  expect({ state, lateSince, dueAt }).toEqual({ state: "LATE", lateSince: at(65).toISOString(), dueAt: null });
  const { incident } = await hub.ok("query ($id: ID!) { incident(id: $id) { title severity source ownerTeam { slug } service { slug } } }", { id: incidentId });
  expect(incident).toEqual({ title: "No backup was made", severity: "SEV2", source: "MONITORING", ownerTeam: { slug: team.slug }, service: { slug: service.slug } });
  lateAt(85);
  expect(await call()).toBe(200);
  expect(await call()).toBe(200);
  expect(await signals(incidentId)).toEqual(["Nightly backup is heard again after 20 min of silence beyond its time"]);
  expect(await shown()).toMatchObject({ state: "UP", lateSince: null, dueAt: at(150).toISOString() });
  expect((await hub.source.query("select status from incident where id = $1", [incidentId]))[0].status).toBe("DETECTED");
});

test("silent again while its incident is open, it joins that; after that has ended, it opens another", async () => {
  await call();
  lateAt(65);
  await apply();
  const { incidentId } = await shown();
  await call();
  lateAt(200);
  await apply();
  expect((await shown()).incidentId).toBe(incidentId);
  expect((await signals(incidentId)).at(-1)).toMatch(/is silent again/);
  await incidents.cancel(ctx(), { incidentId });
  expect(await call()).toBe(200);
  lateAt(300);
  await apply();
  expect((await shown()).incidentId).not.toBe(incidentId);
});

test("several hubs at once declare a silence once, and calls in between lose nothing", async () => {
  await call();
  lateAt(65);
  const before = Number((await hub.source.query("select count(*) from incident"))[0].count);
  await Promise.all([apply(), apply(), apply(), call(), call()]);
  expect(Number((await hub.source.query("select count(*) from incident"))[0].count) - before).toBeLessThanOrEqual(1);
  expect(await shown()).toMatchObject({ state: "UP", lastBeatAt: at(65).toISOString() });
});

test("one that cannot be declared holds up none of the others", async () => {
  const first = { path, id };
  slug = `${slug}-b`;
  const second = await create();
  for (const one of [first, second]) {
    ({ path, id } = one);
    await call();
  }
  await hub.source.query("update heartbeat set title = 'broken', due_at = due_at - interval '1 minute' where id = $1", [first.id]);
  await hub.source.query("alter table incident add constraint broken check (title <> 'broken')");
  lateAt(65);
  await expect(apply()).rejects.toThrow(/broken/);
  await hub.source.query("alter table incident drop constraint broken");
  expect(await shown()).toMatchObject({ state: "LATE" });
  expect(await apply()).toBe(1);
});

test("what opens no heartbeat is answered alike: another token, a deleted one, one that was rotated, a HEAD", async () => {
  const own = path;
  for (const wrong of ["/heartbeat/x", `/heartbeat/${"x".repeat(43)}`, `${own}x`]) {
    path = wrong;
    expect(await call()).toBe(404);
  }
  path = own;
  expect(await call("HEAD")).toBe(405);
  expect((await shown()).lastBeatAt).toBeNull();
  const { rotateHeartbeat } = await hub.ok("mutation ($input: HeartbeatOfInput!) { rotateHeartbeat(input: $input) { path } }", { input: { id } });
  expect(await call()).toBe(404);
  path = rotateHeartbeat.path;
  expect(await call()).toBe(200);
  await hub.ok("mutation ($input: HeartbeatOfInput!) { deleteHeartbeat(input: $input) { slug } }", { input: { id } });
  expect(await call()).toBe(404);
  expect(JSON.stringify(await hub.source.query("select * from audit_entry"))).not.toContain(path.split("/").at(-1));
});

test.each<[Variables, string, string]>([
  [{ slug: "Not A Slug" }, "INVALID_INPUT", "slug"], [{ slug: "" }, "INVALID_INPUT", "slug"], [{ name: " " }, "INVALID_INPUT", "name"], [{ every: "PT9S" }, "INVALID_INPUT", "every"],
  [{ every: "P367D" }, "INVALID_INPUT", "every"], [{ title: "a".repeat(201) }, "INVALID_INPUT", "title"], [{ serviceSlug: "none" }, "NOT_FOUND", "serviceSlug"], [{ teamSlug: "none" }, "NOT_FOUND", "teamSlug"], [{}, "CONFLICT", "slug"],
])("%o is refused: %s at %s", async (input, code, field) => {
  expect(await hub.refusal(CREATE, { input: { slug, name: "Another", every: "PT1H", ...input } })).toMatchObject({ code, field });
});

test("a span that changes counts from the last call", async () => {
  await call();
  await hub.ok("mutation ($input: UpdateHeartbeatInput!) { updateHeartbeat(input: $input) { id } }", { input: { id, every: "PT2H" } });
  expect((await shown()).dueAt).toBe(at(125).toISOString());
  expect(await hub.refusal("mutation ($input: UpdateHeartbeatInput!) { updateHeartbeat(input: $input) { id } }", { input: { id: "00000000-0000-4000-8000-000000000000" } })).toMatchObject({ code: "NOT_FOUND", field: "id" });
});
