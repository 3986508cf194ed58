import type { FactValues } from "./facts.rules.ts";
import { clipSentences } from "./tidy.rules.ts";

export interface Fitted {
  text: string;
  /** Facts were cut short or left out for it. */
  isShortened: boolean;
  fits: boolean;
}

/** Facts with `excess` characters less; null where there is nothing more of it to give up. */
type Reduction = (facts: FactValues, excess: number) => FactValues | null;

/** What is given up first is needed least: the impact in detail, names, times, at last the title's end and the workaround's. */
const REDUCTIONS: readonly Reduction[] = [
  (facts, excess) => shorter(facts, "impact", excess),
  (facts) => without(facts, "impact"),
  (facts) => without(facts, "service"),
  (facts) => without(facts, "roles"),
  (facts) => without(facts, "previousEta"),
  (facts, excess) => shorter(facts, "workaround", excess),
  (facts, excess) => shorter(facts, "title", excess),
  (facts) => without(facts, "eta"),
  (facts) => without(facts, "workaround"),
];

/** The rendered text, of as many facts as its channel has room for. */
export function fitted(render: (facts: FactValues) => string, facts: FactValues, max: number): Fitted {
  let given = facts;
  let text = render(given);
  for (const reduce of REDUCTIONS) {
    if (text.length <= max) break;
    given = reduce(given, text.length - max) ?? given;
    text = render(given);
  }
  return { text, isShortened: given !== facts, fits: text.length <= max };
}

function shorter(facts: FactValues, name: "impact" | "workaround" | "title", excess: number): FactValues | null {
  const text = facts[name];
  if (typeof text !== "string") return null;
  // It may stand there more than once; half of it says something still, less does not.
  const clipped = clipSentences(text, text.length - excess);
  return clipped === "" ? null : { ...facts, [name]: clipped };
}

function without(facts: FactValues, name: keyof FactValues): FactValues | null {
  if (!(name in facts)) return null;
  const { [name]: _, ...rest } = facts;
  return rest;
}
