import type { Audience, GuardrailRule } from "../../entities/vocabulary.ts";
import type { Finding } from "./finding.rules.ts";

/** What keeps a message from its audience: for our own people nothing, for customers all but what a person has overridden. */
export function blocking(findings: readonly Finding[], audience: Audience, overrides: readonly GuardrailRule[]): Finding[] {
  if (audience === "INTERNAL" || audience === "EXECUTIVES") return [];
  return findings.filter(({ rule, overridable }) => !overridable || !overrides.includes(rule));
}
