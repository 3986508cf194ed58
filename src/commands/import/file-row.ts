import type { ImportRow, ListName } from "../../services/import/index.ts";

/** A row of a file. */
export interface FileRow extends ImportRow {
  line: number;
}

/** What is wrong at a line, and with which list's row if that can be told. */
export interface Problem {
  line: number;
  list: ListName | null;
  field: string | null;
  reason: string;
}

export type FileEntry = FileRow | Problem;

export const isProblem = (entry: FileEntry): entry is Problem => "reason" in entry;

/** One reading of a file: only rows of the lists that are wanted come, and of files of other lists nothing is read. */
export type Read = (wanted: ReadonlySet<ListName>, onBytes: (bytes: number) => void) => AsyncGenerator<FileEntry>;

export interface ImportFile {
  path: string;
  /** What messages call it, and what its list may be told from. */
  name: string;
  /** The list that its rows are said to belong to. */
  list: ListName | undefined;
}
