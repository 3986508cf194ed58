import { setTimeout as delay } from "node:timers/promises";
import type { DataSource } from "typeorm";

const EVERY_MS = 10_000;
/** Of so many questions the one that was answered soonest tells the time. */
const QUESTIONS = 4;

/**
 * The time by the database's clock, reckoned from the process's steady one: whatever a hub's own clock says, all hubs
 * write the same deadlines. It is asked again every few seconds, since clocks drift, and after an outage, since another
 * machine may have taken over. `now` never goes back: where the database's clock was set back it stands until that is made up.
 */
export class DatabaseClock {
  private readonly ending = new AbortController();
  private working: Promise<void> = Promise.resolve();
  /** The database's time when the process's steady clock was at zero. */
  private origin = 0;
  private last = 0;

  private constructor(private readonly ask: () => Promise<Answer[]>, private readonly onError: (error: unknown) => void) {}

  /** Knows the time once it is here. */
  static async start(source: DataSource, onError: (error: unknown) => void, ask = () => askOver(source)): Promise<DatabaseClock> {
    const clock = new DatabaseClock(ask, onError);
    await clock.measure();
    clock.working = clock.work();
    return clock;
  }

  readonly now = (): Date => {
    this.last = Math.max(this.last, Math.floor(this.origin + performance.now()));
    return new Date(this.last);
  };

  async measure(): Promise<void> {
    const [best] = (await this.ask()).toSorted((a, b) => a.received - a.asked - (b.received - b.asked));
    if (best) this.origin = best.time - (best.asked + best.received) / 2;
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { signal } = this.ending;
    for (let isTold = false; ; ) {
      await delay(EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      // Without an answer it goes on from what it knows.
      isTold = await this.measure().then(() => false, (error: unknown) => {
        if (!isTold) this.onError(error);
        return true;
      });
    }
  }
}

/** The database's time in milliseconds; when it was asked for and known, on the process's steady clock. */
interface Answer {
  time: number;
  asked: number;
  received: number;
}

/** On one connection, so that waiting for one does not count. */
async function askOver(source: DataSource): Promise<Answer[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.connect();
    const answers: Answer[] = [];
    for (let at = 0; at < QUESTIONS; at++) {
      const asked = performance.now();
      const [{ time }] = await runner.query("select extract(epoch from clock_timestamp())::float8 * 1000 as time");
      answers.push({ time, asked, received: performance.now() });
    }
    return answers;
  } finally {
    await runner.release();
  }
}
