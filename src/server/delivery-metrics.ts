import { setTimeout as delay } from "node:timers/promises";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Tally } from "../services/delivery/index.ts";

interface Attempted {
  channel: string;
  outcome: string;
  waitedSeconds: number | null;
}

/** What the outbox tells of itself. The gauges are the same on every hub: they are counted in the database. */
export class DeliveryMetrics {
  private readonly attempts: Counter;
  private readonly firstAttempt: Histogram;

  constructor(private readonly registry: Registry, buckets: number[]) {
    this.attempts = new Counter({ name: "muster_delivery_attempts_total", help: "Attempts of this hub to send a message", labelNames: ["channel", "outcome"], registers: [registry] });
    this.firstAttempt = new Histogram({
      name: "muster_delivery_first_attempt_seconds", buckets, labelNames: ["channel"], registers: [registry],
      help: "From the instant at which a delivery was to go until its first attempt began",
    });
  }

  attempted({ channel, outcome, waitedSeconds }: Attempted): void {
    this.attempts.inc({ channel, outcome });
    if (waitedSeconds !== null) this.firstAttempt.observe({ channel }, Math.max(0, waitedSeconds));
  }

  watch(tally: () => Promise<Tally[]>): void {
    const counted = soon(tally);
    this.registry.registerMetric(new Gauge({
      name: "muster_delivery_oldest_seconds", help: "Since when the oldest outstanding delivery was to go", labelNames: ["channel"], registers: [],
      async collect() {
        const rows = await counted();
        this.reset();
        for (const { channel } of rows) this.set({ channel }, Math.max(...rows.filter((one) => one.channel === channel).map((one) => one.oldestSeconds)));
      },
    }));
    this.registry.registerMetric(new Gauge({
      name: "muster_deliveries", help: "Deliveries that have not come to their end, and dead ones, by state", labelNames: ["channel", "state"], registers: [],
      async collect() {
        const rows = await counted();
        this.reset();
        for (const { channel, state, count } of rows) this.set({ channel, state }, count);
      },
    }));
  }
}

const WAIT_MS = 1_000;

/** One count for the gauges of one scrape. None where the database is away: the other metrics must not wait for it. */
function soon(tally: () => Promise<Tally[]>): () => Promise<Tally[]> {
  let running: Promise<Tally[]> | null = null;
  return () => (running ??= Promise.race([tally().catch(() => []), delay<Tally[]>(WAIT_MS, [], { ref: false })]).finally(() => (running = null)));
}
