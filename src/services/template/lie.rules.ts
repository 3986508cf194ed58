import type { PublicState } from "../../entities/vocabulary.ts";
import { CAUSES, CLAIMS, FRIENDLY, NUMBER_WORDS, STATE_CLAIMS, TIME_WORDS } from "./lie-words.rules.ts";

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
  return inventedAddress(told.text, known) ?? inventedNumber(told.text, known) ?? swappedTime(told) ?? inventedTime(told.text, known) ?? inventedCause(told.text, known)
    ?? inventedState(told, known) ?? inventedClaim(told.text, known) ?? inventedName(told, known);
}

/** Bounded, and begun only where a word begins: no text makes this slow. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s,;)]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}|(?<![\w-])[a-z0-9-]{1,63}\.(?:com|net|org|io|dev|app|co|example|test)\b(?:\/[^\s,;)]*)?/gi;

function inventedAddress(text: string, known: string): string | null {
  const found = [...text.matchAll(ADDRESS)].find(([address]) => !known.toLowerCase().includes(address.toLowerCase().replace(/[.!?]+$/, "")));
  return found ? `it names the address ${found[0].slice(0, 60)}` : null;
}

const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** `1,847` and `1.847` are one number; `17:00` stays a time. */
const plain = (number: string): string => number.replace(/[.,](?=\d{3}(?:\D|$))/g, "");
const numbersIn = (text: string): Set<string> => new Set((text.match(NUMBER) ?? []).map(plain));

function inventedNumber(text: string, known: string): string | null {
  const given = numbersIn(known);
  const found = (text.match(NUMBER) ?? []).find((number) => !given.has(plain(number)));
  if (found) return `it says ${found}`;
  const word = text.match(NUMBER_WORDS)?.find((one) => !holds(known, one));
  return word ? `it says "${word}"` : null;
}

const CLOCK = /\b\d{1,2}:\d{2}\b/g;
const ABOUT_UPDATE = /update|actuali|aktualis|mise à jour|melden|inform|notice|message|nachricht/i;

/** True times in the wrong place: that of the next update as one of recovery, or another in its place. */
function swappedTime({ text, facts }: Told): string | null {
  const clockOf = (name: string) => facts[name]?.match(CLOCK)?.[0];
  const promised = clockOf("nextUpdateAt");
  const free = Object.entries(facts).filter(([name]) => name !== "nextUpdateAt").flatMap(([, value]) => value.match(CLOCK) ?? []);
  let isPromised = promised === undefined;
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/)) {
    const times: readonly string[] = sentence.match(CLOCK) ?? [];
    const isAboutUpdate = ABOUT_UPDATE.test(sentence);
    if (isAboutUpdate && promised !== undefined && times.includes(promised)) isPromised = true;
    else if (promised !== undefined && times.includes(promised) && !free.includes(promised)) return `it says ${promised} of something else than the next update`;
    const isRecovery = /recover|restor|resol|expect|\beta\b|behoben|wieder|erwart/i.test(sentence) && !isAboutUpdate;
    const wrong = isRecovery && !facts["resolvedAt"] ? times.find((one) => ![clockOf("eta"), clockOf("previousEta"), clockOf("resolveDueAt"), clockOf("startedAt")].includes(one)) : undefined;
    if (wrong) return `it says ${wrong} of the recovery`;
  }
  return isPromised ? null : `it does not say that the next update comes by ${promised}`;
}

function inventedTime(text: string, known: string): string | null {
  const found = text.match(TIME_WORDS)?.find((words) => !holds(known, words));
  return found ? `it says "${found}"` : null;
}

/** The model knows of no cause. Words of one count only where the facts have the whole of what follows too. */
function inventedCause(text: string, known: string): string | null {
  const found = [...text.matchAll(CAUSES)].find(([words]) => !holds(known, words));
  return found ? `it gives a cause: "${found[0].trim().slice(0, 60)}"` : null;
}

function inventedState({ text, publicState }: Told, known: string): string | null {
  for (const { says, states } of STATE_CLAIMS) {
    const found = states.includes(publicState) ? undefined : text.match(says)?.find((words) => !holds(known, words));
    if (found) return `it says "${found.trim()}" of an incident that is ${publicState}`;
  }
  return null;
}

function inventedClaim(text: string, known: string): string | null {
  const found = text.match(CLAIMS)?.find((words) => !holds(known, words));
  return found ? `it says "${found}"` : null;
}

/** Languages that write all nouns with a capital tell no name by it. */
const CAPITAL_NOUNS = /^(?:de|lb|ksh|gsw)\b/i;

function inventedName({ text, language }: Told, known: string): string | null {
  if (CAPITAL_NOUNS.test(language)) return null;
  const inside = [...text.matchAll(/(?<![.!?:\n"“(]\s{0,3}|^|\p{L})\p{Lu}[\p{L}\p{N}'’-]*/gu)].map(([word]) => word.replace(/['’]s$/, ""));
  const found = inside.find((word) => word.length > 1 && !FRIENDLY.has(word.toLowerCase()) && !holds(known, word));
  return found ? `it names "${found}"` : null;
}

const holds = (known: string, words: string): boolean => spaced(known).includes(spaced(words));
const spaced = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}%]+/gu, " ").trim()} `;
