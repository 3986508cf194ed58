import { randomBytes } from "node:crypto";
import type { DataSource } from "typeorm";
import { afterAll, beforeAll, inject } from "vitest";
import { createDataSource } from "../../src/database/data-source.ts";
import { dropDatabase, onServer } from "./cluster.ts";

export interface TestDatabase {
  url: string;
  source: DataSource;
}

/** A migrated database of this test file's own, dropped when the file is done. */
export function useDatabase(): TestDatabase {
  const name = `muster_test_${randomBytes(6).toString("hex")}`;
  const server = inject("serverUrl");
  const url = new URL(`/${name}`, server).href;
  const database: TestDatabase = { url, source: createDataSource({ url, waitMs: 120_000 }) };
  beforeAll(async () => {
    await onServer(server, `create database ${name} template ${inject("template")}`);
    await database.source.initialize();
  });
  afterAll(async () => {
    if (database.source.isInitialized) await database.source.destroy();
    await dropDatabase(server, name);
  });
  return database;
}
