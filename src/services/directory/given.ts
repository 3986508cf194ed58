import { invalid } from "../errors.ts";

/** A field of an input: absent or undefined leaves what is there, null clears it. */
export type Maybe<T> = T | null | undefined;

/** Checks a field that can be cleared, which makes it `empty`. */
export function clearable<T, U, E>(value: Maybe<T>, empty: E, check: (value: T) => U): U | E | undefined {
  return value === undefined ? undefined : value === null ? empty : check(value);
}

/** For fields whose type says all there is to check. */
export const asIs = <T>(value: T): T => value;

/** Checks a field that every row has, if it is given at all; null is refused. */
export function kept<T, U>(field: string, value: Maybe<T>, check: (field: string, value: T) => U): U | undefined {
  if (value === null) throw invalid(field, `${field} must not be empty`);
  return value === undefined ? undefined : check(field, value);
}

/** The draft without the fields that were not given. */
export function draftOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** A field that a new row cannot do without. */
export function needed<T>(field: string, noun: string, value: T | undefined): T {
  if (value === undefined) throw invalid(field, `A new ${noun} needs ${field}`);
  return value;
}
