import { timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { ApiKeyEntity } from "../../entities/api-key.entity.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { columnsOf } from "../rows.ts";
import { type Actor, ANONYMOUS, BOOTSTRAP } from "./actor.ts";
import { KeyUse } from "./key-use.ts";
import type { Oidc } from "./oidc.ts";
import { isJwt } from "./oidc.rules.ts";
import { hashOf } from "./secret.ts";
import { Sessions } from "./session.ts";

/** A revoked key works at most this long on a hub that has just seen it. */
const REMEMBERED_MS = 2_000;

type Door = Pick<ServiceContext, "db" | "now">;

/** Tells who a credential belongs to. Throws UNAUTHENTICATED for one that is unknown, expired or revoked. */
export class Authenticator {
  readonly keyUse = new KeyUse();
  private readonly known = new LRUCache<string, ApiKeyEntity>({ max: 10_000, ttl: REMEMBERED_MS });
  private readonly sessions = new Sessions();
  private readonly bootstrapHash: string | null;

  constructor(bootstrapToken: string | null, private readonly oidc: Oidc | null = null) {
    this.bootstrapHash = bootstrapToken && hashOf(bootstrapToken);
  }

  /**
   * `credential` is the Authorization header's value, `Session TOKEN` for a cookie's token, or none at all. `address` is
   * where a request comes from; left out where nobody asks for anything and it is only looked whether the credential holds.
   */
  async actorOf(door: Door, credential: string | undefined, address?: string): Promise<Actor> {
    // A client with a field for the token sends the bare word while the field is empty.
    if (!credential || /^Bearer\s*$/i.test(credential)) return ANONYMOUS;
    const session = /^Session ([\w-]+)$/.exec(credential)?.[1];
    if (session) return this.sessions.actorOf(door, session, address !== undefined);
    const token = /^Bearer\s+(\S+)\s*$/i.exec(credential)?.[1];
    if (!token) throw new DomainError("UNAUTHENTICATED", "The Authorization header must read: Bearer TOKEN");
    const hash = hashOf(token);
    if (this.bootstrapHash && timingSafeEqual(Buffer.from(hash), Buffer.from(this.bootstrapHash))) return BOOTSTRAP;
    if (this.oidc && isJwt(token)) return this.oidc.actorOf(door, token);
    return this.keyActor(door, hash, address);
  }

  private async keyActor(door: Door, hash: string, address: string | undefined): Promise<Actor> {
    const key = await this.keyOf(door, hash);
    if (!key || key.revokedAt || (key.expiresAt && key.expiresAt <= door.now())) {
      throw new DomainError("UNAUTHENTICATED", "The token is unknown, expired or revoked");
    }
    if (address !== undefined) this.keyUse.note(door, key.id, address);
    const { id, name, role, scopes, responderId, serviceId, teamId } = key;
    return { id, name, role, scopes, responderId, ...((serviceId ?? teamId) && { binding: { serviceId, teamId } }) };
  }

  /** The key, under the name of the person who speaks through it. */
  private async keyOf(door: Door, hash: string): Promise<ApiKeyEntity | null> {
    const known = this.known.get(hash);
    if (known) return known;
    const [key]: ApiKeyEntity[] = await door.db.query(
      `select ${columnsOf(door, ApiKeyEntity)}, coalesce(person.name, api_key.name) as name
       from api_key left join responder person on person.id = api_key.responder_id where hash = $1`, [hash]);
    if (key) this.known.set(hash, key);
    return key ?? null;
  }
}
