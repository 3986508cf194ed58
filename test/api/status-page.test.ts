import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeTree } from "../../src/server/status/write-tree.ts";
import { aContext, aService, at, NOON, someCustomers } from "../support/build.ts";
import { type Data, useHub } from "../support/hub.ts";

const folder = mkdtempSync(join(tmpdir(), "muster-status-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const hub = useHub(() => ({ statusExportDir: join(folder, "page"), publicUrl: "https://hub.example.com" }));

const ctx = () => aContext(hub.source.manager);
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${hub.url}${path}`, { headers });
/** Once the page has seen what changed; it looks a few times a second. */
const seen = async (path: string, is: (body: Data) => unknown, headers: Record<string, string> = {}): Promise<Data> => {
  let body: Data;
  await expect.poll(async () => Boolean(is((body = await (await get(path, headers)).json()))), { interval: 20, timeout: 5_000 }).toBe(true);
  return body;
};
const mutate = async (name: string, type: string, input: object, fields = "id", token?: string): Promise<Data> =>
  (await hub.ok(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input }, token))[name];
const publish = (incidentId: string, over: object = {}) => mutate("publishCommunication", "PublishCommunicationInput", { incidentId, audience: "STATUS_PAGE", body: "Some requests fail. Next update in 15 minutes.", ...over });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let service: { slug: string };
let api: Data;
let secret: Data;
let incident: Data;
beforeAll(async () => {
  const [first, second] = [await aService(ctx()), await aService(ctx())];
  service = first;
  await mutate("createStatusComponentGroup", "CreateStatusComponentGroupInput", { slug: "core", name: "Core" });
  api = await mutate("createStatusComponent", "CreateStatusComponentInput", { slug: "api", name: "API", group: "core", services: [first.slug], startsAt: "2029-12-01T00:00:00Z" });
  secret = await mutate("createStatusComponent", "CreateStatusComponentInput", { slug: "billing-internal", name: "Ledger <b>", internal: true, services: [second.slug] });
  incident = await hub.declare({ title: "gw-7 OOM", serviceSlug: first.slug, impact: { featureState: "DOWN" }, severity: "SEV2", reason: "It is down" });
  hub.now = at(5);
  await publish(incident.id, { subject: "Requests fail <script>alert(1)</script>" });
  const hidden = await hub.declare({ title: "Ledger", serviceSlug: second.slug, impact: { featureState: "DOWN" } });
  await publish(hidden.id, { subject: "Ledger is down" });
});

describe("the Statuspage API", () => {
  test("summary, status, components and incidents are as its clients read them", async () => {
    const summary = await seen("/api/v2/summary.json", ({ incidents }) => incidents.length > 0);
    const [page] = await hub.source.query("select id from status_page where is_default");
    expect(summary.page).toEqual({ id: page.id, name: "Status", url: "https://hub.example.com/status", time_zone: "UTC", updated_at: at(5).toISOString() });
    expect(summary.status).toEqual({ indicator: "critical", description: "Major Service Outage" });
    const component = {
      id: api.id, name: "API", status: "major_outage", created_at: NOON.toISOString(), updated_at: at(5).toISOString(), position: 0, description: null, showcase: true,
      start_date: "2029-12-01", group_id: expect.any(String), page_id: page.id, group: false, only_show_if_degraded: false,
    };
    expect(summary.components).toEqual([{ ...component, id: component.group_id, name: "Core", updated_at: NOON.toISOString(), showcase: false, start_date: null, group_id: null, group: true, components: [api.id] }, component]);
    expect(summary.incidents).toEqual([{
      id: expect.any(String), name: "Requests fail <script>alert(1)</script>", status: "investigating", created_at: at(5).toISOString(), updated_at: at(5).toISOString(), monitoring_at: null, resolved_at: null,
      impact: "critical", shortlink: `https://hub.example.com/status#${summary.incidents[0].id}`, started_at: NOON.toISOString(), page_id: page.id, components: [component],
      incident_updates: [{
        id: expect.any(String), status: "investigating", body: "Some requests fail. Next update in 15 minutes.", incident_id: summary.incidents[0].id, created_at: at(5).toISOString(), updated_at: at(5).toISOString(),
        display_at: at(5).toISOString(), affected_components: [{ code: api.id, name: "API", old_status: "operational", new_status: "major_outage" }], deliver_notifications: true, custom_tweet: null, tweet_id: null,
      }],
    }]);
    expect(summary.scheduled_maintenances).toEqual([]);
    const bodyOf = async (path: string) => (await get(path)).json() as Promise<Data>;
    expect(await bodyOf("/api/v2/status.json")).toEqual({ page: summary.page, status: summary.status });
    expect(await bodyOf("/api/v2/components.json")).toEqual({ page: summary.page, components: summary.components });
    expect(await bodyOf("/status/public/api/v2/incidents/unresolved.json")).toEqual({ page: summary.page, incidents: summary.incidents });
    expect((await get("/api/v2/nothing.json")).status).toBe(404);
  });

  test("maintenances are upcoming, then active, and begin and end by themselves", async () => {
    const { id } = await mutate("scheduleMaintenance", "ScheduleMaintenanceInput", { title: "Database work", scheduledFrom: at(60), scheduledUntil: at(90), components: ["api"] });
    const { scheduled_maintenances: [upcoming] } = await seen("/api/v2/scheduled-maintenances/upcoming.json", ({ scheduled_maintenances }) => scheduled_maintenances.length > 0);
    expect(upcoming).toMatchObject({ id, status: "scheduled", impact: "maintenance", scheduled_for: at(60).toISOString(), scheduled_until: at(90).toISOString() });
    hub.now = at(60);
    await mutate("updateMaintenance", "UpdateMaintenanceInput", { id, state: "IN_PROGRESS", body: "We have begun." });
    const { scheduled_maintenances: [active] } = await seen("/api/v2/scheduled-maintenances/active.json", ({ scheduled_maintenances }) => scheduled_maintenances.length > 0);
    expect(active).toMatchObject({ id, status: "in_progress", incident_updates: [{ body: "We have begun." }, { status: "scheduled" }] });
    await mutate("updateMaintenance", "UpdateMaintenanceInput", { id, state: "COMPLETED" });
    await seen("/api/v2/scheduled-maintenances.json", ({ scheduled_maintenances: [one] }) => one.status === "completed");
    expect((await hub.refusal("mutation ($input: UpdateMaintenanceInput!) { updateMaintenance(input: $input) { id } }", { input: { id, state: "IN_PROGRESS" } }))).toMatchObject({ code: "ILLEGAL_TRANSITION", allowed: [] });
  });

  test("answers any page of any origin, caches briefly, and knows what the client has", async () => {
    const first = await get("/api/v2/status.json", { origin: "https://elsewhere.example" });
    expect([first.status, first.headers.get("content-type"), first.headers.get("access-control-allow-origin"), first.headers.get("access-control-allow-credentials")]).toEqual([200, "application/json; charset=utf-8", "*", null]);
    expect(first.headers.get("cache-control")).toContain("max-age=5");
    const etag = first.headers.get("etag") ?? "";
    const again = await get("/api/v2/status.json", { "if-none-match": `"other", W/${etag}` });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
  });

  test("is compressed for who takes that, under a tag of its own, and only where it pays", async () => {
    const asked = async (path: string, headers: Record<string, string> = {}) => {
      const { statusCode, headers: told, body } = await request(`${hub.url}${path}`, { headers });
      return { statusCode, encoding: told["content-encoding"], etag: String(told["etag"]), vary: String(told["vary"]).toLowerCase(), length: Number(told["content-length"]), bytes: Buffer.from(await body.arrayBuffer()) };
    };
    const [plain, zipped, refused] = [await asked("/status"), await asked("/status", { "accept-encoding": "br, gzip;q=0.8" }), await asked("/status", { "accept-encoding": "gzip;q=0" })];
    expect([plain.encoding, zipped.encoding, refused.encoding, plain.etag === zipped.etag, plain.etag === refused.etag]).toEqual([undefined, "gzip", undefined, false, true]);
    expect([gunzipSync(zipped.bytes).equals(plain.bytes), zipped.length, zipped.bytes.length < plain.bytes.length / 2]).toEqual([true, zipped.bytes.length, true]);
    for (const { vary } of [plain, zipped]) expect(vary).toContain("accept-encoding");
    expect((await asked("/status", { "accept-encoding": "gzip", "if-none-match": zipped.etag })).statusCode).toBe(304);
    expect((await asked("/status", { "if-none-match": zipped.etag })).statusCode).toBe(200);
    expect((await asked("/api/v2/status.json", { "accept-encoding": "gzip" })).encoding).toBeUndefined();
  });
});

