import { setTimeout as pause } from "node:timers/promises";

/** The sample's 17 minutes in about 25 seconds. */
export const DEFAULT_SPEED = 40;

const TICK = 100;

export interface Pace {
  /** Times faster than it happened. */
  speed: number;
  signal: AbortSignal;
  /** Told the sample's time while it passes. */
  onTick: (time: number) => void;
}

/** Lets the time between two instants of the sample pass. Rejects once the signal aborts. */
export async function pass(from: number, to: number, { speed, signal, onTick }: Pace): Promise<void> {
  signal.throwIfAborted();
  const end = performance.now() + (to - from) / speed;
  for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
    onTick(to - left * speed);
    await pause(Math.min(left, TICK), undefined, { signal });
  }
}
