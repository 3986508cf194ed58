import type { EscalationEntity } from "../../entities/escalation.entity.ts";
import type { Severity, EscalationTrigger } from "../../entities/vocabulary.ts";
import type { EscalationPolicy } from "../policy/escalation-policy.rules.ts";

export const isRunning = ({ acknowledgedAt, stoppedAt }: Pick<EscalationEntity, "acknowledgedAt" | "stoppedAt">): boolean => acknowledgedAt === null && stoppedAt === null;

/** Outside of working hours the lesser severities wake as few as possible (product rules, section 4). */
export const isOutOfHours = ({ outOfHours }: EscalationPolicy, severity: Severity, isWorking: boolean): boolean =>
  !isWorking && outOfHours[severity] !== undefined;

/** The level beyond which nobody is paged; 0: nobody is at all. */
export const topOf = ({ outOfHours }: EscalationPolicy, severity: Severity, levels: number, isNow: boolean): number =>
  isNow ? Math.min(levels, outOfHours[severity] ?? levels) : levels;

/** All levels up to this one are paged first; 0: nobody is. */
export const startOf = (policy: EscalationPolicy, severity: Severity, top: number): number => Math.min(top, policy.startAt[severity] ?? 1);

/**
 * Seconds until the next step, and what is left to wait for after it. The last wait holds from then on; the top level
 * repeats at most as often as the policy says.
 */
export function nextWait(waits: readonly number[], isAtTop: boolean, repeatTopAfter: number): { wait: number; rest: number[] } {
  const [first = repeatTopAfter, ...others] = waits;
  return { wait: isAtTop ? Math.max(first, repeatTopAfter) : first, rest: others.length > 0 ? others : [first] };
}

/** One level per page step at most: a cause that comes sooner only joins. The first page is no climb. */
export function mayClimb({ climbedAt, nextStepAt, level, top }: Pick<EscalationEntity, "climbedAt" | "nextStepAt" | "level" | "top">, now: Date): boolean {
  return level < top && (climbedAt === null || nextStepAt === null || nextStepAt <= now);
}

/** Where a cause begins when the last one was acknowledged at `reached` (0: there was none): one level further. */
export const beginsAt = (start: number, reached: number, top: number): number => Math.max(1, Math.min(top, Math.max(start, reached === 0 ? 0 : reached + 1)));

/** What comes by the hub's own clocks; at night a lesser incident wakes fewer for it. */
const BY_CLOCK: readonly (EscalationTrigger | null)[] = ["NO_UPDATE", "CLOCK_BREACHED", "OWNERSHIP_AMBIGUOUS", "ACK_TIMEOUT", null];

export const comesByClock = (trigger: EscalationTrigger | null): boolean => BY_CLOCK.includes(trigger);

export interface Growth {
  baseline: number | null;
  fires: boolean;
  grew: boolean;
}

/**
 * CUSTOMERS_DOUBLED (product rules, section 6): at least twice the baseline, so many customers and so many more. The
 * first count there is becomes the baseline; what fires makes the new one, and corrections downward lower it.
 */
export function growthOf(baseline: number | null, affected: number, before: number, { customers, growth }: EscalationPolicy["customersDoubled"]): Growth {
  if (!baseline) return { baseline: affected || null, fires: false, grew: false };
  const fires = affected >= 2 * baseline && affected >= customers && affected - baseline >= growth;
  return { baseline: fires ? affected : Math.min(baseline, affected), fires, grew: affected > before };
}
