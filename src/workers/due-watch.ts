import type { ServiceContext } from "../services/context.ts";
import type { Deadlines } from "../services/due.ts";
import { Lookout } from "./lookout.ts";

export interface DueWatchOptions {
  ctx: ServiceContext;
  /** What there is to wait for. */
  sources: readonly Deadlines[];
  /** Has it called whenever anything has changed, here or on another hub. */
  attach: (ring: () => void) => () => void;
  onApplied?: (source: string, found: number, latenessMs: readonly number[]) => void;
  onError: (source: string, error: unknown) => void;
}

/**
 * Acts on deadlines: knows those of the next few seconds, waits for each, and applies them the moment they are due. Any
 * number of hubs do so at once, and skip what another is at; what a killed one had begun is there again at once.
 */
export class DueWatch {
  private readonly lookouts: Map<string, Lookout>;
  private detach: () => void = () => {};

  constructor(private readonly options: DueWatchOptions) {
    const { ctx, sources, onApplied, onError } = options;
    this.lookouts = new Map(sources.map((deadlines) => {
      const { name } = deadlines;
      const lookout = new Lookout({ ctx, deadlines, onApplied: (...applied) => onApplied?.(name, ...applied), onError: (error) => onError(name, error) });
      return [name, lookout];
    }));
  }

  start(): void {
    this.detach = this.options.attach(() => this.ring());
    for (const lookout of this.lookouts.values()) lookout.start();
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.detach();
    await Promise.all([...this.lookouts.values()].map((lookout) => lookout.stop()));
  }

  /** Looks anew. */
  ring(): void {
    for (const lookout of this.lookouts.values()) lookout.ring();
  }

  /** Of each source, for metrics. */
  get standing(): Map<string, { outstanding: number; overdue: number }> {
    return new Map([...this.lookouts].map(([name, lookout]) => [name, lookout.standing]));
  }
}
