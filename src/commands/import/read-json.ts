import { LIST_NAMES, type ListName } from "../../services/import/index.ts";
import { listOf } from "./columns.ts";
import type { FileEntry, ImportFile } from "./file-row.ts";
import { type JsonElement, JsonElements, MalformedJson } from "./json-elements.ts";
import { isUtf8, linesOf, type Located, textOf } from "./text-of.ts";
import { Unreadable } from "./unreadable.ts";

type OnBytes = (bytes: number) => void;

/** The rows of a JSON document: an object of arrays by the names of the lists, or the array of one list. */
export async function* readJson(file: ImportFile, wanted: ReadonlySet<ListName>, onBytes: OnBytes): AsyncGenerator<FileEntry> {
  const elements = new JsonElements();
  let list = file.list;
  let isDocument = false;
  try {
    for await (const text of textOf(file.path, onBytes)) {
      for (const element of elements.take(text)) {
        isDocument ||= element.section !== null;
        list = isDocument ? sectionOf(element) : (list ?? listOfFirst(file, element));
        if (wanted.has(list)) yield entryOf(list, element);
        else if (!isDocument) return;
      }
    }
    elements.end();
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    // Every reading of the file meets the same end; the last one tells.
    if (!isDocument || wanted.has("customers")) yield { list: null, line: error.line, field: null, reason: `malformed JSON: ${error.message}; nothing behind it was read` };
  }
}

/** The rows of a file with a JSON object on each line. */
export async function* readJsonLines(file: ImportFile, wanted: ReadonlySet<ListName>, onBytes: OnBytes): AsyncGenerator<FileEntry> {
  let list = file.list;
  for await (const line of linesOf(textOf(file.path, onBytes))) {
    if (line.text.trim() === "") continue;
    list ??= listOfFirst(file, line);
    if (!wanted.has(list)) return;
    yield entryOf(list, line);
  }
  if (!list) throw new Unreadable("it is empty");
}

function sectionOf({ section, line }: JsonElement): ListName {
  const list = LIST_NAMES.find((name) => name === section);
  if (!list) throw new Unreadable(`line ${line}: "${section}" is no list of the directory; those are ${LIST_NAMES.join(", ")}`);
  return list;
}

function listOfFirst({ name }: ImportFile, first: Located): ListName {
  const value = parsed(first.text);
  const list = listOf(value instanceof SyntaxError ? [] : Object.keys(Object(value)), name);
  if (!list) throw new Unreadable("its first row does not tell what it holds; say so with --kind");
  return list;
}

function entryOf(list: ListName, { line, text }: Located): FileEntry {
  const value = parsed(text);
  if (value instanceof SyntaxError) return { list, line, field: null, reason: text === "" ? "malformed JSON: a row is missing between commas" : `malformed JSON: ${value.message}` };
  if (!isUtf8(text)) return { list, line, field: null, reason: "the text is not UTF-8" };
  return { list, line, value };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
