import DataLoader from "dataloader";
import type { ServiceContext } from "./context.ts";

/** Answers for many keys with one statement; a key with no answer is absent. */
export type Batch<Key, Value, Arg> = (ctx: ServiceContext, keys: Key[], arg: Arg) => Promise<Map<Key, Value>>;

type Loader = DataLoader<unknown, unknown>;
const loaders = new WeakMap<ServiceContext, Map<unknown, Map<string, Loader>>>();

/**
 * The value of one key, read together with all others that are asked for in the same turn, so that no field costs a
 * query per row. Nothing is remembered beyond the turn: a mutation's fields never show what was before it.
 */
export function load<Key, Value, Arg = undefined>(
  ctx: ServiceContext, batch: Batch<Key, Value, Arg>, key: Key, arg?: Arg,
): Promise<Value | undefined> {
  const ofContext = loaders.get(ctx) ?? new Map<unknown, Map<string, Loader>>();
  loaders.set(ctx, ofContext);
  const ofBatch = ofContext.get(batch) ?? new Map<string, Loader>();
  ofContext.set(batch, ofBatch);
  const name = JSON.stringify(arg ?? null);
  const loader = ofBatch.get(name) ?? aLoader(ctx, batch, arg as Arg);
  ofBatch.set(name, loader);
  return loader.load(key) as Promise<Value | undefined>;
}

function aLoader<Key, Value, Arg>(ctx: ServiceContext, batch: Batch<Key, Value, Arg>, arg: Arg): Loader {
  const read = async (keys: readonly Key[]) => {
    const found = await batch(ctx, [...new Set(keys)], arg);
    return keys.map((key) => found.get(key));
  };
  return new DataLoader<Key, Value | undefined>(read, { cache: false });
}

/** Rows by the key that `of` reads from each. */
export const byKey = <Key, Row>(rows: Row[], of: (row: Row) => Key): Map<Key, Row> => new Map(rows.map((row) => [of(row), row]));

/** Rows in lists by key, in the order they came. */
export function listsByKey<Key, Row>(rows: Row[], of: (row: Row) => Key): Map<Key, Row[]> {
  const lists = new Map<Key, Row[]>();
  for (const row of rows) {
    const list = lists.get(of(row));
    if (list) list.push(row);
    else lists.set(of(row), [row]);
  }
  return lists;
}
