import type { DataSource } from "typeorm";
import { createDataSource, type DatabaseOptions } from "./data-source.ts";
import { migrate } from "./migrate.ts";

export interface OpenDatabase {
  /** Bound by row security. */
  source: DataSource;
  /** What was missing from the schema. */
  migrations: string[];
  warning: string | null;
}

/** Brings the database up to date as its owner, and opens the pool that the hub works on, as a role that owns nothing. */
export async function openDatabase(options: Omit<DatabaseOptions, "role">): Promise<OpenDatabase> {
  const owner = await createDataSource({ ...options, poolSize: 1 }).initialize();
  const { migrations, role, warning } = await migrate(owner, options.url).finally(() => owner.destroy());
  const source = await createDataSource({ ...options, role }).initialize();
  return { source, migrations, warning };
}
