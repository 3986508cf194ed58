import type { Audience, PublicState } from "../../entities/vocabulary.ts";

/** What a text may be made of, as far as it is known. A root cause and names of customers are never among it. */
export interface KnownFacts {
  title: string;
  reference: string;
  publicState: PublicState;
  startedAt: string;
  impact: string | null;
  service: string | null;
  /** Only while it is needed. */
  workaround: string | null;
  eta: string | null;
  /** What the ETA was before it changed. */
  previousEta: string | null;
  nextUpdateAt: string | null;
  resolvedAt: string | null;
  /** The incident goes on as another. */
  merged: true | null;
  /** It has happened before. */
  recurring: true | null;
  drill: true | null;
  severity: string;
  status: string;
  customersAffected: number;
  strategicAffected: number;
  commander: string | null;
  roles: string | null;
  channel: string;
  bridge: string | null;
  /** When it has to be resolved by. */
  resolveDueAt: string | null;
  /** As `USD 890,000`. */
  revenueAtRisk: string | null;
}

export type FactName = keyof KnownFacts;

const FOR_CUSTOMERS = [
  "title", "reference", "publicState", "startedAt", "impact", "service", "workaround", "eta", "previousEta", "nextUpdateAt", "resolvedAt", "merged", "recurring", "drill",
] as const satisfies FactName[];
const FOR_COLLEAGUES = [...FOR_CUSTOMERS, "severity", "status", "customersAffected", "strategicAffected", "commander", "roles", "channel", "bridge", "resolveDueAt"] as const satisfies FactName[];

/** The whole of what each audience may be told of: a list of what is allowed, so that what is new is told to nobody. */
const ALLOWED: Record<Audience, readonly FactName[]> = {
  STATUS_PAGE: FOR_CUSTOMERS,
  IN_APP_BANNER: FOR_CUSTOMERS,
  AFFECTED_CUSTOMERS: FOR_CUSTOMERS,
  STRATEGIC_ACCOUNTS: FOR_CUSTOMERS,
  INTERNAL: FOR_COLLEAGUES,
  EXECUTIVES: [...FOR_COLLEAGUES, "revenueAtRisk"],
};

export const factNamesFor = (audience: Audience): readonly FactName[] => ALLOWED[audience];

/** Those that are there in every incident; all others have to be asked for in a condition. */
export const ALWAYS: readonly FactName[] = ["title", "reference", "publicState", "startedAt", "severity", "status", "customersAffected", "strategicAffected", "channel"];

export type FactValues = Partial<Record<FactName, string | number | boolean>>;

/** What of it this audience may be told; what is not known is not there. */
export function factsFor(audience: Audience, known: KnownFacts): FactValues {
  const told = ALLOWED[audience].map((name) => [name, known[name]] as const).filter(([, value]) => value !== null);
  return Object.fromEntries(told);
}
