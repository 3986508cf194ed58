import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { built } from "./built.ts";

/** The hub as a program of its own, built as the user's is, that can be killed. */
export interface Program {
  /** Starts it; `listening` is its address once it answers, `ended` its exit code and all that it said. */
  start(env: Record<string, string>): RunningProgram;
  /** A folder that goes away with the file. */
  folder(): string;
}

export interface RunningProgram {
  process: ChildProcess;
  listening: Promise<string>;
  ended: Promise<{ code: number | null; output: string }>;
  output: () => string;
}

/** What a test asked for is what it gets. */
// oxlint-disable-next-line typescript/no-explicit-any
type Data = any;

export const TOKEN = "a-token-of-the-programs-tests-0123456789";

export function useProgram(): Program {
  const room = mkdtempSync(join(tmpdir(), "muster-program-"));
  const running = new Set<ChildProcess>();
  let folders = 0;
  let main = "";
  beforeAll(async () => {
    main = join((await built()).bundle, "main.js");
  });
  afterAll(async () => {
    const ends = [...running].map((child) => once(child, "exit"));
    for (const child of running) child.kill("SIGTERM");
    await Promise.all(ends);
    rmSync(room, { recursive: true, force: true });
  });
  return {
    folder: () => join(room, `data-${++folders}`),
    start: (env) => {
      const child = spawn(process.execPath, [main], {
        env: { PATH: process.env["PATH"], PORT: "0", LOG_LEVEL: "info", MUSTER_BOOTSTRAP_TOKEN: TOKEN, ...env }, cwd: room,
      });
      running.add(child);
      child.once("exit", () => running.delete(child));
      return watch(child);
    },
  };
}

function watch(child: ChildProcess): RunningProgram {
  let output = "";
  const ended = new Promise<{ code: number | null; output: string }>((done) => child.once("close", (code) => done({ code, output })));
  const listening = new Promise<string>((answer, refuse) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      const url = /^listening on (\S+)$/m.exec(output)?.[1];
      if (url) answer(url);
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("close", () => refuse(new Error(`It ended before it listened:\n${output}`)));
  });
  listening.catch(() => {}); // whoever waits for it hears of it
  return { process: child, listening, ended, output: () => output };
}

/** One GraphQL request; the status 0 stands for no answer. */
export async function ask(url: string, query: string, variables: object = {}): Promise<{ status: number; data: Data; errors?: { extensions: { code: string } }[] }> {
  try {
    const answer = await fetch(`${url}/graphql`, {
      method: "POST", headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` }, body: JSON.stringify({ query, variables }),
    });
    return { status: answer.status, ...(await answer.json() as { data: unknown }) };
  } catch {
    return { status: 0, data: null };
  }
}
