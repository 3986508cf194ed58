/** Patterns of one rule in one language. */
export interface Patterns {
  find: readonly string[];
  /** Where one of these matches, no `find` may begin. */
  unless?: readonly string[];
  /** Passages in which no `find` may begin. */
  passOver?: readonly string[];
}

export type PatternSet = "speculation" | "blame" | "nextUpdate" | "workaround" | "namedWorkaround";

/** The words of one language. Lists are `one|two words|three`; how patterns are written stands in docs/guardrails.md. */
export interface Lexicon {
  language: string;
  lists: Record<string, string>;
  patterns: Partial<Record<PatternSet, Patterns>>;
}
