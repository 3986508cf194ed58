import { Command, CommanderError } from "commander";
import { EmbeddedError } from "../database/embedded/embedded-error.ts";
import { ConfigError } from "../server/settings/config.ts";
import { ExportError } from "../server/status/write-tree.ts";
import { DomainError } from "../services/errors.ts";
import { addAccount } from "./account.ts";
import { addAudit } from "./audit.ts";
import { addDemo } from "./demo.ts";
import { addExportStatus } from "./export-status.ts";
import { addImport } from "./import.ts";
import { addKey } from "./key.ts";
import { addSecret } from "./secret.ts";

/** Runs `muster` with these arguments. What it ends with is in `process.exitCode`. */
export async function runCommand(args: readonly string[]): Promise<void> {
  // 1 is for rows that were refused, so what commander itself objects to must not end with it.
  const program = new Command("muster").description("The hub's command line, for whoever runs it.").exitOverride();
  for (const add of [addAccount, addAudit, addDemo, addExportStatus, addImport, addKey, addSecret]) add(program);
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isExpected = error instanceof DomainError || error instanceof ConfigError || error instanceof EmbeddedError || error instanceof ExportError;
  console.error(isExpected ? error.message : error);
  return 2;
}
