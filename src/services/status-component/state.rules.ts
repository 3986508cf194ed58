import { COMPONENT_STATES, type ComponentState, type FeatureState, type Severity, type StatusImpact } from "../../entities/vocabulary.ts";

/** What an incident's figures say that may show on the page. */
export interface PublicFacts {
  featureState: FeatureState | null;
  severity: Severity;
  customersAffected: number;
  /** Of the service; 0 where they are not known. */
  customersOfService: number;
}

/** The state of the components of an incident's service while it lasts; `partialBelow` in percent. */
export function componentStateFor({ featureState, severity, customersAffected, customersOfService }: PublicFacts, partialBelow: number): ComponentState {
  if (featureState === "UP") return "OPERATIONAL";
  if (featureState === "DEGRADED" || featureState === "MINOR") return "DEGRADED_PERFORMANCE";
  if (featureState === "DOWN") {
    const isFew = customersAffected > 0 && customersOfService > 0 && customersAffected * 100 < customersOfService * partialBelow;
    return isFew ? "PARTIAL_OUTAGE" : "MAJOR_OUTAGE";
  }
  return severity === "SEV1" ? "MAJOR_OUTAGE" : severity === "SEV2" ? "PARTIAL_OUTAGE" : "DEGRADED_PERFORMANCE";
}

const rank = (state: ComponentState): number => COMPONENT_STATES.indexOf(state);

/** The worst of them; OPERATIONAL of none. */
export const worstOf = (states: readonly ComponentState[]): ComponentState =>
  states.reduce((worst, state) => (rank(state) > rank(worst) ? state : worst), "OPERATIONAL");

const IMPACT: Record<ComponentState, StatusImpact> = {
  OPERATIONAL: "NONE", UNDER_MAINTENANCE: "MAINTENANCE", DEGRADED_PERFORMANCE: "MINOR", PARTIAL_OUTAGE: "MAJOR", MAJOR_OUTAGE: "CRITICAL",
};

/** How much an entry takes away whose worst component is in this state. */
export const impactOf = (worst: ComponentState): StatusImpact => IMPACT[worst];

