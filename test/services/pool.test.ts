import { expect, test } from "vitest";
import { Crowded } from "../../src/database/outage.ts";
import { BoundedPool } from "../../src/database/pool.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();

test("500 wait for a connection, whoever comes then is told at once, and nobody who waits is", async () => {
  const pool = new BoundedPool({ connectionString: database.url, max: 1 });
  const only = await pool.connect();
  const waiting = Array.from({ length: 500 }, () => pool.connect().then((client) => client.release()));
  await expect(pool.connect()).rejects.toBeInstanceOf(Crowded);
  only.release();
  await Promise.all(waiting);
  (await pool.connect()).release();
  await pool.end();
});
