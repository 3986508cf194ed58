import type { Socket } from "node:net";

/** What one connection may have queued; beyond it, a board waits for the latest state, and a timeline comes back by cursor. */
const QUEUE_BYTES = 64 * 1024;

export const isFull = (wire: Socket): boolean => wire.writableLength > QUEUE_BYTES;

/** Fulfilled once the connection is no longer full, or has gone. */
export function drained(wire: Socket): Promise<void> {
  if (!isFull(wire) || wire.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      wire.off("drain", done).off("close", done);
      resolve();
    };
    wire.once("drain", done).once("close", done);
  });
}
