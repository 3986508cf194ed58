import type { SealedEntry } from "./export.ts";
import { canonical } from "./canonical.rules.ts";

const COLUMNS = [
  "number", "hash", "id", "at", "actorId", "actorName", "actorRole", "responderId", "action", "subject", "input", "before", "after", "address", "userAgent", "requestId",
] as const satisfies readonly (keyof SealedEntry)[];

/** What a spreadsheet would take for a formula, once it has cut the quotes off. */
const FORMULA = /^[=+\-@\t\r]/;

export const CSV_HEAD = `${COLUMNS.join(",")}\r\n`;

/** One line of RFC 4180. A field that begins like a formula gets an apostrophe in front, so that a spreadsheet shows it and does not run it. */
export const csvLine = (entry: SealedEntry): string => `${COLUMNS.map((name) => field(entry[name])).join(",")}\r\n`;

function field(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : value instanceof Date ? value.toISOString() : canonical(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) || harmless !== text ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
