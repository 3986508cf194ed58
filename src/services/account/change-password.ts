import type { Actor } from "../access/actor.ts";
import { authorise } from "../access/authorise.ts";
import { audit } from "../audit/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError, invalid } from "../errors.ts";
import { checkPassword, hashPassword, isRight } from "./password.ts";

export interface ChangePassword {
  current: string;
  next: string;
}

/**
 * A person who is signed in with a password chooses another, which ends the person's other sessions. Counted as an attempt
 * to sign in: a browser that was left open is no place to guess at. The audit log tells that, and neither word.
 */
export async function changePassword(ctx: ServiceContext, { current, next }: ChangePassword): Promise<Actor> {
  authorise(ctx, "self:read");
  const { responderId, sessionId } = ctx.actor;
  const account = responderId && sessionId ? await accountOf(ctx, responderId) : null;
  if (!account || !responderId) throw new DomainError("CONFLICT", "Only a person who is signed in with a password of this hub's can change it");
  checkPassword("next", next);
  const address = ctx.origin?.address ?? "";
  await ctx.signIns?.admit(account.email, address);
  if (!(await isRight(account.passwordHash, current))) {
    await audit(ctx, { action: "changePasswordRefused", subject: `responder/${responderId}` });
    throw invalid("current", "The current password is wrong");
  }
  const passwordHash = await hashPassword(next);
  await inTransaction(ctx, async (tx) => {
    const [changed] = await tx.db.query(
      "update account set password_hash = $3, password_at = $4 where responder_id = $1 and password_hash = $2 and ended_at is null returning 1",
      [responderId, account.passwordHash, passwordHash, tx.now()]);
    if (changed.length === 0) throw new DomainError("CONFLICT", "The password has changed meanwhile, or the account has ended");
    await tx.db.query("update session set ended_at = $3 where responder_id = $1 and id <> $2 and ended_at is null", [responderId, sessionId, tx.now()]);
    await audit(tx, { action: "changePassword", subject: `responder/${responderId}` });
  });
  await ctx.signIns?.succeeded(account.email, address);
  return ctx.actor;
}

async function accountOf({ db }: ServiceContext, responderId: string): Promise<{ email: string; passwordHash: string } | null> {
  const [account] = await db.query(
    `select email, password_hash as "passwordHash" from account join responder on id = responder_id
     where responder_id = $1 and ended_at is null and password_hash is not null`, [responderId]);
  return account ?? null;
}
