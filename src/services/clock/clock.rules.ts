import type { ClockEntity } from "../../entities/clock.entity.ts";
import type { ResponsePlanEntity } from "../../entities/policy.entity.ts";
import type { ClockKind, ClockState } from "../../entities/vocabulary.ts";

/** Seconds a plan allows for the clocks that follow the severity; null where it asks for nothing. */
export const spanOf = (plan: ResponsePlanEntity, kind: ClockKind): number | null => PLANNED[kind]?.(plan) ?? null;

const PLANNED: Partial<Record<ClockKind, (plan: ResponsePlanEntity) => number | null>> = {
  ACKNOWLEDGE: (plan) => plan.acknowledgeWithin,
  TRIAGE: (plan) => plan.triageWithin,
  FIRST_COMMUNICATION: (plan) => plan.firstCommunicationWithin,
  STATUS_PAGE: (plan) => plan.statusPageWithin,
  NEXT_UPDATE: (plan) => plan.updateEvery,
  RESOLVE: (plan) => plan.resolveWithin,
};

/** The kinds that a change of severity moves. */
export const followsSeverity = (kind: ClockKind): boolean => kind in PLANNED;

export const after = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1_000);

/** The instant from which a clock is at risk: `fraction` of its span, 0.75 by default. */
export function atRiskAt(startedAt: Date, dueAt: Date, fraction: number): Date {
  const span = Math.max(0, dueAt.getTime() - startedAt.getTime());
  return new Date(dueAt.getTime() - Math.round(span * (1 - fraction)));
}

/** When it is judged: at its deadline, and a little later where that had passed when the clock was written (section 5, Back-dating). */
export function judgedAt({ dueAt, writtenAt, breachedAt, nextAt }: ClockEntity): Date {
  return breachedAt === null && nextAt !== null && dueAt <= writtenAt ? nextAt : dueAt;
}

export function stateOf(clock: ClockEntity, now: Date): ClockState {
  if (clock.metAt) return "MET";
  if (clock.stoppedAt) return "STOPPED";
  if (now >= judgedAt(clock)) return "BREACHED";
  return now >= clock.atRiskAt ? "AT_RISK" : "RUNNING";
}

/** When the promise was broken, whether or not anybody has noticed yet; kept when the thing was done late. */
export function breachOf(clock: ClockEntity, now: Date): Date | null {
  if (clock.breachedAt) return clock.breachedAt;
  const end = clock.metAt ?? clock.stoppedAt;
  const isBroken = end ? end > clock.dueAt : stateOf(clock, now) === "BREACHED";
  return isBroken ? clock.dueAt : null;
}

export type Move = { dueAt: Date } | { stop: true };

/**
 * Where a change of severity leaves an unmet clock. A raise never breaches by itself: the earlier of the old deadline
 * and the raise plus the new span. A lowering: start plus the new span; what was promised to somebody stays promised
 * (product rules, section 3).
 */
export function moved(clock: ClockEntity, span: number | null, change: { raised: boolean; at: Date }): Move {
  if (span === null) return clock.promised ? { dueAt: clock.dueAt } : { stop: true };
  if (change.raised) return { dueAt: earlier(clock.dueAt, after(change.at, span)) };
  return { dueAt: clock.promised ? clock.dueAt : after(clock.startedAt, span) };
}

const earlier = (a: Date, b: Date) => (a < b ? a : b);

/** Seconds until the deadline, 0 once it has passed; null where nothing is owed any more. */
export function remainingOf(clock: ClockEntity, now: Date): number | null {
  if (clock.metAt || clock.stoppedAt) return null;
  return Math.max(0, Math.floor((clock.dueAt.getTime() - now.getTime()) / 1_000));
}

/** When the next update is due; null while none is owed. */
export const nextUpdateDue = (clocks: readonly ClockEntity[]): Date | null =>
  clocks.find(({ kind, metAt, stoppedAt }) => kind === "NEXT_UPDATE" && !metAt && !stoppedAt)?.dueAt ?? null;

/** The post-mortem's clock since this resolution; one from before a reopen says nothing of it. */
export const postMortemClock = (clocks: readonly ClockEntity[], resolvedAt: Date | null): ClockEntity | undefined =>
  clocks.findLast(({ kind, startedAt, stoppedAt }) => kind === "POST_MORTEM" && !stoppedAt && resolvedAt !== null && startedAt >= resolvedAt);
