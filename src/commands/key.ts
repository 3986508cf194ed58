import { type Command, InvalidArgumentError, Option } from "commander";
import type { ApiKeyEntity } from "../entities/api-key.entity.ts";
import { ACCESS_ROLES, type AccessRole, type Scope, SCOPES } from "../entities/vocabulary.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { notFound } from "../services/errors.ts";
import * as responders from "../services/responder/index.ts";
import * as services from "../services/service/index.ts";
import * as teams from "../services/team/index.ts";
import { withHub } from "./with-hub.ts";

interface Create {
  name: string;
  role: AccessRole;
  scope?: Scope[];
  responder?: string;
  service?: string;
  team?: string;
  expires?: number;
}

export function addKey(program: Command): void {
  const key = program.command("key").description("make, list and revoke API keys");
  key
    .command("create")
    .description("make a key and print its token, which is kept nowhere")
    .requiredOption("--name <name>", "what it is for")
    .addOption(new Option("--role <role>", "what it may do").choices(ACCESS_ROLES.filter((role) => role !== "PUBLIC")).makeOptionMandatory())
    .addOption(new Option("--scope <scope...>", "narrows the role; an INTEGRATION needs at least one").choices(SCOPES))
    .option("--responder <email>", "the person who speaks through it")
    .option("--service <slug>", "binds it to the incidents of a service")
    .option("--team <slug>", "binds it to the incidents that a team owns")
    .addOption(new Option("--expires <days>", "days until it ends; never, if left out").argParser(days))
    .action((options: Create) => withHub((ctx) => create(ctx, options), "muster key create"));
  key.command("list").description("all keys, the newest first").action(() => withHub(list));
  key
    .command("rotate")
    .description("print the token of a key's successor, while the old one goes on for a while")
    .argument("<prefix>", "the beginning of the old one's token, as `key list` shows it")
    .addOption(new Option("--days <days>", "days for which the old one goes on, 30 at most").argParser(days).default(1))
    .action((prefix: string, options: { days: number }) => withHub((ctx) => rotate(ctx, prefix, options.days)));
  key
    .command("revoke")
    .description("end a key for good")
    .argument("<prefix>", "the beginning of its token, as `key list` shows it")
    .action((prefix: string) => withHub((ctx) => revoke(ctx, prefix), "muster key revoke"));
}

async function create(ctx: ServiceContext, { name, role, scope, responder, service, team, expires }: Create): Promise<void> {
  const person = responder === undefined ? null : await responders.find(ctx, { email: responder });
  if (responder !== undefined && !person) throw notFound(`responder "${responder}"`);
  const expiresAt = expires === undefined ? null : new Date(ctx.now().getTime() + expires * 86_400_000);
  const { apiKey, token } = await createKey(ctx, { name, role, scopes: scope ?? null, responderId: person?.id ?? null, serviceId: await bound(services.find, ctx, "service", service), teamId: await bound(teams.find, ctx, "team", team), expiresAt });
  console.error(`Made ${apiKey.prefix} for ${apiKey.name}. The token is shown this once:`);
  console.log(token);
}

/** The id of what the slug names, or null for none. */
async function bound(find: (ctx: ServiceContext, by: { slug: string }) => Promise<{ id: string } | null>, ctx: ServiceContext, noun: string, slug: string | undefined): Promise<string | null> {
  const found = slug === undefined ? null : await find(ctx, { slug });
  if (slug !== undefined && !found) throw notFound(`${noun} "${slug}"`);
  return found?.id ?? null;
}

async function rotate(ctx: ServiceContext, prefix: string, daysLeft: number): Promise<void> {
  const { id } = await keyAt(ctx, prefix);
  const { apiKey, token } = await rotateKey(ctx, { id, oldUntil: new Date(ctx.now().getTime() + daysLeft * 86_400_000) });
  console.error(`Made ${apiKey.prefix} in place of ${prefix}, which ends by itself. The token is shown this once:`);
  console.log(token);
}

async function keyAt(ctx: ServiceContext, prefix: string): Promise<ApiKeyEntity> {
  const key = (await listKeys(ctx)).find((one) => one.prefix === prefix);
  if (!key) throw notFound(`API key ${prefix}`);
  return key;
}

async function list(ctx: ServiceContext): Promise<void> {
  const rows = (await listKeys(ctx)).map(({ prefix, role, scopes, createdAt, expiresAt, revokedAt, name }) => [
    prefix, role, scopes.join(",") || "-", day(createdAt), state(ctx.now(), expiresAt, revokedAt), name,
  ]);
  const table = [["PREFIX", "ROLE", "SCOPES", "CREATED", "STATE", "NAME"], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd());
}

function state(now: Date, expiresAt: Date | null, revokedAt: Date | null): string {
  if (revokedAt) return `revoked ${day(revokedAt)}`;
  if (!expiresAt) return "good";
  return `${expiresAt <= now ? "expired" : "until"} ${day(expiresAt)}`;
}

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

async function revoke(ctx: ServiceContext, prefix: string): Promise<void> {
  const key = await keyAt(ctx, prefix);
  await revokeKey(ctx, { id: key.id });
  console.log(`Revoked ${prefix} (${key.name})`);
}

function days(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("It must be a whole number of days, from 1.");
  return count;
}
