import type { PolicyDocument } from "../policy/policy.rules.ts";

interface Tried {
  priority: number;
  /** Those that were made, this one included. */
  attempts: number;
  ageSeconds: number;
  /** What the other side asks for. */
  retryAfterMs?: number | undefined;
}

/**
 * Seconds until the next attempt; null where there is none any more: all attempts are made, or it would come too late.
 * Exponential with full jitter (any time up to the step's span, `chance` from 0 to 1), and never before the other side wants it.
 */
export function retryIn({ priority, attempts, ageSeconds, retryAfterMs = 0 }: Tried, policy: PolicyDocument["delivery"], chance: number): number | null {
  if (attempts >= policy.attempts) return null;
  const span = Math.min(policy.retryAtMost, policy.retryWithin * 2 ** (attempts - 1));
  const wait = Math.max(span * chance, retryAfterMs / 1_000);
  const givenUpAfter = priority === 0 ? policy.pageGivenUpAfter : policy.givenUpAfter;
  return ageSeconds + wait > givenUpAfter ? null : wait;
}
