import type { PublicState } from "../../entities/vocabulary.ts";
import { wordsIn } from "./text-words.rules.ts";
import { NEUTRAL_DE } from "./neutral-de.rules.ts";
import { NEUTRAL_EN } from "./neutral-en.rules.ts";

/** Words that any text about an incident may have, and phrases whose words count in that order alone. */
export interface NeutralGroup {
  words?: string;
  /** Parted by `|`. */
  phrases?: string;
  /** Only in this state, or one that comes after it. */
  from?: PublicState;
  /** Only where this fact is known, or is not. */
  has?: string;
  hasNot?: string;
}

/** Words that turn or measure what follows them: a text has them where the facts have them, before the same word. */
export interface Binding {
  negations: string;
  causes: string;
  quantities: string;
}

export interface Language {
  groups: readonly NeutralGroup[];
  binding: Binding;
}

const LANGUAGES: Readonly<Record<string, Language>> = { en: NEUTRAL_EN, de: NEUTRAL_DE };
const STATES: readonly PublicState[] = ["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"];

export const baseOf = (language: string): string => language.toLowerCase().split("-")[0] ?? "";

/** Whether there is a list for a language; without one no text in it can be vouched for. */
export const knowsLanguage = (language: string): boolean => Object.hasOwn(LANGUAGES, baseOf(language));

export interface Neutral {
  words: ReadonlySet<string>;
  /** Of the groups that do not hold, such as "ended" before the end: no other form of a fact's word vouches for them. */
  withheld: ReadonlySet<string>;
  /** By their first word. */
  phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  /** Of each word that binds what follows it, its kind: all negations are one. */
  binding: ReadonlyMap<string, string>;
}

/** What a text in this language may say of an incident of which these facts are known. */
export function neutralFor(language: string, publicState: PublicState, facts: Readonly<Record<string, string>>): Neutral | null {
  if (!knowsLanguage(language)) return null;
  const { groups, binding } = LANGUAGES[baseOf(language)] as Language;
  const holds = ({ from, has, hasNot }: NeutralGroup) =>
    (!from || STATES.indexOf(publicState) >= STATES.indexOf(from)) && (!has || facts[has] !== undefined) && (!hasNot || facts[hasNot] === undefined);
  const holding = groups.filter(holds);
  const phrases = new Map<string, string[][]>();
  for (const phrase of holding.flatMap((group) => group.phrases?.split("|") ?? [])) {
    const words = wordsIn(phrase).map(({ text }) => text);
    phrases.set(words[0] ?? "", [...(phrases.get(words[0] ?? "") ?? []), words]);
  }
  const wordsOf = (some: readonly NeutralGroup[]) => new Set(some.flatMap((group) => textsOf(group.words ?? "")));
  return { words: wordsOf(holding), withheld: wordsOf(groups.filter((group) => !holds(group))), phrases, binding: new Map(bound(binding)) };
}

const textsOf = (list: string): string[] => wordsIn(list).map(({ text }) => text);
const bound = ({ negations, causes, quantities }: Binding): [string, string][] => [
  ...textsOf(negations).map((word): [string, string] => [word, "not"]), ...textsOf(causes).map((word): [string, string] => [word, "why"]), ...textsOf(quantities).map((word): [string, string] => [word, word]),
];
