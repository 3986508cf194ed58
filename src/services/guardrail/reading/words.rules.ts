import { asLatin, asLetters, isLookAlike } from "./look-alike.rules.ts";
import type { Plain } from "./plain.rules.ts";

/** One word of a text, folded; `start` and `end` are places in the body as it was given. */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** What stands between it and the word before: blanks and punctuation. */
  before: string;
  /** Counts up at each sentence. */
  sentence: number;
  isCapital: boolean;
}

/** A text as words. `isKnown` tells the words of the lists, which disguised words are compared with. */
export function wordsOf(plain: Plain, isKnown: (word: string) => boolean): Word[] {
  return inSentences(joinSpaced(rawWords(plain, isKnown), isKnown));
}

const kinds = new Map<number, 0 | 1 | 2>();
const LETTER = /\p{L}/u;

/** 1 is a letter, 2 a digit. */
function kindOf(code: number): 0 | 1 | 2 {
  if (code >= 97 && code <= 122) return 1;
  if (code >= 48 && code <= 57) return 2;
  if (code < 128) return 0;
  let kind = kinds.get(code);
  if (kind === undefined) {
    kind = LETTER.test(String.fromCharCode(code)) ? 1 : 0;
    kinds.set(code, kind);
  }
  return kind;
}

function rawWords({ text, body, from, to }: Plain, isKnown: (word: string) => boolean): Word[] {
  const words: Word[] = [];
  let at = 0;
  let last = 0;
  const put = (word: string, start: number, end: number) => {
    words.push({ text: word, start: from[start] ?? 0, end: to[end - 1] ?? 0, before: text.slice(last, start), sentence: 0, isCapital: isCapital(body[from[start] ?? 0] ?? "") });
    last = end;
  };
  while (at < text.length) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === 0) {
      at += 1;
      continue;
    }
    if (kind === 1 && text.startsWith("http", at) && (text.startsWith("://", at + 4) || text.startsWith("s://", at + 4))) {
      const start = at;
      while (at < text.length && !isBlank(text.charCodeAt(at))) at += 1;
      put("{url}", start, at);
      continue;
    }
    let end = at + 1;
    let mixed = false;
    for (let next = kindOf(text.charCodeAt(end)); end < text.length && next !== 0; end += 1, next = kindOf(text.charCodeAt(end))) mixed ||= next !== kind;
    const whole = text.slice(at, end);
    if (mixed) {
      const read = asLetters(whole);
      if (isKnown(read) && whole.length > 4) put(read, at, end);
      else if (whole.length > LONGEST_MIXED) put(whole, at, end);
      else for (const [start, stop] of runsOf(whole)) put(whole.slice(start, stop), at + start, at + stop);
    } else put(kind === 1 ? unmasked(whole, isKnown) : whole, at, end);
    at = end;
    if (text[at] === "'" && kindOf(text.charCodeAt(at + 1)) === 1) {
      let stop = at + 1;
      while (kindOf(text.charCodeAt(stop)) === 1) stop += 1;
      if (contract(words, text.slice(at + 1, stop), put, at, stop)) at = stop;
    }
  }
  return words;
}

/** Longer ones are keys and hashes. */
const LONGEST_MIXED = 24;
const isCapital = (sign: string) => sign !== sign.toLowerCase();
const isBlank = (code: number) => code === 32 || (code >= 9 && code <= 13) || code === 60 || code === 34;

/** `15m` is read as 15 and m, `3pm` as 3 and pm. */
function runsOf(text: string): [number, number][] {
  const runs: [number, number][] = [];
  for (let at = 0; at < text.length; ) {
    let end = at + 1;
    while (end < text.length && kindOf(text.charCodeAt(end)) === kindOf(text.charCodeAt(at))) end += 1;
    runs.push([at, end]);
    at = end;
  }
  return runs;
}

