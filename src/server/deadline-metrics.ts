import { Counter, Gauge, Histogram, type Registry } from "prom-client";

type Standing = Map<string, { outstanding: number; overdue: number }>;

/** What the hub tells of the deadlines that it acts on, by their source. */
export class DeadlineMetrics {
  private readonly lateness: Histogram;
  private readonly found: Counter;

  constructor(private readonly registry: Registry, buckets: number[]) {
    const common = { labelNames: ["source"], registers: [registry] };
    this.lateness = new Histogram({ ...common, name: "muster_deadline_lateness_seconds", buckets, help: "From a deadline until what it brings about is committed" });
    this.found = new Counter({ ...common, name: "muster_deadlines_applied_total", help: "Deadlines that this hub has acted on" });
  }

  applied(source: string, found: number, latenessMs: readonly number[]): void {
    this.found.inc({ source }, found);
    for (const ms of latenessMs) this.lateness.observe({ source }, Math.max(0, ms) / 1_000);
  }

  watch(standing: () => Standing): void {
    const gauge = (name: string, help: string, of: "outstanding" | "overdue") =>
      this.registry.registerMetric(new Gauge({
        name, help, labelNames: ["source"], registers: [],
        collect() {
          for (const [source, one] of standing()) this.set({ source }, one[of]);
        },
      }));
    gauge("muster_deadlines_outstanding", "Deadlines of the next 5 seconds that this hub knows of, 1,000 at most", "outstanding");
    gauge("muster_deadlines_overdue", "Of these, those that have passed", "overdue");
  }
}
