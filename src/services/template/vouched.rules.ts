import type { PublicState } from "../../entities/vocabulary.ts";
import type { Word } from "../guardrail/words.rules.ts";
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
  /** Words that the facts have after a "not" alone. */
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
    const next = boundBy(words, at, kind, neutral, covered);
    if (!rootsOf(words[next]?.text ?? "", base).some((root) => known.bindings.has(`${kind} ${root}`))) return `"${shown(at)}"${next < 0 ? "" : ` before "${shown(next)}"`} is on no record`;
    if (kind === "not") negated.add(next);
  }
  const freed = words.findIndex(({ text: word }, at) => !covered[at] && !negated.has(at) && known.denied.has(word));
  return freed < 0 ? null : `the "not" that the record has before "${shown(freed)}" is gone`;
}

function factsOf(facts: Readonly<Record<string, string>>, neutral: Neutral, base: string): Facts {
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
      const next = boundBy(words, at, kind, neutral, []);
      for (const root of rootsOf(words[next]?.text ?? "", base)) bindings.add(`${kind} ${root}`);
      if (kind === "not" && next >= 0) negated.add(next);
    }
    for (const [at, { text }] of words.entries()) (negated.has(at) ? denied : free).add(text);
  }
  return { words: new Set([...denied, ...free]), roots, bindings, denied: new Set([...denied].filter((word) => !free.has(word))) };
}

/** Between a quantity and what it measures. */
const JOINTS = new Set(["of", "the", "our", "your", "der", "die", "das", "unserer", "ihrer"]);

/** What a word turns or measures: of a quantity the next word, else the next that is not neutral, in the same sentence; -1 where there is none. */
function boundBy(words: readonly Word[], at: number, kind: string, neutral: Neutral, covered: readonly boolean[]): number {
  const isPassed = (word: string, next: number) => (kind === "not" || kind === "why" ? covered[next] || neutral.words.has(word) || neutral.binding.has(word) : JOINTS.has(word));
  for (let next = at + 1; next < words.length && words[next]?.sentence === words[at]?.sentence; next += 1) if (!isPassed(words[next]?.text ?? "", next)) return next;
  return -1;
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
