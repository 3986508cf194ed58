import type { DataSource } from "typeorm";
import type { ServiceContext } from "./context.ts";

const caches = new WeakMap<DataSource, Map<string, Promise<unknown>>>();

/**
 * Remembers what never changes once it is written, such as a version of a policy, for as long as its database is open.
 * `read` runs once per key; a read that fails is not remembered.
 */
export function unchanging<T>({ db }: Pick<ServiceContext, "db">, key: string, read: () => Promise<T>): Promise<T> {
  const cache = caches.get(db.dataSource) ?? new Map<string, Promise<unknown>>();
  caches.set(db.dataSource, cache);
  const known = cache.get(key) as Promise<T> | undefined;
  if (known) return known;
  const reading = read();
  cache.set(key, reading);
  reading.catch(() => cache.delete(key));
  return reading;
}
