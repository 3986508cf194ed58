const CLOCK = /\b\d{1,2}:\d{2}\b/g;
const ABOUT_UPDATE = /update|actuali|aktualis|mise à jour|melden|inform|notice|message|nachricht/i;
const ABOUT_RECOVERY = /recover|restor|resol|expect|\beta\b|behoben|wieder|erwart/i;

/** True times in the wrong place, that of the next update as one of recovery, or another in its place, as a sentence; null where there is none. */
export function swappedTime({ text, facts }: { text: string; facts: Readonly<Record<string, string>> }): string | null {
  const clockOf = (name: string) => facts[name]?.match(CLOCK)?.[0];
  const promised = clockOf("nextUpdateAt");
  const free = Object.entries(facts).filter(([name]) => name !== "nextUpdateAt").flatMap(([, value]) => value.match(CLOCK) ?? []);
  let isPromised = promised === undefined;
  for (const sentence of text.split(/(?<=[.!?])\s+|\n+/)) {
    const times: readonly string[] = sentence.match(CLOCK) ?? [];
    const isAboutUpdate = ABOUT_UPDATE.test(sentence);
    if (isAboutUpdate && promised !== undefined && times.includes(promised)) isPromised = true;
    else if (promised !== undefined && times.includes(promised) && !free.includes(promised)) return `it says ${promised} of something else than the next update`;
    const isRecovery = ABOUT_RECOVERY.test(sentence) && !isAboutUpdate;
    const wrong = isRecovery && !facts["resolvedAt"] ? times.find((one) => ![clockOf("eta"), clockOf("previousEta"), clockOf("resolveDueAt"), clockOf("startedAt")].includes(one)) : undefined;
    if (wrong) return `it says ${wrong} of the recovery, which is not on record`;
  }
  return isPromised ? null : `it does not say that the next update comes by ${promised}, as the record has it`;
}
