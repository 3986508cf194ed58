const MARK = /\p{M}/gu;
const folded = new Map<number, string>();

/** One code point as it is compared: its compatibility form, without accents, in lower case; empty if it cannot be seen. */
export function fold(code: number): string {
  if (code < 128) return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : String.fromCharCode(code);
  let known = folded.get(code);
  if (known === undefined) {
    known = isUnseen(code) ? "" : (special(code) ?? String.fromCodePoint(code).normalize("NFKD").replace(MARK, "").toLowerCase().replaceAll("ß", "ss"));
    // Ten thousand cover what people write; a text made of all of Unicode must not fill the memory.
    if (folded.size < 10_000) folded.set(code, known);
  }
  return known;
}

const UNSEEN: readonly (readonly [number, number])[] = [
  [0xad, 0xad], [0x34f, 0x34f], [0x61c, 0x61c], [0x115f, 0x1160], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x200b, 0x200f], [0x202a, 0x202e],
  [0x2060, 0x206f], [0x3164, 0x3164], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff9, 0xfffb], [0xe0000, 0xe0fff],
];
const isUnseen = (code: number) => UNSEEN.some(([first, last]) => code >= first && code <= last);

/** Lettered signs without a compatibility form: flags, and letters in black circles and squares. */
const LETTERED = [0x1f150, 0x1f170, 0x1f1e6];
function special(code: number): string | undefined {
  if (code === 0x2019 || code === 0x2018 || code === 0x2bc || code === 0xff07) return "'";
  if (code >= 0x2010 && code <= 0x2015) return "-";
  const first = LETTERED.find((from) => code >= from && code < from + 26);
  return first === undefined ? undefined : String.fromCharCode(97 + code - first);
}
