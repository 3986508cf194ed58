import type { ClockEntity } from "../../entities/clock.entity.ts";
import type { Audience, ClockKind } from "../../entities/vocabulary.ts";

/** The promises that a resolution makes, in the order in which they come due by default. */
export const FOLLOW_UPS = ["RESOLUTION_NOTICE", "RESOLUTION_EMAIL", "CSM_CALL", "EXECUTIVE_APOLOGY", "REGRESSION_WATCH", "POST_MORTEM"] as const satisfies readonly ClockKind[];
export type FollowUpKind = (typeof FOLLOW_UPS)[number];

export const isFollowUp = (kind: ClockKind): kind is FollowUpKind => (FOLLOW_UPS as readonly ClockKind[]).includes(kind);

/** Whether its owner hears of it in working hours only. */
export const canWait = (kind: ClockKind): boolean => kind !== "RESOLUTION_EMAIL" && kind !== "RESOLUTION_NOTICE";

const AUDIENCE: Record<Audience, string> = {
  STATUS_PAGE: "on the status page", IN_APP_BANNER: "on the banner", AFFECTED_CUSTOMERS: "to all affected", STRATEGIC_ACCOUNTS: "to the strategic accounts",
  INTERNAL: "internally", EXECUTIVES: "to the executives",
};

const SUMMARY: Record<FollowUpKind, (subject: string | null) => string> = {
  RESOLUTION_NOTICE: (audience) => `Tell of the resolution ${AUDIENCE[audience as Audience]}`,
  RESOLUTION_EMAIL: () => "Send the resolution by e-mail to all affected",
  CSM_CALL: () => "Call the strategic account",
  EXECUTIVE_APOLOGY: () => "Apologise in an executive's name for the recurring SEV1",
  REGRESSION_WATCH: () => "Watch that it does not come back, and confirm it at the end",
  POST_MORTEM: () => "Publish the post-mortem",
};

/** What is to be done. It names no customer: a vendor may read it. */
export const summaryOf = ({ kind, subject }: Pick<ClockEntity, "kind" | "subject">): string => (isFollowUp(kind) ? SUMMARY[kind](subject) : "");

/** All that one person owes, in one sentence; several of a kind as their number and the first deadline. */
export function sayOwed(clocks: readonly Pick<ClockEntity, "kind" | "subject" | "dueAt">[]): string {
  const whats = [...new Set(clocks.map(summaryOf))];
  const parts = whats.map((what) => {
    const all = clocks.filter((clock) => summaryOf(clock) === what);
    const due = new Date(Math.min(...all.map(({ dueAt }) => dueAt.getTime())));
    return `${what}${all.length > 1 ? ` (${all.length} of them)` : ""}, by ${due.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  });
  return `Yours after the resolution: ${parts.join("; ")}`;
}
