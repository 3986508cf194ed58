import type { LiveItem } from "../../services/live.ts";

/** Events executed before they are sent, so that a burst becomes one write; long ones are sent before they fill what a socket may have queued. */
const BURST = 64;
const BURST_BYTES = 32 * 1024;

export interface Frame {
  position: number;
  payload: Buffer;
}

/** Executes items from a place on, as many as make one write; `next` is the place of the first that is left. */
export async function burst(items: readonly LiveItem[], from: number, execute: (root: unknown) => Promise<Buffer>): Promise<{ frames: Frame[]; next: number }> {
  const frames: Frame[] = [];
  let bytes = 0;
  let next = from;
  for (const { position, root } of items.slice(from, from + BURST)) {
    if (bytes > BURST_BYTES) break;
    next += 1;
    if (root === null) continue;
    const payload = await execute(root);
    bytes += payload.length;
    frames.push({ position, payload });
  }
  return { frames, next };
}
