import type { Subscriber } from "./subscriber.ts";

/** A place in a group. */
export interface Seat {
  readonly position: number;
  leave(): void;
}

/** A subscriber in its group. */
export class Member implements Seat {
  /** The last item that it has. */
  position = -1;
  /** It follows elsewhere, or not at all: nothing under way here may still reach it. */
  hasMoved = false;

  constructor(readonly subscriber: Subscriber, private readonly live: Set<Member>) {}

  get hasGone(): boolean {
    return this.hasMoved || this.subscriber.hasLeft;
  }

  leave(): void {
    this.hasMoved = true;
    this.live.delete(this);
  }
}
