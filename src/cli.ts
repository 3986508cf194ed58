#!/usr/bin/env node
import "reflect-metadata";
import { Command, CommanderError } from "commander";
import { addAccount } from "./commands/account.ts";
import { addAudit } from "./commands/audit.ts";
import { addDemo } from "./commands/demo.ts";
import { addImport } from "./commands/import.ts";
import { addKey } from "./commands/key.ts";
import { addSecret } from "./commands/secret.ts";
import { EmbeddedError } from "./database/embedded/embedded-error.ts";
import { ConfigError } from "./server/settings/config.ts";
import { DomainError } from "./services/errors.ts";

// 1 is for rows that were refused, so what commander itself objects to must not end with it.
const program = new Command("muster").description("The hub's command line, for whoever runs it.").exitOverride();
addAccount(program);
addAudit(program);
addDemo(program);
addImport(program);
addKey(program);
addSecret(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isExpected = error instanceof DomainError || error instanceof ConfigError || error instanceof EmbeddedError;
  console.error(isExpected ? error.message : error);
  return 2;
}
