import { invalid } from "./errors.ts";

/** Lengths in characters (product rules, section 12). */
export const LIMITS = { title: 200, name: 200, note: 10_000, communication: 20_000, link: 2_000, key: 200, list: 10_000 } as const;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** PostgreSQL stores neither NUL nor half a surrogate pair, and nobody can read a control character. */
export const isReadable = (text: string): boolean => text.isWellFormed() && !UNPRINTABLE.test(text);

/** The trimmed text; refused when it is empty, too long or unreadable. */
export function text(field: string, value: string, max: number): string {
  const trimmed = value.trim();
  if (!isReadable(trimmed)) throw invalid(field, `${field} has characters that cannot be stored or read`);
  if (trimmed === "") throw invalid(field, `${field} must not be empty`);
  // An emoji is one character to people and to PostgreSQL, and two to JavaScript.
  const length = trimmed.length > max ? [...trimmed].length : trimmed.length;
  if (length > max) throw invalid(field, `${field} has ${length} characters; at most ${max} are allowed`, { max });
  return trimmed;
}

/** The same for a text that may be left out; an empty one counts as left out. */
export function optionalText(field: string, value: string | null | undefined, max: number): string | null {
  return value == null || value.trim() === "" ? null : text(field, value, max);
}

export const isId = (value: string): boolean => UUID.test(value);

export function id(field: string, value: string): string {
  if (!isId(value)) throw invalid(field, `${field} is no id`);
  return value.toLowerCase();
}

export function whole(field: string, value: number, min: number, max: number): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw invalid(field, `${field} must be a whole number from ${min} to ${max}`, { min, max });
  }
  return value;
}

export function list<T>(field: string, values: readonly T[] | null | undefined, max: number): readonly T[] {
  if (values && values.length > max) throw invalid(field, `${field} has ${values.length} entries; at most ${max} are allowed`, { max });
  return values ?? [];
}

const YEAR = 365 * 24 * 3_600_000;

/** An instant that lies ahead; ten years at most, since nobody plans an incident further than that. */
export function ahead(field: string, value: Date, now: Date): Date {
  if (value <= now) throw invalid(field, `${field} must lie in the future`);
  if (value.getTime() > now.getTime() + 10 * YEAR) throw invalid(field, `${field} is more than ten years ahead`);
  return value;
}

/** What a client who writes `null` and one who leaves the field out both mean. */
export const given = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined;
