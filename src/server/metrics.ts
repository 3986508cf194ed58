import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Doorbell } from "../realtime/doorbell.ts";
import type { Rooms } from "../realtime/live/rooms.ts";
import { DeadlineMetrics } from "./deadline-metrics.ts";
import { DraftMetrics } from "./draft-metrics.ts";
import { EscalationMetrics } from "./escalation-metrics.ts";
import { DeliveryMetrics } from "./delivery-metrics.ts";
import type { Visitor, Visitors } from "./live/visitors.ts";

interface Watched {
  visitors: Visitors;
  rooms: Rooms;
  doorbell: Doorbell;
}

/** From half a millisecond to ten seconds. */
const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What one hub tells of itself in Prometheus' form; docs/live.md lists what is ours. Nothing of it names an incident. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly closes = new Counter({
    name: "muster_live_closes_total", help: "Live connections that ended, by reason; code is that of the WebSocket", labelNames: ["transport", "code", "reason"], registers: [this.registry],
  });
  private readonly commitToSend = new Histogram({
    name: "muster_live_commit_to_send_seconds", buckets: SECONDS, registers: [this.registry],
    help: "From the commit (on another hub: from hearing of it) until the first subscriber of a group is written to",
  });

  readonly drafts = new DraftMetrics(this.registry);
  readonly escalations = new EscalationMetrics(this.registry);
  readonly deadlines = new DeadlineMetrics(this.registry, SECONDS);
  readonly deliveries = new DeliveryMetrics(this.registry, SECONDS);

  /** `code` is null where the transport has none. */
  closed({ transport }: Visitor, code: number | null, reason: string): void {
    // A client may send any code; ours and those of the standards are few.
    const isKnown = code !== null && (code < 1_016 || reason !== "client");
    this.closes.inc({ transport, reason, code: code === null ? "none" : isKnown ? String(code) : "other" });
  }

  sent(ms: number): void {
    this.commitToSend.observe(ms / 1_000);
  }

  watch({ visitors, rooms, doorbell }: Watched): void {
    const ofTransport = (transport: string) => [...visitors.all].filter((visitor) => visitor.transport === transport);
    this.registry.registerMetric(new Gauge({
      name: "muster_live_connections", help: "Live connections that are open", labelNames: ["transport"], registers: [],
      collect() {
        for (const transport of ["websocket", "sse"]) this.set({ transport }, ofTransport(transport).length);
      },
    }));
    this.gauge("muster_live_subscriptions", "Subscriptions that are served", () => rooms.subscriptionCount);
    this.gauge("muster_live_groups", "Groups of subscribers that share an execution", () => rooms.groupCount);
    this.gauge("muster_live_queued_bytes", "Bytes that live connections have yet to take", () => [...visitors.all].reduce((sum, visitor) => sum + visitor.queuedBytes(), 0));
    this.counter("muster_live_executions_total", "Executions for groups: one per group and event", () => rooms.executions);
    this.counter("muster_live_deliveries_total", "Events handed to subscribers", () => rooms.deliveries);
    this.counter("muster_doorbell_rings_total", "Commits that this hub has rung for", () => doorbell.counts.rung);
    this.counter("muster_doorbell_heard_total", "Rings of other hubs that were heard", () => doorbell.counts.heard);
    this.counter("muster_doorbell_missed_total", "Times that only the poll found a change", () => doorbell.counts.missed);
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, read: () => number): void {
    this.registry.registerMetric(new Gauge({ name, help, registers: [], collect() { this.set(read()); } }));
  }

  private counter(name: string, help: string, read: () => number): void {
    this.registry.registerMetric(new Counter({ name, help, registers: [], collect() { this.reset(); this.inc(read()); } }));
  }
}
