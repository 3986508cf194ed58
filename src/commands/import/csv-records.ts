import { type Located, LONGEST } from "./text-of.ts";

export type CsvRecord = { line: number; cells: string[] } | { line: number; problem: string };

/**
 * The records of a CSV file (RFC 4180), each with the line that it begins on. Ours and not csv-parse: version 7.0.3
 * counts a CRLF in quotes as two lines, and after a stray quote it swallows the good records up to the next quote. Here a
 * record that is malformed costs its first line, and reading goes on with the one below.
 */
export async function* csvRecords(lines: AsyncIterable<Located>): AsyncGenerator<CsvRecord> {
  const open: Located[] = [];
  for await (const line of lines) yield* take(open, line);
  while (open.length > 0) yield* giveUp(open, "a quote is not closed");
}

/** `open` are the lines of a record whose quotes are still open. */
function* take(open: Located[], line: Located): Generator<CsvRecord> {
  if (open.length === 0 && line.text.trim() === "") return;
  const mayEnd = open.length === 0 || line.text.includes('"');
  open.push(line);
  if (!mayEnd && line.line - lineOf(open) < MOST_LINES) return;
  const cells = cellsOf(open.map(({ text }) => text).join("\n"));
  if (cells === "unfinished" && line.line - lineOf(open) < MOST_LINES) return;
  if (typeof cells === "string") return yield* giveUp(open, cells === "unfinished" ? "a quote is not closed" : cells);
  yield { line: lineOf(open), cells };
  open.length = 0;
}

/** A record over more lines is a quote that was never closed. */
const MOST_LINES = 1_000;

const lineOf = (open: Located[]): number => open[0]?.line ?? 0;

function* giveUp(open: Located[], problem: string): Generator<CsvRecord> {
  const [first, ...rest] = open.splice(0);
  yield { line: first?.line ?? 0, problem: `malformed CSV: ${problem}` };
  for (const line of rest) yield* take(open, line);
}

const QUOTED = /"([^"]*(?:""[^"]*)*)"(,|$)/y;
const UNFINISHED = /"[^"]*(?:""[^"]*)*$/y;
const PLAIN = /([^",]*)(,|$)/y;

/** The cells of a record; `unfinished` if its last quote is open, else what is wrong with it. */
function cellsOf(text: string): string[] | string {
  if (text.length > LONGEST) return "the record is too long";
  const cells: string[] = [];
  for (let at = 0; ; ) {
    const isQuoted = text[at] === '"';
    const found = matchAt(isQuoted ? QUOTED : PLAIN, text, at);
    if (!found && isQuoted) return matchAt(UNFINISHED, text, at) ? "unfinished" : "something stands behind a closing quote";
    if (!found) return "a quote stands inside a cell that does not begin with one";
    cells.push(isQuoted ? (found[1] ?? "").replaceAll('""', '"') : (found[1] ?? ""));
    at += found[0].length;
    if (found[2] === "") return cells;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
