/** A few bits for words and lists: what two of them do not share cannot be in both. Cheap to ask, and never wrongly no. */
export interface Bits {
  words: number;
  moreWords: number;
  lists: number;
  moreLists: number;
}

export const noBits = (): Bits => ({ words: 0, moreWords: 0, lists: 0, moreLists: 0 });

export function addWord(bits: Bits, word: string): void {
  const hash = word.charCodeAt(0) * 7 + word.charCodeAt(word.length - 1) * 3 + word.charCodeAt(word.length >> 1) * 5 + word.length * 11;
  if (hash & 32) bits.moreWords |= 1 << (hash & 31);
  else bits.words |= 1 << (hash & 31);
}

export function addList(bits: Bits, list: number): void {
  if (list & 32) bits.moreLists |= 1 << (list & 31);
  else bits.lists |= 1 << (list & 31);
}

/** Any word: an ending is none that could be told by its bit. */
export function addAllWords(bits: Bits): void {
  bits.words = -1;
  bits.moreWords = -1;
}

export const share = (one: Bits, other: Bits): boolean =>
  ((one.words & other.words) | (one.moreWords & other.moreWords) | (one.lists & other.lists) | (one.moreLists & other.moreLists)) !== 0;