test("GraphQL tells nobody more than the page does, and its keepers all", async () => {
  const page = "{ statusPage { slug state summary components { slug state } entries { title kind components { component { slug } state } updates { body } } history { uptime days { date worst majorOutage } component { slug } } } }";
  const { statusPage } = await hub.ok(page, {}, null);
  expect(statusPage).toMatchObject({ slug: "public", state: "MAJOR_OUTAGE", summary: "Major Service Outage", components: [{ slug: "api", state: "MAJOR_OUTAGE" }] });
  expect(statusPage.entries.map(({ title }: Data) => title).sort()).toEqual(["Database work", "Requests fail <script>alert(1)</script>"]);
  expect(statusPage.history).toMatchObject([{ component: { slug: "api" } }]);
  expect(statusPage.history[0].days).toHaveLength(90);
  expect(statusPage.history[0].days.at(-1)).toMatchObject({ date: "2030-01-01", worst: "MAJOR_OUTAGE", majorOutage: "PT1H" });
  const kept = await hub.ok("{ statusPages { slug isDefault } statusComponents { slug services group { slug } } statusComponentGroups { slug } }");
  expect(kept.statusPages).toContainEqual({ slug: "public", isDefault: true });
  expect(kept.statusComponents.map(({ slug }: Data) => slug)).toContain("api");
  expect(kept.statusComponentGroups).toEqual(expect.any(Array));
  const { incident: found } = await hub.ok("query ($id: ID!) { incident(id: $id) { statusEntry { title state } } }", { id: incident.id });
  expect(found.statusEntry).toEqual({ title: "Requests fail <script>alert(1)</script>", state: "INVESTIGATING" });
  const { statusEntries } = await hub.ok("{ statusEntries(kind: INCIDENT, open: true, first: 1) { totalCount pageInfo { endCursor } nodes { title } } }");
  expect(statusEntries).toMatchObject({ totalCount: 2, nodes: [{ title: "Ledger is down" }] });
  const { statusEntries: rest } = await hub.ok("query ($after: String) { statusEntries(kind: INCIDENT, open: true, first: 1, after: $after) { nodes { components { component { slug isInternal } } } } }", { after: statusEntries.pageInfo.endCursor });
  expect(rest.nodes).toEqual([{ components: [{ component: { slug: "api", isInternal: false } }] }]);
});

