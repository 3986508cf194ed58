import { existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createDataSource } from "../../src/database/data-source.ts";
import { startEmbedded } from "../../src/database/embedded/start-embedded.ts";
import { migrate } from "../../src/database/migrate.ts";
import * as plans from "../../src/services/plan/index.ts";
import * as policies from "../../src/services/policy/index.ts";

/** PostgreSQL keeps its own log in the folder. */
const SILENT = { info() {}, warn() {}, error() {} };

declare module "vitest" {
  interface ProvidedContext {
    /** The server that the tests make their databases on. */
    serverUrl: string;
    /** A migrated database on it; copying one takes 15 ms, migrating it 200. */
    template: string;
    /** Where the first file that needs the built program puts it. */
    program: string;
  }
}

/** One PostgreSQL for all test files: an embedded one of their own, or that of TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = process.env["TEST_DATABASE_URL"] ? { url: process.env["TEST_DATABASE_URL"], stop: async () => {} } : await embedded();
  const template = `muster_template_${process.pid}`;
  await onServer(server.url, `create database ${template}`);
  const url = new URL(`/${template}`, server.url).href;
  const source = await createDataSource({ url }).initialize();
  await migrate(source, url);
  const ctx = { db: source.manager, now: () => new Date() };
  await policies.ensureDefault(ctx);
  await plans.ensureDefaults(ctx);
  await source.destroy();
  project.provide("serverUrl", server.url);
  project.provide("template", template);
  const program = mkdtempSync(join(tmpdir(), "muster-built-"));
  project.provide("program", program);
  return async () => {
    rmSync(program, { recursive: true, force: true });
    await dropDatabase(server.url, template);
    await server.stop();
  };
}

const MEMORY = "/dev/shm";
const ENOUGH_BYTES = 4 * 2 ** 30;

/** In memory where there is plenty of it: a database is a thousand files, and each test file makes one and drops it. */
function roomForData(): string {
  const inMemory = existsSync(MEMORY) && statfsSync(MEMORY);
  return inMemory && inMemory.bavail * inMemory.bsize > ENOUGH_BYTES ? MEMORY : tmpdir();
}

async function embedded() {
  const dataDir = mkdtempSync(join(roomForData(), "muster-test-"));
  const server = await startEmbedded({ dataDir, log: SILENT, settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/**
 * Once those who were let go have left: who is told on the way out that the database goes away takes that for an error
 * that nobody handles. Who has not left after two seconds is put out.
 */
export async function dropDatabase(url: string, name: string): Promise<void> {
  await onServer(url, `do $$ begin
    for tries in 1..100 loop
      exit when not exists (select 1 from pg_stat_activity where datname = '${name}');
      perform pg_sleep(0.02), pg_stat_clear_snapshot();
    end loop;
  end $$`);
  await onServer(url, `drop database ${name} with (force)`);
}
