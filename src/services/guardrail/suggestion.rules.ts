import type { GuardrailFacts } from "./finding.rules.ts";

/** The sentence about the next update, from what is promised: the instant, else the plan's interval, else half an hour. */
export function nextUpdateSentence(promised: GuardrailFacts["nextUpdate"]): string {
  if (promised?.at) return `Next update by ${clock(promised.at)}.`;
  return `Next update in ${interval(promised?.afterSeconds ?? 1_800)}.`;
}

/** `14:55 UTC` names a day too, as it may be tomorrow's. */
const clock = (at: Date) => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

function interval(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const [count, unit] = minutes % 1_440 === 0 ? [minutes / 1_440, "day"] : minutes % 60 === 0 ? [minutes / 60, "hour"] : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

export const workaroundSentence = (workaround: string): string => `Workaround: ${/[.!?]$/.test(workaround.trim()) ? workaround.trim() : `${workaround.trim()}.`}`;

export const CAUSE_UNKNOWN = "We are investigating the cause.";
export const CAUSE_KEPT = "We have identified the cause and are working on it.";
export const CAUSE_KEPT_TO_THE_END = "We have identified the cause, and it has been dealt with.";
