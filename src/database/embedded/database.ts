import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { passwordOf } from "./cluster.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { DATABASE_USER } from "./initialise.ts";
import type { Place } from "./place.ts";

const DATABASE = "muster";
const DUPLICATE = ["42P04", "23505"];

/** The address of the hub's database on the server at that port; makes the database if it is not there yet. */
export async function databaseUrl(place: Place, port: number): Promise<string> {
  const server = `postgres://${DATABASE_USER}:${await passwordOf(place)}@127.0.0.1:${port}`;
  const client = await connect(`${server}/postgres`).catch((error: unknown) => {
    throw new EmbeddedError(`The database in ${place.dataDir} runs, but does not let the hub in: ${String(error)}`);
  });
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Another process may have made it at the same moment.
    if (!(error instanceof pg.DatabaseError && DUPLICATE.includes(error.code ?? ""))) throw error;
  } finally {
    await client.end();
  }
  return `${server}/${DATABASE}`;
}

export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener the end of the connection would be the end of the process.
  client.on("error", () => {});
  return client.connect();
}

/** Whether the server of this connection has any other. One that was just closed is still listed for a moment. */
export async function isShared(client: pg.Client): Promise<boolean> {
  const others = "select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()";
  const end = performance.now() + 500;
  while (((await client.query(others)).rowCount ?? 0) > 0) {
    if (performance.now() > end) return true;
    await pause(10);
  }
  return false;
}
