import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { codeOf } from "./embedded-error.ts";
import type { Log } from "./log.ts";
import type { Place } from "./place.ts";
import { commandLineOf, isAlive, workingFolderOf } from "./process-life.ts";
import { run } from "./run.ts";

/** What PostgreSQL writes about itself into postmaster.pid: a line each for pid, folder, start, port, ..., status. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** In milliseconds: the longest that a pid file is without its lines. */
const FRESH = 1_000;

/** Undefined while there is no such file, or it is not written to its end. */
export function readPostmaster(place: Place): Postmaster | undefined {
  const lines = readText(pidFileOf(place)).split("\n").map((line) => line.trim());
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return pid > 0 && port > 0 ? { pid, port, status: lines[7] ?? "" } : undefined;
}

/** Whether the pid is, now, a PostgreSQL on this folder: after a crash it may be anybody's. */
export function isPostmaster({ cluster }: Place, pid: number): boolean {
  if (!isAlive(pid)) return false;
  const words = `${commandLineOf(pid)} `;
  if (!words.includes("postgres")) return false;
  // One that somebody started by hand may have been given the folder by another name; it works inside it all the same.
  return process.platform === "win32" || words.includes(` -D ${cluster} `) || workingFolderOf(pid) === cluster;
}

/**
 * Removes a pid file that no PostgreSQL stands behind; false while one does, or may be writing it. PostgreSQL itself
 * takes a pid that was reused, a zombie's, and a file that a crash left empty for another server, and refuses to start.
 */
export function clearStale(place: Place): boolean {
  const file = pidFileOf(place);
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (written === undefined) return true;
  const found = readPostmaster(place);
  // A file without a readable pid may be one that is just being written; a clock may have been set back since.
  if (found ? isPostmaster(place, found.pid) : Math.abs(Date.now() - written) < FRESH) return false;
  rmSync(file, { force: true });
  return true;
}

/** Ends the transactions that run, writes everything down, and waits until the process is gone. */
export async function stopPostmaster(place: Place, pid: number, log: Log): Promise<void> {
  await signal(place, pid, "SIGINT");
  if (await isGoneWithin(10_000, pid)) return;
  log.warn({ pid }, "The database does not shut down: ending it at once, it recovers at its next start");
  await signal(place, pid, "SIGQUIT");
  if (!(await isGoneWithin(5_000, pid))) log.error({ pid }, "The database could not be ended");
}

async function signal(place: Place, pid: number, name: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (!isPostmaster(place, pid)) return;
  if (process.platform === "win32") {
    // There, signals are pg_ctl's: those of Node would kill the process on the spot.
    const mode = name === "SIGINT" ? "fast" : "immediate";
    return run(place, place.binaries.pg_ctl, ["stop", "-D", place.cluster, "-m", mode, "--no-wait"]);
  }
  try {
    process.kill(pid, name);
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

async function isGoneWithin(milliseconds: number, pid: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (isAlive(pid)) {
    if (performance.now() > end) return false;
    await pause(10);
  }
  return true;
}

function pidFileOf({ cluster }: Place): string {
  return join(cluster, "postmaster.pid");
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
