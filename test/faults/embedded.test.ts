import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { isAlive } from "../../src/database/embedded/process-life.ts";
import { type EmbeddedServer, startEmbedded } from "../../src/database/embedded/start-embedded.ts";
import { withEmbedded } from "../../src/database/embedded/with-embedded.ts";
import { layHub, spawnHub } from "../support/hub-process.ts";

const room = mkdtempSync(join(tmpdir(), "muster-embedded-"));
/** Shared by most tests, since a new cluster takes half a second; each leaves it stopped. */
const dataDir = join(room, "data");
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
const settings = { fsync: "off" };
const running: EmbeddedServer[] = [];
const hubs: ChildProcess[] = [];

beforeAll(async () => {
  await layHub(room);
  const server = await startEmbedded({ dataDir, log, settings });
  await query(server.url, "create table kept (word text)");
  await query(server.url, "insert into kept values ('here')");
  await server.stop();
});

afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => end(hub, "SIGTERM")));
  await Promise.all(running.splice(0).map((server) => server.stop()));
  vi.clearAllMocks();
});

afterAll(() => rmSync(room, { recursive: true, force: true }));

test("a folder that was used before starts again with what was in it", async () => {
  const { url } = await start();
  expect(await query(url, "select word from kept")).toEqual([{ word: "here" }]);
});

test("the server syncs to disk, and its text does not depend on the machine's locales", async () => {
  const { url } = await start({ settings: {} });
  expect(await query(url, "show fsync")).toEqual([{ fsync: "on" }]);
  const locale = "select pg_encoding_to_char(encoding) as encoding, datlocprovider::text as provider, datlocale as locale";
  expect(await query(url, `${locale} from pg_database where datname = current_database()`)).toEqual([
    { encoding: "UTF8", provider: "b", locale: "C.UTF-8" },
  ]);
});

test("nobody gets in without the password", async () => {
  const { url } = await start();
  const address = new URL(url);
  address.password = "guessed";
  await expect(query(address.href, "select 1")).rejects.toThrow("password authentication failed");
});

test("a database that is killed comes back at the same address, with its data", async () => {
  const { url } = await start();
  const killed = killDatabase();
  await expect.poll(() => words(url)).toEqual([{ word: "here" }]);
  expect(log.error).toHaveBeenCalledWith({ pid: killed, cause: expect.stringContaining("SIGKILL") }, expect.any(String));
});

test("a database that a killed hub left behind is adopted, and supervised like an own one", async () => {
  const url = await hubInOtherProcess(dataDir);
  const pid = postmaster();
  await end(hubs[0], "SIGKILL");
  const adopted = await start();
  expect([adopted.url, postmaster()]).toEqual([url, pid]);
  killDatabase();
  await expect.poll(() => words(url)).toEqual([{ word: "here" }]);
});

test.each([
  ["of a process that is gone", () => `${spawnSync(process.execPath, ["--version"]).pid}\n${dataDir}/postgres\n1\n5432\n`],
  ["of a process that is none of ours, since pids are reused", () => `${process.pid}\n${dataDir}/postgres\n1\n5432\n`],
  ["that a crash left empty", () => ""],
])("a pid file %s does not hinder the start", async (_, text) => {
  writeFileSync(pidFile(), text());
  expect(await query((await start()).url, "select word from kept")).toEqual([{ word: "here" }]);
});

test("stopping ends the database, and frees the folder", async () => {
  const server = await start();
  const pid = postmaster();
  await Promise.all([server.stop(), server.stop()]);
  expect(isAlive(pid)).toBe(false);
  expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log"]);
});

test("a stop while the database is just coming back leaves nothing running", async () => {
  const server = await start();
  killDatabase();
  await expect.poll(() => log.error.mock.calls.length).toBe(1);
  await server.stop();
  expect(readdirSync(dataDir).sort()).toEqual(["postgres", "postgres.log"]);
  await expect(query(server.url, "select 1")).rejects.toThrow("ECONNREFUSED");
});

test("a second hub on the folder is refused, and told who has it and what to do", async () => {
  await hubInOtherProcess(dataDir);
  const { pid } = hubs[0] ?? {};
  await expect(start()).rejects.toThrow(new RegExp(`process ${pid}\\).* ${dataDir}\\..*MUSTER_DATA_DIR.*DATABASE_URL`));
});

test("of hubs that start at the same instant on a new folder one wins", async () => {
  const folder = mkdtempSync(join(room, "contested-"));
  const starts = await Promise.allSettled([1, 2, 3].map(() => start({ dataDir: folder })));
  const refused = starts.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
  expect(refused).toHaveLength(2);
  for (const reason of refused) expect(reason).toContain("already runs on the folder");
  expect(await query(running[0]?.url ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a first start that is killed half-way leaves nothing that breaks the next one", async () => {
  const folder = mkdtempSync(join(room, "half-"));
  void hubInOtherProcess(folder);
  await expect.poll(() => halfMade(folder).some((name) => existsSync(join(folder, name, "cluster/base")))).toBe(true);
  await end(hubs[0], "SIGKILL");
  expect(existsSync(join(folder, "postgres"))).toBe(false);
  const { url, stop } = await start({ dataDir: folder });
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  await stop();
  // Its initdb may outlive it and still be writing: a later start removes what that leaves.
  await expect.poll(async () => {
    await (await start({ dataDir: folder })).stop();
    return halfMade(folder);
  }).toEqual([]);
});

test("what a killed start left is removed by any later start, also where the cluster stands by now", async () => {
  const left = mkdtempSync(join(dataDir, `postgres.init-${spawnSync("true").pid}-`));
  writeFileSync(join(left, "password"), "");
  await start();
  expect(halfMade(dataDir)).toEqual([]);
});

test("a command works on the hub's database while the hub runs, and leaves it running", async () => {
  const server = await start();
  expect(await withEmbedded({ dataDir, log }, async (url) => url)).toBe(server.url);
  expect(await query(server.url, "select word from kept")).toEqual([{ word: "here" }]);
});

test("commands without a hub share one database, and the last one out stops it", async () => {
  const options = { dataDir, log, settings };
  const pid = await withEmbedded(options, async (outer) => {
    await withEmbedded(options, async (inner) => expect(inner).toBe(outer));
    expect(await query(outer, "select word from kept")).toEqual([{ word: "here" }]);
    return postmaster();
  });
  expect(isAlive(pid)).toBe(false);
});

test("a file in the place of the folder is named", async () => {
  const file = join(room, "file");
  writeFileSync(file, "");
  await expect(start({ dataDir: file })).rejects.toThrow(`${file} is not a folder`);
});

async function start(over: Partial<Parameters<typeof startEmbedded>[0]> = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, log, settings, ...over });
  running.push(server);
  return server;
}

function hubInOtherProcess(folder: string): Promise<string> {
  const { hub, url } = spawnHub(room, folder);
  hubs.push(hub);
  return url;
}

async function end(hub: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!hub || hub.exitCode !== null || hub.signalCode !== null) return;
  hub.kill(signal);
  await once(hub, "exit");
}

function pidFile(): string {
  return join(dataDir, "postgres/postmaster.pid");
}

function postmaster(): number {
  return Number(readFileSync(pidFile(), "utf8").split("\n")[0]);
}

function killDatabase(): number {
  const pid = postmaster();
  process.kill(pid, "SIGKILL");
  return pid;
}

function halfMade(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("postgres.init-")) : [];
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  // A killed server says so on every connection it had.
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows as unknown[];
}

function words(url: string): Promise<unknown> {
  return query(url, "select word from kept").catch(String);
}
