import { setTimeout as delay } from "node:timers/promises";
import type { ServiceContext } from "../../services/context.ts";
import { versionNow } from "../../services/status-page/index.ts";

const LOOK_MS = 200;

type Ring = (at: number) => void;

/**
 * Wakes who follows a status page when something that pages show has changed, on whichever hub and by whatever: it looks
 * at what the database's triggers have noted, and only while somebody follows.
 */
export class TouchWatch {
  private readonly rings = new Set<Ring>();
  private readonly ending = new AbortController();
  private watching: Promise<void> | null = null;

  constructor(private readonly ctx: Pick<ServiceContext, "db" | "now">) {}

  attach(ring: Ring): () => void {
    this.rings.add(ring);
    this.watching ??= this.watch();
    return () => void this.rings.delete(ring);
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.ending.abort();
    await this.watching;
  }

  private async watch(): Promise<void> {
    const { signal } = this.ending;
    // The first look rings in any case: what came before it may be news to who has attached.
    let known: string | undefined;
    while (this.rings.size > 0 && !signal.aborted) {
      // While the database is away nothing is new; its watch says so.
      const version = await versionNow(this.ctx).catch(() => known);
      if (version !== known) for (const ring of this.rings) ring(performance.now());
      known = version;
      await delay(LOOK_MS, undefined, { signal }).catch(() => {});
    }
    this.watching = null; // in the same turn as the look at who is there
  }
}
