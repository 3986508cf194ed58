import type { ServiceContext } from "../context.ts";
import { invalid } from "../errors.ts";
import { given, id } from "../input.ts";
import { selectOne } from "../rows.ts";
import type { Maybe } from "./given.ts";

/** Either the hub's id or the key that people know a row by. */
export type By<Key extends string> = { [K in "id" | Key]?: Maybe<string> };

/** The one row of it, or null. */
export function findBy<T extends object, Key extends string>(
  ctx: Pick<ServiceContext, "db">, entity: new () => T, { key, column }: { key: Key; column: string }, by: By<Key>,
): Promise<T | null> {
  const value = by[key];
  if (given(by.id) === given(value)) throw invalid("id", `Give either id or ${key}`);
  if (given(by.id)) return selectOne(ctx, entity, "where id = $1", [id("id", by.id)]);
  return selectOne(ctx, entity, `where ${column} = $1`, [value]);
}
