import type { ServiceContext } from "../services/context.ts";
import type { Deadlines } from "../services/due.ts";
import { NearFuture } from "./near-future.ts";

/** How far a look goes. */
const AHEAD_MS = 5_000;
/** A look without cause, as the net below all others; it sees so many instants. */
const POLL_MS = 900;
const MOST = 1_000;
/** A look after a ring, or after work; it sees the next few. Rings of so many milliseconds are one look. */
const FEW = 16;
const GATHER_MS = 50;
/** Applied in one transaction. */
const BATCH = 400;
/** Timers and the reckoning of the database's clock are exact to a millisecond or so; who comes early comes again. */
const GRACE_MS = 1;
/** Waits grow from here while others hold what is due, up to a bound; and after errors. */
const HELD_MS = { least: 4, most: 250 };
const FAILED_MS = { least: 100, most: 2_000 };

export interface LookoutOptions {
  ctx: ServiceContext;
  deadlines: Deadlines;
  /** Applied, and how late each of the instants was that are known. */
  onApplied: (found: number, latenessMs: readonly number[]) => void;
  /** Told once, until it works again. */
  onError: (error: unknown) => void;
}

/** Waits for one kind of deadline, and has it applied as it comes due. */
export class Lookout {
  private readonly near = new NearFuture();
  private working: Promise<void> = Promise.resolve();
  private isEnding = false;
  private isRung = true;
  /** In the process's own time, as are all waits. */
  private polledAt = -Infinity;
  private lookedAt = -Infinity;
  private heldUntil = 0;
  private holds = 0;
  /** The last batch was full. */
  private hasMore = false;
  private failedUntil = 0;
  private failures = 0;
  private rouse: () => void = () => {};

  constructor(private readonly options: LookoutOptions) {}

  /** Known of the next few seconds, and how many of them are overdue. */
  get standing(): { outstanding: number; overdue: number } {
    return { outstanding: this.near.size, overdue: this.near.passed(this.now()) };
  }

  start(): void {
    this.working = this.work();
  }

  async stop(): Promise<void> {
    this.isEnding = true;
    this.rouse();
    await this.working;
  }

  /** Something has changed: there may be a new deadline. */
  ring(): void {
    this.isRung = true;
    this.rouse();
  }

  private now(): number {
    return this.options.ctx.now().getTime();
  }

  private async work(): Promise<void> {
    while (!this.isEnding) {
      const wait = this.untilNext();
      if (wait > 0) await this.sleep(wait);
      else await this.turn().then(() => (this.failures = 0), (error: unknown) => this.failed(error));
    }
  }

  private failed(error: unknown): void {
    if (this.failures === 0) this.options.onError(error);
    this.failedUntil = performance.now() + grown(FAILED_MS, this.failures);
    this.failures += 1;
  }

  /** Milliseconds. */
  private untilNext(): number {
    const now = performance.now();
    const left = this.hasMore ? 0 : this.near.earliest - this.now();
    const due = Math.max(left > 0 ? left + GRACE_MS : 0, this.heldUntil - now);
    return Math.max(this.failedUntil - now, Math.min(this.untilLook(), due));
  }

  private untilLook(): number {
    const now = performance.now();
    const ring = this.isRung ? this.lookedAt + GATHER_MS - now : Infinity;
    return Math.min(this.polledAt + POLL_MS - now, ring);
  }

  private async turn(): Promise<void> {
    const isDue = this.hasMore || (this.near.earliest <= this.now() && this.heldUntil <= performance.now());
    const found = isDue ? await this.apply() : 0;
    this.hasMore = found === BATCH;
    // While the next instants are known, there is no need to look after each.
    const knowsNext = found > 0 && this.near.size > 0 && this.untilLook() > 0;
    if (!this.hasMore && !knowsNext) await this.look();
  }

  private async apply(): Promise<number> {
    const { deadlines, ctx, onApplied } = this.options;
    const due = this.now();
    const found = await deadlines.apply(ctx, BATCH);
    // Others hold what there is, or the database's clock is a moment behind.
    this.holds = found > 0 ? 0 : this.holds + 1;
    this.heldUntil = found > 0 ? 0 : performance.now() + grown(HELD_MS, this.holds - 1);
    const done = this.now();
    const passed = this.near.take(due, found === BATCH ? found : Infinity);
    if (found > 0) onApplied(found, passed.map((instant) => done - instant));
    return found;
  }

  private async look(): Promise<void> {
    const { deadlines, ctx } = this.options;
    const began = performance.now();
    const isPoll = this.polledAt + POLL_MS <= began;
    const limit = isPoll ? MOST : FEW;
    this.isRung = false;
    this.lookedAt = began;
    const found = await deadlines.upcoming(ctx, new Date(this.now() + AHEAD_MS), limit);
    this.near.saw(found, found.length < limit);
    if (isPoll) this.polledAt = began;
  }

  private async sleep(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.rouse = () => {};
  }
}

const grown = ({ least, most }: { least: number; most: number }, times: number): number => Math.min(most, least * 2 ** times);
