import type { ExecutionResult } from "graphql";

const END: IteratorResult<ExecutionResult, void> = { value: undefined, done: true };
const ignore = () => {};

/**
 * What graphql-ws holds for a subscription that is served past it: an iterator that yields nothing, begins when it is
 * first asked, and ends when the client leaves or the hub completes it.
 */
export class Parked implements AsyncGenerator<ExecutionResult, void, void> {
  private readonly ended: Promise<IteratorResult<ExecutionResult, void>>;
  private settle!: (end: typeof END | Promise<never>) => void;
  private leave: (() => void) | null = null;
  private over = false;

  /** `begin` returns how to leave again; what it throws ends the subscription with that error. */
  constructor(private begin: (() => Promise<() => void>) | null, private readonly guest: { unsubscribe(): void }) {
    this.ended = new Promise((resolve) => (this.settle = resolve));
    this.ended.catch(ignore); // whoever asks `next` hears of it
  }

  next(): Promise<IteratorResult<ExecutionResult, void>> {
    const { begin } = this;
    this.begin = null; // what it holds is not needed for as long as the subscription lasts
    if (begin) void this.enter(begin);
    return this.ended;
  }

  /** The client has left, or its socket is gone. */
  async return(): Promise<IteratorResult<ExecutionResult, void>> {
    this.end();
    return END;
  }

  throw(error: unknown): Promise<IteratorResult<ExecutionResult, void>> {
    this.end();
    return Promise.reject(error);
  }

  /** The hub ends it. */
  end(): void {
    if (this.over) return;
    this.over = true;
    this.guest.unsubscribe();
    this.leave?.();
    this.settle(END);
  }

  private async enter(begin: () => Promise<() => void>): Promise<void> {
    try {
      const leave = await begin();
      if (this.over) leave();
      else this.leave = leave;
    } catch (error) {
      this.over = true;
      this.guest.unsubscribe();
      this.settle(Promise.reject(error));
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.end();
  }
}
