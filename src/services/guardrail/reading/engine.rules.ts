import type { Lexicon, PatternSet } from "./lexicon.rules.ts";
import { addWord, noBits } from "./bits.rules.ts";
import { compile, type Pattern } from "./pattern.rules.ts";
import { plainOf } from "./plain.rules.ts";
import { canMatch, CLOCK, mark, matchAt, NAME, NO_MARKS, type Reading, SPAN, type Span, WHEN } from "./reading.rules.ts";
import { marksOfTime } from "./times.rules.ts";
import { type Word, wordsOf } from "./words.rules.ts";

/** A text that breaks a rule more often than this is written anew rather than mended. */
const MOST = 20;

interface Node {
  next: Map<string, Node>;
  lists: number[];
}

/** Patterns that begin with one word, or with one list. */
interface Group {
  find: Pattern[];
  unless: Pattern[];
  passOver: Pattern[];
}

type Index = Map<string | number, Group>;

export interface Engine {
  isKnown(word: string): boolean;
  /** The number of a list, named `language.list`. */
  listId(name: string): number;
  read(body: string): Reading;
  /** Passages that a rule's patterns find, in order; those that overlap are one. */
  find(reading: Reading, set: PatternSet): Span[];
}

/** Compiles lists and patterns of all languages into one engine; a list is known by its language and name. */
export function engineOf(lexicons: readonly Lexicon[]): Engine {
  const root: Node = { next: new Map(), lists: [] };
  const known = new Set<string>();
  const ids = new Map([["when", WHEN], ["clock", CLOCK], ["span", SPAN], ["name", NAME]]);
  const sets = new Map<PatternSet, Index>();
  const idOf = (name: string) => ids.get(name) ?? fail(`There is no list ${name}`);
  for (const { language, lists } of lexicons) {
    for (const [name, phrases] of Object.entries(lists)) {
      ids.set(`${language}.${name}`, ids.size);
      for (const phrase of phrases.split("|")) addPhrase(root, known, phrase, idOf(`${language}.${name}`));
    }
  }
  for (const { language, patterns } of lexicons) {
    const own = (list: string) => (ids.get(list) !== undefined ? idOf(list) : idOf(`${language}.${list}`));
    for (const [name, groups] of Object.entries(patterns)) {
      const index: Index = sets.get(name as PatternSet) ?? new Map();
      sets.set(name as PatternSet, index);
      for (const [kind, some] of Object.entries(groups)) for (const pattern of some) addPattern(index, known, kind as keyof Group, compile(pattern, own), pattern);
    }
  }
  return { isKnown: (word) => known.has(word), listId: idOf, read: (body) => read(body, root, known), find: (reading, name) => find(reading, sets.get(name) ?? new Map()) };
}

function read(body: string, root: Node, known: ReadonlySet<string>): Reading {
  const words = wordsOf(plainOf(body), (word) => known.has(word));
  const reading: Reading = { words, marks: [], steps: 0, sentences: [] };
  for (const { sentence, text } of words) {
    addWord((reading.sentences[sentence] ??= noBits()), text);
  }
  for (let at = 0; at < words.length; at += 1) markPhrases(reading, root, at);
  marksOfTime(reading);
  for (const [at, word] of words.entries()) if (mayBeName(body, word, words[at - 1], known)) mark(reading, at, NAME, 1);
  return reading;
}

/** Written as a name is, with one capital; at the beginning of a sentence any word is, so there it must be one that no list knows. */
function mayBeName(body: string, { text, start, sentence, isCapital }: Word, before: Word | undefined, known: ReadonlySet<string>): boolean {
  if (!isCapital || text.length < 3 || (body[start + 1] ?? "") === (body[start + 1] ?? "").toUpperCase()) return false;
  return before?.sentence === sentence || !known.has(text);
}

function find(reading: Reading, index: Index): Span[] {
  const spans: Span[] = [];
  let last: Span | undefined;
  let passed = 0;
  for (let at = 0; at < reading.words.length; at += 1) {
    reading.steps += 1;
    const groups = groupsAt(reading, index, at);
    if (groups.length === 0) continue;
    passed = Math.max(passed, longest(reading, groups, "passOver", at));
    if (at < passed) continue;
    const to = longest(reading, groups, "find", at);
    if (to <= at || longest(reading, groups, "unless", at) >= 0) continue;
    if (last && at < last.to) last.to = Math.max(last.to, to);
    else if (spans.length < MOST) spans.push((last = { from: at, to }));
    else break;
  }
  return spans;
}

function addPhrase(root: Node, known: Set<string>, phrase: string, list: number): void {
  let node = root;
  for (const word of phrase.split(" ")) {
    known.add(word);
    const next = node.next.get(word) ?? { next: new Map(), lists: [] };
    node.next.set(word, next);
    node = next;
  }
  if (!node.lists.includes(list)) node.lists.push(list);
}

function addPattern(index: Index, known: Set<string>, kind: keyof Group, pattern: Pattern, text: string): void {
  const { items } = pattern;
  for (const { words } of items) for (const word of words) known.add(word);
  const first = items.find((item) => item.kind === "words");
  if (!first || first.least === 0 || first.endings.some((ending) => ending !== "ing")) throw new Error(`A pattern begins with a word or a list: ${text}`);
  for (const key of [...first.words, ...first.lists, ...first.endings.map((ending) => `*${ending}`)]) {
    const group = index.get(key) ?? { find: [], unless: [], passOver: [] };
    index.set(key, group);
    group[kind].push(pattern);
  }
}

function markPhrases(reading: Reading, root: Node, at: number): void {
  reading.marks.push(NO_MARKS);
  let node: Node | undefined = root;
  for (let i = at; node && i < reading.words.length; i += 1) {
    const word = reading.words[i];
    if (i > at && word?.sentence !== reading.words[at]?.sentence) break;
    reading.steps += 1;
    node = node.next.get(word?.text ?? "");
    if (node) for (const list of node.lists) mark(reading, at, list, i - at + 1);
  }
}

const NO_GROUPS: Group[] = [];

function groupsAt(reading: Reading, index: Index, at: number): Group[] {
  const word = reading.words[at]?.text ?? "";
  const byWord = index.get(word);
  const byEnding = word.endsWith("ing") ? index.get("*ing") : undefined;
  const marks = reading.marks[at] ?? NO_MARKS;
  if (!byWord && !byEnding && marks.length === 0) return NO_GROUPS;
  const groups: Group[] = [];
  if (byWord) groups.push(byWord);
  if (byEnding) groups.push(byEnding);
  for (const { list } of marks) {
    const group = index.get(list);
    if (group && !groups.includes(group)) groups.push(group);
  }
  return groups;
}

function longest(reading: Reading, groups: readonly Group[], kind: keyof Group, at: number): number {
  let to = -1;
  const begins = at === 0 || reading.words[at]?.sentence !== reading.words[at - 1]?.sentence;
  for (const group of groups) {
    for (const pattern of group[kind]) {
      if ((begins || pattern.items[0]?.kind !== "first") && canMatch(reading, pattern, at)) to = Math.max(to, matchAt(reading, pattern.items, at));
    }
  }
  return to;
}

function fail(message: string): never {
  throw new Error(message);
}
