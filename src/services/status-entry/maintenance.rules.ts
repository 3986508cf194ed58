import type { MaintenanceState } from "../../entities/vocabulary.ts";

const MOVES: Record<MaintenanceState, readonly MaintenanceState[]> = {
  SCHEDULED: ["IN_PROGRESS", "CANCELLED"],
  IN_PROGRESS: ["VERIFYING", "COMPLETED", "CANCELLED"],
  VERIFYING: ["IN_PROGRESS", "COMPLETED"],
  COMPLETED: [],
  CANCELLED: [],
};

/** Where a maintenance can go from here. */
export const maintenanceMoves = (state: MaintenanceState): readonly MaintenanceState[] => MOVES[state];

export const isOver = (state: MaintenanceState): boolean => state === "COMPLETED" || state === "CANCELLED";

/** When it moves by itself next: into its work, and out of it. Null where a person moves it, and once it is over. */
export function dueOf({ state, movesByItself, scheduledFrom, scheduledUntil }: { state: MaintenanceState; movesByItself: boolean; scheduledFrom: Date; scheduledUntil: Date }): Date | null {
  if (!movesByItself || isOver(state)) return null;
  return state === "SCHEDULED" ? scheduledFrom : scheduledUntil;
}

interface Planned {
  state: MaintenanceState;
  scheduledFrom: Date;
}

/**
 * When subscribers are reminded of it, once, so many seconds before it begins. Null where it was announced later than that, and once it is no
 * longer ahead. One that keeps its time keeps its reminder, whether or not it was sent; one that is moved gets another.
 */
export function remindOf({ state, scheduledFrom }: Planned, before: { scheduledFrom: Date; remindAt: Date | null } | null, remindBefore: number, now: Date): Date | null {
  if (state !== "SCHEDULED") return null;
  if (before?.scheduledFrom.getTime() === scheduledFrom.getTime()) return before.remindAt;
  const at = new Date(scheduledFrom.getTime() - remindBefore * 1_000);
  return remindBefore > 0 && at > now ? at : null;
}

const WORDS: Record<MaintenanceState, string> = {
  SCHEDULED: "This maintenance is planned.",
  IN_PROGRESS: "The maintenance has begun.",
  VERIFYING: "The work is done, and we are checking its result.",
  COMPLETED: "The maintenance is complete.",
  CANCELLED: "The maintenance does not take place.",
};

/** What is said where nobody says anything. */
export const wordsOf = (state: MaintenanceState): string => WORDS[state];

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

export const rescheduledWords = (from: Date, until: Date): string => `The maintenance now takes place from ${minute(from)} to ${minute(until)}.`;
