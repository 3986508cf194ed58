import type { Names } from "./finding.rules.ts";
import type { Engine } from "./reading/engine.rules.ts";
import { mark, type Reading } from "./reading/reading.rules.ts";

/** Reads the directory's names as what they are: people and teams as staff, the rest as parties. Full names anywhere, single ones where they begin with a capital. */
export function markNames(reading: Reading, { people, teams, parties }: Names, engine: Engine): void {
  const names = new Map<string, { rest: string[]; list: number; isSingle: boolean }[]>();
  const staff = engine.listId("en blame.staff");
  const add = (name: string, list: number, isPerson: boolean) => {
    const words = name.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]/u).filter(Boolean);
    const [first, ...rest] = words;
    if (first === undefined || (rest.length === 0 && first.length < 3)) return;
    put(first, { rest, list, isSingle: rest.length === 0 && isPerson });
    if (isPerson && rest.length > 0) for (const word of words) if (word.length > 2 && !engine.isKnown(word)) put(word, { rest: [], list, isSingle: true });
  };
  const put = (key: string, name: { rest: string[]; list: number; isSingle: boolean }) => names.set(key, [...(names.get(key) ?? []), name]);
  for (const name of people) add(name, staff, true);
  for (const name of teams) add(name, staff, false);
  for (const name of parties) add(name, engine.listId("en blame.party"), false);
  for (const [at, word] of reading.words.entries()) {
    for (const { rest, list, isSingle } of names.get(word.text) ?? []) {
      if (isSingle && !word.isCapital) continue;
      if (rest.every((part, i) => reading.words[at + 1 + i]?.text === part)) mark(reading, at, list, rest.length + 1);
    }
  }
}
