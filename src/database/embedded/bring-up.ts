import { randomInt } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { EmbeddedError } from "./embedded-error.ts";
import type { Log } from "./log.ts";
import type { Place } from "./place.ts";
import { clearStale, type Postmaster, readPostmaster, stopPostmaster } from "./postmaster.ts";
import { isAlive } from "./process-life.ts";
import { type Running, type Settings, spawnPostgres } from "./spawn-postgres.ts";

export interface BringUp {
  readonly place: Place;
  readonly log: Log;
  readonly settings: Settings;
  /** The port that clients already know; any free one if left out. */
  readonly port?: number;
  readonly signal: AbortSignal;
}

const PATIENCE = 30_000;

/**
 * Finds the PostgreSQL that runs on the folder, as one does after a hub was killed, or starts one. Throws an
 * `EmbeddedError` with PostgreSQL's own words if it cannot run.
 */
export async function bringUp(options: BringUp): Promise<Running> {
  const { place, log, settings, signal } = options;
  const end = performance.now() + PATIENCE;
  for (;;) {
    const found = await findRunning(options);
    if (found) return adopt(found, log);
    const started = await spawnPostgres(place, { ...settings, port: options.port ?? randomPort() }, signal);
    if (typeof started !== "string") return started;
    signal.throwIfAborted();
    if (!PASSES.test(started) || performance.now() > end) {
      throw new EmbeddedError(`The database in ${place.dataDir} does not start: ${started} (more is in ${place.logFile})`);
    }
    await pause(50);
  }
}

/** A killed one's processes are still ending, another one was faster, the port is taken. */
const PASSES = /pre-existing shared memory block|lock file|Address already in use|could not create any TCP\/IP sockets/;

/** The one that serves on the folder, once it does. Whatever else its pid file says is out of the way when there is none. */
async function findRunning({ place, log, port, signal }: BringUp): Promise<Postmaster | undefined> {
  while (!clearStale(place)) {
    signal.throwIfAborted();
    const found = readPostmaster(place);
    if (found?.status !== "ready") await pause(10);
    else if (port === undefined || found.port === port) return found;
    else await stopPostmaster(place, found.pid, log);
  }
  return undefined;
}

function adopt({ pid, port }: Postmaster, log: Log): Running {
  log.info({ pid, port }, "A database already runs on the data folder: using it");
  return { pid, port, gone: watch(pid) };
}

/** It is no child of ours: there is nothing to wait for, so it is looked at. */
async function watch(pid: number): Promise<string> {
  while (isAlive(pid)) await pause(200, undefined, { ref: false });
  return "cause unknown, an earlier process had started it";
}

/** Below the ports systems give to outgoing connections: one of those could take it while the database restarts. */
function randomPort(): number {
  return randomInt(20_000, 32_000);
}
