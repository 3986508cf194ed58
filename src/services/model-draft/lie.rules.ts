import type { PublicState } from "../../entities/vocabulary.ts";
import { inventedFigure } from "./figures.rules.ts";
import { strangeSign } from "./signs.rules.ts";
import { swappedTime } from "./promised.rules.ts";
import { unvouched } from "./vouched.rules.ts";

/** A text and all that its writer was told. */
export interface Told {
  text: string;
  facts: Readonly<Record<string, string>>;
  publicState: PublicState;
  language: string;
}

/**
 * What a text says beyond the facts, as a sentence; null where nothing was found. It errs on the side of the templates: a
 * true text that is taken for a lie costs nicer words, and nothing else.
 */
export function invention(told: Told): string | null {
  const known = Object.values(told.facts).join("\n");
  return strangeSign(told.text, known) ?? inventedAddress(told.text, known) ?? inventedFigure(told.text, told.facts) ?? swappedTime(told) ?? unvouched(told);
}

/** Bounded, and begun only where a word begins: no text makes this slow. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s,;)]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|(?<![\w-])[a-z0-9-]{1,63}\.(?:com|net|org|io|dev|app|co|example|test)\b(?:\/[^\s,;)]*)?/gi;

function inventedAddress(text: string, known: string): string | null {
  const found = [...text.matchAll(ADDRESS)].find(([address]) => !known.toLowerCase().includes(address.toLowerCase().replace(/[.!?]+$/, "")));
  return found ? `it names the address ${found[0].slice(0, 60)}, which is not on record` : null;
}
