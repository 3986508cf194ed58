import type { IncidentStatus } from "../../entities/vocabulary.ts";
import { DomainError } from "../errors.ts";
import { record, type Change } from "../timeline/record.ts";
import { allowedMoves } from "./incident.rules.ts";

/** Refuses an illegal move with the moves that are allowed. */
export function refuseIllegal({ incident }: Pick<Change, "incident">, to: IncidentStatus, allowed = allowedMoves(incident)): void {
  if (allowed.includes(to)) return;
  throw new DomainError("ILLEGAL_TRANSITION", `An incident that is ${incident.status} cannot become ${to}`, { field: "incidentId", from: incident.status, to, allowed });
}

/** Takes a legal step and notes it. */
export function move(change: Change, to: IncidentStatus, summary: string, details: Record<string, unknown> = {}): void {
  refuseIllegal(change, to);
  const { status: from } = change.incident;
  change.incident.status = to;
  record(change, { kind: "STATUS_CHANGED", summary, details: { from, to, ...details } });
}
