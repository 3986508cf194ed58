import { OUTREACH_STATES, type OutreachState } from "../../entities/vocabulary.ts";

/** Where an entry may go from each state. What was done is not undone: no way leads back to planned, or from a conversation to a mere sending. */
const MOVES: Record<OutreachState, readonly OutreachState[]> = {
  PLANNED: ["SENT", "CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
  SENT: ["SENT", "CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
  CALLED: ["CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
  ANSWERED: ["CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
  DECLINED: ["CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
  REMEDIATION_OFFERED: ["CALLED", "ANSWERED", "DECLINED", "REMEDIATION_OFFERED"],
};

export const movesFrom = (state: OutreachState): readonly OutreachState[] => MOVES[state];

/** How the API has a state: `remediation_offered`. */
export const wordFor = (state: OutreachState): string => state.toLowerCase();

export const WORDS: readonly string[] = OUTREACH_STATES.map(wordFor);

/** Null for what is none. */
export const stateOf = (word: string): OutreachState | null => OUTREACH_STATES.find((state) => wordFor(state) === word.trim().toLowerCase()) ?? null;

/** States that a message which went out by itself leads out of; a person has spoken in the others. */
export const UNSPOKEN: readonly OutreachState[] = ["PLANNED", "SENT"];
