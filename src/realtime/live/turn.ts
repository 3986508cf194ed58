/** What a broadcast may take before other work gets a turn: a burst to thousands does not hold up a request. */
const TURN_MS = 1;
/** Sockets written to between looks at the clock. */
const LOOK_EVERY = 16;

/** A share of the process's time. */
export class Turn {
  private until = performance.now() + TURN_MS;
  private left = LOOK_EVERY;

  /** Asked once for each piece of work. */
  isOver(): boolean {
    this.left -= 1;
    if (this.left > 0) return false;
    this.left = LOOK_EVERY;
    return performance.now() >= this.until;
  }

  /** Fulfilled once the others have had theirs. */
  async next(): Promise<void> {
    await new Promise(setImmediate);
    this.until = performance.now() + TURN_MS;
  }
}
