import { PERSON_ROLES, type PersonRole } from "../../entities/vocabulary.ts";

/** What a verified token says. */
export type Claims = Readonly<Record<string, unknown>>;

/** How claims become an access role. */
export interface RoleMapping {
  /** A claim's name, or a path of names with dots, such as `realm_access.roles`. */
  claim: string;
  /** Values of that claim and the roles they give. */
  roles: ReadonlyMap<string, PersonRole>;
  /** The role of whoever has none of those values; null: no way in. */
  otherwise: PersonRole | null;
}

/** Three parts in base64url, the last of which a forger may have left empty. */
export const isJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

/** The highest role that the claim's values give; a claim may be one text, words in a text (as `scope` is), or a list. */
export function roleOf(claims: Claims, { claim, roles, otherwise }: RoleMapping): PersonRole | null {
  const values = valuesOf(claims[claim] ?? at(claims, claim.split(".")));
  const given = values.flatMap((value) => roles.get(value) ?? []);
  return PERSON_ROLES.findLast((role) => given.includes(role)) ?? otherwise;
}

function at(value: unknown, path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (typeof inner === "object" && inner !== null && Object.hasOwn(inner, name) ? (inner as Claims)[name] : undefined), value);
}

function valuesOf(value: unknown): string[] {
  if (typeof value === "string") return [value, ...value.split(" ")];
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The e-mail address that the issuer vouches for, in lower case; null where it does not. */
export function verifiedEmail({ email, email_verified: isVerified }: Claims): string | null {
  return isVerified === true && typeof email === "string" && /^[^\s@\0]+@[^\s@\0]+$/.test(email) && email.isWellFormed() ? email.toLowerCase() : null;
}

/**
 * Whether it is a token for a caller to show: an access or an id token, by its `typ`, and not one for logging out or
 * the like that the same issuer signs. One that is bound to a key of the client's (DPoP, mutual TLS) says `cnf`: shown as
 * a mere bearer token it may be stolen.
 */
export function isForBearers(type: unknown, claims: Claims): boolean {
  const isKnown = type === undefined || (typeof type === "string" && /^(application\/)?(at\+)?jwt$/i.test(type));
  return isKnown && claims["cnf"] === undefined && claims["events"] === undefined;
}
