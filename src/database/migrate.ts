import pg from "pg";
import type { DataSource } from "typeorm";
import { ensureHubRole, type HubRole } from "./hub-role.ts";

/** "muster" in ASCII; any number that no other program locks. */
const MIGRATION_LOCK = "120317513590130";

/**
 * Brings the schema up to date, and the role that hubs work as. Hubs that start together wait for each other here: TypeORM takes no lock of its own,
 * and two that migrate at once break each other. The lock sits on a connection of its own and ends with it.
 */
export async function migrate(source: DataSource, url: string): Promise<{ migrations: string[] } & HubRole> {
  const guard = new pg.Client({ connectionString: url, application_name: "muster migrate", keepAlive: true });
  guard.on("error", () => {}); // the query that needs it fails; an unheard event would end the process
  await guard.connect();
  try {
    await guard.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const migrations = (await source.runMigrations()).map(({ name }) => name);
    return { migrations, ...(await ensureHubRole(source)) };
  } finally {
    await guard.end();
  }
}
