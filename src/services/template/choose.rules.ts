import type { Audience, PublicState, Severity, TemplateOccasion } from "../../entities/vocabulary.ts";

export interface Choosable {
  name: string;
  language: string;
  version: number;
  audience: Audience;
  occasion: TemplateOccasion;
  publicState: PublicState | null;
  severity: Severity | null;
}

export interface Wanted {
  audience: Audience;
  occasion: TemplateOccasion;
  publicState: PublicState;
  severity: Severity;
  language: string;
  /** Those that somebody asks for by name. */
  names: readonly string[];
}

/** The language of what the hub brings along. */
const LAST_RESORT = "en";

/**
 * Those that fit, the best first: in the language asked for (or one near it, or English), for the occasion, saved rather
 * than built in, for the very state, for the very severity. One that is asked for by name fits whatever the state.
 */
export function ranked<T extends Choosable>(all: readonly T[], wanted: Wanted): T[] {
  const fitting = all.filter((one) => one.audience === wanted.audience && nearness(one.language, wanted.language) > 0 && (wanted.names.includes(one.name) || fits(one, wanted)));
  const scored = fitting.map((one) => ({ one, score: scoreOf(one, wanted) }));
  return scored.sort((a, b) => compare(b.score, a.score) || (a.one.name < b.one.name ? -1 : 1)).map(({ one }) => one);
}

const fits = ({ occasion, publicState, severity }: Choosable, wanted: Wanted): boolean =>
  (occasion === wanted.occasion || occasion === "STATUS") && (publicState ?? wanted.publicState) === wanted.publicState && (severity ?? wanted.severity) === wanted.severity;

const scoreOf = (one: Choosable, wanted: Wanted): number[] => [
  Number(wanted.names.includes(one.name)), nearness(one.language, wanted.language), Number(one.occasion === wanted.occasion),
  Number(one.version > 0), Number(one.publicState !== null), Number(one.severity !== null),
];

/** 4 for the same language, 3 for a wider one (`pt` for `pt-BR`), 2 for another variety, 1 for English, 0 for any other. */
function nearness(have: string, want: string): number {
  const [a, b] = [have.toLowerCase(), want.toLowerCase()];
  if (a === b) return 4;
  if (b.startsWith(`${a}-`)) return 3;
  if (a.split("-")[0] === b.split("-")[0]) return 2;
  return a === LAST_RESORT ? 1 : 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] as number) - (b[at] as number);
}
