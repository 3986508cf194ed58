import type { IncidentRole, TimelineKind } from "../../entities/vocabulary.ts";

/** Facts that a person states. All other kinds are written by the verbs whose work they explain. */
const STATED: readonly TimelineKind[] = [
  "NOTE", "UPDATE", "EVIDENCE", "HYPOTHESIS", "ASSUMPTION", "DECISION", "SIGNAL", "MITIGATION", "COMMUNICATION", "ACTION",
];

export const mayBeStated = (kind: TimelineKind): boolean => STATED.includes(kind);

/** An amendment or a pin speaks of an event and is itself past amending. */
export const mayBeAmended = (kind: TimelineKind): boolean => kind !== "AMENDED" && kind !== "PINNED";

/** By what right somebody decides: the weightiest role they hold, as people say it. */
export function rightToDecide(roles: readonly IncidentRole[]): IncidentRole | null {
  return roles.includes("INCIDENT_COMMANDER") ? "INCIDENT_COMMANDER" : (roles[0] ?? null);
}
