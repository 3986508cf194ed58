import { setTimeout as delay } from "node:timers/promises";
import type { ServiceContext } from "../services/context.ts";
import { watch, type Watched } from "../services/escalation/index.ts";

const EVERY_MS = 60_000;
/** Not in the way of the start; what a crash left behind is repaired soon. */
const FIRST_MS = 5_000;
/** A step that is so late means that nobody does the work. */
const LATE_SECONDS = 60;

interface WatchdogOptions {
  ctx: ServiceContext;
  onWatched: (watched: Watched) => void;
  onError: (error: unknown) => void;
}

/** Looks once a minute whether every running escalation has a step ahead. */
export class Watchdog {
  private readonly ending = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: WatchdogOptions) {}

  start(): void {
    this.working = this.work();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  /** One look. */
  async look(): Promise<Watched> {
    const watched = await watch(this.options.ctx, LATE_SECONDS);
    this.options.onWatched(watched);
    return watched;
  }

  /** Whether the work is done in time: what the hub tells to whoever watches it from outside. */
  isContent = async (): Promise<boolean> => (await this.look()).late === 0;

  private async work(): Promise<void> {
    const { signal } = this.ending;
    for (let wait = FIRST_MS; ; wait = EVERY_MS) {
      await delay(wait, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await this.look().catch(this.options.onError);
    }
  }
}
