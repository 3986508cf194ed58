import { Counter, Gauge, type Registry } from "prom-client";
import type { Watched } from "../services/escalation/index.ts";

/** What the watchdog sees of the escalations. */
export class EscalationMetrics {
  private readonly running: Gauge;
  private readonly late: Gauge;
  private readonly repaired: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.running = new Gauge({ name: "muster_escalations_running", help: "Escalations that nobody has acknowledged yet, at the watchdog's last look", registers });
    this.late = new Gauge({ name: "muster_escalations_late", help: "Of these and of acknowledged ones, those whose step is a minute overdue", registers });
    this.repaired = new Counter({ name: "muster_escalations_repaired_total", help: "Escalations that had neither a step ahead nor an end, and were repaired", registers });
  }

  watched({ running, late, repaired }: Watched): void {
    this.running.set(running);
    this.late.set(late);
    this.repaired.inc(repaired);
  }
}
