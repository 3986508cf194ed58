import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Call {
  id: number;
  name: string;
  arg: unknown;
}

type Answer = { id: number; value?: unknown; error?: string };

/** A process of the bench's own that answers calls. */
export class Worker {
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private last = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on("message", (answer: Answer) => {
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
    child.once("exit", (code) => {
      for (const [id, give] of this.waiting) give({ id, error: `the process ended with ${code}` });
    });
  }

  /** `file` is seen from this folder, and has answered `begin` once this is fulfilled. */
  static async start(file: string, arg: unknown = {}, env: NodeJS.ProcessEnv = {}): Promise<Worker> {
    const execArgv = ["--expose-gc"];
    const path = fileURLToPath(new URL(file, import.meta.url));
    const worker = new Worker(fork(path, { execArgv, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "inherit", "ipc"] }));
    await worker.call("begin", arg);
    return worker;
  }

  static startAll(files: (readonly [file: string, arg: object])[], env: NodeJS.ProcessEnv): Promise<Worker[]> {
    return Promise.all(files.map(([file, arg]) => Worker.start(file, arg, env)));
  }

  async call<T>(name: string, arg: unknown = {}): Promise<T> {
    if (!this.child.connected) throw new Error(`${name}: the process has ended`);
    const id = ++this.last;
    const answered = new Promise<Answer>((give) => this.waiting.set(id, give));
    this.child.send({ id, name, arg } satisfies Call);
    const { value, error } = await answered;
    if (error) throw new Error(`${name}: ${error}`);
    return value as T;
  }

  /** Does `work`. With `BENCH_PROFILE=FOLDER` the process leaves a CPU profile of that time there. */
  async profiled<T>(name: string, work: () => Promise<T>): Promise<T> {
    const folder = process.env["BENCH_PROFILE"];
    if (!folder) return work();
    await this.call("profile");
    const done = await work();
    await this.call("profiled", { path: join(folder, `${name}-${process.pid}-${Date.now()}.cpuprofile`) });
    return done;
  }

  async stop(): Promise<void> {
    if (!this.child.connected) return;
    const ended = once(this.child, "exit");
    this.child.disconnect();
    const late = setTimeout(() => this.child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
  }
}

// What is called knows what it is given.
// oxlint-disable-next-line typescript/no-explicit-any
type Handlers = Record<string, (arg: any) => unknown>;

/** The other end: answers by name until the bench lets go of it. */
export function answer(handlers: Handlers): void {
  const all: Handlers = { ...OF_ALL, ...handlers };
  process.on("message", async ({ id, name, arg }: Call) => {
    try {
      process.send?.({ id, value: await all[name]?.(arg) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once("disconnect", () => process.exit());
}

const session = new Session();

const OF_ALL: Handlers = {
  async profile() {
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
  },
  async profiled({ path }: { path: string }) {
    writeFileSync(path, JSON.stringify((await session.post("Profiler.stop")).profile));
    session.disconnect();
  },
  /** Seconds of CPU that the process has used so far, its garbage collector's and compiler's threads among them. */
  cpu() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  /** Bytes that are in use after a collection. */
  heap() {
    for (let at = 0; at < 3; at++) globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
  /** Bytes that the system has given to the process. */
  rss: () => process.memoryUsage.rss(),
};

/** Milliseconds on a clock that all processes of the machine share. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6;
