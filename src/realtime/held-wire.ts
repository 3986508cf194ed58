import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Wire } from "./wire.ts";

/** A payload of PostgreSQL's takes 8,000 bytes; an id and its comma 37. */
const IDS_PER_RING = 200;
const RETRY_MS = 250;

/** What a connection may take to come about, and an answer on it. */
export const PATIENCE_MS = 3_000;

/** One connection over which all hubs hear what each sends, as long as it holds. */
export interface Line {
  send(text: string): Promise<unknown>;
  /** Fulfilled once it is gone. */
  lost: Promise<unknown>;
  /** Says goodbye first. */
  close(): Promise<unknown>;
  cut(): void;
}

/** A wire on a connection of its own, which comes back by itself; hubs do without it meanwhile. */
export class HeldWire implements Wire {
  private readonly hub = randomUUID();
  private readonly ending = new AbortController();
  private line: Line | null = null;
  private holding: Promise<void> = Promise.resolve();

  constructor(private readonly dial: (hear: (text: string) => void) => Promise<Line>, private readonly onError: (error: unknown) => void) {}

  async start(hear: (incidentIds: string[] | null) => void): Promise<void> {
    await this.connect(hear);
    this.holding = this.hold(hear);
  }

  async stop(): Promise<void> {
    this.ending.abort();
    await this.line?.close().catch(() => {});
    await this.holding;
  }

  reconnect(): void {
    this.line?.cut();
  }

  async send(incidentIds: string[]): Promise<void> {
    const { line } = this;
    if (!line) return;
    for (let at = 0; at < incidentIds.length; at += IDS_PER_RING) {
      await line.send(`${this.hub}:${incidentIds.slice(at, at + IDS_PER_RING).join(",")}`).catch((error: unknown) => {
        line.cut(); // one that does not answer in time hears nothing either
        throw error;
      });
    }
  }

  /** After each loss it comes back, and says that rings were missed. */
  private async hold(hear: (incidentIds: string[] | null) => void): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.line?.lost;
      this.line = null;
      while (!signal.aborted && !(await this.connect(hear))) await delay(RETRY_MS, undefined, { signal }).catch(() => {});
      if (!signal.aborted) hear(null);
    }
  }

  private async connect(hear: (incidentIds: string[] | null) => void): Promise<boolean> {
    try {
      const line = await this.dial((text) => {
        const [hub, ids = ""] = text.split(":");
        if (hub !== this.hub) hear(ids.split(","));
      });
      this.line = line;
      if (this.ending.signal.aborted) await line.close();
      return true;
    } catch (error) {
      this.onError(error);
      return false;
    }
  }
}
