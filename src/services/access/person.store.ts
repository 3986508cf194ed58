import type { ServiceContext } from "../context.ts";
import { type Claims, verifiedEmail } from "./oidc.rules.ts";

type Door = Pick<ServiceContext, "db" | "now">;

interface Person {
  id: string;
  name: string;
}

/**
 * The responder that the issuer knows by the subject; at first the one with the e-mail address that the issuer has
 * verified, whose subject is then kept. An address counts no more once its responder has a subject: a new owner of the
 * address must not come in as the old one.
 */
export async function personOf(door: Door, issuer: string, subject: string, claims: Claims): Promise<Person | null> {
  const known = await bySubject(door, issuer, subject);
  const email = verifiedEmail(claims);
  if (known || !email ) return known;
  await door.db.query(
    `insert into oidc_subject (issuer, subject, responder_id, created_at)
     select $1, $2, id, $4 from responder where email = $3 on conflict do nothing`, [issuer, subject, email, door.now()]);
  return bySubject(door, issuer, subject);
}

async function bySubject({ db }: Door, issuer: string, subject: string): Promise<Person | null> {
  const [person] = await db.query("select id, name from responder join oidc_subject on responder_id = id where issuer = $1 and subject = $2", [issuer, subject]);
  return person ?? null;
}
