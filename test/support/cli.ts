import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll } from "vitest";

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Cli {
  /** A folder of the test's own. */
  readonly room: string;
  run(args: string[], env?: NodeJS.ProcessEnv, input?: string): Promise<Ended>;
}

/** The `muster` command as the build makes it, for the tests of one file. */
export function useCli(): Cli {
  const room = mkdtempSync(join(tmpdir(), "muster-cli-test-"));
  beforeAll(() => {
    spawnSync("node_modules/.bin/tsc", ["-p", "tsconfig.build.json", "--noCheck", "--outDir", join(room, "dist")], { stdio: "inherit" });
    symlinkSync(resolve("node_modules"), join(room, "node_modules"), "junction");
    cpSync("package.json", join(room, "package.json"));
  }, 60_000);
  afterAll(() => rmSync(room, { recursive: true, force: true }));
  return { room, run: (args, env, input) => run(room, args, env, input) };
}

async function run(room: string, args: string[], env: NodeJS.ProcessEnv = {}, input = ""): Promise<Ended> {
  const child = spawn(process.execPath, ["dist/cli.js", ...args], { cwd: room, env: { PATH: process.env["PATH"], ...env } });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  child.stdin.on("error", () => {}); // it may end before it has read all
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}
