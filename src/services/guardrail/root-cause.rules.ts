import type { Reading, Span } from "./reading/reading.rules.ts";
import { conceptsOf, distinct } from "./reading/stem.rules.ts";

/** What part of the private matter of a root cause gives it away when it stands in two sentences on end. */
const GIVEN_AWAY = 0.5;
/** Of a long one, this many in a row of its own words are enough. */
const RUN = 3;
/** A finding points at so many words at most. */
const LONGEST_QUOTE = 40;

/** Where an unpublished root cause shows through: by its own matter, not by words that the public is told anyway. */
export function leak(reading: Reading, cause: Reading, known: ReadonlySet<string>): Span | null {
  const inOrder = conceptsOf(cause.words).filter((concept) => concept !== null);
  const secret = new Set(inOrder.filter((concept) => !known.has(concept)));
  if (secret.size === 0) return null;
  const concepts = conceptsOf(reading.words);
  return denseSpan(reading, concepts, secret) ?? runSpan(concepts, inOrder, secret);
}

/** Two sentences that stand together and hold enough of it. */
function denseSpan(reading: Reading, concepts: readonly (string | null)[], secret: ReadonlySet<string>): Span | null {
  const wanted = secret.size === 1 ? 1 : Math.max(2, Math.ceil(secret.size * GIVEN_AWAY));
  const hits = concepts.flatMap((concept, at) => (concept !== null && secret.has(concept) ? [{ concept, at, sentence: reading.words[at]?.sentence ?? 0 }] : []));
  let first = 0;
  const counts = new Map<string, number>();
  for (const { concept, at, sentence } of hits) {
    counts.set(concept, (counts.get(concept) ?? 0) + 1);
    for (let hit = hits[first]; hit && sentence - hit.sentence > 1; hit = hits[++first]) {
      const left = (counts.get(hit.concept) ?? 1) - 1;
      if (left === 0) counts.delete(hit.concept);
      else counts.set(hit.concept, left);
    }
    const start = hits[first];
    if (counts.size < wanted || !start) continue;
    const end = hits.findLast((hit) => hit.sentence - start.sentence <= 1 && hit.at < start.at + LONGEST_QUOTE);
    return { from: start.at, to: (end?.at ?? at) + 1 };
  }
  return null;
}

/** Words of it that follow each other as they do there, with at most two words between. */
function runSpan(concepts: readonly (string | null)[], inOrder: readonly string[], secret: ReadonlySet<string>): Span | null {
  const runs = new Set<string>();
  for (let i = 0; i + RUN <= inOrder.length; i += 1) {
    const run = inOrder.slice(i, i + RUN);
    if (run.filter((concept) => secret.has(concept)).length >= 2) runs.add(run.join(" "));
  }
  if (runs.size === 0) return null;
  const beginnings = new Set([...runs].map((run) => run.slice(0, run.indexOf(" "))));
  const full = concepts.flatMap((concept, at) => (concept === null ? [] : [{ concept, at }]));
  for (let i = 0; i + RUN <= full.length; i += 1) {
    if (!beginnings.has(full[i]?.concept ?? "")) continue;
    const run = full.slice(i, i + RUN);
    const [start, end] = [run[0]?.at ?? 0, run.at(-1)?.at ?? 0];
    if (end - start < RUN * 3 && runs.has(run.map(({ concept }) => concept).join(" "))) return { from: start, to: end + 1 };
  }
  return null;
}

/** What the public knows: the matter of all that it is told. */
export const publicMatter = (told: readonly Reading[]): Set<string> => new Set(told.flatMap(({ words }) => [...distinct(conceptsOf(words))]));
