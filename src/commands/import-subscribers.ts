import { stat } from "node:fs/promises";
import type { Command } from "commander";
import type { ServiceContext } from "../services/context.ts";
import { fieldOf } from "../services/import/index.ts";
import { importSubscribers, type ImportTally } from "../services/subscriber/index.ts";
import { Problems } from "./import/problems.ts";
import { subscriberBatches } from "./import/subscriber-rows.ts";
import { Unreadable } from "./import/unreadable.ts";
import { withHub } from "./with-hub.ts";

interface Options {
  page?: string;
  confirmed?: boolean;
  dryRun?: boolean;
  errors?: string;
}

export function addImportSubscribers(importing: Command): void {
  importing
    .command("subscribers")
    .description("bring subscribers to a status page, from CSV or JSON")
    .argument("<file>", "the file")
    .option("--page <slug>", "the page; the default one unless said")
    .option("--confirmed", "they have all agreed to be told, elsewhere; else each is asked first")
    .option("--dry-run", "check every row, and change nothing")
    .option("--errors <file>", "write all bad rows there; the screen shows the first 50")
    .addHelpText("after", "\nEnds with 0 if all rows landed, 1 if some were refused, 2 if nothing could be read. Formats: docs/status-subscribers.md")
    // Options that the command above has as well are read by it.
    .action((path: string, _: Options, command: Command) => run(path, command.optsWithGlobals<Options>()));
}

async function run(path: string, options: Options): Promise<void> {
  try {
    await stat(path).catch((error: Error) => Promise.reject(new Unreadable(error.message)));
    const { problems, summary } = await withHub((ctx) => importFile(ctx, path, options), "muster import subscribers");
    for (const line of problems) console.error(line);
    console.log(summary);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    console.error(`Cannot import ${path}: ${error.message}`);
    process.exitCode = 2;
  }
}

export async function importFile(ctx: ServiceContext, path: string, { page, confirmed = false, dryRun = false, errors }: Options): Promise<{ problems: string[]; summary: string }> {
  const problems = new Problems(path, errors);
  try {
    const input = { areConfirmed: confirmed, dryRun, ...(page !== undefined && { page }) };
    const tally = await importSubscribers(ctx, input, subscriberBatches(path, path), (line, why) => problems.add({ line, list: null, field: fieldOf(why), reason: why.message }));
    return { problems: problems.lines(), summary: inWords(tally, confirmed, dryRun) };
  } finally {
    problems.close();
  }
}

function inWords({ CREATED, CONFIRMED, UNCHANGED, LEFT, REFUSED }: ImportTally, areConfirmed: boolean, dryRun: boolean): string {
  const count = (number: number) => number.toLocaleString("en-US");
  const parts = [`${count(CREATED)} created`, ...(CONFIRMED ? [`${count(CONFIRMED)} confirmed`] : []), `${count(UNCHANGED)} unchanged`, ...(LEFT ? [`${count(LEFT)} left alone, who had unsubscribed or were given up`] : []), `${count(REFUSED)} refused`];
  const asked = CREATED > 0 && !areConfirmed ? "; who is new is asked first" : "";
  return `subscribers: ${parts.join(", ")}${asked}${dryRun ? " (nothing was changed)" : ""}`;
}
