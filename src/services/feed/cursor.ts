import { DomainError } from "../errors.ts";
import { decodeCursor, encodeCursor } from "../page.ts";
import type { Head } from "./feed.store.ts";

const SCOPE = "feed";

/** A place in the order of all incidents; the board's cursors are the feed's. */
export const feedCursor = (position: number): string => encodeCursor(SCOPE, [position]);

/** The place that a cursor names. INVALID_INPUT for any other text, CURSOR_EXPIRED where the feed no longer has it. */
export function positionOf(cursor: string, head: Head): number {
  const position = decodeFeedCursor(cursor);
  if (isKept(position, head)) return position;
  throw new DomainError("CURSOR_EXPIRED", "The feed no longer goes back that far; begin anew without a cursor", { field: "after" });
}

export function decodeFeedCursor(cursor: string): number {
  const [position] = decodeCursor(SCOPE, cursor, ["revision"]);
  return Number(position);
}

/** A cursor beyond the head is of a database that was put back to an earlier day. */
export const isKept = (position: number, { last, trimmed }: Head): boolean => position >= trimmed && position <= last;
