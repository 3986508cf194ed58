import { setTimeout as delay } from "node:timers/promises";
import type { Wakeups } from "../services/live.ts";
import { Gathered } from "./gathered.ts";
import type { Wire } from "./wire.ts";

const POLL_MS = 1_000;
/** Said on the wire in place of an id: the feed goes further. */
const FEED = "feed";

export interface DoorbellOptions {
  /** Reaches the other hubs. */
  wire: Wire;
  /** Puts what has been committed into the feed's order, and returns the last place. */
  number: () => Promise<number>;
  /** The incidents that changed between two places of the feed. */
  changedBetween: (after: number, upTo: number) => Promise<string[]>;
  onError: (error: unknown) => void;
}

/**
 * Wakes whoever waits when any hub has changed an incident. It rings after the commit, on a connection of its own: a
 * NOTIFY inside the transactions would put all of them behind one lock (ADR 3). Who follows one incident is woken at once,
 * since a timeline has its own order; who follows all of them once the change has its place in the feed. A ring that is
 * lost is made good by the poll, which looks at the feed's head.
 */
export class Doorbell implements Wakeups {
  private readonly waiting = new Map<string | null, Set<(at: number) => void>>();
  /** What the others have not been told yet, and when it was rung for, in the process's own time. */
  private readonly outgoing = new Map<string, number>();
  /** When the first that has no place in the feed yet was rung for, in the process's own time. */
  private rungAt: number | null = null;
  private readonly telling: Gathered;
  private readonly numbering: Gathered;
  private readonly ending = new AbortController();
  /** The place of the feed that the polls have come to. What is rung for does not move it: the rings of others may be lost. */
  private seen = -1;
  /** Rung for since the last poll; what it finds besides was missed. */
  private rung = new Set<string>();
  private polling: Promise<void> = Promise.resolve();
  /** For metrics: rings of our own, rings heard, and changes that only the poll found. */
  readonly counts = { rung: 0, heard: 0, missed: 0 };

  constructor(private readonly options: DoorbellOptions) {
    this.telling = new Gathered(() => this.tell(), options.onError);
    this.numbering = new Gathered(() => this.number(), options.onError);
  }

  async start(): Promise<void> {
    this.seen = await this.options.number();
    await this.options.wire.start((incidentIds) => this.hear(incidentIds));
    this.polling = this.poll();
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await Promise.all([this.telling.stop(), this.numbering.stop()]);
    await this.options.wire.stop();
    await this.polling;
  }

  attach(incidentId: string | null, ring: (at: number) => void): () => void {
    const rings = this.waiting.get(incidentId) ?? new Set();
    this.waiting.set(incidentId, rings.add(ring));
    return () => {
      rings.delete(ring);
      if (rings.size === 0) this.waiting.delete(incidentId);
    };
  }

  ring(incidentIds: string[]): void {
    this.counts.rung += 1;
    const at = performance.now();
    this.rungAt ??= at;
    for (const id of incidentIds) if (!this.outgoing.has(id)) this.outgoing.set(id, at);
    this.telling.ask();
    this.numbering.ask();
  }

  /** A connection that may be dead without knowing it is given up. */
  reconnect(): void {
    this.options.wire.reconnect();
  }

  /** What fails here, the polls find. */
  private async tell(): Promise<void> {
    const ids = [...this.outgoing];
    this.outgoing.clear();
    for (const [id, at] of ids) this.wakeRung(id, at);
    await this.options.wire.send(ids.map(([id]) => id));
  }

  private async number(): Promise<void> {
    const at = this.rungAt ?? performance.now();
    this.rungAt = null;
    await this.options.number();
    this.wake(null, at);
    await this.options.wire.send([FEED]);
  }

  /** `null`: rings may have been missed, and what was rung for may have failed to be read. */
  private hear(incidentIds: string[] | null): void {
    if (incidentIds?.[0] === FEED) return this.wake(null);
    this.counts.heard += 1;
    if (incidentIds) return incidentIds.forEach((id) => this.wakeRung(id));
    void this.lookForAll();
  }

  private async poll(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await delay(POLL_MS, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.look();
    }
  }

  private async look(): Promise<void> {
    try {
      const { seen: before, rung } = this;
      this.rung = new Set();
      const last = await this.options.number();
      if (last === before) return;
      const ids = await this.options.changedBetween(before, last);
      this.seen = Math.max(this.seen, last);
      if (ids.some((id) => !rung.has(id))) this.counts.missed += 1;
      // Those that were rung for as well: nobody knows for which of their changes. They find nothing new then.
      for (const id of [...ids, null]) this.wake(id);
    } catch {
      // The database is away; its watch says so. The next look finds what was missed.
    }
  }

  private async lookForAll(): Promise<void> {
    await this.look();
    for (const id of this.waiting.keys()) this.wake(id);
  }

  private wakeRung(id: string, at?: number): void {
    this.rung.add(id);
    this.wake(id, at);
  }

  private wake(id: string | null, at: number = performance.now()): void {
    for (const ring of this.waiting.get(id) ?? []) ring(at);
  }
}
