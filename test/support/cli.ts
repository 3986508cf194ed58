import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { format } from "node:util";
import { afterAll, vi } from "vitest";
import { runCommand } from "../../src/commands/run-command.ts";
import { built } from "./built.ts";

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export interface Cli {
  /** A folder of the test's own, in which the command runs. */
  readonly room: string;
  /** In a process of its own, as the user's: for what the process itself brings (its input, its end, what it needs at the start). */
  spawn(args: string[], env?: NodeJS.ProcessEnv, input?: string): Promise<Ended>;
  /** The same in this process, twenty times cheaper. One at a time. */
  run(args: string[], env?: NodeJS.ProcessEnv): Promise<Ended>;
}

/** The `muster` command, for the tests of one file. */
export function useCli(): Cli {
  const room = mkdtempSync(join(tmpdir(), "muster-cli-test-"));
  afterAll(() => rmSync(room, { recursive: true, force: true }));
  return { room, spawn: (args, env, input) => runAlone(room, args, env, input), run: (args, env) => runHere(room, args, env) };
}

async function runAlone(room: string, args: string[], env: NodeJS.ProcessEnv = {}, input = ""): Promise<Ended> {
  const child = spawn(process.execPath, [join((await built()).dist, "cli.js"), ...args], { cwd: room, env: environment(env) });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  child.stdin.on("error", () => {}); // it may end before it has read all
  child.stdin.end(input);
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

async function runHere(room: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const said = { out: "", err: "" };
  const before = { env: process.env, folder: process.cwd(), exitCode: process.exitCode };
  const spies = [
    vi.spyOn(console, "log").mockImplementation((...words) => void (said.out += `${format(...words)}\n`)),
    vi.spyOn(console, "error").mockImplementation((...words) => void (said.err += `${format(...words)}\n`)),
    vi.spyOn(process.stdout, "write").mockImplementation((words) => ((said.out += String(words)), true)),
    vi.spyOn(process.stderr, "write").mockImplementation((words) => ((said.err += String(words)), true)),
  ];
  try {
    process.env = environment(env);
    process.chdir(room);
    process.exitCode = undefined;
    await runCommand(args);
    return { code: (process.exitCode as number | undefined) ?? 0, ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.env = before.env;
    process.chdir(before.folder);
    process.exitCode = before.exitCode;
  }
}

const environment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], ...env });
