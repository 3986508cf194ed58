import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { hashOf } from "../access/secret.ts";
import { DomainError } from "../errors.ts";
import { networkOf } from "../network-of.ts";

const MINUTES_15 = 15 * 60;

/**
 * Attempts in 15 minutes: on one account from one address, on one account from anywhere, from one address on any
 * account. The first is small, so that whoever guesses shuts out no more than themselves.
 */
export const ATTEMPTS = { pair: 5, account: 50, address: 30 } as const;

/** Counts attempts to sign in before they are weighed; kept in this hub's memory. */
export class LoginThrottle {
  private readonly pair = new RateLimiterMemory({ points: ATTEMPTS.pair, duration: MINUTES_15 });
  private readonly account = new RateLimiterMemory({ points: ATTEMPTS.account, duration: MINUTES_15 });
  private readonly address = new RateLimiterMemory({ points: ATTEMPTS.address, duration: MINUTES_15 });

  /** RATE_LIMITED with `retryAfterSeconds`, the same for accounts that exist and those that do not. */
  async admit(email: string, address: string): Promise<void> {
    const from = networkOf(address);
    const account = hashOf(email);
    await consume(this.address, from);
    await consume(this.pair, `${account} ${from}`);
    await consume(this.account, account);
  }

  /** Who got in has not been guessing. */
  async succeeded(email: string, address: string): Promise<void> {
    const from = networkOf(address);
    const account = hashOf(email);
    await Promise.all([this.pair.delete(`${account} ${from}`), this.account.reward(account), this.address.reward(from)]);
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new DomainError("RATE_LIMITED", "Too many attempts to sign in; wait a while", { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1_000) });
  }
}
