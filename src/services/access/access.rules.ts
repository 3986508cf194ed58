import type { AccessRole, Scope } from "../../entities/vocabulary.ts";

/** All there is to be allowed. A verb or read names one of these. */
export type Right =
  | "incident:read" | "incident:write" | "incident:private" | "communication:publish"
  | "directory:read" | "directory:write" | "policy:read" | "policy:write" | "delivery:read" | "delivery:manage" | "key:manage" | "account:manage" | "secret:manage" | "audit:read" | "self:read" | "contact:verify" | "status:read" | "status:subscribe";

/** What everybody may ask for; which pages are for whom is their own to say. */
const ANYBODY: readonly Right[] = ["status:read", "status:subscribe"];
const READ: readonly Right[] = [...ANYBODY, "incident:read", "directory:read", "policy:read", "self:read"];
const RESPOND: readonly Right[] = [...READ, "incident:write", "communication:publish", "delivery:read", "contact:verify"];
const MANAGE: readonly Right[] = [...RESPOND, "directory:write", "policy:write", "delivery:manage"];
const ALL: readonly Right[] = [...MANAGE, "incident:private", "key:manage", "account:manage", "secret:manage", "audit:read"];

/** An INTEGRATION may do what its scopes say, and nothing without one. */
const OF_ROLE: Record<AccessRole, readonly Right[]> = {
  PUBLIC: ANYBODY,
  VIEWER: READ,
  RESPONDER: RESPOND,
  INCIDENT_MANAGER: MANAGE,
  ADMIN: ALL,
  INTEGRATION: ALL,
};

const OF_SCOPE: Record<Scope, readonly Right[]> = {
  "signals:write": [...ANYBODY, "self:read"],
  "incidents:read": READ,
  "incidents:write": [...READ, "incident:write"],
  "communications:publish": [...READ, "communication:publish"],
  admin: ALL,
};

/** A key that is bound to a service or a team has nothing to do beyond incidents, and could make itself an unbound one. */
const OF_BOUND: readonly Right[] = [...ANYBODY, "incident:read", "incident:write", "communication:publish", "policy:read", "self:read"];

/** Scopes and a binding narrow a role and never widen it. */
export function may(actor: { role: AccessRole; scopes: readonly Scope[]; binding?: unknown }, right: Right): boolean {
  if (actor.binding && !OF_BOUND.includes(right)) return false;
  const unscoped = actor.scopes.length === 0 && actor.role !== "INTEGRATION";
  return OF_ROLE[actor.role].includes(right) && (unscoped || actor.scopes.some((scope) => OF_SCOPE[scope].includes(right)));
}
