import { AccountEntity } from "../../entities/account.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { id } from "../input.ts";
import { select, selectOne } from "../rows.ts";
import { shown } from "./invite.ts";
import { endSessions } from "./set-up.ts";

/**
 * Ends a person's account: password, sessions and links are gone, and so is the subject by which an OIDC issuer knows
 * them. Whom the issuer still vouches for comes in again by that way; there it is ended at the issuer.
 */
export function endAccount(ctx: ServiceContext, input: { responderId: string }): Promise<AccountEntity> {
  authorise(ctx, "account:manage");
  const responderId = id("responderId", input.responderId);
  return inTransaction(ctx, async (tx) => {
    const before = shown(await selectOne(tx, AccountEntity, "where responder_id = $1 for update", [responderId]));
    await tx.db.query("update account set ended_at = coalesce(ended_at, $2), password_hash = null where responder_id = $1", [responderId, tx.now()]);
    const account = await selectOne(tx, AccountEntity, "where responder_id = $1", [responderId]);
    if (!account) throw notFound(`account of responder ${responderId}`, "responderId");
    noteChange(tx, `account/${responderId}`, before, shown(account));
    await endSessions(tx, responderId);
    await tx.db.query("delete from account_link where responder_id = $1 and used_at is null", [responderId]);
    await tx.db.query("delete from oidc_subject where responder_id = $1", [responderId]);
    return account;
  });
}

/** The newest first. */
export function listAccounts(ctx: ServiceContext): Promise<AccountEntity[]> {
  authorise(ctx, "account:manage");
  return select(ctx, AccountEntity, "order by created_at desc, responder_id");
}
