import type { IncidentEntity } from "../../entities/incident.entity.ts";
import type { IncidentStatus } from "../../entities/vocabulary.ts";

/** Every legal move (product rules, section 2). The trigger `incident_move` holds the same table. */
const MOVES: Record<IncidentStatus, readonly IncidentStatus[]> = {
  DETECTED: ["TRIAGED", "MITIGATING", "CANCELLED"],
  TRIAGED: ["MITIGATING", "CANCELLED"],
  MITIGATING: ["RESOLVED", "CANCELLED"],
  RESOLVED: ["POST_MORTEM", "CLOSED", "MITIGATING"],
  POST_MORTEM: ["CLOSED", "MITIGATING"],
  CLOSED: ["MITIGATING"],
  CANCELLED: [],
};

/** Impact has not ended. */
export const OPEN: readonly IncidentStatus[] = ["DETECTED", "TRIAGED", "MITIGATING"];
/** Nothing of it changes any more but by a reopen. */
export const ENDED: readonly IncidentStatus[] = ["CLOSED", "CANCELLED"];

export const isOpen = ({ status }: { status: IncidentStatus }): boolean => OPEN.includes(status);
export const hasEnded = ({ status }: { status: IncidentStatus }): boolean => ENDED.includes(status);

/** RESOLVED -> CLOSED only where no post-mortem is owed. */
export function allowedMoves({ status, postMortemOwed }: Pick<IncidentEntity, "status" | "postMortemOwed">): IncidentStatus[] {
  return MOVES[status].filter((to) => !(status === "RESOLVED" && to === "CLOSED" && postMortemOwed));
}

/** From RESOLVED, POST_MORTEM or CLOSED back to work. */
export const isReopen = (from: IncidentStatus, to: IncidentStatus): boolean => to === "MITIGATING" && !OPEN.includes(from) && from !== "CANCELLED";

/** `INC-2024-0215-001`: UTC date of detection, number of the day. */
export function referenceOf(detectedAt: Date, number: number): string {
  const [year, month, day] = detectedAt.toISOString().slice(0, 10).split("-");
  return `INC-${year}-${month}${day}-${String(number).padStart(3, "0")}`;
}

/** How the timeline of one incident speaks of another: of a private one it gives away nothing. */
export const nameOf = ({ reference, private: isPrivate }: Pick<IncidentEntity, "reference" | "private">): string => (isPrivate ? "another incident" : reference);

/** Fills `{reference}` and `{shortReference}` (lower case, without the year) of a channel or bridge template. */
export function fillTemplate(template: string, reference: string): string {
  const short = reference.toLowerCase().replace(/^(inc)-\d{4}-/, "$1-");
  return template.replaceAll("{reference}", reference).replaceAll("{shortReference}", short);
}
