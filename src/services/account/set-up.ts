import type { AccountLinkEntity } from "../../entities/account-link.entity.ts";
import { OPERATOR } from "../access/actor.ts";
import { audit } from "../audit/index.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { given } from "../input.ts";
import * as responders from "../responder/index.ts";
import { beginSession, type NewSession } from "./begin-session.ts";
import { openLink } from "./link.ts";
import { checkPassword, hashPassword } from "./password.ts";

export interface SetUp {
  token: string;
  password: string;
  address: string;
  /** Who the first administrator is; of no account otherwise. */
  name?: string | undefined;
  email?: string | undefined;
}

/** Sets the password of the link's account, ends all of the person's sessions, and signs in. The link is used up. */
export async function setUp(ctx: ServiceContext, input: SetUp): Promise<NewSession> {
  await openLink(ctx, input.token); // before the work of a hash
  checkPassword("password", input.password);
  const passwordHash = await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const link = await openLink(tx, input.token, true);
    const responderId = link.responderId ?? (await firstAdministrator(tx, input));
    await tx.db.query("update account set password_hash = $2, password_at = $3 where responder_id = $1", [responderId, passwordHash, tx.now()]);
    await endSessions(tx, responderId);
    await useUp(tx, link);
    const session = await beginSession(tx, responderId, passwordHash, input.address);
    if (!session) throw new DomainError("CONFLICT", "The account has ended; ask an administrator");
    await audit(tx, { action: "setUpAccount", subject: `responder/${responderId}` });
    return session;
  });
}

const useUp = ({ db, now }: ServiceContext, { id }: AccountLinkEntity): Promise<unknown> => db.query("update account_link set used_at = $2 where id = $1", [id, now()]);

export async function endSessions({ db, now }: ServiceContext, responderId: string): Promise<void> {
  await db.query("update session set ended_at = $2 where responder_id = $1 and ended_at is null", [responderId, now()]);
}

/** Whoever holds the first link runs the machine: they may be in the directory already, by their address. */
async function firstAdministrator(tx: ServiceContext, { name, email }: SetUp): Promise<string> {
  const operator = { ...tx, actor: OPERATOR };
  const known = given(email) && email.trim() !== "" ? await responders.find(operator, { email }) : null;
  const { id } = known ?? (await responders.createResponder(operator, { email: email ?? "", name: name ?? "" }));
  await tx.db.query(
    `insert into account (responder_id, role, created_at) values ($1, 'ADMIN', $2)
     on conflict (responder_id) do update set role = 'ADMIN', ended_at = null`, [id, tx.now()]);
  return id;
}
