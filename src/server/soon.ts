import { setTimeout as delay } from "node:timers/promises";

/** So long a reader waits for what is new. */
const PATIENCE_MS = 1_000;

/** What was there before, where the database refuses, or answers nothing for a while. */
export async function soon<T>(work: Promise<T>, before: T | undefined): Promise<T> {
  if (before === undefined) return work;
  const given = new AbortController();
  const late = delay(PATIENCE_MS, before, { signal: given.signal, ref: false }).catch(() => before);
  return Promise.race([work.catch(() => before), late]).finally(() => given.abort());
}
