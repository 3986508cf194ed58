import { type BringUp, bringUp } from "./bring-up.ts";
import { ensureCluster } from "./cluster.ts";
import { databaseUrl } from "./database.ts";
import { lockFolder } from "./hub-lock.ts";
import type { Log } from "./log.ts";
import { openPlace, type Place } from "./place.ts";
import { isPostmaster, readPostmaster, stopPostmaster } from "./postmaster.ts";
import type { Settings } from "./spawn-postgres.ts";
import { supervise } from "./supervise.ts";

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** Settings of PostgreSQL by name. They hold for a server this starts, not for one it finds running. */
  readonly settings?: Settings;
}

export interface EmbeddedServer {
  /** Stays right for the life of the server: after a crash the database comes back at the same address. */
  readonly url: string;
  /** Ends every connection, and answers once PostgreSQL is gone and the folder is free for another hub. */
  stop(): Promise<void>;
}

/**
 * Runs PostgreSQL in the data folder, made if need be, for the one hub there may be on it. Throws an `EmbeddedError`
 * if it cannot, or if another hub has the folder.
 */
export async function startEmbedded({ dataDir, log, settings = {} }: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await openPlace(dataDir);
  const unlock = await lockFolder(place.dataDir);
  const ending = new AbortController();
  const options: BringUp = { place, log, settings, signal: ending.signal };
  try {
    await ensureCluster(place, log);
    const running = await bringUp(options);
    const url = await databaseUrl(place, running.port);
    const supervision = supervise(running, options);
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      ending.abort();
      await supervision;
      await stopRunning(place, log).finally(unlock);
    };
    return { url, stop: () => (stopped ??= stop()) };
  } catch (error) {
    await stopRunning(place, log).finally(unlock);
    throw error;
  }
}

/** Stops the PostgreSQL of the folder if one runs, whoever started it. */
export async function stopRunning(place: Place, log: Log): Promise<void> {
  const found = readPostmaster(place);
  if (found && isPostmaster(place, found.pid)) await stopPostmaster(place, found.pid, log);
}
