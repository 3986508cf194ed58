import type { ExecutionResult } from "graphql";

interface Turn {
  /** The reading that goes on. */
  now: Promise<unknown>;
  /** The one that begins when that is over, for all who came meanwhile. */
  next: Promise<ExecutionResult> | null;
}

/**
 * Answers many who ask for the same at the same time by one reading: the screens of a whole floor on one key. Nobody is
 * given what was read before they asked: who comes while a reading goes on waits for the next, which they all share.
 */
export class SharedReads {
  private readonly turns = new Map<string, Turn>();

  /** `key` stands for all that the answer depends on, the caller among it. */
  read(key: string, execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
    const turn = this.turns.get(key);
    if (!turn) return this.begin(key, execute);
    return (turn.next ??= turn.now.then(() => this.begin(key, execute)));
  }

  private begin(key: string, execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
    const reading = execute();
    const over = () => void (turn.next === null && this.turns.delete(key));
    const turn: Turn = { now: reading.then(over, over), next: null };
    this.turns.set(key, turn);
    return reading;
  }
}
