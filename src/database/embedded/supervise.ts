import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { type BringUp, bringUp } from "./bring-up.ts";
import type { Running } from "./spawn-postgres.ts";

/** One that lived this long had started well; one that ends sooner may do so again. In milliseconds, like all here. */
const SOUND = 30_000;
const SHORTEST_PAUSE = 250;
const LONGEST_PAUSE = 3_000;

/**
 * Brings the database back on its port whenever it is gone, until `options.signal` aborts. It never gives up: the hub
 * cannot work without, and what keeps the database down may be repaired at any time.
 */
export async function supervise(first: Running, options: BringUp): Promise<void> {
  const { log, signal } = options;
  const aborted = once(signal, "abort");
  let running: Running | undefined = first;
  let wait = 0;
  while (running) {
    const start = performance.now();
    const cause = await Promise.race([running.gone, aborted]);
    if (signal.aborted) return;
    log.error({ pid: running.pid, cause }, "The database is gone: starting it again");
    wait = performance.now() - start > SOUND ? 0 : longer(wait);
    running = await startAgain({ ...options, port: running.port }, wait);
  }
}

/** Undefined once the signal aborts. The first try is made at once if the database had been sound. */
async function startAgain(options: BringUp, firstWait: number): Promise<Running | undefined> {
  const { log, signal } = options;
  for (let wait = firstWait; !signal.aborted; wait = longer(wait)) {
    try {
      await pause(wait, undefined, { signal });
      const running = await bringUp(options);
      log.info({ pid: running.pid, port: running.port }, "The database is back");
      return running;
    } catch (error) {
      if (!signal.aborted) log.error({ cause: String(error) }, "The database does not come back: trying on");
    }
  }
  return undefined;
}

function longer(wait: number): number {
  return Math.min(Math.max(wait * 2, SHORTEST_PAUSE), LONGEST_PAUSE);
}
