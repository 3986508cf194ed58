import type { CommunicationState } from "../../entities/vocabulary.ts";

/** Every legal move. The trigger `communication_move` holds the same table. An edit takes what was approved back to a draft; a newer draft may take a draft's place. */
const MOVES: Record<CommunicationState, readonly CommunicationState[]> = {
  DRAFT: ["APPROVED", "PUBLISHED", "SUPERSEDED", "RETRACTED"],
  APPROVED: ["DRAFT", "PUBLISHED", "RETRACTED"],
  PUBLISHED: ["SUPERSEDED", "RETRACTED"],
  SUPERSEDED: [],
  RETRACTED: [],
};

export const movesFrom = (state: CommunicationState): readonly CommunicationState[] => MOVES[state];

/** It has not gone out, and its text may still change. */
export const isPending = ({ state }: { state: CommunicationState }): boolean => state === "DRAFT" || state === "APPROVED";
