import { addAllWords, addList, addWord, type Bits, noBits } from "./bits.rules.ts";

/** One place of a pattern: `word`, `one|two`, `{list}`, `*ing`, each with `?` (may be missing) or `*` (up to four times); `~6`, up to six words. */
export interface Item {
  words: ReadonlySet<string>;
  lists: readonly number[];
  /** A bit for each of its words and lists; with the bits of a sentence it tells cheaply what cannot match there. */
  bits: Bits;
  least: number;
  most: number;
  kind: "words" | "gap" | "first" | "last" | "sign" | "not" | "notAfter";
  /** A gap that no denial stands in. */
  isPlain: boolean;
  /** What has to stand before the word here. */
  sign: string;
  /** `*ing`: any word that ends so. */
  endings: readonly string[];
  /** Only what takes no word stands before it in its pattern. */
  isHead: boolean;
}

export interface Pattern {
  items: readonly Item[];
  /** Of all that has to stand in the sentence. */
  needed: readonly Bits[];
}

/**
 * `^` is a sentence's beginning, `$` a clause's end, `,` and `:` stand where these do, `;` at any joint of clauses, a dash too; `!word` is not there, `<word` does not stand before. A gap never leaves
 * its sentence; `~6!` does not cross a "not" either, nor `~6-{list}` a phrase of that list.
 */
export function compile(pattern: string, idOf: (list: string) => number): Pattern {
  const items = pattern.split(" ").map((part) => {
    if (part === "^") return item({ kind: "first" });
    if (part === "," || part === ":" || part === ";") return item({ kind: "sign", sign: part });
    if (part === "$") return item({ kind: "last" });
    if (part[0] === "~") return gap(part, idOf);
    const sign = part.at(-1);
    const text = sign === "?" || sign === "*" ? part.slice(0, -1) : part;
    const alternatives = (text[0] === "!" || text[0] === "<" ? text.slice(1) : text).split("|");
    return item({
      kind: text[0] === "!" ? "not" : text[0] === "<" ? "notAfter" : "words",
      words: new Set(alternatives.filter((word) => word[0] !== "{" && word[0] !== "*")),
      endings: alternatives.filter((word) => word[0] === "*").map((word) => word.slice(1)),
      lists: alternatives.filter((word) => word.startsWith("{")).map((list) => idOf(list.slice(1, -1))),
      least: sign === "?" || sign === "*" ? 0 : 1,
      most: sign === "*" ? 4 : 1,
    });
  });
  const placed = items.map((one, k) => ({ ...one, isHead: items.slice(0, k).every(({ kind }) => kind === "first" || kind === "not" || kind === "notAfter") }));
  return { items: placed, needed: placed.filter(({ kind, least }) => kind === "words" && least > 0).map(({ bits }) => bits) };
}

/** `~6`, `~6!` or `~6-{list}`. */
function gap(part: string, idOf: (list: string) => number): Item {
  const [size = "", barrier] = part.slice(1).split("-");
  return item({ kind: "gap", least: 0, most: Number.parseInt(size, 10), isPlain: size.endsWith("!"), lists: barrier === undefined ? [] : [idOf(barrier.slice(1, -1))] });
}

function item(part: Partial<Item>): Item {
  const { words = new Set<string>(), lists = [], endings = [] } = part;
  const bits = noBits();
  for (const word of words) addWord(bits, word);
  for (const list of lists) addList(bits, list);
  if (endings.length > 0) addAllWords(bits);
  return { least: 1, most: 1, kind: "words", isPlain: false, isHead: false, sign: "", ...part, words, lists, endings, bits };
}
