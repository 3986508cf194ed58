import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { onServer } from "../support/cluster.ts";
import { ask, TOKEN, useProgram } from "../support/program.ts";

const program = useProgram();
const server = inject("serverUrl");
const databases: string[] = [];

afterAll(async () => {
  for (const name of databases) await onServer(server, `drop database if exists ${name} with (force)`);
});

async function anEmptyDatabase(): Promise<string> {
  const name = `muster_empty_${process.pid}_${databases.length}`;
  databases.push(name);
  await onServer(server, `create database ${name}`);
  return new URL(`/${name}`, server).href;
}

const DECLARE = `mutation { declareIncident(input: { title: "Checkout is down", source: MONITORING }) { id reference } }`;
const COUNT = "{ incidents { totalCount } }";

test("three hubs that start at once on an empty database all come up, and one migrates", async () => {
  const databaseUrl = await anEmptyDatabase();
  const hubs = [1, 2, 3].map(() => program.start({ DATABASE_URL: databaseUrl }));

  const urls = await Promise.all(hubs.map((hub) => hub.listening));

  expect(hubs.filter((hub) => hub.output().includes("migrated the database"))).toHaveLength(1);
  await ask(urls[0] ?? "", DECLARE);
  for (const url of urls) expect((await ask(url, COUNT)).data.incidents.totalCount).toBe(1);
  for (const hub of hubs) hub.process.kill("SIGTERM");
  for (const hub of hubs) expect((await hub.ended).code).toBe(0);
});

test("a hub that is told to stop answers what is under way first", async () => {
  const databaseUrl = await anEmptyDatabase();
  const hub = program.start({ DATABASE_URL: databaseUrl });
  const url = await hub.listening;
  const { id } = (await ask(url, DECLARE)).data.declareIncident;
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from incident where id = $1 for update", [id]);

  const answer = ask(url, `mutation ($id: ID!) { acknowledge(input: { incidentId: $id }) { revision } }`, { id });
  await expect.poll(async () => (await holder.query("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")).rowCount).toBe(1);
  hub.process.kill("SIGTERM");
  await expect.poll(async () => (await ask(url, COUNT)).status).toBe(0);
  await holder.query("commit");
  await holder.end();

  expect((await answer).data.acknowledge.revision).toBeGreaterThan(1);
  expect((await hub.ended).code).toBe(0);
});

test("on the embedded database each start prints a one-time link until the first administrator has used one", async () => {
  const dataDir = program.folder();
  const linkOf = (output: string) => /^nobody can sign in yet; .* at (http\S+\/setup\/[\w-]{43})$/m.exec(output)?.[1];
  const begin = async () => {
    const hub = program.start({ MUSTER_DATA_DIR: dataDir, MUSTER_BOOTSTRAP_TOKEN: "" });
    return { hub, url: await hub.listening };
  };
  const end = async ({ hub }: Awaited<ReturnType<typeof begin>>) => {
    hub.process.kill("SIGTERM");
    return (await hub.ended).output;
  };
  const begun = await begin();
  await expect.poll(() => linkOf(begun.hub.output())).toBeDefined();
  const first = linkOf(await end(begun));
  const second = await begin();
  await expect.poll(() => linkOf(second.hub.output())).toBeDefined();
  const link = linkOf(second.hub.output()) ?? "";
  const { pathname } = new URL(first ?? "");
  expect((await fetch(new URL(pathname, second.url))).status).toBe(404);
  const body = new URLSearchParams({ token: link.split("/").at(-1) ?? "", name: "Ada", email: "ada@example.com", password: "correct horse battery" });
  const made = await fetch(new URL("/auth/setup", second.url), { method: "POST", body, redirect: "manual", headers: { origin: second.url } });
  expect([made.status, made.headers.get("set-cookie")]).toEqual([303, expect.stringMatching(/^muster=/)]);
  expect((await end(second)).split(body.get("token") ?? "")).toHaveLength(2); // printed, and not logged
  const third = await begin();
  expect((await fetch(new URL("/login", third.url))).status).toBe(200);
  expect(linkOf(await end(third))).toBeUndefined();
});

test("on the embedded database a killed hub comes back with all it had, and a killed database too", async () => {
  const dataDir = program.folder();
  const first = program.start({ MUSTER_DATA_DIR: dataDir });
  const { reference } = (await ask(await first.listening, DECLARE)).data.declareIncident;

  const second = await program.start({ MUSTER_DATA_DIR: dataDir }).ended;
  expect(second.code).not.toBe(0);
  expect(second.output).toContain(String(first.process.pid));
  expect(second.output).toContain("MUSTER_DATA_DIR");

  first.process.kill("SIGKILL");
  await first.ended;
  const next = program.start({ MUSTER_DATA_DIR: dataDir });
  const url = await next.listening;
  const find = `{ incident(reference: "${reference}") { reference } }`;
  expect((await ask(url, find)).data.incident).toEqual({ reference });

  process.kill(Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]), "SIGKILL");
  await expect.poll(async () => (await ask(url, find)).data?.incident?.reference).toBe(reference);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test("what is wrong at the start is said by name, and no secret with it", async () => {
  const wrong = await program.start({ PORT: "eighty", MUSTER_BOOTSTRAP_TOKEN: "short-secret" }).ended;
  expect(wrong.code).toBe(1);
  expect(wrong.output).toMatch(/PORT is "eighty"/);
  expect(wrong.output).toContain("MUSTER_BOOTSTRAP_TOKEN");
  expect(wrong.output).not.toContain("short-secret");

  const away = await program.start({ DATABASE_URL: "postgres://someone:hidden@127.0.0.1:1/none" }).ended;
  expect(away.code).toBe(1);
  expect(away.output).toMatch(/DATABASE_URL.*127\.0\.0\.1:1/);
  expect(away.output).not.toContain("hidden");
});

test("a port that is taken is refused with the way out", async () => {
  const databaseUrl = await anEmptyDatabase();
  const first = program.start({ DATABASE_URL: databaseUrl });
  const port = new URL(await first.listening).port;

  const second = await program.start({ DATABASE_URL: databaseUrl, PORT: port }).ended;

  expect(second.code).toBe(1);
  expect(second.output).toMatch(/PORT/);
  expect(second.output).not.toContain(TOKEN);
});
