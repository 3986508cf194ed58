import type { ClockEntity } from "../../entities/clock.entity.ts";
import type { ClockKind } from "../../entities/vocabulary.ts";
import type { Happening } from "./look.rules.ts";

/** What each clock promises, and what its breach tells whom (product rules, section 5). */
const WORDS: Record<ClockKind, { promise: string; tells: string }> = {
  ACKNOWLEDGE: { promise: "An acknowledgement", tells: "the escalation ladder" },
  TRIAGE: { promise: "Triage", tells: "the escalation ladder" },
  OWNERSHIP: { promise: "An owner", tells: "the incident lead" },
  FIRST_COMMUNICATION: { promise: "The first communication", tells: "commander and Comms" },
  STATUS_PAGE: { promise: "The status page", tells: "commander and Comms" },
  NEXT_UPDATE: { promise: "The next update", tells: "commander and Comms" },
  RESOLVE: { promise: "The resolution", tells: "the executives, informed and not paged" },
  POST_MORTEM: { promise: "The post-mortem", tells: "its owner's lead, in working hours" },
  RESOLUTION_EMAIL: { promise: "The resolution e-mail", tells: "the Comms lead" },
  CSM_CALL: { promise: "The call to a strategic account", tells: "the account manager's lead, in working hours" },
  REGRESSION_WATCH: { promise: "The confirmation that nothing came back", tells: "the commander and whoever watched" },
  RESOLUTION_NOTICE: { promise: "The notice of the resolution", tells: "Comms" },
  EXECUTIVE_APOLOGY: { promise: "The executive's apology", tells: "the customer success lead, in working hours" },
};

export const promiseOf = (kind: ClockKind): string => WORDS[kind].promise;

/** A deadline's event in words: which promise, by how much, and whom it tells. It names no customer: a vendor may read it. */
export function sayDue(clock: Pick<ClockEntity, "kind" | "startedAt" | "dueAt">, what: Happening, at: Date, now: Date): string {
  const { promise, tells } = WORDS[clock.kind];
  const due = instant(clock.dueAt);
  if (what === "AT_RISK") return `${promise} is at risk: due in ${span(now, clock.dueAt)}, at ${due}`;
  if (what === "NO_UPDATE") return `No update for ${span(clock.startedAt, at)}: the next one was due at ${due}, ${span(clock.dueAt, at)} ago. This escalates`;
  const late = now.getTime() - clock.dueAt.getTime() >= 1_000 ? `, ${span(clock.dueAt, now)} ago` : "";
  return `${promise} is overdue: due within ${span(clock.startedAt, clock.dueAt)}, by ${due}${late}. This tells ${tells}`;
}

export const sayWithdrawn = (kind: ClockKind, breachedAt: Date, at: Date): string =>
  `${promiseOf(kind)} was not overdue after all: as of ${instant(at)} nothing was owed any more, before the deadline of ${instant(breachedAt)}`;

const instant = (at: Date): string => `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60], ["s", 1]] as const;

/** The two largest units that say something: `1 h 30 min`. */
export function span(from: Date, to: Date): string {
  let left = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1_000));
  const parts = UNITS.flatMap(([name, seconds]) => {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    return count > 0 ? [`${count} ${name}`] : [];
  });
  return parts.slice(0, 2).join(" ") || "0 s";
}
