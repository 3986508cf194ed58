import { keyFieldOf, type ListName } from "../../services/import/index.ts";
import { columnOf, columnsOf, listOf, rowOf } from "./columns.ts";
import { csvRecords } from "./csv-records.ts";
import type { FileEntry, ImportFile } from "./file-row.ts";
import { isUtf8, linesOf, textOf } from "./text-of.ts";
import { Unreadable } from "./unreadable.ts";

/** The rows of a CSV file; its first record names the columns. */
export async function* readCsv(file: ImportFile, wanted: ReadonlySet<ListName>, onBytes: (bytes: number) => void): AsyncGenerator<FileEntry> {
  let heading: { list: ListName; columns: string[] } | undefined;
  for await (const record of csvRecords(linesOf(textOf(file.path, onBytes)))) {
    if (!heading) {
      if ("problem" in record) throw new Unreadable(`the line of column names is ${record.problem}`);
      heading = headingOf(file, record.cells);
      if (!wanted.has(heading.list)) return;
    } else if ("problem" in record) yield problem(heading.list, record.line, record.problem);
    else yield entryOf(heading, record.line, record.cells);
  }
  if (!heading) throw new Unreadable("it is empty");
}

function headingOf({ list: said, name }: ImportFile, headings: string[]): { list: ListName; columns: string[] } {
  const list = said ?? listOf(headings, name);
  if (!list) throw new Unreadable("its columns do not tell what it holds; say so with --kind");
  const columns = headings.map((heading) => columnOf(list, heading));
  const unknown = headings.filter((_, at) => !columns[at]);
  if (unknown.length > 0) {
    throw new Unreadable(`${unknown.map((heading) => `"${heading}"`).join(", ")} is no column of ${list}; those are ${columnsOf(list).join(", ")}`);
  }
  if (!columns.includes(keyFieldOf(list))) throw new Unreadable(`it has no column ${keyFieldOf(list)}, by which ${list} are known`);
  const again = columns.find((column, at) => columns.indexOf(column) < at);
  if (again) throw new Unreadable(`the column ${again} stands in it twice`);
  return { list, columns: columns as string[] };
}

function entryOf({ list, columns }: { list: ListName; columns: string[] }, line: number, cells: string[]): FileEntry {
  if (cells.length !== columns.length) return problem(list, line, `malformed CSV: ${cells.length} cells stand under ${columns.length} column names`);
  if (!cells.every(isUtf8)) return problem(list, line, "the text is not UTF-8");
  return { list, line, value: rowOf(columns, cells) };
}

const problem = (list: ListName, line: number, reason: string): FileEntry => ({ list, line, field: null, reason });
