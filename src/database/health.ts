import pg from "pg";
import { setTimeout as delay } from "node:timers/promises";

/** A database that answers nothing at all is away after this long. */
const PATIENCE_MS = 2_000;
/** Its waiting is counted in slices: a timer that fires late, after this process was kept from running, says nothing of the database. */
const SLICES = 10;
const EVERY_MS = 1_000;

/**
 * Asks the database once a second, on a connection of its own, whether it is there. Through a dead network a pool's
 * queries hang without an error; this notices, so that the hub can refuse at once.
 */
export class Health {
  private up = true;
  private readonly ending = new AbortController();
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly url: string, private readonly onChange: (up: boolean) => void) {}

  get isUp(): boolean {
    return this.up;
  }

  start(): void {
    this.watching = this.watch();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      const answered = (await this.ask()) || (this.wasBroken && (await this.ask()));
      if (answered !== this.up && !signal.aborted) this.onChange((this.up = answered));
      await delay(EVERY_MS, undefined, { signal }).catch(() => {});
    }
    void this.client?.end().catch(() => {}); // a dead network answers no goodbye
  }

  private client: pg.Client | undefined;
  /** A connection that stood was broken at once: it may have been killed while the database is well, so a new one has to tell. */
  private wasBroken = false;

  private aClient(): pg.Client {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5 * PATIENCE_MS, application_name: "muster health" });
    client.on("error", () => {}); // the next question finds out
    return client;
  }

  private async ask(): Promise<boolean> {
    const began = performance.now();
    const stood = this.client !== undefined;
    const client = this.client ?? this.aClient();
    const answered = new AbortController();
    const asking = (stood ? Promise.resolve() : client.connect()).then(() => client.query("select 1"));
    asking.catch(() => {}); // it may fail once nobody waits any more
    try {
      await Promise.race([asking, impatience(answered.signal)]);
      this.client = client;
      return true;
    } catch {
      void client.end().catch(() => {});
      this.client = undefined;
      this.wasBroken = stood && performance.now() - began < PATIENCE_MS / 2;
      return false;
    } finally {
      answered.abort();
    }
  }
}

/** Rejects when the database has had its time while this process ran, or with the signal. */
async function impatience(signal: AbortSignal): Promise<never> {
  for (let slice = 0; slice < SLICES; slice += 1) await delay(PATIENCE_MS / SLICES, undefined, { signal });
  throw new Error(`The database did not answer within ${PATIENCE_MS} ms`);
}
