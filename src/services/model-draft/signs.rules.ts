/** Signs that a message may have besides letters, digits and punctuation. */
const STRANGE = /[^\p{L}0-9\p{M}\p{P}\p{Z}\n\t+=<>~|]|[\u{10000}-\u{10ffff}]/gu;
const UNSEEN = /[\p{DI}\p{Cf}\p{Co}\p{Cs}]|(?<=\p{Script=Latin}\p{M}{0,9})\p{M}|(?![\n\t])\p{Cc}/u;

/** A character that is not seen or that covers another, or a sign that is not among the facts (a green tick is an assurance, too), as a sentence; null where there is none. */
export function strangeSign(text: string, known: string): string | null {
  const whole = text.normalize("NFKC");
  const unseen = UNSEEN.exec(whole)?.[0];
  if (unseen !== undefined) return `it has an invisible or overlaid character (U+${unseen.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")})`;
  const strange = whole.match(STRANGE)?.find((sign) => !known.includes(sign));
  return strange === undefined ? null : `the sign ${strange} is on no record`;
}
