import type { Engine } from "./reading/engine.rules.ts";
import type { Reading, Span } from "./reading/reading.rules.ts";
import { conceptsOf, distinct } from "./reading/stem.rules.ts";
import type { Word } from "./reading/words.rules.ts";

/** Enough of the recorded advice to be it, where nothing else says that the text gives any. */
const PLAINLY = 0.75;
/** Of all its words, public ones included, in a sentence that gives advice. */
const LARGELY = 0.4;

/** Passages that tell a reader what to do about it. */
export const offers = (engine: Engine, reading: Reading): Span[] => engine.find(reading, "workaround");

/**
 * Whether a text tells the recorded workaround, in its words or in others: most of its matter stands in it, or it names
 * what it tells a workaround, or a sentence that gives advice shares matter with it that the public is not told anyway.
 */
export function tells(engine: Engine, reading: Reading, recorded: string, known: ReadonlySet<string>): boolean {
  const { words } = engine.read(recorded);
  const wanted = distinct(conceptsOf(words));
  const all = heeded(conceptsOf(reading.words), reading.words, wanted);
  if (wanted.size === 0) return words.length === 0 || offers(engine, reading).length > 0;
  if (shared(wanted, distinct(all)).length / wanted.size >= PLAINLY) return true;
  // Whoever calls it the workaround is believed: it may be the recorded one in words that no list holds, or a newer one.
  if (engine.find(reading, "namedWorkaround").length > 0) return true;
  const advised = offers(engine, reading).map(({ from }) => reading.words[from]?.sentence ?? 0);
  const advice = distinct(all.filter((_, at) => advised.some((sentence) => (reading.words[at]?.sentence ?? 0) - sentence <= 1 && (reading.words[at]?.sentence ?? 0) >= sentence)));
  const common = shared(wanted, advice);
  return common.length / wanted.size >= LARGELY || common.some((concept) => !known.has(concept));
}

/** Without what the text tells its reader not to do: "never use the batch page" tells nobody to use it. */
function heeded(concepts: readonly (string | null)[], words: readonly Word[], wanted: ReadonlySet<string>): (string | null)[] {
  let isDenied = false;
  return concepts.map((concept, at) => {
    const last = words[at - 1];
    if (last?.sentence !== words[at]?.sentence || /[,;:.()\u2013\u2014]/.test(words[at]?.before ?? "")) isDenied = false;
    if ((last?.text === "never" || (last?.text === "not" && words[at - 2]?.text === "do")) && concept !== null && wanted.has(concept)) isDenied = true;
    return isDenied ? null : concept;
  });
}

const shared = (wanted: ReadonlySet<string>, given: ReadonlySet<string>) => [...wanted].filter((concept) => given.has(concept));
