import type { Audience, GuardrailRule } from "../../entities/vocabulary.ts";

/** A passage of a message that breaks a rule, or something that the message lacks (then `start` is `end`). */
export interface Finding {
  rule: GuardrailRule;
  /** In UTF-16 units of the body as it was given, markup and all. */
  start: number;
  end: number;
  why: string;
  suggestion: string | null;
  overridable: boolean;
}

/** What `inspect` needs to know besides the text. */
export interface GuardrailFacts {
  audience: Audience;
  /** The last message: it owes neither a next update nor a workaround. */
  isResolution: boolean;
  /** Null when none is owed, or none any more. */
  workaround: string | null;
  /** Null when nobody knows it, or the public does. */
  rootCause: string | null;
  /** What the public is told anyway, such as title and impact. */
  publicWords?: readonly string[];
  /** Who may not be blamed by name, beyond roles and well-known companies. */
  names?: Names;
  nextUpdate?: { at: Date | null; afterSeconds: number | null };
}

export interface Names {
  people: readonly string[];
  teams: readonly string[];
  parties: readonly string[];
}

const OVERRIDABLE: Record<GuardrailRule, boolean> = {
  SPECULATION: true, BLAME: true, WORKAROUND_MISSING: true, NEXT_UPDATE_MISSING: false, ROOT_CAUSE_INTERNAL: false,
};

export const isOverridable = (rule: GuardrailRule): boolean => OVERRIDABLE[rule];
