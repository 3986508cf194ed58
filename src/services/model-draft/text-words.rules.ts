import { plainOf } from "../guardrail/reading/plain.rules.ts";
import { bare } from "../guardrail/reading/stem.rules.ts";
import { type Word, wordsOf } from "../guardrail/reading/words.rules.ts";

/** A text's words as the guardrails read them: folded, contractions written out. */
export const wordsIn = (text: string): Word[] => wordsOf(plainOf(text), () => false);

const GERMAN_ENDINGS = ["enden", "ender", "endes", "ende", "end", "ungen", "ung", "ern", "tet", "ten", "te", "em", "en", "er", "es", "et", "st", "e", "n", "s", "t"];

/** The forms under which words are one: `exports` and `export`, `times` and `timing`, `starten` and `Start`. Never below three letters. */
export function rootsOf(word: string, language: string): string[] {
  if (language !== "de") {
    const forms = [word, bare(word), ...(word.length > 3 && word.endsWith("s") ? [word.slice(0, -1)] : [])];
    return [...forms, ...forms.filter((form) => form.length > 3 && form.endsWith("e")).map((form) => form.slice(0, -1))];
  }
  return [word, ...GERMAN_ENDINGS.filter((ending) => word.endsWith(ending) && word.length - ending.length >= 3).map((ending) => word.slice(0, -ending.length))];
}
