import { hashOf } from "../access/secret.ts";
import { audit } from "../audit/index.ts";
import { inTransaction, type ServiceContext, type SignIns } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isReadable, LIMITS } from "../input.ts";
import { beginSession, type NewSession } from "./begin-session.ts";
import { isRight } from "./password.ts";

export interface LogIn {
  email: string;
  password: string;
  address: string;
}

/** UNAUTHENTICATED in the same words and after the same work whether the account, its password or neither is there; RATE_LIMITED first. */
export async function logIn(ctx: ServiceContext, throttle: SignIns, { email: given, password, address }: LogIn): Promise<NewSession> {
  const email = given.trim().toLowerCase();
  await throttle.admit(email, address);
  const account = isReadable(email) ? await accountOf(ctx, email) : null;
  const isTheirs = await isRight(account?.passwordHash ?? null, password);
  const session = isTheirs && account?.passwordHash ? await enter(ctx, account.responderId, account.passwordHash, address) : null;
  if (!session) {
    await audit(ctx, { action: "loginRefused", subject: account && `responder/${account.responderId}`, input: { email: isReadable(email) ? email.slice(0, LIMITS.name) : null } });
    throw new DomainError("UNAUTHENTICATED", "The e-mail address or the password is wrong");
  }
  await throttle.succeeded(email, address);
  return session;
}

const enter = (ctx: ServiceContext, responderId: string, passwordHash: string, address: string): Promise<NewSession | null> =>
  inTransaction(ctx, async (tx) => {
    const session = await beginSession(tx, responderId, passwordHash, address);
    if (session) await audit(tx, { action: "login", subject: `responder/${responderId}` });
    return session;
  });

async function accountOf({ db }: ServiceContext, email: string): Promise<{ responderId: string; passwordHash: string | null } | null> {
  const [account] = await db.query(
    `select responder_id as "responderId", password_hash as "passwordHash" from account join responder on id = responder_id
     where email = $1 and ended_at is null`, [email]);
  return account ?? null;
}

/** Ends the session; one that is over already stays so. */
export function logOut(ctx: ServiceContext, token: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [rows] = await tx.db.query("update session set ended_at = $2 where hash = $1 and ended_at is null returning responder_id as id", [hashOf(token), tx.now()]);
    for (const { id } of rows) await audit(tx, { action: "logout", subject: `responder/${id}` });
  });
}
