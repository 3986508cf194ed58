import type { ListName } from "../../services/import/index.ts";
import { type FileEntry, type FileRow, isProblem, type Problem } from "./file-row.ts";
import type { OpenFile } from "./open-file.ts";

/** Rows in one transaction: enough that its own cost is small beside theirs, few enough to hold in memory at once. */
const BATCH = 1_000;

export interface Watch {
  onPass(lists: readonly ListName[]): void;
  onBytes(bytes: number): void;
  onProblem(problem: Problem): void;
}

/**
 * A file's rows in batches, in an order in which they find what they refer to. Teams, responders, schedules and services refer to each
 * other in any direction, so they come at once; nobody refers to customers, and of those there may be any number.
 */
export async function* batchesOf(file: OpenFile, watch: Watch): AsyncGenerator<FileRow[]> {
  for (const lists of [["teams", "responders", "schedules", "services", "componentGroups", "components"], ["customers"]] as const) {
    watch.onPass(lists);
    const together = new Set<ListName>(lists[0] === "customers" ? [] : file.isOneList ? ["services"] : lists);
    yield* inBatches(file.read(new Set<ListName>(lists), watch.onBytes), together, watch);
  }
}

async function* inBatches(entries: AsyncIterable<FileEntry>, together: ReadonlySet<ListName>, { onProblem }: Watch): AsyncGenerator<FileRow[]> {
  let batch: FileRow[] = [];
  for await (const entry of entries) {
    if (isProblem(entry)) onProblem(entry);
    else batch.push(entry);
    if (batch.length < BATCH || isProblem(entry) || together.has(entry.list)) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
