import { createWriteStream } from "node:fs";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { keyFieldOf, LIST_NAMES, type ListName } from "../../services/import/index.ts";
import type { ImportFile, Read } from "./file-row.ts";
import { readCsv } from "./read-csv.ts";
import { readJson, readJsonLines } from "./read-json.ts";
import { Unreadable } from "./unreadable.ts";

export interface OpenFile {
  name: string;
  bytes: number;
  /** All rows belong to one list. */
  isOneList: boolean;
  read: Read;
}

/** Opens a file, or what comes through the standard input if it is `-`, for `work`. */
export function withFile<T>(path: string, list: ListName | undefined, work: (file: OpenFile) => Promise<T>): Promise<T> {
  return withPath(path, async (file) => work(await opened({ ...file, list })));
}

/** The same where `work` opens it itself. */
export async function withPath<T>(path: string, work: (file: { path: string; name: string }) => Promise<T>): Promise<T> {
  if (path !== "-") return work({ path, name: path });
  // A document is read twice, and a pipe can be read once.
  const folder = await mkdtemp(join(tmpdir(), "muster-import-"));
  try {
    const spool = join(folder, "stdin");
    await pipeline(process.stdin, createWriteStream(spool));
    return await work({ path: spool, name: "stdin" });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function opened(file: ImportFile): Promise<OpenFile> {
  const start = await startOf(file.path);
  const { size } = await stat(file.path);
  const format = formatOf(basename(file.name), start);
  const read: Read = (wanted, onBytes) => FORMATS[format](file, wanted, onBytes);
  return { name: file.name, bytes: size, isOneList: format !== "json" || start.startsWith("["), read };
}

const FORMATS = { csv: readCsv, json: readJson, jsonLines: readJsonLines };

function formatOf(name: string, start: string): keyof typeof FORMATS {
  if (/\.csv$/i.test(name)) return "csv";
  if (/\.(ndjson|jsonl)$/i.test(name)) return "jsonLines";
  if (start.startsWith("[")) return "json";
  if (!start.startsWith("{")) return /\.json$/i.test(name) ? "json" : "csv";
  return isRow(start.split("\n", 1)[0] ?? "") ? "jsonLines" : "json";
}

/** Whether a line is a whole object, and one that has the key of some list's rows. */
function isRow(line: string): boolean {
  try {
    const fields = Object.keys(JSON.parse(line) as object);
    return LIST_NAMES.some((list) => fields.includes(keyFieldOf(list)));
  } catch {
    return false;
  }
}

async function startOf(path: string): Promise<string> {
  const handle = await open(path).catch((error: Error) => {
    throw new Unreadable(error.message);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0).catch((error: Error) => {
      throw new Unreadable(error.message);
    });
    if (bytesRead === 0) throw new Unreadable("it is empty");
    return new TextDecoder().decode(buffer.subarray(0, bytesRead)).trimStart();
  } finally {
    await handle.close();
  }
}
