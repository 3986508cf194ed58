import { spanAt, unitMinutes, wordNumber } from "./times.rules.ts";
import type { Word } from "./words.rules.ts";

/** The minutes of a counted length such as `within the next 1.5 hours`; the longer end of a range; null for none. */
export function lengthOf(words: readonly Word[]): number | null {
  if (words[0]?.text === "hourly") return 60;
  const at = words.findIndex((_, i) => spanAt(words, i) > 0);
  if (at < 0) {
    // `every hour`, `within the next hour`
    const unit = words.length > 1 ? unitMinutes(words.at(-1)?.text ?? "") : 0;
    return unit > 0 ? unit : null;
  }
  const length = words.slice(at, at + spanAt(words, at));
  const unit = unitMinutes(length.at(-1)?.text ?? "");
  if (length.some(({ text }) => text === "quarter")) return unit / 4;
  let count = 0;
  let isHalf = false;
  for (const [i, { text, before }] of length.slice(0, -1).entries()) {
    const number = /^\d+$/.test(text) ? Number(text) : wordNumber(text);
    if (text === "half") isHalf = true;
    else if (text === "the") count = 1; // within the hour
    else if (i > 0 && before === "." && number !== null) count += Number(`0.${text}`);
    else if (number !== null) count = /^\d/.test(text) || count < 20 || number >= 10 ? number : count + number;
  }
  if (isHalf) count = length[0]?.text === "half" ? 0.5 : count + 0.5;
  return count * unit;
}
