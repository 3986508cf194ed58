import { setTimeout as pause } from "node:timers/promises";
import { bringUp } from "./bring-up.ts";
import { ensureCluster } from "./cluster.ts";
import { connect, databaseUrl, isShared } from "./database.ts";
import { EmbeddedError } from "./embedded-error.ts";
import { hubOf } from "./hub-lock.ts";
import { openPlace, type Place } from "./place.ts";
import { isPostmaster, readPostmaster } from "./postmaster.ts";
import { type EmbeddedOptions, stopRunning } from "./start-embedded.ts";

const PATIENCE = 30_000;

/**
 * Runs one command's `work` on the folder's database: on the server of the hub, if one is there, else on one that is
 * stopped afterwards. `work` closes its own connections.
 */
export async function withEmbedded<T>(options: EmbeddedOptions, work: (url: string) => Promise<T>): Promise<T> {
  const place = await openPlace(options.dataDir);
  const url = await databaseUrl(place, (await portOfHub(place)) ?? (await portOfOwn(place, options)));
  // Held all the time: it tells another command on this server that it is not the last one.
  const presence = await connect(url);
  try {
    return await work(url);
  } finally {
    // A hub may have taken the server over meanwhile, or another command joined it: the last one out stops it.
    const isNeeded = (await hubOf(place.dataDir)) !== undefined || (await isShared(presence).catch(() => false));
    await presence.end();
    if (!isNeeded) await stopRunning(place, options.log);
  }
}

/** Waits for the database of a hub that is starting, or whose database is just coming back. Undefined without a hub. */
async function portOfHub(place: Place): Promise<number | undefined> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const hub = await hubOf(place.dataDir);
    if (hub === undefined) return undefined;
    const found = readPostmaster(place);
    if (found?.status === "ready" && isPostmaster(place, found.pid)) return found.port;
    if (performance.now() > end) {
      throw new EmbeddedError(`The database of the hub on ${place.dataDir} (process ${hub}) is down; look at ${place.logFile}`);
    }
    await pause(20);
  }
}

async function portOfOwn(place: Place, { log, settings = {} }: EmbeddedOptions): Promise<number> {
  await ensureCluster(place, log);
  return (await bringUp({ place, log, settings, signal: new AbortController().signal })).port;
}
