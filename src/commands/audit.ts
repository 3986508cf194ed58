import { readFileSync } from "node:fs";
import { once } from "node:events";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type AuditHead, csvLine, CSV_HEAD, head, headIsOurs, sealed, sealEntries, verify } from "../services/audit/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { invalid } from "../services/errors.ts";
import { withHub } from "./with-hub.ts";

export function addAudit(program: Command): void {
  const audit = program.command("audit").description("verify, export and sign the audit log");
  audit
    .command("verify")
    .description("walk the whole chain; names the first record that was edited, removed or put elsewhere, and ends with 1")
    .option("--head <file>", "a head from `audit head`, kept elsewhere: shows whether the tail was cut")
    .action(({ head: file }: { head?: string }) => withHub((ctx) => check(ctx, file)));
  audit.command("head").description("print the end of the chain, signed under MUSTER_SECRET_KEY").action(() => withHub(async (ctx) => {
    await sealEntries(ctx);
    console.log(JSON.stringify(await head(ctx)));
  }));
  audit
    .command("export")
    .description("print the sealed entries in the order of the chain")
    .addOption(new Option("--format <format>", "as which").choices(["ndjson", "csv"]).default("ndjson"))
    .addOption(new Option("--after <number>", "only those behind this one").argParser(place).default(0))
    .action((options: { format: "ndjson" | "csv"; after: number }) => withHub((ctx) => print(ctx, options)));
}

async function check(ctx: ServiceContext, file: string | undefined): Promise<void> {
  const given = file === undefined ? null : readHead(file);
  if (given && !headIsOurs(ctx, given)) throw invalid("head", `The signature of ${file} is wrong: the head was altered, or signed under another MUSTER_SECRET_KEY`);
  const { intact, broken, unsealed } = await verify(ctx, given);
  console.log(`${intact} records hold`);
  if (unsealed.count > 0) console.log(`${unsealed.count} are not sealed yet, the oldest of ${unsealed.since?.toISOString()}`);
  if (!broken) return;
  console.error(`Record ${broken.number} is broken: ${broken.why}`);
  process.exitCode = 1;
}

function readHead(file: string): AuditHead {
  try {
    const { number, hash, at, keyId, signature } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    return { number: Number(number), hash: String(hash), at: String(at), keyId: String(keyId), signature: String(signature) };
  } catch {
    throw invalid("head", `${file} is no head of the audit log`);
  }
}

async function print(ctx: ServiceContext, { format, after }: { format: "ndjson" | "csv"; after: number }): Promise<void> {
  const line = format === "csv" ? csvLine : (entry: object) => `${JSON.stringify(entry)}\n`;
  await sealEntries(ctx);
  if (format === "csv") await write(CSV_HEAD);
  for (let number = after; ; ) {
    const entries = await sealed(ctx, number);
    for (const entry of entries) await write(line(entry));
    const last = entries.at(-1);
    if (!last) return;
    number = last.number;
  }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}

function place(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be the number of a record.");
  return Number(text);
}
