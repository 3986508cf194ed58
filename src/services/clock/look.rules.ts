import type { ClockEntity } from "../../entities/clock.entity.ts";
import { after, judgedAt } from "./clock.rules.ts";

export type Happening = "AT_RISK" | "BREACHED" | "NO_UPDATE";

type Span = Pick<ClockEntity, "dueAt" | "atRiskAt">;
type Open = ClockEntity & { nextAt: Date };

/** When a new clock is first looked at; `judgedAfter` seconds from now where it is overdue as it is written. */
export function firstLook({ dueAt, atRiskAt }: Span, now: Date, judgedAfter: number): Date {
  if (dueAt <= now) return after(now, judgedAfter);
  return later(atRiskAt, now);
}

/** What is due of a clock, oldest first, and how the row is then. */
export interface Look {
  happened: { what: Happening; at: Date }[];
  breachedAt: Date | null;
  nextAt: Date | null;
}

/**
 * A look at an open clock that is due by its `nextAt`: at risk, then breached, and for a promised update its silence, at
 * start + 2 x (deadline - start) and after each further interval (section 6, NO_UPDATE), `silenceAtLeast` seconds apart.
 * Who looks late says the worst once and not all that has gone by: no risk of what is broken, one silence for several.
 */
export function look(clock: Open, now: Date, silenceAtLeast: number): Look {
  const judged = judgedAt(clock);
  const isOpen = clock.nextAt <= judged;
  if (isOpen && now < judged) return { happened: [{ what: "AT_RISK", at: clock.nextAt }], breachedAt: clock.breachedAt, nextAt: judged };
  const broken: Look["happened"] = isOpen ? [{ what: "BREACHED", at: clock.dueAt }] : [];
  const { last, next } = silences(clock, now, silenceAtLeast);
  const silent: Look["happened"] = last ? [{ what: "NO_UPDATE", at: last }] : [];
  return { happened: [...broken, ...silent], breachedAt: clock.breachedAt ?? clock.dueAt, nextAt: next };
}

/** The last instant at which an update was missing so much that it is told, and the next one. */
export function silences({ kind, startedAt, dueAt }: Pick<ClockEntity, "kind" | "startedAt" | "dueAt">, now: Date, silenceAtLeast: number): { last: Date | null; next: Date | null } {
  if (kind !== "NEXT_UPDATE") return { last: null, next: null };
  const interval = dueAt.getTime() - startedAt.getTime();
  const first = dueAt.getTime() + interval;
  if (now.getTime() < first) return { last: null, next: new Date(first) };
  const step = Math.max(interval, silenceAtLeast * 1_000);
  const last = first + Math.floor((now.getTime() - first) / step) * step;
  return { last: new Date(last), next: new Date(last + step) };
}

/**
 * How an open clock is looked at once its deadline has moved. What was told of the old one stays told; a deadline that
 * had passed before anybody noticed stays a breach, and one that a raise puts at risk is said to be so at once.
 */
export function afterMove(clock: ClockEntity, { dueAt, atRiskAt }: Span, now: Date, silenceAtLeast: number): Pick<ClockEntity, "breachedAt" | "nextAt"> {
  const { breachedAt, nextAt } = clock;
  if (dueAt.getTime() === clock.dueAt.getTime()) return { breachedAt, nextAt };
  const isTold = nextAt === null || nextAt > judgedAt(clock);
  if (dueAt <= now && isTold) return { breachedAt, nextAt: silences({ ...clock, dueAt }, now, silenceAtLeast).next };
  // Still to be judged, as one that was overdue when it was written.
  if (dueAt <= now) return { breachedAt, nextAt: dueAt <= clock.writtenAt ? nextAt : dueAt };
  const wasAtRisk = !isTold && nextAt > clock.atRiskAt;
  return {
    breachedAt: breachedAt ?? (judgedAt(clock) <= now ? clock.dueAt : null),
    nextAt: wasAtRisk && atRiskAt <= now ? dueAt : later(atRiskAt, now),
  };
}

const later = (a: Date, b: Date) => (a > b ? a : b);
