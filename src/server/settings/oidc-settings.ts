import { type AskIssuer, Oidc } from "../../services/access/index.ts";
import type { Config } from "./config.ts";

/** Whose tokens people may show, and what those give. */
export type OidcSettings = Pick<Config, "oidcIssuer" | "oidcAudience" | "oidcRoleClaim" | "oidcRoles" | "oidcDefaultRole"> & { oidcCooldownMs: number };

/** Null without an issuer. */
export function oidcOf(settings: Partial<OidcSettings>, ask: AskIssuer): Oidc | null {
  const { oidcIssuer: issuer, oidcAudience: audience, oidcRoleClaim: claim = "roles", oidcRoles: roles = new Map(), oidcDefaultRole: otherwise = null, oidcCooldownMs: cooldownMs } = settings;
  if (!issuer || !audience) return null;
  return new Oidc({ issuer, audience, claim, roles, otherwise, ask, ...(cooldownMs !== undefined && { cooldownMs }) });
}
