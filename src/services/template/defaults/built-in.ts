import type { Audience, PublicState, Severity, TemplateOccasion } from "../../../entities/vocabulary.ts";

/** Words that the hub brings along. They are version 0: a saved template of the same name and language takes their place. */
export interface BuiltIn {
  name: string;
  audience: Audience;
  occasion: TemplateOccasion;
  /** Null: any. */
  publicState: PublicState | null;
  severity: Severity | null;
  language: string;
  subject: string;
  body: string;
}

type Words = Pick<BuiltIn, "subject" | "body">;

/** One for each state, named after audience and state. */
export const perState = (language: string, audience: Audience, words: Record<PublicState, Words>): BuiltIn[] =>
  Object.entries(words).map(([state, text]) => ({
    name: `${audience.toLowerCase()}_${state.toLowerCase()}`, audience, occasion: "STATUS", publicState: state as PublicState, severity: null, language, ...text,
  }));

/** One for any state. */
export const anyState = (language: string, audience: Audience, name: string, words: Words, over: Partial<BuiltIn> = {}): BuiltIn => ({
  name, audience, occasion: "STATUS", publicState: null, severity: null, language, ...words, ...over,
});
