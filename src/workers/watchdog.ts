import type { ServiceContext } from "../services/context.ts";
import { watch, type Watched } from "../services/escalation/index.ts";
import { Round } from "./round.ts";

const EVERY_MS = 60_000;
/** Not in the way of the start; what a crash left behind is repaired soon. */
const FIRST_MS = 5_000;
/** A step that is so late means that nobody does the work. */
const LATE_SECONDS = 60;

interface WatchdogOptions {
  ctx: ServiceContext;
  onWatched: (watched: Watched) => void;
  onError: (error: unknown) => void;
}

/** Looks once a minute whether every running escalation has a step ahead. */
export class Watchdog {
  private readonly round: Round;

  constructor(private readonly options: WatchdogOptions) {
    this.round = new Round({ everyMs: EVERY_MS, firstMs: FIRST_MS, turn: async () => void (await this.look()), onError: options.onError });
  }

  start = (): void => this.round.start();

  stop = (): Promise<void> => this.round.stop();

  /** One look. */
  async look(): Promise<Watched> {
    const watched = await watch(this.options.ctx, LATE_SECONDS);
    this.options.onWatched(watched);
    return watched;
  }

  /** Whether the work is done in time: what the hub tells to whoever watches it from outside. */
  isContent = async (): Promise<boolean> => (await this.look()).late === 0;
}
