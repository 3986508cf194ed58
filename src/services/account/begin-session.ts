import { v7 as uuid } from "uuid";
import { hashOf, newSecret } from "../access/secret.ts";
import { LONGEST_MS } from "../access/session.ts";
import type { ServiceContext } from "../context.ts";

/** What the cookie carries, and when it is over at the latest. */
export interface NewSession {
  token: string;
  expiresAt: Date;
}

/** Null if the password is another by now, or the account has ended: nobody comes in on what held a moment ago. */
export async function beginSession({ db, now }: Pick<ServiceContext, "db" | "now">, responderId: string, passwordHash: string, address: string): Promise<NewSession | null> {
  const token = newSecret();
  const rows = await db.query(
    `insert into session (id, hash, responder_id, address, created_at, seen_at)
     select $1, $2, responder_id, $3, $4, $4 from account where responder_id = $5 and password_hash = $6 and ended_at is null
     for share returning 1`, [uuid(), hashOf(token), address, now(), responderId, passwordHash]);
  return rows.length > 0 ? { token, expiresAt: new Date(now().getTime() + LONGEST_MS) } : null;
}
