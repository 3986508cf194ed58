import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import type { GuardrailFacts } from "./finding.rules.ts";

type Told = Pick<IncidentEntity, "title" | "impactDescription" | "workaround" | "rootCause" | "mitigationProgress" | "resolvedAt">;

/** What an incident's record says about a message. A root cause stays internal, also after the resolution, until a person publishes it. */
export function factsOf(incident: Told | null, audience: Audience, isResolution: boolean, more: Pick<GuardrailFacts, "names" | "nextUpdate"> = {}): GuardrailFacts {
  if (!incident) return { audience, isResolution, workaround: null, rootCause: null, ...more };
  const { mitigationProgress: progress } = incident;
  const isOver = isResolution || incident.resolvedAt !== null;
  return {
    audience,
    isResolution: isOver,
    workaround: isOver || progress === "DEPLOYED" || progress === "VERIFIED" ? null : incident.workaround,
    rootCause: incident.rootCause,
    publicWords: [incident.title, incident.impactDescription, incident.workaround].filter((text) => text !== null),
    ...more,
  };
}
