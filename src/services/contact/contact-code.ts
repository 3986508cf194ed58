import { randomInt } from "node:crypto";
import { hashPassword } from "../account/password.ts";
import type { ServiceContext } from "../context.ts";
import * as policies from "../policy/index.ts";
import type { NamedMethod } from "./method.ts";

/** A new code for the method, in place of the one before; in the clear only in the message that carries it. */
export async function contactCode(ctx: Pick<ServiceContext, "db" | "now">, { responderId, channel, address }: NamedMethod): Promise<string> {
  const { codeValidFor } = (await policies.current(ctx)).document.contact;
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  await ctx.db.query(
    `insert into contact_check (responder_id, channel, address, code_hash, code_expires_at, code_attempts, codes_sent) values ($1, $2, $3, $4, $5, 0, 0)
     on conflict (responder_id, channel, address) do update set code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at, code_attempts = 0`,
    [responderId, channel, address, await hashPassword(code), new Date(ctx.now().getTime() + codeValidFor * 1_000)]);
  return code;
}
