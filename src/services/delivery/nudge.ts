import type { DataSource } from "typeorm";
import type { ServiceContext } from "../context.ts";

const waiting = new WeakMap<DataSource, Set<() => void>>();

/** Calls `wake` whenever this process has committed deliveries into the database. The courier of another hub finds them by its poll. */
export function onQueued({ db }: Pick<ServiceContext, "db">, wake: () => void): () => void {
  const wakes = waiting.get(db.dataSource) ?? new Set();
  waiting.set(db.dataSource, wakes.add(wake));
  return () => void wakes.delete(wake);
}

/** Deliveries were written: whoever sends them is woken, after the commit. */
export function queued({ db, afterCommit }: Pick<ServiceContext, "db" | "afterCommit">): void {
  const wake = () => waiting.get(db.dataSource)?.forEach((one) => one());
  if (afterCommit) afterCommit.push(wake);
  else wake();
}
