import { errors, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isReadable } from "../input.ts";
import type { Actor } from "./actor.ts";
import { type Claims, isForBearers, type RoleMapping, roleOf } from "./oidc.rules.ts";
import { IssuerKeys, type IssuerOptions } from "./oidc-keys.ts";
import { personOf } from "./person.store.ts";
import { hashOf } from "./secret.ts";

/** Signatures that only the issuer can make; never `none`, and no secret that a public key could be taken for. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
/** By how much the issuer's clock and the hub's may differ. */
const TOLERANCE_SECONDS = 30;
/** A token is longer than a header may be only by mistake. */
const MOST_CHARACTERS = 16_384;
/** A signature is weighed again after so long: its key may have been withdrawn. */
const VERIFIED_MS = 600_000;
/** Whom the directory takes a subject for is looked up again after so long. */
const REMEMBERED_MS = 2_000;

export interface OidcOptions extends IssuerOptions, RoleMapping {
  audience: string;
}

type Door = Pick<ServiceContext, "db" | "now">;

/** People who come with a token of an OIDC issuer. */
export class Oidc {
  private readonly keys: IssuerKeys;
  /** A live connection's token is looked at every few seconds, and its signature only so often. */
  private readonly verified = new LRUCache<string, Claims>({ max: 10_000, ttl: VERIFIED_MS });
  private readonly people = new LRUCache<string, { id: string; name: string }>({ max: 10_000, ttl: REMEMBERED_MS });

  constructor(private readonly options: OidcOptions) {
    this.keys = new IssuerKeys(options);
  }

  /**
   * The responder whom the token speaks for. UNAUTHENTICATED for a token that is not good, FORBIDDEN for one of a
   * stranger to the directory or of one without a role, UNAVAILABLE while the issuer's keys are not known.
   */
  async actorOf(door: Door, token: string): Promise<Actor> {
    const claims = await this.claimsOf(door, token);
    const role = roleOf(claims, this.options);
    if (!role) throw new DomainError("FORBIDDEN", "Your sign-in is good, but it gives you no role in this hub; ask an administrator");
    const person = await this.personOf(door, claims);
    if (!person) throw new DomainError("FORBIDDEN", "Your sign-in is good, but no responder of this hub goes with it; ask an administrator");
    return { id: person.id, name: person.name, role, scopes: [], responderId: person.id };
  }

  private async claimsOf({ now }: Door, token: string): Promise<Claims> {
    const hash = hashOf(token);
    const known = this.verified.get(hash);
    if (known && Number(known["exp"]) + TOLERANCE_SECONDS > now().getTime() / 1_000) return known;
    this.verified.delete(hash);
    if (known || token.length > MOST_CHARACTERS) throw refused();
    const claims = await this.verify(token, now());
    this.verified.set(hash, claims);
    return claims;
  }

  private async verify(token: string, currentDate: Date): Promise<Claims> {
    try {
      const { issuer, audience } = this.options;
      const { payload, protectedHeader } = await jwtVerify(token, this.keys.get, {
        issuer, audience, algorithms: ALGORITHMS, clockTolerance: TOLERANCE_SECONDS, currentDate, requiredClaims: ["exp", "sub"],
      });
      if (!isForBearers(protectedHeader.typ, payload) || !isSubject(payload.sub)) throw refused();
      return payload;
    } catch (error) {
      // What exactly is wrong with it helps its owner little and a forger much.
      throw error instanceof errors.JOSEError || error instanceof TypeError ? refused() : error;
    }
  }

  private async personOf(door: Door, claims: Claims): Promise<{ id: string; name: string } | null> {
    const subject = String(claims["sub"]);
    const known = this.people.get(subject);
    if (known) return known;
    const person = await personOf(door, this.options.issuer, subject, claims);
    if (person) this.people.set(subject, person);
    return person;
  }
}

/** OpenID Connect Core, section 2: at most 255 characters. */
const isSubject = (sub: unknown): boolean => typeof sub === "string" && sub !== "" && sub.length <= 255 && isReadable(sub);

const refused = () => new DomainError("UNAUTHENTICATED", "The token is not good here, or has expired");
