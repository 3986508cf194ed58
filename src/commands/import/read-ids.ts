import { readFile } from "node:fs/promises";
import { tokensIn } from "../../services/impact/index.ts";
import { csvRecords } from "./csv-records.ts";
import { isUtf8, linesOf, textOf } from "./text-of.ts";
import { Unreadable } from "./unreadable.ts";

/** An id where it stood in a file, or what is wrong there. */
export type FoundId = { line: number; id: string } | { line: number; reason: string };

const HEADINGS = new Set(["externalid", "customerid", "accountid", "customer", "account", "id"]);
const plain = (heading: string) => heading.toLowerCase().replace(/[\s_-]/g, "");

/** The ids in a file: a list with one on each line, CSV with a column that is named after them, or JSON, one object a line or as a list. */
export async function* readIds(path: string): AsyncGenerator<FoundId> {
  const start = (await beginningOf(path)).trimStart();
  if (start.startsWith("[")) yield* ofDocument(await readFile(path, "utf8"));
  else if (start.startsWith("{")) yield* ofJsonLines(path);
  else yield* ofCsv(path);
}

/** The parts of any text that may be ids, such as of a log; which of them are is for the directory to say. */
export async function* readLog(path: string): AsyncGenerator<FoundId> {
  for await (const { line, text } of linesOf(textOf(path))) {
    for (const id of tokensIn(text)) yield { line, id };
  }
}

async function beginningOf(path: string): Promise<string> {
  for await (const text of textOf(path)) return text;
  return "";
}

async function* ofCsv(path: string): AsyncGenerator<FoundId> {
  let column: number | undefined;
  for await (const record of csvRecords(linesOf(textOf(path)))) {
    if ("problem" in record) yield { line: record.line, reason: record.problem };
    else if (column === undefined) {
      const named = record.cells.findIndex((cell) => HEADINGS.has(plain(cell.trim())));
      if (named < 0 && record.cells.length > 1) throw new Unreadable("no column of it is named externalId; of a log or any other text, --log takes the ids");
      column = Math.max(named, 0);
      if (named < 0) yield found(record.line, record.cells[0]);
    } else yield found(record.line, record.cells[column]);
  }
}

async function* ofJsonLines(path: string): AsyncGenerator<FoundId> {
  for await (const { line, text } of linesOf(textOf(path))) if (text.trim() !== "") yield ofValue(line, parsed(text));
}

function* ofDocument(text: string): Generator<FoundId> {
  const values = parsed(text);
  if (!Array.isArray(values)) throw new Unreadable("malformed JSON");
  for (const [at, value] of values.entries()) yield ofValue(at + 1, value);
}

function ofValue(line: number, value: unknown): FoundId {
  if (value instanceof SyntaxError) return { line, reason: `malformed JSON: ${value.message}` };
  if (typeof value === "string" || typeof value === "number") return found(line, String(value));
  const [, id] = Object.entries(Object(value)).find(([key]) => HEADINGS.has(plain(key))) ?? [];
  return found(line, typeof id === "string" || typeof id === "number" ? String(id) : undefined);
}

function found(line: number, cell: string | undefined): FoundId {
  const id = cell?.trim() ?? "";
  if (id === "") return { line, reason: "no id stands there" };
  return isUtf8(id) ? { line, id } : { line, reason: "the text is not UTF-8" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
