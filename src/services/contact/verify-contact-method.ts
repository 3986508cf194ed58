import type { ResponderEntity } from "../../entities/responder.entity.ts";
import { authorise } from "../access/authorise.ts";
import { isRight } from "../account/password.ts";
import { noteChange } from "../audit/act.ts";
import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { LIMITS, text } from "../input.ts";
import * as policies from "../policy/index.ts";
import { methodIn, type NamedMethod, type Owned, subjectOf } from "./method.ts";

export interface VerifyContactMethod extends NamedMethod {
  code: string;
}

/** Verifies a way by the code that came over it. A wrong guess counts even though it is refused; too many spoil the code. */
export async function verifyContactMethod(ctx: ServiceContext, input: VerifyContactMethod): Promise<ResponderEntity> {
  authorise(ctx, "contact:verify");
  const code = text("code", input.code, LIMITS.key).replace(/[\s-]/g, "");
  const owned = await methodIn(ctx, input);
  const { codeAttempts } = (await policies.current(ctx)).document.contact;
  const verdict = await inTransaction(ctx, async (tx) => {
    const guess = await countGuess(tx, owned, codeAttempts);
    if (guess && (await isRight(guess.hash, code))) return markVerified(tx, owned, null);
    settle(tx);
    return guess;
  });
  if (!verdict) throw conflict("There is no code that still counts; ask for a new one", { field: "code" });
  if ("hash" in verdict) throw invalid("code", "code is not the one that was sent", { attemptsLeft: codeAttempts - verdict.attempts });
  return verdict;
}

/** The code to compare with, of which one guess less is left; null where none counts any more. Guesses take turns. */
async function countGuess({ db, now }: ServiceContext, { person, channel, address }: Owned, most: number): Promise<{ hash: string; attempts: number } | null> {
  const [rows]: [{ hash: string; attempts: number }[]] = await db.query(
    `update contact_check set code_attempts = code_attempts + 1 where responder_id = $1 and channel = $2 and address = $3
       and code_hash is not null and code_expires_at > $4 and code_attempts < $5 returning code_hash as hash, code_attempts as attempts`,
    [person.id, channel, address, now(), most]);
  return rows[0] ?? null;
}

export interface VouchForContactMethod extends NamedMethod {
  reason: string;
}

/** An administrator's word in place of a code, for what cannot receive one. */
export async function vouchForContactMethod(ctx: ServiceContext, input: VouchForContactMethod): Promise<ResponderEntity> {
  authorise(ctx, "account:manage");
  const reason = text("reason", input.reason, LIMITS.note);
  return inTransaction(ctx, async (tx) => markVerified(tx, await methodIn(tx, input), reason));
}

async function markVerified(tx: ServiceContext, owned: Owned, reason: string | null): Promise<ResponderEntity> {
  await tx.db.query(
    `insert into contact_check (responder_id, channel, address, verified_at, verified_by, reason, code_attempts, codes_sent) values ($1, $2, $3, $4, $5, $6, 0, 0)
     on conflict (responder_id, channel, address) do update set verified_at = $4, verified_by = $5, reason = $6, failing_since = null, last_error = null, code_hash = null, code_expires_at = null`,
    [owned.person.id, owned.channel, owned.address, tx.now(), tx.actor.name, reason]);
  noteChange(tx, subjectOf(owned), { verified: false }, { verified: true, by: tx.actor.name, reason });
  return owned.person;
}
