import { z } from "zod";
import { invalid } from "../../services/errors.ts";
import type { ListedSubscriber } from "../../services/subscriber/index.ts";
import { csvRecords } from "./csv-records.ts";
import { JsonElements, MalformedJson } from "./json-elements.ts";
import { isUtf8, linesOf, type Located, textOf } from "./text-of.ts";
import { Unreadable } from "./unreadable.ts";

const BATCH = 1_000;

const text = z.string("must be text").nullish();
const shape = z.strictObject({
  kind: text, address: text, email: text, name: text, language: text, secret: text, components: z.array(z.string("must be text"), "must be a list").nullish(), confirmed: z.boolean("must be true or false").nullish(),
});
const COLUMNS = Object.keys(shape.shape);
const FLAGS: Readonly<Record<string, boolean>> = { true: true, yes: true, 1: true, false: false, no: false, 0: false };

/** The subscribers of a file, CSV, JSON or a JSON object a line, some at a time. Throws Unreadable where nothing of it can be read. */
export async function* subscriberBatches(path: string, name: string): AsyncGenerator<ListedSubscriber[]> {
  let batch: ListedSubscriber[] = [];
  for await (const one of rowsOf(path, name)) {
    batch.push(one);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function rowsOf(path: string, name: string): AsyncGenerator<ListedSubscriber> {
  if (/\.(ndjson|jsonl)$/i.test(name)) return jsonLines(path);
  return /\.json$/i.test(name) ? jsonRows(path) : csvRows(path);
}

async function* csvRows(path: string): AsyncGenerator<ListedSubscriber> {
  let columns: string[] | undefined;
  for await (const record of csvRecords(linesOf(textOf(path)))) {
    if ("problem" in record) {
      if (!columns) throw new Unreadable(`the line of column names is ${record.problem}`);
      yield { line: record.line, row: invalid("", record.problem) };
    } else if (columns) yield { line: record.line, row: fromCells(columns, record.cells) };
    else columns = headingOf(record.cells);
  }
  if (!columns) throw new Unreadable("it is empty");
}

function headingOf(cells: readonly string[]): string[] {
  const columns = cells.map((cell) => cell.trim().toLowerCase());
  const unknown = columns.find((column) => !COLUMNS.includes(column));
  if (unknown !== undefined) throw new Unreadable(`"${unknown}" is no column of subscribers; those are ${COLUMNS.join(", ")}`);
  if (!columns.includes("address") && !columns.includes("email")) throw new Unreadable("it has no column address, nor email");
  return columns;
}

function fromCells(columns: readonly string[], cells: readonly string[]): ListedSubscriber["row"] {
  if (cells.length !== columns.length) return invalid("", `malformed CSV: ${cells.length} cells stand under ${columns.length} column names`);
  const given = columns.map((column, at): [string, unknown] => [column, cellOf(column, cells[at]?.trim() ?? "")]);
  return shaped(Object.fromEntries(given.filter(([, value]) => value !== null)));
}

function cellOf(column: string, cell: string): unknown {
  if (cell === "") return null;
  if (column === "components") return cell.split(";").map((one) => one.trim()).filter(Boolean);
  return column === "confirmed" ? (FLAGS[cell.toLowerCase()] ?? cell) : cell;
}

async function* jsonRows(path: string): AsyncGenerator<ListedSubscriber> {
  const elements = new JsonElements();
  try {
    for await (const piece of textOf(path)) for (const element of elements.take(piece)) yield fromJson(element);
    elements.end();
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    yield { line: error.line, row: invalid("", `malformed JSON: ${error.message}; nothing behind it was read`) };
  }
}

async function* jsonLines(path: string): AsyncGenerator<ListedSubscriber> {
  for await (const line of linesOf(textOf(path))) if (line.text.trim() !== "") yield fromJson(line);
}

function fromJson({ line, text }: Located): ListedSubscriber {
  try {
    return { line, row: shaped(JSON.parse(text)) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line, row: invalid("", `malformed JSON: ${error.message}`) };
  }
}

/** A file may call the address `email`. */
function shaped(value: unknown): ListedSubscriber["row"] {
  const parsed = shape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.code === "unrecognized_keys" ? String(issue.keys[0]) : String(issue?.path[0] ?? "");
    return invalid(field, issue?.code === "unrecognized_keys" ? `${field} is no field of subscribers; those are ${COLUMNS.join(", ")}` : `${field} ${issue?.message ?? "is wrong"}`.trim());
  }
  const { email, address, ...row } = parsed.data;
  if (!isUtf8(JSON.stringify(parsed.data))) return invalid("", "the text is not UTF-8");
  return email && address ? invalid("email", "email and address are the same; give one of them") : { ...row, address: address ?? email };
}

