import { setTimeout as delay } from "node:timers/promises";
import type { ServiceContext } from "../../services/context.ts";
import { type Ended, type OnUndeliverable, recordDead, recordEnded } from "../../services/delivery/index.ts";

interface LedgerOptions {
  ctx: ServiceContext;
  /** The hub whose leases they are. */
  by: string;
  /** In place of the database's clock. */
  now: () => Date | null;
  onUndeliverable: OnUndeliverable;
  onError: (error: unknown) => void;
}

const AGAIN_MS = 500;

interface Entry extends Ended {
  written: () => void;
}

/** Writes how attempts ended: what ends while a statement is under way is one batch with the next. */
export class Ledger {
  private waiting: Entry[] = [];
  private writing: Promise<void> | null = null;
  private isClosed = false;

  constructor(private readonly options: LedgerOptions) {}

  get size(): number {
    return this.waiting.length;
  }

  /** Resolves once it is written. While the database is away it waits: what the remote has accepted must not be forgotten. */
  add(ended: Ended): Promise<void> {
    return new Promise((written) => {
      this.waiting.push({ ...ended, written });
      this.writing ??= this.write().finally(() => (this.writing = null));
    });
  }

  /** From now on nothing is written: whatever ends later is told by its lease. */
  close(): void {
    this.isClosed = true;
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0 && !this.isClosed) {
      const batch = this.waiting;
      this.waiting = [];
      await this.writeAll(batch).catch(async (error: unknown) => {
        this.options.onError(error);
        this.waiting = [...batch, ...this.waiting];
        await delay(AGAIN_MS, undefined, { ref: false });
      });
    }
  }

  private async writeAll(batch: readonly Entry[]): Promise<void> {
    const { ctx, by, now, onUndeliverable } = this.options;
    const [dead, others] = [batch.filter(({ state }) => state === "DEAD"), batch.filter(({ state }) => state !== "DEAD")];
    await recordEnded(ctx, by, now(), others);
    if (dead.length > 0) {
      await recordDead(ctx, by, now(), dead, onUndeliverable).catch(async (error: unknown) => {
        // What is to be done about it must not keep it from being told.
        this.options.onError(error);
        await recordDead(ctx, by, now(), dead, async () => {});
      });
    }
    for (const { written } of batch) written();
  }
}
