import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { inject } from "vitest";

/**
 * The folder with `dist/main.js` and `dist/cli.js` as the build makes them. Whichever file of the run asks first builds it,
 * the others wait for that: compiling once per file costs more than most tests. Types are checked by `npm run check`.
 */
export async function built(): Promise<string> {
  const room = inject("program");
  const [dist, building] = [join(room, "dist"), join(room, "building")];
  while (!existsSync(dist)) {
    if (isFirst(building)) build(room, dist);
    else await delay(20);
  }
  return room;
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

function build(room: string, dist: string): void {
  const made = join(room, "building/dist");
  const { status } = spawnSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json", "--noCheck", "--outDir", made], { stdio: "inherit" });
  if (status !== 0) {
    rmSync(join(room, "building"), { recursive: true });
    throw new Error("The build failed");
  }
  symlinkSync(resolve("node_modules"), join(room, "node_modules"), "junction");
  cpSync("package.json", join(room, "package.json"));
  renameSync(made, dist); // what is there is there as a whole
}
