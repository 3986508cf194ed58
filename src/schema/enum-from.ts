import { registerEnumType } from "type-graphql";

type EnumName<T extends string> = Uppercase<T extends `${infer Head}:${infer Tail}` ? `${Head}_${Tail}` : T>;
export type EnumOf<T extends string> = { [K in T as EnumName<K>]: K };

const nameOf = (value: string) => value.toUpperCase().replace(":", "_");

/**
 * Registers a word list as an enum and returns what `@Field(() => ...)` takes: `["a:b"]` -> `{ A_B: "a:b" }`.
 * Every value needs its meaning, or it does not compile.
 */
export function enumFrom<T extends string>(
  name: string, values: readonly T[], description: string, meanings: Record<NoInfer<T>, string>,
): EnumOf<T> {
  const byName = Object.fromEntries(values.map((value) => [nameOf(value), value])) as EnumOf<T>;
  const valuesConfig = Object.fromEntries(values.map((value) => [nameOf(value), { description: meanings[value] }]));
  registerEnumType(byName as object, { name, description, valuesConfig });
  return byName;
}
