import { createHash } from "node:crypto";
import { invalid } from "./errors.ts";
import { isId, isReadable, whole } from "./input.ts";

/** One page of a list, in the shape of a Relay connection. */
export interface Page<T> {
  nodes: T[];
  edges: { cursor: string; node: T }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  /** Counts only when it is asked for. */
  count: () => Promise<number>;
}

export interface PageArgs {
  /** Null, as some clients send for what they leave out, counts as left out. */
  first: number | null;
  after?: string | null | undefined;
}

/** A cursor names the list it belongs to (`scope`), so that one of another list is refused and not misread. */
const seal = (scope: string) => createHash("sha256").update(scope).digest("base64url").slice(0, 8);

export function encodeCursor(scope: string, keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([seal(scope), ...keys])).toString("base64url");
}

/** What a key of a cursor can be. The seal is no secret, so each is checked as strictly as the database would. */
const KEYS = {
  text: (key: unknown) => typeof key === "string" && isReadable(key),
  id: (key: unknown) => typeof key === "string" && isId(key),
  revision: (key: unknown) => Number.isInteger(key) && (key as number) >= 0 && (key as number) < 2 ** 31,
  instant: (key: unknown) => typeof key === "string" && /^\d{4}-/.test(key) && !Number.isNaN(Date.parse(key)) && new Date(key).toISOString() === key,
};

/** The keys in a cursor of the list `scope`, of these kinds; INVALID_INPUT for any other text. */
export function decodeCursor(scope: string, cursor: string, kinds: (keyof typeof KEYS)[]): (string | number)[] {
  const [sealed, ...keys] = parsed(cursor);
  const isOurs = sealed === seal(scope) && keys.length === kinds.length && kinds.every((kind, at) => KEYS[kind](keys[at]));
  if (!isOurs) throw invalid("after", "after is no cursor of this list");
  return keys as (string | number)[];
}

function parsed(cursor: string): unknown[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return Array.isArray(keys) ? keys : [];
  } catch {
    return [];
  }
}

/** 1 to 100, and 50 where nothing is said (the API's conventions). */
export const pageSize = (first: number | null): number => whole("first", first ?? 50, 1, 100);

/** Makes a page of `first` from the `first + 1` rows that were read. Cursors are made when they are asked for. */
export function pageOf<T>(rows: T[], { first, after }: PageArgs & { first: number }, cursorOf: (row: T) => string, count: () => Promise<number>): Page<T> {
  const nodes = rows.slice(0, first);
  const cursorAt = (at: number) => {
    const node = nodes.at(at);
    return node === undefined ? null : cursorOf(node);
  };
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    get pageInfo() {
      return { hasNextPage: rows.length > first, hasPreviousPage: Boolean(after), startCursor: cursorAt(0), endCursor: cursorAt(-1) };
    },
    count,
  };
}
