import { existsSync, readFileSync } from "node:fs";
import { givesWorkaround, type GuardrailFacts, inspect } from "../../src/services/guardrail/index.ts";
import type { GuardrailRule } from "../../src/entities/vocabulary.ts";

/** Public updates of others, with what a reader sees in them; beside the project, as their licences differ. */
export const REAL = "../shared/real/communications.jsonl";
const GOLDEN = "test/golden/guardrails";
const ON_PAGE: GuardrailFacts = { audience: "STATUS_PAGE", isResolution: false, workaround: null, rootCause: null };

type Goal = GuardrailRule | "workaround";

export interface Labelled {
  text: string;
  expected: boolean;
  isFound: boolean;
  /** Each was written when the rules stood that had read the parts before it; what they scored at first sight stands in ADR 22. */
  part: number;
}

export interface LabelledSet {
  name: string;
  goal: Goal;
  texts: Labelled[];
}

interface Line {
  part: number;
  found: boolean;
  text: string;
  workaround?: string;
  rootCause?: string;
  title?: string;
}

/** Our own texts by rule; `advice` is whether a text gives any workaround at all, on which WORKAROUND_MISSING rests. */
export const OWN: LabelledSet[] = [
  own("speculation", "SPECULATION"), own("blame", "BLAME"), own("next-update", "NEXT_UPDATE_MISSING"), own("workaround", "WORKAROUND_MISSING"), own("advice", "workaround"), own("root-cause", "ROOT_CAUSE_INTERNAL"),
];

function own(name: string, goal: Goal): LabelledSet {
  const lines = readFileSync(`${GOLDEN}/${name}.jsonl`, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Line);
  const texts = lines.map(({ part, found, text, workaround, rootCause, title }) => {
    const facts = { ...ON_PAGE, workaround: workaround ?? null, rootCause: rootCause ?? null, publicWords: title ? [title] : [] };
    return { part, text, expected: found, isFound: goal === "workaround" ? givesWorkaround(text) : breaks(text, goal, facts) };
  });
  return { name, goal, texts };
}

export function breaks(text: string, rule: GuardrailRule, facts = ON_PAGE): boolean {
  return inspect(text, facts).some((finding) => finding.rule === rule);
}

/** A whole update, with what a reader sees in it. */
interface UpdateLine {
  part?: number;
  text: string;
  ambiguous?: string[];
  speculates: boolean;
  blames: boolean;
  has_next_update: boolean;
  has_workaround: boolean;
}

/** By rule, without what their reader was unsure about, and the share of clean ones that would be blocked. */
interface UpdateSets {
  byRule: LabelledSet[];
  cleanBlocked: number;
}

export const realTexts = (): UpdateSets => (existsSync(REAL) ? updatesOf("real", REAL) : { byRule: [], cleanBlocked: 0 });

/** Whole updates in many registers, by others than whoever wrote the rules. */
export const ownUpdates = (): UpdateSets => updatesOf("updates", `${GOLDEN}/updates.jsonl`);

function updatesOf(from: string, file: string): UpdateSets {
  const lines = readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line) as UpdateLine);
  const of = (label: keyof UpdateLine, goal: Goal, isFound: (text: string) => boolean, isInverse = false): LabelledSet => ({
    name: `${from}: ${label}`, goal,
    texts: lines.filter(({ ambiguous = [] }) => !ambiguous.includes(label))
      .map((line) => ({ text: line.text, part: line.part ?? 0, expected: Boolean(line[label]) !== isInverse, isFound: isFound(line.text) })),
  });
  const byRule = [
    of("speculates", "SPECULATION", (text) => breaks(text, "SPECULATION")), of("blames", "BLAME", (text) => breaks(text, "BLAME")),
    of("has_next_update", "NEXT_UPDATE_MISSING", (text) => breaks(text, "NEXT_UPDATE_MISSING"), true), of("has_workaround", "workaround", givesWorkaround),
  ];
  const clean = lines.filter(({ speculates, blames, has_next_update: hasNext, ambiguous = [] }) => !speculates && !blames && hasNext && ambiguous.length === 0);
  return { byRule, cleanBlocked: clean.filter(({ text }) => inspect(text, ON_PAGE).length > 0).length / clean.length };
}

export interface Score {
  precision: number;
  recall: number;
  wrong: Labelled[];
}

export function scoreOf(texts: readonly Labelled[]): Score {
  const hits = texts.filter(({ expected, isFound }) => expected && isFound).length;
  const share = (of: number) => (of === 0 ? 1 : hits / of);
  return {
    precision: share(texts.filter(({ isFound }) => isFound).length), recall: share(texts.filter(({ expected }) => expected).length),
    wrong: texts.filter(({ expected, isFound }) => expected !== isFound),
  };
}

/** Clean are the texts labelled free of speculation and of blame: how many of them either rule would block. */
export function scores(sets: readonly LabelledSet[]): { cleanBlocked: number } {
  const clean = sets.filter(({ goal }) => goal === "SPECULATION" || goal === "BLAME").flatMap(({ texts }) => texts.filter(({ expected }) => !expected));
  const blocked = clean.filter(({ text }) => breaks(text, "SPECULATION") || breaks(text, "BLAME"));
  return { cleanBlocked: blocked.length / clean.length };
}
