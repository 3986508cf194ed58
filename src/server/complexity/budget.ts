import { RateLimiterRes } from "rate-limiter-flexible";
import type { Actor } from "../../services/access/index.ts";
import { callerKey } from "./caller-key.ts";
import type { Stores } from "./rate-store.ts";
import { rateLimited } from "./refusals.ts";

/** Who asks, and from where. */
export interface Caller {
  actor: Pick<Actor, "id">;
  address: string;
}

/** What each caller may still ask for in its current minute, in the points that operations cost. */
export class Budget {
  constructor(private readonly stores: Stores) {}

  /** Takes so many points, and answers how many are left. Throws RATE_LIMITED where there are not as many. */
  async take({ actor, address }: Caller, points: number): Promise<number> {
    const limiter = actor.id === "anonymous" ? this.stores.anonymous : this.stores.known;
    try {
      const { remainingPoints } = await limiter.consume(callerKey(actor.id, address), points);
      return remainingPoints;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw rateLimited(Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)));
      throw refused;
    }
  }

  stop(): Promise<void> {
    return this.stores.stop();
  }
}
