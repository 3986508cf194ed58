import type { GuardrailRule } from "../../entities/vocabulary.ts";
import { engineOf } from "./reading/engine.rules.ts";
import { type Finding, type GuardrailFacts, isOverridable } from "./finding.rules.ts";
import { markNames } from "./names.rules.ts";
import { instantIn } from "./promise.rules.ts";
import type { Reading, Span } from "./reading/reading.rules.ts";
import { leak, publicMatter } from "./root-cause.rules.ts";
import { CAUSE_KEPT, CAUSE_KEPT_TO_THE_END, CAUSE_UNKNOWN, nextUpdateSentence, workaroundSentence } from "./suggestion.rules.ts";
import { LEXICONS } from "./words/languages.rules.ts";
import { offers, tells } from "./workaround.rules.ts";

const engine = engineOf(LEXICONS);

/** What the guardrails find in a text, in the order of the rules and of the text. Pure; the work grows with the text alone. */
export function inspect(body: string, facts: GuardrailFacts): Finding[] {
  const reading = read(body, facts);
  const said = [...speculation(reading), ...blame(reading)];
  const leaks = rootCause(reading, facts);
  if (body.includes("<!--")) {
    // No channel leaves a comment out: it is shown as it was written, and so it is read both ways.
    const shown = read(body.replaceAll("<!--", " .  ").replaceAll("-->", " . "), facts);
    said.push(...beyond(said, [...speculation(shown), ...blame(shown)]));
    leaks.push(...beyond(leaks, rootCause(shown, facts)));
  }
  return [...said, ...nextUpdate(body, reading, facts), ...workaround(body, reading, facts), ...leaks];
}

const beyond = (known: readonly Finding[], more: readonly Finding[]) => more.filter((one) => !known.some(({ rule, start, end }) => rule === one.rule && start < one.end && one.start < end));

/** The text as the rules see it; its `steps` count the work. */
export function read(body: string, { names }: Pick<GuardrailFacts, "names"> = {}): Reading {
  const reading = engine.read(body);
  if (names) markNames(reading, names, engine);
  return reading;
}

/** The instant that a text promises its next update for, if it names one; what satisfies NEXT_UPDATE_MISSING sets the clock. */
export function promisedTime(body: string, now: Date): Date | null {
  const reading = engine.read(body);
  for (const span of engine.find(reading, "nextUpdate")) {
    const at = instantIn(reading, span, now);
    if (at) return at;
  }
  return null;
}

/** The instants that a text tells, but for that of its next update. */
export function timesTold(body: string, now: Date): Date[] {
  const reading = engine.read(body);
  const promises = engine.find(reading, "nextUpdate");
  const told = reading.words.map((_, at) => (promises.some(({ from, to }) => at >= from && at < to) ? null : instantIn(reading, { from: at, to: at + 1 }, now)));
  return told.filter((at) => at !== null);
}

/** Words of a text that begin with a capital, as a reader sees them: folded, so that no disguise hides a name. */
export const capitalWords = (body: string): string[] => engine.read(body).words.filter(({ isCapital }) => isCapital).map(({ text }) => text);

/** Whether a text gives its reader any workaround at all. */
export const givesWorkaround = (body: string): boolean => offers(engine, engine.read(body)).length > 0;

const speculation = (reading: Reading) => engine.find(reading, "speculation").map((span) =>
  passage(reading, "SPECULATION", span, (quote) => `"${quote}" names a cause that nobody has confirmed; say what is known, or that the cause is being investigated.`, CAUSE_UNKNOWN));

const blame = (reading: Reading) => engine.find(reading, "blame").map((span) =>
  passage(reading, "BLAME", span, (quote) => `"${quote}" puts somebody at fault; say what failed, not who.`, null));

function nextUpdate(body: string, reading: Reading, { isResolution, nextUpdate: promised }: GuardrailFacts): Finding[] {
  if (isResolution || engine.find(reading, "nextUpdate").length > 0) return [];
  return [missing(body, "NEXT_UPDATE_MISSING", "The text does not say when the next update comes; give a time or a counted interval, not \"soon\".", nextUpdateSentence(promised))];
}

function workaround(body: string, reading: Reading, { isResolution, workaround: recorded, publicWords = [] }: GuardrailFacts): Finding[] {
  if (isResolution || recorded === null || tells(engine, reading, recorded, matterOf(publicWords))) return [];
  return [missing(body, "WORKAROUND_MISSING", "A workaround is on record and the text does not tell it; no fix is deployed yet, so customers need it.", workaroundSentence(recorded))];
}

function rootCause(reading: Reading, { audience, rootCause: cause, publicWords = [], isResolution }: GuardrailFacts): Finding[] {
  // Our own people may read what is internal.
  if (cause === null || audience === "INTERNAL" || audience === "EXECUTIVES") return [];
  const span = leak(reading, engine.read(cause), matterOf(publicWords));
  return span ? [passage(reading, "ROOT_CAUSE_INTERNAL", span, (quote) => `"${quote}" gives away the root cause on record, which is internal until it is published.`, isResolution ? CAUSE_KEPT_TO_THE_END : CAUSE_KEPT)] : [];
}

const matterOf = (told: readonly string[]) => publicMatter(told.map((text) => engine.read(text)));

function passage(reading: Reading, rule: GuardrailRule, { from, to }: Span, why: (quote: string) => string, suggestion: string | null): Finding {
  const words = reading.words.slice(from, to);
  const quote = words.slice(0, 16).map(({ text, before }, i) => (i === 0 || before === "" ? text : ` ${text}`)).join("");
  return { rule, start: words[0]?.start ?? 0, end: words.at(-1)?.end ?? 0, why: why(words.length > 16 ? `${quote} ...` : quote), suggestion, overridable: isOverridable(rule) };
}

function missing(body: string, rule: GuardrailRule, why: string, suggestion: string): Finding {
  return { rule, start: body.length, end: body.length, why, suggestion, overridable: isOverridable(rule) };
}