test("a person's word on an entry stands against what is published after it", async () => {
  await mutate("updateStatusEntry", "UpdateStatusEntryInput", { incidentId: incident.id, title: "Some requests fail", startedAt: at(-60), components: [{ component: "api", state: "PARTIAL_OUTAGE" }] });
  await publish(incident.id, { publicState: "IDENTIFIED", body: "We know why. Next update in 15 minutes." });
  const { incidents: [one] } = await seen("/api/v2/incidents.json", ({ incidents }) => incidents[0]?.status === "identified");
  expect(one).toMatchObject({ name: "Some requests fail", impact: "major", started_at: at(-60).toISOString(), components: [{ status: "partial_outage" }] });
  const drill = await hub.declare({ title: "Drill", drill: true });
  expect(await hub.refusal("mutation ($input: UpdateStatusEntryInput!) { updateStatusEntry(input: $input) { id } }", { input: { incidentId: drill.id, title: "X" } })).toMatchObject({ code: "CONFLICT" });
});

describe("the page", () => {
  test("is HTML that runs nothing, escapes what people wrote, and says as text what it shows", async () => {
    const answer = await get("/status");
    const html = await answer.text();
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(html).not.toContain("<script");
    expect(html).not.toContain("Ledger");
    expect(html).toContain('aria-label="API: ');
    expect(html).toMatch(/2030-01-01: major outage 2 h 0 min/);
  });

  test("of our own people is for them, or for who has its link, and shows what is internal", async () => {
    const page = await mutate("createStatusPage", "CreateStatusPageInput", { slug: "ours", name: "Ours", kind: "INTERNAL" });
    await expect.poll(async () => (await get("/status/ours")).status, { interval: 20 }).toBe(401);
    const names = ({ components }: Data) => components.filter(({ group }: Data) => !group).map(({ name }: Data) => name);
    const body = await seen("/status/ours/api/v2/summary.json", ({ components }) => components, bearer(hub.token.VIEWER));
    expect([names(body), body.incidents.length]).toEqual([["Ledger <b>", "API"], 2]);
    const { path } = await mutate("linkStatusPage", "StatusOfInput", { id: page.id }, "path");
    const token = new URL(path, hub.url).searchParams.get("token") ?? "";
    await expect.poll(async () => (await get(path)).status, { interval: 20 }).toBe(200);
    const linked = await get(`/status/ours/api/v2/summary.json?token=${token}`);
    expect([linked.status, linked.headers.get("cache-control"), linked.headers.get("access-control-allow-origin")]).toEqual([200, "private, no-cache", null]);
    expect(await (await get(path)).text()).not.toContain(token);
    await mutate("linkStatusPage", "StatusOfInput", { id: page.id }, "path");
    await expect.poll(async () => (await get(path)).status, { interval: 20 }).toBe(401);
    expect(JSON.stringify(await hub.source.query("select * from status_page"))).not.toContain(token);
  });

  test("of an account shows what it uses and what hits it, and nobody else that there is one", async () => {
    const [mine, other] = await someCustomers(ctx(), 2, {}, service as never);
    const page = await mutate("createStatusPage", "CreateStatusPageInput", { slug: "mine", name: "Mine", kind: "CUSTOMER", customerExternalId: mine!.externalId });
    const { path } = await mutate("linkStatusPage", "StatusOfInput", { id: page.id }, "path");
    const json = path.replace("?", "/api/v2/summary.json?");
    await expect.poll(async () => (await get(path)).status, { interval: 20 }).toBe(200);
    expect([(await get("/status/mine")).status, (await get("/status/nobody")).status]).toEqual([404, 404]);
    expect((await seen(json, () => true)).incidents).toHaveLength(1);
    await mutate("changeAffectedCustomers", "AffectedCustomersInput", { incidentId: incident.id, add: [other!.externalId] });
    const without = await seen(json, ({ incidents }) => incidents.length === 0);
    expect([without.status.indicator, without.components.at(-1).status]).toEqual(["none", "operational"]);
    await mutate("changeAffectedCustomers", "AffectedCustomersInput", { incidentId: incident.id, add: [mine!.externalId] });
    await seen(json, ({ incidents, status }) => incidents.length === 1 && status.indicator === "major");
  });
});

