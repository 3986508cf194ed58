import { setTimeout as delay } from "node:timers/promises";

/** After one ring, those of the next few milliseconds go out as one. */
const GATHER_MS = 5;

/** Work that is done at once when it is asked for, and for all who ask in the next few milliseconds once more. */
export class Gathered {
  private readonly ending = new AbortController();
  private isWanted = false;
  private isWorking = false;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly work: () => Promise<void>, private readonly onError: (error: unknown) => void) {}

  ask(): void {
    this.isWanted = true;
    if (!this.isWorking) this.working = this.run();
  }

  /** What has been asked for is still done. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.working;
  }

  private async run(): Promise<void> {
    this.isWorking = true;
    while (this.isWanted) {
      this.isWanted = false;
      await this.work().catch(this.onError);
      await delay(GATHER_MS, undefined, { signal: this.ending.signal }).catch(() => {});
    }
    this.isWorking = false; // in the same turn as the look at what is wanted
  }
}
