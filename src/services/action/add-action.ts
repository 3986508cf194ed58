import { v7 as uuid } from "uuid";
import { ActionItemEntity } from "../../entities/action-item.entity.ts";
import type { ActionState, IncidentStatus } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid } from "../errors.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { given, LIMITS, text, whole } from "../input.ts";
import { insert } from "../rows.ts";
import { record } from "../timeline/record.ts";

export interface AddAction extends ChangeInput {
  action: string;
  owner: string;
  priority?: number | null;
  dueAt?: Date | null;
  dueUpon?: IncidentStatus | null;
  state?: ActionState | null;
}

const TEN_YEARS_MS = 10 * 365 * 86_400_000;

export function addAction(ctx: ServiceContext, input: AddAction): Promise<ActionItemEntity> {
  return changeIncident(ctx, { name: "addAction" }, input, async (change) => {
    const { tx, incident, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; reopen it first`);
    if (given(input.dueAt) && given(input.dueUpon)) throw invalid("dueUpon", "An action is due at a time or upon a status, not both");
    if (input.state === "DROPPED") throw invalid("state", "An action cannot begin as DROPPED");
    const action: ActionItemEntity = {
      id: uuid(), incidentId: incident.id, action: text("action", input.action, LIMITS.note), owner: text("owner", input.owner, LIMITS.name),
      priority: whole("priority", input.priority ?? 3, 1, 5), dueAt: dueAt(input.dueAt, now), dueUpon: input.dueUpon ?? null,
      state: input.state ?? "PENDING", reason: null, handedTo: null, entered: true, createdAt: now, updatedAt: now,
    };
    await insert(tx, ActionItemEntity, [action]);
    noteChange(tx, `action/${action.id}`, null, action);
    record(change, { kind: "ACTION", summary: `Action for ${action.owner}: ${action.action}`, details: { actionId: action.id, state: action.state, dueAt: action.dueAt, dueUpon: action.dueUpon } });
    return () => action;
  });
}

export function dueAt(value: Date | null | undefined, now: Date): Date | null {
  if (given(value) && value.getTime() > now.getTime() + TEN_YEARS_MS) throw invalid("dueAt", "dueAt is more than ten years ahead");
  return value ?? null;
}
