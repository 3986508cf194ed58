import { type Command, Option } from "commander";
import { LIST_NAMES } from "../services/import/index.ts";
import { type ImportCommand, importFile } from "./import/import-file.ts";
import { withFile } from "./import/open-file.ts";
import { Unreadable } from "./import/unreadable.ts";
import { withHub } from "./with-hub.ts";

export function addImport(program: Command): void {
  program
    .command("import")
    .description("bring teams, responders, schedules, services and customers into the directory, from CSV or JSON")
    .argument("<file>", "the file, or - for the standard input")
    .addOption(new Option("--kind <list>", "what the rows are, where neither columns nor file name tell").choices(LIST_NAMES))
    .option("--atomic", "all rows or none")
    .option("--dry-run", "check every row against the directory, and change nothing")
    .option("--errors <file>", "write all bad rows there; the screen shows the first 50")
    .addHelpText("after", "\nEnds with 0 if all rows landed, 1 if some were refused, 2 if nothing could be read. Formats: docs/import.md")
    .action(run);
}

async function run(path: string, options: ImportCommand): Promise<void> {
  try {
    const { summary, problems, exitCode } = await withFile(path, options.kind, (file) => withHub((ctx) => importFile(ctx, file, options), "muster import"));
    for (const line of problems) console.error(line);
    for (const line of summary) console.log(line);
    process.exitCode = exitCode;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    console.error(`Cannot import ${path}: ${error.message}`);
    process.exitCode = 2;
  }
}
