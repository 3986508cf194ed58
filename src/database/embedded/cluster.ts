import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, EmbeddedError } from "./embedded-error.ts";
import { initialise, PASSWORD_FILE, removeHalfMade } from "./initialise.ts";
import type { Log } from "./log.ts";
import { settleOwner } from "./ownership.ts";
import type { Place } from "./place.ts";
import { run } from "./run.ts";

/** Makes the folder's database cluster if it has none. */
export async function ensureCluster(place: Place, log: Log): Promise<void> {
  await removeHalfMade(place.dataDir);
  if (await isCluster(place.cluster)) return settleOwner(place.cluster, place.account);
  log.info({ dataDir: place.dataDir }, "Making the database in a new data folder");
  await initialise(place);
  // On a slow disk it takes seconds to sync a thousand files: the first start does not wait for it.
  run(place, place.binaries.initdb, ["--sync-only", "-D", place.cluster]).catch((error: unknown) =>
    log.warn({ error: String(error) }, "The new database could not be synced to disk"),
  );
}

export async function passwordOf({ cluster }: Place): Promise<string> {
  return readFile(join(cluster, PASSWORD_FILE), "utf8").catch((error: unknown) => {
    throw new EmbeddedError(`The database's password cannot be read (${String(error)}). Restore ${cluster} from a backup.`);
  });
}

async function isCluster(cluster: string): Promise<boolean> {
  if (!existsSync(cluster)) return false;
  const entries = await readdir(cluster).catch((error: unknown) => {
    // Another user's; whoever looks at its owner says it better.
    if (codeOf(error) === "EACCES") return ["PG_VERSION"];
    throw new EmbeddedError(`${cluster} is no folder with a PostgreSQL cluster (${String(error)}). Move it away.`);
  });
  if (entries.length > 0 && !entries.includes("PG_VERSION")) {
    throw new EmbeddedError(`The folder ${cluster} holds files, but no PostgreSQL cluster. Move it away.`);
  }
  return entries.length > 0;
}
