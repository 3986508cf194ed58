import { Counter, type Registry } from "prom-client";
import type { Drafted } from "../services/model-draft/index.ts";

/** What this hub has drafted, and how often it had to take other words than were meant. */
export class DraftMetrics {
  private readonly drafts: Counter;
  private readonly fallbacks: Counter;

  constructor(registry: Registry) {
    this.drafts = new Counter({ name: "muster_drafts_total", help: "Messages that this hub has drafted, by audience and who wrote them", labelNames: ["audience", "origin"], registers: [registry] });
    this.fallbacks = new Counter({ name: "muster_draft_fallbacks_total", help: "Drafts in other words than were meant: a model's or a saved template's that could not be used", labelNames: ["reason"], registers: [registry] });
  }

  drafted({ audience, origin, fallback }: Drafted): void {
    this.drafts.inc({ audience, origin });
    if (fallback) this.fallbacks.inc({ reason: fallback });
  }
}
