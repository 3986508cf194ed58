import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openPlace } from "../../src/database/embedded/place.ts";
import { readPostmaster } from "../../src/database/embedded/postmaster.ts";
import { ask } from "../ask.ts";
import { type Figure, figure } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { clock } from "../worker.ts";

const MAIN = fileURLToPath(new URL("../../src/main.js", import.meta.url));
const BOARD = "{ incidents(first: 1) { nodes { id } } }";
/** Between tries while the database is away. */
const RETRY_MS = 10;

/** Seconds until the hub answers with its own PostgreSQL: on a new folder, on one that was used, and after a crash of the database. */
export async function start(ground: Ground): Promise<Figure[]> {
  const fresh: number[] = [];
  const again: number[] = [];
  const killed: number[] = [];
  for (const round of ground.rounds(0.05)) {
    const folder = mkdtempSync(join(tmpdir(), "muster-bench-start-"));
    try {
      fresh.push(await withHub(folder, ground.env, ({ seconds }) => seconds));
      const [started, recovered] = await withHub(folder, ground.env, async ({ seconds, port }) => [seconds, await recovery(folder, port)] as const);
      again.push(started);
      killed.push(recovered);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    process.stderr.write(`start, round ${round}: new ${fresh.at(-1)?.toFixed(2)} s, again ${again.at(-1)?.toFixed(2)} s, database killed ${killed.at(-1)?.toFixed(2)} s\n`);
  }
  return [
    figure("start on a new folder", fresh, { atMost: 4 }, "s"),
    figure("start on an initialised folder", again, { atMost: 2 }, "s"),
    figure("embedded database killed until it answers", killed, { atMost: 5 }, "s"),
  ];
}

/** Runs the program as a user does, and stops it in order. */
async function withHub<T>(folder: string, env: NodeJS.ProcessEnv, work: (hub: { seconds: number; port: number }) => T | Promise<T>): Promise<T> {
  const began = clock();
  const hub = spawn(process.execPath, [MAIN], { env: { ...process.env, ...env, DATABASE_URL: "", MUSTER_DATA_DIR: folder }, stdio: ["ignore", "pipe", "inherit"] });
  try {
    const port = await portOf(hub);
    await ask(port, BOARD);
    return await work({ seconds: (clock() - began) / 1_000, port });
  } finally {
    await stop(hub);
  }
}

async function portOf(hub: ChildProcess): Promise<number> {
  if (!hub.stdout) throw new Error("the hub has no output");
  for await (const line of createInterface(hub.stdout)) {
    const url = /^listening on (\S+)$/.exec(line)?.[1];
    if (url) return Number(new URL(url).port);
  }
  throw new Error("the hub ended before it listened");
}

async function stop(hub: ChildProcess): Promise<void> {
  if (hub.exitCode !== null) return;
  const ended = once(hub, "exit");
  hub.kill("SIGTERM");
  await ended;
}

/** Seconds from the end of the database until its successor's first answer. */
async function recovery(folder: string, port: number): Promise<number> {
  const place = await openPlace(folder);
  const { pid } = readPostmaster(place) ?? {};
  if (!pid) throw new Error("there is no database to kill");
  process.kill(pid, "SIGKILL");
  const began = clock();
  for (;;) {
    const isAnswering = await ask(port, BOARD).then(() => true, () => false);
    if (isAnswering && readPostmaster(place)?.pid !== pid) return (clock() - began) / 1_000;
    await delay(RETRY_MS);
  }
}
