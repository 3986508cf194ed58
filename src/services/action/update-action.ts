import { ActionItemEntity } from "../../entities/action-item.entity.ts";
import type { ActionState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { binder, visible } from "../access/visibility.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { hearAction } from "../follow-up/apology.ts";
import { changeIncident, type ChangeInput } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { given, id, LIMITS, optionalText, text } from "../input.ts";
import { selectOne } from "../rows.ts";
import { record } from "../timeline/record.ts";
import { dueAt } from "./add-action.ts";

export interface UpdateAction extends Omit<ChangeInput, "incidentId"> {
  actionId: string;
  state?: ActionState | null;
  owner?: string | null;
  dueAt?: Date | null;
  reason?: string | null;
  /** The named owner elsewhere who takes it over; settles it for this incident. */
  handedTo?: string | null;
}

export async function updateAction(ctx: ServiceContext, input: UpdateAction): Promise<ActionItemEntity> {
  authorise(ctx, "incident:write");
  const actionId = id("actionId", input.actionId);
  const { values, bind } = binder([actionId]);
  const known = await selectOne(ctx, ActionItemEntity, `where id = $1 and incident_id in (select id from incident where ${visible(ctx, bind)})`, values);
  if (!known) throw notFound(`action ${actionId}`, "actionId");
  return changeIncident(ctx, { name: "updateAction" }, { ...input, incidentId: known.incidentId }, async (change) => {
    const { tx, incident, now } = change;
    if (hasEnded(incident)) throw conflict(`The incident is ${incident.status}; reopen it first`);
    const before = await selectOne(tx, ActionItemEntity, "where id = $1 and incident_id = $2", [actionId, incident.id]);
    if (!before) throw conflict("The action has just moved to another incident", { field: "actionId" });
    const reason = optionalText("reason", input.reason, LIMITS.note);
    const state = input.state ?? before.state;
    if (state === "DROPPED" && !(reason ?? before.reason)) throw invalid("reason", "Dropping an action needs a reason");
    const action: ActionItemEntity = {
      ...before,
      state,
      reason: reason ?? before.reason,
      owner: given(input.owner) ? text("owner", input.owner, LIMITS.name) : before.owner,
      ...(input.dueAt === undefined ? {} : { dueAt: dueAt(input.dueAt, now), dueUpon: given(input.dueAt) ? null : before.dueUpon }),
      handedTo: input.handedTo === undefined ? before.handedTo : optionalText("handedTo", input.handedTo, LIMITS.name),
      updatedAt: now,
    };
    await tx.db.update(ActionItemEntity, { id: actionId }, action);
    noteChange(tx, `action/${actionId}`, before, action);
    record(change, { kind: "ACTION", summary: inWords(before, action, reason), details: { actionId, from: before.state, state, owner: action.owner, handedTo: action.handedTo, reason } });
    await hearAction(change, action);
    return () => action;
  });
}

function inWords(before: ActionItemEntity, { action, state, owner, handedTo }: ActionItemEntity, reason: string | null): string {
  const what = handedTo && handedTo !== before.handedTo ? `handed to ${handedTo}` : state !== before.state ? state.toLowerCase().replace("_", " ") : `with ${owner}`;
  return `Action ${what}: ${action}${reason ? ` (${reason})` : ""}`;
}
