import { AccountEntity } from "../../entities/account.entity.ts";
import { PERSON_ROLES, type AccessRole } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { invalid, notFound } from "../errors.ts";
import { given, id } from "../input.ts";
import { selectOne } from "../rows.ts";
import { hasAccounts, issueLink, type Link } from "./link.ts";

export interface InviteAccount {
  responderId: string;
  /** Default: the one the account has, RESPONDER for a new one. */
  role?: AccessRole | null;
}

export type Invitation = Link & { account: AccountEntity };

/** A one-time link by which a responder chooses a password, the first or another; the one before goes on until it is used. */
export async function invite(ctx: ServiceContext, input: InviteAccount): Promise<Invitation> {
  authorise(ctx, "account:manage");
  const responderId = id("responderId", input.responderId);
  const role = given(input.role) ? PERSON_ROLES.find((one) => one === input.role) : null;
  if (role === undefined) throw invalid("role", `A person is one of ${PERSON_ROLES.join(", ")}`);
  return inTransaction(ctx, async (tx) => {
    if (!(await tx.db.query("select 1 from responder where id = $1", [responderId])).length) throw notFound(`responder ${responderId}`, "responderId");
    const before = shown(await selectOne(tx, AccountEntity, "where responder_id = $1 for update", [responderId]));
    await tx.db.query(
      `insert into account (responder_id, role, created_at) values ($1, coalesce($2, 'RESPONDER'), $3)
       on conflict (responder_id) do update set role = coalesce($2, account.role), ended_at = null`, [responderId, role, tx.now()]);
    const account = await selectOne(tx, AccountEntity, "where responder_id = $1", [responderId]);
    if (!account) throw notFound(`account of ${responderId}`);
    noteChange(tx, `account/${responderId}`, before, shown(account));
    return { account, ...(await issueLink(tx, responderId)) };
  });
}

/** The link for the first administrator, a new one at each start until it is used; null once anybody has a password. */
export function firstLink(ctx: ServiceContext): Promise<Link | null> {
  authorise(ctx, "account:manage");
  return inTransaction(ctx, async (tx) => ((await hasAccounts(tx)) ? null : issueLink(tx, null)));
}

/** As the audit log may show it. */
export const shown = (account: AccountEntity | null): Omit<AccountEntity, "passwordHash"> | null => {
  if (!account) return null;
  const { passwordHash: _, ...rest } = account;
  return rest;
};
