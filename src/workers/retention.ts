import { setTimeout as delay } from "node:timers/promises";
import { forgetSessions } from "../services/account/forget.ts";
import { forgetLinks } from "../services/answer/acknowledge-link.ts";
import type { ServiceContext } from "../services/context.ts";
import { forgetDeliveries } from "../services/delivery/index.ts";
import * as feed from "../services/feed/index.ts";
import { forgetAnswers } from "../services/idempotency/forget.ts";

const EVERY_MS = 3_600_000;
/** Not in the way of the start. */
const FIRST_MS = 10_000;
/** One hub at a time; two that delete the same rows could wait for each other in a circle. */
const LOCK = 7_226_002;

export interface RetentionOptions {
  db: ServiceContext["db"];
  now: () => Date;
  onError: (error: unknown) => void;
}

/** Once an hour forgets what is kept for a time only (product rules, section 12). Any number of hubs may do it. */
export class Retention {
  private readonly ending = new AbortController();
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly options: RetentionOptions) {}

  start(): void {
    this.working = this.work();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  /** Forgets now, unless another hub is at it. */
  async run(): Promise<void> {
    const { db, now } = this.options;
    await db.transaction(async (tx) => {
      const [{ free }] = await tx.query("select pg_try_advisory_xact_lock($1) as free", [LOCK]);
      if (!free) return;
      await forgetAnswers({ db: tx, now });
      await forgetSessions({ db: tx, now });
      await forgetLinks({ db: tx, now });
      await feed.trimFeed({ db: tx, now });
      await forgetDeliveries({ db: tx, now });
    });
  }

  private async work(): Promise<void> {
    const { signal } = this.ending;
    for (let wait = FIRST_MS; ; wait = EVERY_MS) {
      await delay(wait, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await this.run().catch(this.options.onError);
    }
  }
}
