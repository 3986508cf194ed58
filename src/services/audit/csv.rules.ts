import { csvCell, csvRecord } from "../csv.rules.ts";
import type { SealedEntry } from "./export.ts";
import { canonical } from "./canonical.rules.ts";

const COLUMNS = [
  "number", "hash", "id", "at", "actorId", "actorName", "actorRole", "responderId", "action", "subject", "input", "before", "after", "address", "userAgent", "requestId",
] as const satisfies readonly (keyof SealedEntry)[];

export const CSV_HEAD = csvRecord(COLUMNS);

export const csvLine = (entry: SealedEntry): string => csvRecord(COLUMNS.map((name) => field(entry[name])));

function field(value: unknown): string {
  if (value === null || value === undefined) return "";
  return csvCell(typeof value === "string" ? value : value instanceof Date ? value.toISOString() : canonical(value));
}
