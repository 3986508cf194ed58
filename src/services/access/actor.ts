import type { AccessRole, Scope } from "../../entities/vocabulary.ts";

/** What a key is bound to: one of the two. */
export interface Binding {
  readonly serviceId: string | null;
  readonly teamId: string | null;
}

/** Who is asking. */
export interface Actor {
  /**
   * An API key's id, a responder's for a person who signed in (the same by whichever way), `bootstrap`, `operator` (the
   * command line on the hub's machine), `hub` or `anonymous`.
   */
  readonly id: string;
  readonly name: string;
  readonly role: AccessRole;
  /** What it may do at most; empty: all that the role may. */
  readonly scopes: readonly Scope[];
  /** The person who speaks through it. */
  readonly responderId: string | null;
  /** Of a person who signed in with a password. */
  readonly sessionId?: string;
  /** Of a bound key: nothing outside of it is there. */
  readonly binding?: Binding;
}

export const ANONYMOUS: Actor = { id: "anonymous", name: "Anonymous", role: "PUBLIC", scopes: [], responderId: null };
export const BOOTSTRAP: Actor = { id: "bootstrap", name: "Bootstrap token", role: "ADMIN", scopes: [], responderId: null };
export const OPERATOR: Actor = { id: "operator", name: "Operator", role: "ADMIN", scopes: [], responderId: null };
/** What the hub does of itself, on nobody's behalf: what a deadline brings about. */
export const HUB: Actor = { id: "hub", name: "Muster", role: "ADMIN", scopes: [], responderId: null };
