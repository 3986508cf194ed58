import { forgetSessions } from "../services/account/forget.ts";
import { forgetLinks } from "../services/answer/acknowledge-link.ts";
import type { ServiceContext } from "../services/context.ts";
import { forgetDeliveries } from "../services/delivery/index.ts";
import * as feed from "../services/feed/index.ts";
import { forgetTouches } from "../services/status-page/index.ts";
import { forgetUnconfirmed } from "../services/subscriber/index.ts";
import { forgetAnswers } from "../services/idempotency/forget.ts";
import { Round } from "./round.ts";

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
  private readonly round: Round;

  constructor(private readonly options: RetentionOptions) {
    this.round = new Round({ everyMs: EVERY_MS, firstMs: FIRST_MS, turn: () => this.run(), onError: options.onError });
  }

  start = (): void => this.round.start();

  stop = (): Promise<void> => this.round.stop();

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
      await forgetTouches({ db: tx });
      await forgetUnconfirmed({ db: tx, now });
    });
  }
}
