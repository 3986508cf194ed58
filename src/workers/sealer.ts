import { setTimeout as delay } from "node:timers/promises";
import { sealEntries } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";

/** An entry is sealed within a second, with room for a batch. */
const EVERY_MS = 400;

interface SealerOptions extends Pick<ServiceContext, "db"> {
  /** Told once, until it works again. */
  onError: (error: unknown) => void;
}

/** Chains the audit log. Any number of hubs may run it; the one that holds the lock does the work. */
export class Sealer {
  private readonly ending = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: SealerOptions) {}

  start(): void {
    this.working = this.work();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { signal } = this.ending;
    for (let isTold = false; ; ) {
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      isTold = await sealEntries(this.options).then(() => false, (error: unknown) => {
        if (!isTold) this.options.onError(error);
        return true;
      });
    }
  }
}
