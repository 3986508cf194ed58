export interface Bits {
  words: number;
  lists: number;
}

export const wordBit = (word: string): number => 1 << ((word.charCodeAt(0) * 7 + word.charCodeAt(word.length - 1) * 3 + word.length) & 31);
export const listBit = (list: number): number => 1 << (list & 31);

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

/**
 * `^` is a sentence's beginning, `$` a clause's end, `,` and `:` stand where these do, `;` at any joint of clauses, a dash too; `!word` is not there, `<word` does not stand before. A gap never leaves
 * its sentence; `~6!` does not cross a "not" either, nor `~6-{list}` a phrase of that list.
 */
export function compile(pattern: string, idOf: (list: string) => number): Item[] {
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
  return items.map((one, k) => ({ ...one, isHead: items.slice(0, k).every(({ kind }) => kind === "first" || kind === "not" || kind === "notAfter") }));
}

/** `~6`, `~6!` or `~6-{list}`. */
function gap(part: string, idOf: (list: string) => number): Item {
  const [size = "", barrier] = part.slice(1).split("-");
  return item({ kind: "gap", least: 0, most: Number.parseInt(size, 10), isPlain: size.endsWith("!"), lists: barrier === undefined ? [] : [idOf(barrier.slice(1, -1))] });
}

function item(part: Partial<Item>): Item {
  const { words = new Set<string>(), lists = [], endings = [] } = part;
  const bits = { words: endings.length > 0 ? -1 : 0, lists: 0 };
  for (const word of words) bits.words |= wordBit(word);
  for (const list of lists) bits.lists |= listBit(list);
  return { least: 1, most: 1, kind: "words", isPlain: false, isHead: false, sign: "", ...part, words, lists, endings, bits };
}
