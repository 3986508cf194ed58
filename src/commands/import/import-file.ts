import type { ServiceContext } from "../../services/context.ts";
import type { DomainError } from "../../services/errors.ts";
import { type Counts, fieldOf, importBatches, LIST_NAMES, type ListName, type Tally } from "../../services/import/index.ts";
import { batchesOf } from "./batches.ts";
import type { FileRow } from "./file-row.ts";
import type { OpenFile } from "./open-file.ts";
import { Problems } from "./problems.ts";
import { Progress } from "./progress.ts";
import { Unreadable } from "./unreadable.ts";

export interface ImportCommand {
  kind?: ListName;
  atomic?: boolean;
  dryRun?: boolean;
  errors?: string;
}

export interface Report {
  /** For the standard output. */
  summary: string[];
  /** For the standard error. */
  problems: string[];
  exitCode: 0 | 1;
}

/** Imports an open file and tells what became of its rows. Throws Unreadable if there was none to be had. */
export async function importFile(ctx: ServiceContext, file: OpenFile, { atomic = false, dryRun = false, errors }: ImportCommand): Promise<Report> {
  const problems = new Problems(file.name, errors);
  const progress = new Progress(file.bytes);
  const watch = {
    onPass: (lists: readonly ListName[]) => progress.pass(lists),
    onBytes: (bytes: number) => progress.read(bytes),
    onProblem: problems.addUnread.bind(problems),
  };
  let leftOut = 0;
  const tell = ({ line, list }: FileRow, why: DomainError) => problems.add({ line, list, field: fieldOf(why), reason: why.message });
  try {
    const { tally, landed } = await importBatches<FileRow>(ctx, counted(batchesOf(file, watch), progress), {
      atomic: atomic || dryRun,
      onRefused: tell,
      onFault: (row, why) => {
        leftOut += 1;
        tell(row, why);
      },
      mayLand: () => !dryRun && problems.count === 0,
    });
    for (const [list, count] of problems.unread) tally[list].refused += count;
    const rows = sum(tally, ["created", "updated", "unchanged", "refused"]);
    if (rows === 0 && problems.count > 0) throw new Unreadable(problems.lines().join("\n"));
    const without = leftOut > 0 && landed ? [`${leftOut.toLocaleString("en-US")} ${leftOut === 1 ? "entry" : "entries"} of these rows could not be taken; the rows landed without`] : [];
    return { summary: [...summaryOf(tally, landed || dryRun, dryRun), ...without], problems: problems.lines(), exitCode: problems.count > 0 ? 1 : 0 };
  } finally {
    progress.stop();
    problems.close();
  }
}

async function* counted(batches: AsyncIterable<FileRow[]>, progress: Progress): AsyncGenerator<FileRow[]> {
  for await (const batch of batches) {
    yield batch;
    progress.took(batch.length);
  }
}

function summaryOf(tally: Tally, counts: boolean, dryRun: boolean): string[] {
  const lines = LIST_NAMES.filter((list) => sum({ [list]: tally[list] }, ["created", "updated", "unchanged", "refused"]) > 0).map((list) => {
    const { created, updated, unchanged, refused } = tally[list];
    const landed = counts ? { created, updated, unchanged } : { created: 0, updated: 0, unchanged: 0 };
    return `${list}: ${Object.entries({ ...landed, refused }).map(([change, count]) => `${count.toLocaleString("en-US")} ${change}`).join(", ")}`;
  });
  if (dryRun) return [...lines, "Nothing was changed: --dry-run"];
  if (!counts) return [...lines, "Nothing was imported: --atomic, and rows were refused"];
  return lines.length > 0 ? lines : ["The file has no rows"];
}

const sum = (tally: Partial<Tally>, changes: (keyof Counts)[]): number =>
  Object.values(tally).reduce((all, counts) => all + changes.reduce((part, change) => part + counts[change], 0), 0);
