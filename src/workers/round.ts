import { setTimeout as delay } from "node:timers/promises";

export interface RoundOptions {
  /** Between two turns, in milliseconds; a turn may answer with another wait until the next. */
  everyMs: number;
  /** Before the first turn; left out, none. */
  firstMs?: number;
  turn: (ending: AbortSignal) => Promise<number | void>;
  /** Told of a turn that failed once, until one works again. */
  onError: (error: unknown) => void;
}

/** Work that comes round, turn by turn, until it is stopped. */
export class Round {
  private readonly ending = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: RoundOptions) {}

  start(): void {
    this.working = this.work();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { everyMs, firstMs = 0, turn, onError } = this.options;
    const { signal } = this.ending;
    let isTold = false;
    for (let wait = firstMs; ; ) {
      if (wait > 0) await delay(wait, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      try {
        wait = (await turn(signal)) ?? everyMs;
        isTold = false;
      } catch (error) {
        if (!isTold) onError(error);
        isTold = true;
        wait = everyMs;
      }
    }
  }
}
