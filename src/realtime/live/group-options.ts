import type { LiveSource } from "../../services/live.ts";

export interface GroupOptions<Source = LiveSource> {
  source: Source;
  /** Executes the group's document on one root value. Counted by tests: once per event, however many follow. */
  execute: (root: unknown) => Promise<Buffer>;
  /** What a subscriber is told when the source refuses; null to go on, since only the database is away. */
  refusal: (error: unknown) => Buffer | null;
  meter: Meter;
}

/** For metrics. */
export interface Meter {
  delivered(count: number): void;
  /** Milliseconds from a change to the first subscriber that hears of it. */
  sent(ms: number): void;
}
