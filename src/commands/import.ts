import { type Command, Option } from "commander";
import { LIST_NAMES } from "../services/import/index.ts";
import { type AffectedCommand, importAffectedFile } from "./import/import-affected.ts";
import { type ImportCommand, importFile, type Report } from "./import/import-file.ts";
import { withFile, withPath } from "./import/open-file.ts";
import { Unreadable } from "./import/unreadable.ts";
import { addImportSubscribers } from "./import-subscribers.ts";
import { withHub } from "./with-hub.ts";

export function addImport(program: Command): void {
  const command = program
    .command("import")
    .description("bring teams, responders, schedules, services, the status page's components and customers into the directory, from CSV or JSON")
    .argument("<file>", "the file, or - for the standard input")
    .addOption(new Option("--kind <list>", "what the rows are, where neither columns nor file name tell").choices(LIST_NAMES))
    .option("--atomic", "all rows or none")
    .option("--dry-run", "check every row against the directory, and change nothing")
    .option("--errors <file>", "write all bad rows there; the screen shows the first 50")
    .addHelpText("after", "\nEnds with 0 if all rows landed, 1 if some were refused, 2 if nothing could be read. Formats: docs/import.md")
    .action(run);
  command
    .command("affected")
    .description("put the accounts that a file names on an incident")
    .argument("<file>", "a list of external ids, CSV with a column externalId, JSON, or with --log any text")
    .requiredOption("--incident <reference>", "the incident, such as INC-2024-0215-001")
    .option("--log", "the file is a log or any other text: known ids are taken out of it, the rest is passed over")
    .option("--atomic", "all ids or none")
    .option("--dry-run", "look the ids up, and change nothing")
    .option("--errors <file>", "write all bad rows there; the screen shows the first 50")
    .action(runAffected);
  addImportSubscribers(command);
}

async function runAffected(path: string, options: AffectedCommand): Promise<void> {
  await told(path, () => withPath(path, (file) => withHub((ctx) => importAffectedFile(ctx, file, options), "muster import affected")));
}

async function run(path: string, options: ImportCommand): Promise<void> {
  await told(path, () => withFile(path, options.kind, (file) => withHub((ctx) => importFile(ctx, file, options), "muster import")));
}

async function told(path: string, work: () => Promise<Report>): Promise<void> {
  try {
    const { summary, problems, exitCode } = await work();
    for (const line of problems) console.error(line);
    for (const line of summary) console.log(line);
    process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    console.error(`Cannot import ${path}: ${error.message}`);
    process.exitCode = 2;
  }
}
