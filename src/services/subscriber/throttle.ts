import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { DataSource } from "typeorm";
import { hashOf } from "../access/secret.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { networkOf } from "../network-of.ts";

/** Sign-ups in 15 minutes: of one address from anywhere, and from one network of any address. */
export const SIGN_UPS = { address: 5, network: 30 } as const;
const MINUTES_15 = 15 * 60;

interface Throttle {
  address: RateLimiterMemory;
  network: RateLimiterMemory;
}

const throttles = new WeakMap<DataSource, Throttle>();

function throttleOf({ db }: Pick<ServiceContext, "db">): Throttle {
  const known = throttles.get(db.dataSource);
  if (known) return known;
  const made = { address: new RateLimiterMemory({ points: SIGN_UPS.address, duration: MINUTES_15 }), network: new RateLimiterMemory({ points: SIGN_UPS.network, duration: MINUTES_15 }) };
  throttles.set(db.dataSource, made);
  return made;
}

/** RATE_LIMITED with `retryAfterSeconds`; the same for addresses that are known and those that are not. Counted in this hub's memory. */
export async function admitSignUp(ctx: Pick<ServiceContext, "db" | "origin">, address: string): Promise<void> {
  const { address: ofAddress, network } = throttleOf(ctx);
  await consume(network, networkOf(ctx.origin?.address ?? ""));
  await consume(ofAddress, hashOf(address));
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw new DomainError("RATE_LIMITED", "Too many sign-ups; wait a while", { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1_000) });
  }
}
