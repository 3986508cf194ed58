/** What somebody replied to a page by text message. */
export type Reply = { code: string } | { word: true } | null;

const WORDS = new Set(["ack", "acknowledge", "acknowledged", "ok", "okay", "yes", "y", "got", "mine"]);
/** A text message has no more. */
const LONGEST = 1_600;

/** The code if there is just one, or a word that says yes; null for anything else: a guess would acknowledge for somebody. */
export function replyIn(text: string): Reply {
  const words = text.slice(0, LONGEST).normalize("NFKC").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const codes = new Set(words.filter((word) => /^[0-9]{4}$/.test(word)));
  const [code] = codes;
  if (code !== undefined) return codes.size === 1 ? { code } : null;
  return words.length > 0 && words.length <= 3 && WORDS.has(words[0] ?? "") ? { word: true } : null;
}