describe("the export", () => {
  test("is in its folder while the hub runs, and follows each change", async () => {
    const file = join(folder, "page", "api", "v2", "summary.json");
    await mutate("setComponentState", "SetComponentStateInput", { id: api.id, state: "MAJOR_OUTAGE" }, "state");
    await expect.poll(() => existsSync(file) && JSON.parse(readFileSync(file, "utf8")).components.at(-1).status, { interval: 20, timeout: 3_000 }).toBe("major_outage");
    await mutate("setComponentState", "SetComponentStateInput", { id: api.id, state: "OPERATIONAL" }, "state");
    await expect.poll(() => JSON.parse(readFileSync(file, "utf8")).components.at(-1).status, { interval: 20, timeout: 3_000 }).toBe("partial_outage");
    expect(readFileSync(join(folder, "page", "index.html"), "utf8")).toContain('href="api/v2/summary.json"');
    await expect.poll(() => readdirSync(join(folder, "page")).sort(), { interval: 20 }).toEqual([".muster-status", "api", "calendar.ics", "history.atom", "history.json", "history.rss", "index.html"]);
  });

  const files = (...paths: string[]) => new Map(paths.map((path) => [path, `of ${path}`]));

  test("changes what changed, deletes what is its own and no more, and touches nothing of others", async () => {
    const here = join(folder, "other");
    expect(await writeTree(here, files("index.html", "a/b.json"))).toBe(2);
    expect(await writeTree(here, files("index.html", "a/b.json"))).toBe(0);
    writeFileSync(join(here, "mine.txt"), "mine");
    expect(await writeTree(here, files("index.html"))).toBe(1);
    expect([existsSync(join(here, "a/b.json")), readFileSync(join(here, "mine.txt"), "utf8")]).toEqual([false, "mine"]);
    await expect(writeTree(here, files("index.html", "mine.txt"))).rejects.toThrow(/mine\.txt is there already and was not written by an export/);
    expect(readFileSync(join(here, "mine.txt"), "utf8")).toBe("mine");
  });

  test("refuses links, files in its way and what it may not write, and leaves no part behind", async () => {
    const here = mkdtempSync(join(folder, "bad-"));
    symlinkSync(folder, join(here, "link"));
    await expect(writeTree(join(here, "link"), files("index.html"))).rejects.toThrow(/is a symbolic link/);
    mkdirSync(join(here, "tree"));
    symlinkSync(folder, join(here, "tree", "api"));
    await expect(writeTree(join(here, "tree"), files("api/x.json"))).rejects.toThrow(/api is a symbolic link/);
    writeFileSync(join(here, "file"), "");
    await expect(writeTree(join(here, "file"), files("index.html"))).rejects.toThrow(/is no folder/);
    await expect(writeTree(join(here, "file", "below"), files("index.html"))).rejects.toThrow(/a part of the path is a file/);
    await expect(writeTree("/proc/muster", files("index.html"))).rejects.toThrow(/cannot be written to \/proc\/muster: /);
    await expect(writeTree("/dev/full/x", files("index.html"))).rejects.toThrow(/cannot be written/);
    expect(readdirSync(here).sort()).toEqual(["file", "link", "tree"]);
  });
});

test("deleting an internal component shows nothing of it to the public", async () => {
  await mutate("deleteStatusComponent", "StatusOfInput", { id: secret.id });
  const { statusPage } = await hub.ok("{ statusPage { entries { title } } }", {}, null);
  expect(statusPage.entries.map(({ title }: Data) => title)).not.toContain("Ledger is down");
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
