import { clip } from "../text.rules.ts";

/** What is left of a rendered template where conditions left holes: single spaces, no blank lines but between paragraphs. */
export const tidyBody = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").trim();

/** One line. */
export const tidySubject = (text: string): string => text.replace(/\s+/g, " ").trim();

/** As much of a text as fits, in whole sentences, or in whole words where its first sentence does not; in letters, where its first word does not. */
export function clipSentences(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, Math.max(0, max));
  const [sentences = ""] = /^[\s\S]*[.!?…](?=\s)/.exec(`${cut} `.slice(0, max + 1)) ?? [];
  if (sentences !== "") return sentences.trim();
  return max < 2 ? "" : `${clip(cut.replace(/\s+\S*$/, ""), max - 1).trim()}…`;
}
