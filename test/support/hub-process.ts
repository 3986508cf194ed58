import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { built } from "./built.ts";

const script = (dist: string) => `
  import { startEmbedded } from "${pathToFileURL(join(dist, "database/embedded/start-embedded.js")).href}";
  const log = { info() {}, warn() {}, error() {} };
  const server = await startEmbedded({ dataDir: process.argv[2], log, settings: { fsync: "off" } });
  process.on("SIGTERM", () => server.stop().then(() => process.exit()));
  setInterval(() => {}, 60_000);
  process.stdout.write(server.url);
`;

/** Lays into `room` what `spawnHub` runs: node alone runs no TypeScript, so that is what the compiler makes of ours. */
export async function layHub(room: string): Promise<void> {
  writeFileSync(join(room, "hub.mjs"), script((await built()).dist));
}

/** The database part of a hub in a process of its own, which can be killed. The address comes once it has one. */
export function spawnHub(room: string, dataDir: string): { hub: ChildProcess; url: Promise<string> } {
  const hub = spawn(process.execPath, [join(room, "hub.mjs"), dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  return { hub, url: once(hub.stdout, "data").then(([url]) => String(url)) };
}
