import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const SOURCE = "src/database/embedded/start-embedded.ts";
const FLAGS = "--ignoreConfig --noCheck --target es2023 --module nodenext --rewriteRelativeImportExtensions --rootDir src";

const SCRIPT = `
  import { startEmbedded } from "./dist/database/embedded/start-embedded.js";
  const log = { info() {}, warn() {}, error() {} };
  const server = await startEmbedded({ dataDir: process.argv[2], log, settings: { fsync: "off" } });
  process.on("SIGTERM", () => server.stop().then(() => process.exit()));
  setInterval(() => {}, 60_000);
  process.stdout.write(server.url);
`;

/** Lays into `room` what `spawnHub` runs: node alone runs no TypeScript, so that is what the compiler makes of ours. */
export function compileHub(room: string): void {
  spawnSync("node_modules/.bin/tsc", [...FLAGS.split(" "), "--outDir", join(room, "dist"), SOURCE], { stdio: "inherit" });
  symlinkSync(resolve("node_modules"), join(room, "node_modules"), "junction");
  writeFileSync(join(room, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(room, "hub.mjs"), SCRIPT);
}

/** The database part of a hub in a process of its own, which can be killed. The address comes once it has one. */
export function spawnHub(room: string, dataDir: string): { hub: ChildProcess; url: Promise<string> } {
  const hub = spawn(process.execPath, [join(room, "hub.mjs"), dataDir], { stdio: ["ignore", "pipe", "inherit"] });
  return { hub, url: once(hub.stdout, "data").then(([url]) => String(url)) };
}
