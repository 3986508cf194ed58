import type { PublicState } from "../../entities/vocabulary.ts";
import type { Word } from "../guardrail/reading/words.rules.ts";
import { baseOf, type Neutral, neutralFor } from "./neutral.rules.ts";
import { rootsOf, wordsIn } from "./text-words.rules.ts";

interface Told {
  text: string;
  facts: Readonly<Record<string, string>>;
  publicState: PublicState;
  language: string;
}

/** What a language's forms of a text are compared with. */
interface Facts {
  words: ReadonlySet<string>;
  roots: ReadonlySet<string>;
  /** `not stall`, `all exports`: what the facts turn and measure. */
  bindings: ReadonlySet<string>;
  /** Roots that the facts have with a "not" alone. */
  denied: ReadonlySet<string>;
}

/**
 * The first word of a text that neither the facts nor the language's neutral words have, or that turns or measures
 * something else than it does in the facts, as a sentence; null where every word is vouched for.
 */
export function unvouched({ text, facts, publicState, language }: Told): string | null {
  const neutral = neutralFor(language, publicState, facts);
  if (!neutral) return `nothing vouches for words in "${language}"`;
  const base = baseOf(language);
  const known = factsOf(facts, neutral, base);
  const words = wordsIn(text);
  const covered = inPhrases(words, neutral);
  const shown = (at: number) => text.slice(words[at]?.start, words[at]?.end).slice(0, 60);
  const negated = new Set<number>();
  for (const [at, { text: word }] of words.entries()) {
    if (covered[at] || /^\d/.test(word)) continue;
    const kind = neutral.binding.get(word);
    if (kind === undefined) {
      if (!neutral.words.has(word) && !isKnown(word, known, neutral, base)) return `"${shown(at)}" is on no record`;
      continue;
    }
    const bound = boundBy(words, at, kind, neutral, base, covered);
    const isTheirs = bindingsOf(kind, bound, words, base).some((binding) => known.bindings.has(binding));
    if (!isTheirs) return `"${shown(at)}"${bound[0] === undefined ? "" : ` ${bound[0] > at ? "before" : "after"} "${shown(bound[0])}"`} is on no record`;
    if (kind === "not") for (const one of bound) negated.add(one);
  }
  const freed = words.findIndex(({ text: word }, at) => !covered[at] && !negated.has(at) && rootsOf(word, base).some((root) => known.denied.has(root)));
  return freed < 0 ? null : `the "not" that the record has with "${shown(freed)}" is gone`;
}

function factsOf(facts: Readonly<Record<string, string>>, neutral: Neutral, base: string): Facts {
  const all = new Set<string>();
  const roots = new Set<string>();
  const bindings = new Set<string>();
  const denied = new Set<string>();
  const free = new Set<string>();
  for (const value of Object.values(facts)) {
    const words = wordsIn(value);
    const negated = new Set<number>();
    for (const [at, { text }] of words.entries()) {
      const kind = neutral.binding.get(text);
      for (const root of rootsOf(text, base)) roots.add(root);
      if (kind === undefined) continue;
      const bound = boundBy(words, at, kind, neutral, base, []);
      for (const binding of bindingsOf(kind, bound, words, base)) bindings.add(binding);
      if (kind === "not") for (const one of bound) negated.add(one);
    }
    for (const [at, { text }] of words.entries()) {
      all.add(text);
      for (const root of rootsOf(text, base)) (negated.has(at) ? denied : free).add(root);
    }
  }
  return { words: all, roots, bindings, denied: new Set([...denied].filter((root) => !free.has(root))) };
}

/** A word that binds nothing may bind nothing elsewhere, too. */
const bindingsOf = (kind: string, bound: readonly number[], words: readonly Word[], base: string): string[] =>
  bound.length === 0 ? [`${kind} `] : bound.flatMap((one) => rootsOf(words[one]?.text ?? "", base).map((root) => `${kind} ${root}`));

/** Between a quantity and what it measures. */
const JOINTS = new Set(["of", "the", "our", "your", "der", "die", "das", "unserer", "ihrer"]);

/** Between a "not" and what it turns. */
const DEGREES = new Set(["longer", "yet", "mehr", "always", "immer"]);

/**
 * What a word turns or measures, in the same sentence: of a quantity the next word, else the next that is not neutral. In German a "nicht" turns the
 * verb before it, too.
 */
function boundBy(words: readonly Word[], at: number, kind: string, neutral: Neutral, base: string, covered: readonly boolean[]): number[] {
  const isWide = kind === "not" || kind === "why";
  const isNeutral = (one: number) => covered[one] || neutral.words.has(words[one]?.text ?? "") || neutral.binding.has(words[one]?.text ?? "");
  const isPassed = (one: number) => (isWide ? isNeutral(one) || DEGREES.has(words[one]?.text ?? "") : JOINTS.has(words[one]?.text ?? ""));
  const isNear = (one: number) => words[one]?.sentence === words[at]?.sentence;
  let next = at + 1;
  while (next < words.length && isNear(next) && isPassed(next)) next += 1;
  const bound = next < words.length && isNear(next) ? [next] : [];
  const isVerb = base === "de" && kind === "not" && at > 0 && isNear(at - 1) && !words[at - 1]?.isCapital && !isNeutral(at - 1);
  return isVerb ? [...bound, at - 1] : bound;
}

/** Which words stand in a neutral phrase. */
function inPhrases(words: readonly Word[], { phrases }: Neutral): boolean[] {
  const covered: boolean[] = [];
  for (const [at, { text }] of words.entries()) {
    for (const phrase of phrases.get(text) ?? []) if (phrase.every((word, i) => words[at + i]?.text === word)) phrase.forEach((_, i) => (covered[at + i] = true));
  }
  return covered;
}

function isKnown(word: string, { words, roots }: Facts, neutral: Neutral, base: string): boolean {
  const isVouched = (part: string) => neutral.words.has(part) || (neutral.withheld.has(part) ? words.has(part) : rootsOf(part, base).some((root) => roots.has(root)));
  return isVouched(word) || (base === "de" && halvesOf(word).some((halves) => halves.every(isVouched)));
}

const LONGEST_COMPOUND = 40;

/** German writes two words as one, now and then with an `s` between. */
function halvesOf(word: string): [string, string][] {
  if (word.length > LONGEST_COMPOUND) return [];
  const cuts = Array.from({ length: Math.max(0, word.length - 7) }, (_, i) => i + 4);
  return cuts.flatMap((cut) => [word.slice(0, cut), word.slice(0, cut).replace(/s$/, "")].map((first): [string, string] => [first, word.slice(cut)]));
}