/** Look-alikes are read as Latin in a word that has Latin letters too, or where that makes a word of the lists; Cyrillic and Greek texts stay. */
function unmasked(word: string, isKnown: (word: string) => boolean): string {
  let strange = 0;
  let alike = 0;
  for (let i = 0; i < word.length; i += 1) {
    if (word.charCodeAt(i) < 128) continue;
    strange += 1;
    if (isLookAlike(word[i] ?? "")) alike += 1;
  }
  if (strange === 0 || alike === 0) return word;
  const latin = asLatin(word);
  return strange < word.length || isKnown(latin) ? latin : word;
}

const CONTRACTED: Record<string, string> = { ll: "will", ve: "have", re: "are", d: "would", m: "am", s: "'s" };

function contract(words: Word[], tail: string, put: (word: string, start: number, end: number) => void, at: number, stop: number): boolean {
  const word = words.at(-1);
  if (tail === "t" && word?.text.endsWith("n")) {
    if (word.text !== "can") word.text = word.text === "won" ? "will" : word.text.slice(0, -1);
    put("not", at, stop);
    return true;
  }
  const full = CONTRACTED[tail];
  if (full === undefined) return false;
  put(full, at, stop);
  return true;
}

/** `p r o b a b l y`, `prob-ably` and `work-around` are read as the words of the lists that they spell. */
function joinSpaced(words: Word[], isKnown: (word: string) => boolean): Word[] {
  const joined: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const word = words[at] as Word;
    let end = at;
    while (end < words.length && words[end]?.text.length === 1 && (end === at || (words[end]?.before.length ?? 9) <= 3)) end += 1;
    if (end - at > 3) {
      for (const read of spell(words, at, end, isKnown) ?? words.slice(at, end)) joined.push(read);
      at = end;
      continue;
    }
    const next = words[at + 1];
    if (next && next.before.startsWith("-") && next.before.trim() === "-" && isKnown(word.text + next.text)) {
      joined.push({ ...word, text: word.text + next.text, end: next.end });
      at += 2;
      continue;
    }
    joined.push(word);
    at += 1;
  }
  return joined;
}

const LONGEST_SPELLED = 80;

function spell(words: Word[], first: number, end: number, isKnown: (word: string) => boolean): Word[] | null {
  const letters = words.slice(first, Math.min(end, first + LONGEST_SPELLED)).map(({ text }) => text).join("");
  const read: Word[] = [];
  let isAny = false;
  for (let at = 0; at < letters.length; ) {
    let size = Math.min(16, letters.length - at);
    while (size > 1 && !(size > 2 && isKnown(letters.slice(at, at + size)))) size -= 1;
    isAny ||= size > 3;
    read.push({ ...(words[first + at] as Word), text: letters.slice(at, at + size), end: (words[first + at + size - 1] as Word).end });
    at += size;
  }
  return isAny ? [...read, ...words.slice(first + letters.length, end)] : null;
}

function inSentences(words: Word[]): Word[] {
  let sentence = 0;
  for (const [i, word] of words.entries()) {
    if (i > 0 && isBreak(words[i - 1] as Word, word)) sentence += 1;
    word.sentence = sentence;
  }
  return words;
}

const SHORT = new Set(["approx", "e", "g", "i", "a", "p", "m", "u", "vs", "ca", "etc", "z", "b"]);

/** Where a sentence ends: at its mark, an empty line, a list's bullet, or a line's end before what begins a label. */
function isBreak(last: Word, { before, text, isCapital }: Word): boolean {
  if (before === " " || before === "") return false;
  if (before.includes("。") || before.includes("…") || before.includes("..")) return true;
  const mark = Math.max(before.lastIndexOf("!"), before.lastIndexOf("?"));
  if (mark >= 0 && mark < before.length - 1) return true;
  const line = before.indexOf("\n");
  const dot = before.indexOf(".");
  if (dot >= 0 && dot < before.length - 1) return !(SHORT.has(last.text) && !(text.length > 1 && line >= 0));
  if (line < 0) return false;
  const rest = before.slice(line + 1);
  // Words that go on in small letters behind a blank line are the same sentence: else an empty line would hide what it splits.
  const goesOn = before.trim() === "" && text >= "a" && !isCapital;
  return isCapital || (rest.includes("\n") && !goesOn) || rest.includes("-") || rest.includes("#") || rest.includes("•");
}
