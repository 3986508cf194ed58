import { PolicyEntity } from "../../entities/policy.entity.ts";
import { authorise } from "../access/authorise.ts";
import type { ServiceContext } from "../context.ts";
import { select } from "../rows.ts";
import { unchanging } from "../unchanging.ts";
import { completed, DEFAULT_POLICY, type PolicyDocument } from "./policy.rules.ts";

export interface Policy {
  version: number;
  document: PolicyDocument;
}

type Reader = Pick<ServiceContext, "db">;

/** The newest version: what a new incident starts with. */
export async function current(ctx: Reader): Promise<PolicyEntity & Policy> {
  const [policy] = await select(ctx, PolicyEntity, "order by version desc limit 1");
  if (!policy) throw new Error("The policy table is empty; migrations have not run");
  return complete(policy);
}

const complete = (policy: PolicyEntity): PolicyEntity & Policy => ({ ...policy, document: completed(policy.document) });

/** The version that an incident runs on. */
export function version(ctx: Reader, number: number): Promise<Policy> {
  return unchanging(ctx, `policy ${number}`, async () => {
    const [policy] = await select(ctx, PolicyEntity, "where version = $1", [number]);
    if (!policy) throw new Error(`No policy version ${number}`);
    return complete(policy);
  });
}

/** Writes the defaults into a database that has none; several hubs may do so at once. */
export async function ensureDefault(ctx: Pick<ServiceContext, "db" | "now">): Promise<void> {
  await ctx.db.query("insert into policy values (1, $1, $2, 'defaults') on conflict do nothing", [JSON.stringify(DEFAULT_POLICY), ctx.now()]);
}

/** The newest version, for a client. */
export async function read(ctx: ServiceContext): Promise<PolicyEntity> {
  authorise(ctx, "policy:read");
  return current(ctx);
}
