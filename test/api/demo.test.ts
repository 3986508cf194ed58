import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { HubClock } from "../../src/commands/demo/hub-clock.ts";
import { perform } from "../../src/commands/demo/perform.ts";
import { type Paper, Screen } from "../../src/commands/demo/screen.ts";
import { SCRIPT } from "../../src/commands/demo/script.ts";
import type { Hub } from "../../src/server/hub.ts";
import { built as aBuild, type Built } from "../support/built.ts";
import { useDatabase } from "../support/database.ts";
import { GOLDEN, masked, namesOf, type Report } from "../support/golden-report.ts";
import { aHub, ask, BOOTSTRAP_TOKEN } from "../support/hub.ts";

const SEED = "../shared/seeds/incident-coordinator.md";
const AT_ONCE = 1e9;
const STEP = /^\d\d:\d\d:\d\d .*$/gm;
const SAMPLE = masked(GOLDEN);

/** What the demo says, and a way to end it on the way. */
class Listener implements Paper {
  text = "";
  readonly stop = new AbortController();

  constructor(private readonly isEnough: (text: string) => boolean = () => false) {}

  write(text: string): void {
    this.text += text;
    if (this.isEnough(this.text)) this.stop.abort(new Error("cut off"));
  }

  get steps(): string[] {
    return this.text.match(STEP) ?? [];
  }
}

test.skipIf(!existsSync(SEED))("the golden report is the seed's sample, key for key", () => {
  const [, sample = ""] = /```json\n(.*?)```/s.exec(readFileSync(SEED, "utf8")) ?? [];
  expect(JSON.stringify(GOLDEN, null, 2)).toBe(JSON.stringify(JSON.parse(sample), null, 2));
});

describe("the demo", () => {
  const database = useDatabase();
  const clock = new HubClock();
  let hub: Hub;

  beforeAll(async () => {
    hub = await aHub(database.url, clock.now);
  });
  afterAll(() => hub.stop());

  const performed = async (listener = new Listener()) => {
    const pace = { speed: AT_ONCE, signal: listener.stop.signal };
    const { report } = await perform({ hub: hub.url, adminToken: BOOTSTRAP_TOKEN, clock, pace, screen: new Screen(listener) });
    return { report: report as Report, steps: listener.steps, text: listener.text };
  };
  const count = async (table: string, where = "true"): Promise<number> => (await database.source.query(`select count(*)::int as count from ${table} where ${where}`))[0].count;

  test("plays the sample: its report is the seed's, but for the moved times and what is named by date", async () => {
    const began = Date.now();
    const { report, steps } = await performed();
    expect(masked(report)).toBe(SAMPLE);
    const { incidentId, channel } = namesOf(report, 1);
    expect([report.incidentId, report.communications.internalSlack.channel]).toEqual([incidentId, channel]);
    expect(steps).toHaveLength(SCRIPT.length);
    const ended = Date.parse(report.incidentSummary.detectedAt) + 19 * 60_000;
    expect(ended).toBeGreaterThanOrEqual(began - 1_000);
    expect(ended).toBeLessThanOrEqual(Date.now());
  });

  test("brings the catalogue that it promises", async () => {
    const onTheGateway = "id in (select customer_id from customer_service u join service s on s.id = u.service_id where s.slug = 'api-gateway')";
    expect(await count("customer")).toBe(900);
    expect(await count("customer", onTheGateway)).toBe(847);
    expect(await count("customer", "arr_currency = 'EUR'")).toBeGreaterThan(0);
    expect([await count("responder"), await count("service"), await count("service_dependency")]).toEqual([15, 10, expect.any(Number)]);
    expect(await count("service", "owner_team_id is null")).toBe(0);
    const { data } = await ask(hub.url, { query: "{ incidents { nodes { severity severityReasons { rule } impact { customersAffected strategicAffected percentOfService revenueAtRisk { amount currency } } } } }" });
    expect(data.incidents.nodes).toEqual([{
      severity: "SEV2",
      severityReasons: ["MAJOR_CUSTOMERS", "MAJOR_REVENUE", "MAJOR_STRATEGIC"].map((rule) => ({ rule })),
      impact: { customersAffected: 127, strategicAffected: 8, percentOfService: expect.closeTo(15, 1), revenueAtRisk: [{ amount: "890000", currency: "USD" }] },
    }]);
  });

  test("keeps every promise of the sample, and leaves its clients no key", async () => {
    expect(await count("clock", "met_at > due_at")).toBe(0);
    expect(await count("clock", "kind in ('ACKNOWLEDGE', 'TRIAGE', 'FIRST_COMMUNICATION', 'STATUS_PAGE') and met_at is null")).toBe(0);
    expect(await count("api_key", "revoked_at is null")).toBe(0);
  });

  test("plays a new incident when it is run again", async () => {
    const { report, text } = await performed();
    expect(report.incidentId).toBe(namesOf(report, 2).incidentId);
    expect(masked(report)).toBe(SAMPLE);
    expect(text).toContain("938 there already");
    expect(await count("incident")).toBe(2);
  });

  test("goes on wherever it was cut off, each step once, with the times that the incident began with", async () => {
    const played: string[] = [];
    let report: Report | undefined;
    for (let runs = 0; report === undefined && runs < SCRIPT.length; runs += 1) {
      const listener = new Listener((text) => (text.match(STEP)?.length ?? 0) === 2);
      const end = await performed(listener).catch((error: Error) => error.message);
      played.push(...listener.steps);
      if (typeof end === "string") expect(end).toBe("cut off");
      else report = end.report;
    }
    expect(report && masked(report)).toBe(SAMPLE);
    expect(report?.incidentId).toBe(report && namesOf(report, 3).incidentId);
    expect(played).toHaveLength(SCRIPT.length);
    expect(new Set(played).size).toBe(SCRIPT.length);
    expect(await count("incident")).toBe(3);
  });

  test("leaves an incident alone that only has the same name", async () => {
    const input = { title: "API Rate Limiting Affecting Batch Operations", source: "SUPPORT", serviceSlug: "api-gateway" };
    await ask(hub.url, { query: "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { id } }", variables: { input } });
    const { report } = await performed();
    expect(report.incidentId).toBe(namesOf(report, 5).incidentId);
    expect(await count("timeline_event", `incident_id = (select id from incident where source = 'SUPPORT') and kind = 'COMMUNICATION'`)).toBe(0);
  });
});

