import { v7 as uuid } from "uuid";
import { ActionItemEntity } from "../../entities/action-item.entity.ts";
import { noteChange } from "../audit/act.ts";
import { after } from "../clock/clock.rules.ts";
import * as clocks from "../clock/index.ts";
import { owedSeverity } from "../incident/owed.ts";
import { insert } from "../rows.ts";
import { record, type Change } from "../timeline/record.ts";
import { executiveOf } from "./owners.ts";

/**
 * A SEV1 that came back owes its accounts an executive's apology (seed 002, Customer Follow-Up): an action with its clock,
 * once per resolution, be it known only later that it is a recurrence. It counts the severity that was held, not the last one.
 */
export async function oweApology(change: Change): Promise<void> {
  const { tx, incident, policy, now } = change;
  const { resolvedAt: from } = incident;
  if (!from || incident.recurrenceOfId === null || (await owedSeverity(change)) !== "SEV1") return;
  const owed = await tx.db.query("select 1 from clock where incident_id = $1 and kind = 'EXECUTIVE_APOLOGY' and stopped_at is null and started_at >= $2", [incident.id, from]);
  if (owed.length > 0) return;
  const { apologyWithin } = (await policy()).document.clocks;
  const owner = await executiveOf(change);
  const action: ActionItemEntity = {
    id: uuid(), incidentId: incident.id, action: "Apologise to the affected accounts for the recurring SEV1, in an executive's name", owner: owner.name,
    priority: 1, dueAt: after(from, apologyWithin), dueUpon: null, state: "PENDING", reason: null, handedTo: null, entered: false, createdAt: now, updatedAt: now,
  };
  await insert(tx, ActionItemEntity, [action]);
  noteChange(tx, `action/${action.id}`, null, action);
  record(change, { kind: "ACTION", summary: `Action for ${action.owner}: ${action.action}`, details: { actionId: action.id, state: action.state, dueAt: action.dueAt } });
  await clocks.start(change, [{ kind: "EXECUTIVE_APOLOGY", from, due: apologyWithin, subject: action.id, ownerId: owner.id }]);
}

/** The apology's action decides about its promise: done keeps it, dropped or handed on lets it go. */
export async function hearAction(change: Change, { id, state, handedTo, reason }: ActionItemEntity): Promise<void> {
  if (state === "DONE") return void (await clocks.meet(change, ["EXECUTIVE_APOLOGY"], change.at, [id]));
  if (state === "DROPPED" || handedTo !== null) await clocks.stop(change, handedTo ? `handed to ${handedTo}` : `dropped: ${reason ?? ""}`, ["EXECUTIVE_APOLOGY"], id);
}
