import { LRUCache } from "lru-cache";
import type { PersonRole } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { hashOf } from "./secret.ts";

const HOUR_MS = 3_600_000;
/** A session ends so long after it was last used, */
export const IDLE_MS = 24 * HOUR_MS;
/** and so long after it began, however much it is used. */
export const LONGEST_MS = 14 * 24 * HOUR_MS;
/** Use is written so often at most. */
const SEEN_MS = 60_000;
/** A session that was ended works at most this long on a hub that has just seen it. */
const REMEMBERED_MS = 2_000;

type Door = Pick<ServiceContext, "db" | "now">;

interface Session {
  id: string;
  responderId: string;
  name: string;
  role: PersonRole;
  createdAt: Date;
  seenAt: Date;
}

/** Whether it holds by the clock alone. */
const holds = ({ createdAt, seenAt }: Session, now: Date): boolean =>
  now.getTime() < Math.min(seenAt.getTime() + IDLE_MS, createdAt.getTime() + LONGEST_MS);

/** People who signed in with a password: a session is a row, found by the hash of its cookie's token. */
export class Sessions {
  private readonly known = new LRUCache<string, Session>({ max: 10_000, ttl: REMEMBERED_MS });

  /** UNAUTHENTICATED for a session that is unknown, over or ended. `isUse` keeps it from running out. */
  async actorOf(door: Door, token: string, isUse: boolean): Promise<Actor> {
    const hash = hashOf(token);
    const session = this.known.get(hash) ?? (await read(door, hash));
    if (!session || !holds(session, door.now())) throw new DomainError("UNAUTHENTICATED", "You are not signed in any more; sign in again");
    this.known.set(hash, session, { noUpdateTTL: true });
    if (isUse) await keepAlive(door, session);
    return { id: session.responderId, name: session.name, role: session.role, scopes: [], responderId: session.responderId, sessionId: session.id };
  }
}

async function read({ db }: Door, hash: string): Promise<Session | null> {
  const [session] = await db.query(
    `select session.id, person.id as "responderId", person.name, account.role, session.created_at as "createdAt", session.seen_at as "seenAt"
     from session join account using (responder_id) join responder person on person.id = account.responder_id
     where session.hash = $1 and session.ended_at is null and account.ended_at is null`, [hash]);
  return session ?? null;
}

async function keepAlive({ db, now }: Door, session: Session): Promise<void> {
  const seenAt = now();
  if (seenAt.getTime() - session.seenAt.getTime() < SEEN_MS) return;
  session.seenAt = seenAt;
  await db.query("update session set seen_at = greatest(seen_at, $2) where id = $1", [session.id, seenAt]);
}