describe("the command", () => {
  const database = useDatabase();
  const room = mkdtempSync(join(tmpdir(), "muster-demo-"));
  const file = join(room, "report.json");

  let built: Built;
  beforeAll(async () => {
    built = await aBuild();
  });
  afterAll(() => rmSync(room, { recursive: true, force: true }));

  const children: ChildProcess[] = [];
  afterEach(() => children.forEach((child) => child.kill("SIGKILL")));

  const demo = (...options: string[]) => run(built.bundle, options);
  const run = (folder: string, options: string[]) => {
    const env = { ...process.env, DATABASE_URL: database.url, PORT: "0", LOG_LEVEL: "silent" };
    const child = spawn(process.execPath, [join(folder, "cli.js"), "demo", ...options], { env, cwd: room });
    children.push(child);
    const seen = { out: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (seen.out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (seen.errors += text));
    return { seen, kill: (signal: NodeJS.Signals) => child.kill(signal), ended: once(child, "close").then(([code]) => code as number | null) };
  };
  const incidents = async (): Promise<number> => (await database.source.query("select count(*)::int as count from incident"))[0].count;

  test("finishes after kill -9 what it was killed in, be it the catalogue or the incident", async () => {
    const loading = demo("--speed", "1000");
    await expect.poll(() => loading.seen.out).toContain("listening on");
    loading.kill("SIGKILL");
    await loading.ended;

    const playing = demo("--speed", "100");
    await expect.poll(() => playing.seen.out).toContain("14:31:00");
    playing.kill("SIGKILL");
    await playing.ended;
    expect(await incidents()).toBe(1);

    const rest = demo("--speed", "1000", "--exit", "--report", file);
    expect([await rest.ended, rest.seen.errors]).toEqual([0, ""]);
    expect(rest.seen.out).toContain("which an earlier run left unfinished");
    const report = JSON.parse(readFileSync(file, "utf8")) as Report;
    expect(masked(report)).toBe(SAMPLE);
    expect(rest.seen.out).toContain(JSON.stringify(report, null, 2));
    expect(await incidents()).toBe(1);
  });

  test("stays up with a token that works, until Ctrl-C", async () => {
    const staying = run(built.dist, ["--speed", "1000"]);
    // The whole line: what a program says comes in pieces.
    const ready = /Bearer (\S+)" (\S+)\n/;
    await expect.poll(() => staying.seen.out).toMatch(ready);
    const [, token = "", url = ""] = ready.exec(staying.seen.out) ?? [];
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect(masked((await response.json()) as Report)).toBe(SAMPLE);
    staying.kill("SIGINT");
    expect([await staying.ended, staying.seen.errors]).toEqual([0, ""]);
  });

  test("stops in order when it is interrupted, and says so with its exit code", async () => {
    const interrupted = demo("--speed", "10");
    await expect.poll(() => interrupted.seen.out).toContain("14:25:00");
    interrupted.kill("SIGINT");
    expect([await interrupted.ended, interrupted.seen.errors]).toEqual([130, ""]);
    expect(interrupted.seen.out).toMatch(/Stopped. Run it again: it goes on from here.\n$/);
  });

  test("refuses before it starts what it cannot do", async () => {
    const nowhere = demo("--report", join(room, "no/such/folder.json"));
    expect([await nowhere.ended, nowhere.seen.out]).toEqual([1, ""]);
    expect(nowhere.seen.errors).toContain("no/such/folder.json");
    const standing = demo("--speed", "0");
    expect([await standing.ended, standing.seen.out]).toEqual([2, ""]);
    expect(standing.seen.errors).toContain("a number above 0");
  });
});
