import { v7 as uuid } from "uuid";
import { AccountLinkEntity } from "../../entities/account-link.entity.ts";
import { hashOf, newSecret } from "../access/secret.ts";
import type { ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import { insert, selectOne } from "../rows.ts";

const DAY_MS = 86_400_000;
const INVITATION_DAYS = 3;
const FIRST_DAYS = 1;

/** What a link's address ends with; shown once, kept as a hash. */
export interface Link {
  token: string;
  expiresAt: Date;
}

/** The person's only link: those before it end. Null makes the one for the first administrator. */
export async function issueLink(tx: ServiceContext, responderId: string | null): Promise<Link> {
  await tx.db.query("delete from account_link where responder_id is not distinct from $1::uuid and used_at is null", [responderId]);
  const token = newSecret();
  const expiresAt = new Date(tx.now().getTime() + (responderId ? INVITATION_DAYS : FIRST_DAYS) * DAY_MS);
  await insert(tx, AccountLinkEntity, [{ id: uuid(), hash: hashOf(token), responderId, createdAt: tx.now(), createdBy: tx.actor.name, expiresAt, usedAt: null }]);
  return { token, expiresAt };
}

/** The link that still opens; NOT_FOUND for one that is unknown, used or too old. `lock` holds it for the transaction. */
export async function openLink(ctx: Pick<ServiceContext, "db" | "now">, token: string, lock = false): Promise<AccountLinkEntity> {
  const link = await selectOne(ctx, AccountLinkEntity, `where hash = $1 and used_at is null and expires_at > $2${lock ? " for update" : ""}`, [hashOf(token), ctx.now()]);
  if (!link || (link.responderId === null && (await hasAccounts(ctx)))) throw notFound("such link any more; ask for a new one");
  return link;
}

/** Whether anybody can sign in with a password, so that there is a first administrator. */
export async function hasAccounts({ db }: Pick<ServiceContext, "db">): Promise<boolean> {
  return (await db.query("select 1 from account where password_hash is not null limit 1")).length > 0;
}
