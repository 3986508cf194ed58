import { addList, type Bits, share } from "./bits.rules.ts";
import type { Item, Pattern } from "./pattern.rules.ts";
import type { Word } from "./words.rules.ts";

/** A phrase of a list that begins at some word, and how many words it takes. */
export interface Mark {
  list: number;
  size: number;
}

/** A text, its words, and which phrases of the lists begin at each. */
export interface Reading {
  words: Word[];
  marks: Mark[][];
  /** How many comparisons were made, so that a test can hold the work to the text's length. */
  steps: number;
  /** Of each sentence, what words and lists it holds. */
  sentences: Bits[];
}

/** Lists that the hub itself marks, in every language. */
export const WHEN = 0;
export const CLOCK = 1;
export const SPAN = 2;
/** A word that may be somebody's name, by how it is written. */
export const NAME = 3;

/** Tells a reading that a phrase begins at a word. */
export function mark({ words, marks, sentences }: Reading, at: number, list: number, size: number): void {
  const sentence = sentences[words[at]?.sentence ?? 0];
  if (sentence) addList(sentence, list);
  const some = marks[at];
  if (some === undefined || some === NO_MARKS) marks[at] = [{ list, size }];
  else some.push({ list, size });
}

/** Shared by all words that no list knows. */
export const NO_MARKS: Mark[] = [];

/** Whether all that a pattern needs stands somewhere in the sentence. */
export function canMatch({ sentences, words }: Reading, { needed }: Pattern, at: number): boolean {
  const holds = sentences[words[at]?.sentence ?? 0];
  if (holds === undefined) return false;
  for (const bits of needed) if (!share(bits, holds)) return false;
  return true;
}

/** A passage in words, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** Where a pattern that begins at a word ends, or -1. Gaps are taken as short as they can be; each is bounded, and so is the work. */
export function matchAt(reading: Reading, items: readonly Item[], at: number, k = 0): number {
  reading.steps += 1;
  const item = items[k];
  if (item === undefined) return at;
  if (item.kind === "first") return at === 0 || startsSentence(reading, at) ? matchAt(reading, items, at, k + 1) : -1;
  if (item.kind === "not") return sizesAt(reading, item, at).length > 0 ? -1 : matchAt(reading, items, at, k + 1);
  if (item.kind === "sign") return hasSign(reading.words[at]?.before ?? "", item.sign) ? matchAt(reading, items, at, k + 1) : -1;
  if (item.kind === "last") return endsClause(reading, at) ? matchAt(reading, items, at, k + 1) : -1;
  if (item.kind === "notAfter") return at > 0 && !startsSentence(reading, at) && sizesAt(reading, item, at - 1).length > 0 ? -1 : matchAt(reading, items, at, k + 1);
  if (item.kind === "gap") return afterGap(reading, items, at, k, item);
  return afterWords(reading, items, at, k, 0);
}

const JOINT_SIGNS = [",", ";", ":", "(", "\u2013", "\u2014", " - "];
const hasSign = (before: string, sign: string) => (sign === ";" ? JOINT_SIGNS.some((joint) => before.includes(joint)) : before.includes(sign));

function afterGap(reading: Reading, items: readonly Item[], at: number, k: number, item: Item): number {
  const last = startsSentence(reading, at) && k > 0 ? at : Math.min(at + item.most, reading.words.length);
  for (let next = at; next <= last; next += 1) {
    if (next > at && startsSentence(reading, next)) return items[k + 1]?.kind === "last" ? matchAt(reading, items, next, k + 1) : -1;
    const end = matchAt(reading, items, next, k + 1);
    if (end >= 0) return end;
    if (item.isPlain && DENIALS.has(reading.words[next]?.text ?? "")) return -1;
    if (item.lists.length > 0 && sizesAt(reading, item, next).length > 0) return -1;
  }
  return -1;
}

function afterWords(reading: Reading, items: readonly Item[], at: number, k: number, times: number): number {
  const item = items[k] as Item;
  // Never into the next sentence, but a pattern may begin one.
  if (times < item.most && at < reading.words.length && !((times > 0 || !item.isHead) && startsSentence(reading, at))) {
    for (const size of sizesAt(reading, item, at)) {
      const end = item.most === 1 ? matchAt(reading, items, at + size, k + 1) : afterWords(reading, items, at + size, k, times + 1);
      if (end >= 0) return end;
    }
  }
  return times >= item.least ? matchAt(reading, items, at, k + 1) : -1;
}

const startsSentence = ({ words }: Reading, at: number) => words[at]?.sentence !== words[at - 1]?.sentence;

const DENIALS = new Set(["not", "cannot", "unable", "never", "no", "without"]);
const JOINTS = new Set("and but or which who that has have had is was are were at on in yesterday today for after when with during as we so not this while since because causing resulting and".split(" "));

function endsClause(reading: Reading, at: number): boolean {
  const word = reading.words[at];
  return !word || startsSentence(reading, at) || word.before.trim() !== "" || JOINTS.has(word.text);
}

const NONE: number[] = [];
const ONE: number[] = [1];

function sizesAt(reading: Reading, item: Item, at: number): number[] {
  const word = reading.words[at];
  if (!word) return NONE;
  const isWord = item.words.has(word.text) || (item.endings.length > 0 && item.endings.some((ending) => word.text.endsWith(ending) && word.text.length > ending.length + 2));
  const marks = reading.marks[at] ?? NO_MARKS;
  if (item.lists.length === 0 || marks.length === 0) return isWord ? ONE : NONE;
  let sizes: number[] | null = null;
  for (const { list, size } of marks) {
    if (!item.lists.includes(list)) continue;
    if (sizes) sizes.push(size);
    else sizes = [size];
  }
  if (!sizes) return isWord ? ONE : NONE;
  if (isWord) sizes.push(1);
  return sizes.length > 1 ? sizes.sort((a, b) => b - a) : sizes;
}
