import type { Audience, PublicState } from "../../entities/vocabulary.ts";
import { ALWAYS, factNamesFor, factsFor, type FactValues, type KnownFacts } from "./facts.rules.ts";

/** An incident such as there may be any day, for trying a template on. */
export const SAMPLE: KnownFacts = {
  title: "Scheduled exports end with an error", reference: "INC-2030-0101-001", publicState: "IDENTIFIED", startedAt: "2030-01-01T12:00:00.000Z",
  impact: "Some exports of the last hour did not arrive.", service: "Exports", workaround: "Start the export by hand.", eta: "2030-01-01T17:00:00.000Z",
  previousEta: "2030-01-01T15:00:00.000Z", nextUpdateAt: "2030-01-01T12:30:00.000Z", resolvedAt: "2030-01-01T16:45:00.000Z", merged: true, recurring: true, drill: true,
  severity: "SEV2", status: "MITIGATING", customersAffected: 127, strategicAffected: 8, commander: "Ada Lovelace", roles: "Technical Lead: Grace Hopper",
  channel: "#incident-inc-0101-001", bridge: "https://meet.example.com/INC-2030-0101-001", resolveDueAt: "2030-01-01T16:00:00.000Z", revenueAtRisk: "USD 890,000",
};

/** What a text about this state is never told. */
const NOT_IN: Record<PublicState, readonly (keyof KnownFacts)[]> = {
  INVESTIGATING: ["resolvedAt"], IDENTIFIED: ["resolvedAt"], MONITORING: ["resolvedAt", "workaround"], RESOLVED: ["workaround", "eta", "previousEta", "nextUpdateAt", "resolveDueAt"],
};

/** The sample as a text for this audience in this state is told it. */
export function sampleFor(audience: Audience, publicState: PublicState): FactValues {
  const facts = factsFor(audience, { ...SAMPLE, publicState });
  return only(facts, (name) => !NOT_IN[publicState].includes(name));
}

/** With everything known, with next to nothing, and with each fact missing or there on its own: what a template has to cope with. */
export function situationsFor(audience: Audience, publicState: PublicState): FactValues[] {
  const full = sampleFor(audience, publicState);
  const optional = factNamesFor(audience).filter((name) => !ALWAYS.includes(name) && name in full);
  const always = only(full, (name) => ALWAYS.includes(name));
  return [full, always, ...optional.map((missing) => only(full, (name) => name !== missing)), ...optional.map((there) => only(full, (name) => ALWAYS.includes(name) || name === there))];
}

const only = (facts: FactValues, keep: (name: keyof KnownFacts) => boolean): FactValues =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => keep(name as keyof KnownFacts)));
