import { type Command, Option } from "commander";
import { PERSON_ROLES, type PersonRole } from "../entities/vocabulary.ts";
import { readConfig } from "../server/settings/config.ts";
import * as accounts from "../services/account/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { notFound } from "../services/errors.ts";
import * as responders from "../services/responder/index.ts";
import { withHub } from "./with-hub.ts";

interface Invite {
  role?: PersonRole;
  name?: string;
}

export function addAccount(program: Command): void {
  const account = program.command("account").description("let people sign in with a password, or no longer");
  account
    .command("invite")
    .description("print a one-time link by which a responder chooses a password, the first or another")
    .argument("<email>", "the responder's e-mail address")
    .addOption(new Option("--role <role>", "what they may do; without it as before, RESPONDER for a new account").choices(PERSON_ROLES))
    .option("--name <name>", "adds whoever is not in the directory yet")
    .action((email: string, options: Invite) => withHub((ctx) => invite(ctx, email, options)));
  account.command("list").description("who can sign in with a password").action(() => withHub(list));
  account
    .command("end")
    .description("end a person's password, links and sessions, and forget by which subject the OIDC issuer knows them")
    .argument("<email>", "the responder's e-mail address")
    .action((email: string) => withHub((ctx) => end(ctx, email)));
}

async function invite(ctx: ServiceContext, email: string, { role, name }: Invite): Promise<void> {
  const person = (await responders.find(ctx, { email })) ?? (name ? await responders.createResponder(ctx, { email, name }) : null);
  if (!person) throw notFound(`responder "${email}"; --name adds them`);
  const { token, expiresAt, account } = await accounts.invite(ctx, { responderId: person.id, role: role ?? null });
  const { publicUrl, host, port } = readConfig();
  const base = publicUrl ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  console.error(`${person.name} <${person.email}> becomes ${account.role} with this link, which works once, until ${expiresAt.toISOString()}:`);
  console.log(new URL(`/setup/${token}`, base).href);
}

async function list(ctx: ServiceContext): Promise<void> {
  const all = await accounts.listAccounts(ctx);
  const people = await responders.byIds(ctx, all.map(({ responderId }) => responderId));
  for (const { responderId, role, passwordAt, endedAt } of all) {
    const { name, email } = people.get(responderId) ?? { name: "?", email: "?" };
    console.log([role.padEnd(16), stateOf(passwordAt, endedAt).padEnd(20), `${name} <${email}>`].join("  "));
  }
}

function stateOf(passwordAt: Date | null, endedAt: Date | null): string {
  if (endedAt) return `ended ${endedAt.toISOString().slice(0, 10)}`;
  return passwordAt ? `since ${passwordAt.toISOString().slice(0, 10)}` : "invited";
}

async function end(ctx: ServiceContext, email: string): Promise<void> {
  const person = await responders.find(ctx, { email });
  if (!person) throw notFound(`responder "${email}"`);
  await accounts.endAccount(ctx, { responderId: person.id });
  console.log(`Ended the account of ${person.name} <${person.email}>`);
}
