import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { Place } from "./place.ts";
import { readPostmaster } from "./postmaster.ts";
import { complaintsSince, openServerLog } from "./server-log.ts";

/** A PostgreSQL that runs. */
export interface Running {
  readonly pid: number;
  readonly port: number;
  /** Settles once the process is gone, with the cause as far as it can be known. */
  readonly gone: Promise<string>;
}

/** Settings of PostgreSQL by name, as on its command line. */
export type Settings = Readonly<Record<string, string | number>>;

const SETTINGS: Settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] ",
};

/** Starts PostgreSQL and waits until it takes connections. If it ends before, answers why; an abort ends it. */
export async function spawnPostgres(
  place: Place,
  settings: Settings & { readonly port: number },
  signal: AbortSignal,
): Promise<Running | string> {
  const log = openServerLog(place);
  const options = Object.entries({ ...SETTINGS, ...settings }).map(([name, value]) => `--${name}=${value}`);
  const args = ["-D", place.cluster, ...options];
  const child = await place.launch(place.binaries.postgres, args, ["ignore", log.fd, log.fd]).finally(() => closeSync(log.fd));
  child.unref();
  const gone = ending(child).then(async (how) => [how, await complaintsSince(place, log.end)].filter(Boolean).join(": "));
  while (child.exitCode === null && child.signalCode === null) {
    const state = readPostmaster(place);
    if (state?.pid === child.pid && state?.status === "ready") return { pid: state.pid, port: settings.port, gone };
    if (signal.aborted) child.kill("SIGINT");
    await pause(10);
  }
  return gone;
}

async function ending(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return signal === null ? `exit code ${code}` : `ended by ${signal}`;
}
