import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { GuardrailRule } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { stopCommunication } from "../delivery/index.ts";
import { changeIncident } from "../incident/change.ts";
import { invalid } from "../errors.ts";
import { LIMITS, optionalText, text } from "../input.ts";
import * as statusEntries from "../status-entry/index.ts";
import { record, type Change } from "../timeline/record.ts";
import { whoIs } from "./approval.store.ts";
import { audienceName } from "./communication.rules.ts";
import { isPending } from "./communication-state.rules.ts";
import { refuseUnsaid } from "../guardrail/guard.ts";
import { incidentOf, locked, type OfCommunication, refuseMove } from "./named.ts";

export interface RetractCommunication extends OfCommunication {
  /** What readers are told in its place. */
  note: string;
  overrides?: GuardrailRule[] | null;
  overrideReason?: string | null;
}

/**
 * Takes back what went out, with a note that the page shows in its place: what has not been sent yet is let go. A draft is
 * put away by it. What has been read cannot be unread: a correction is another message.
 */
export async function retractCommunication(ctx: ServiceContext, input: RetractCommunication): Promise<CommunicationEntity> {
  const incidentId = await incidentOf(ctx, input.communicationId);
  return changeIncident(ctx, { name: "retractCommunication", needs: "communication:publish" }, { ...input, incidentId }, async (change) => {
    const note = text("note", input.note, LIMITS.note);
    const before = await locked(change, input.communicationId);
    refuseMove(before, "RETRACTED");
    if (!isPending(before)) await refuseUnsaid(change, inPlaceOf(before, note, input), "note");
    const after = await retract(change, before, note, input);
    return () => after;
  });
}

/** The note is read where the message was: it promises nothing, and breaks no rule either. */
function inPlaceOf({ audience }: CommunicationEntity, note: string, { overrides, overrideReason }: RetractCommunication) {
  const rules = [...new Set(overrides ?? [])];
  const reason = optionalText("overrideReason", overrideReason, LIMITS.note);
  if (rules.length > 0 && !reason) throw invalid("overrideReason", "Overriding a guardrail needs a reason");
  return { audience, subject: null, body: note, publicState: "RESOLVED" as const, nextUpdateAt: null, overrides: rules, overrideReason: reason };
}

async function retract(change: Change, before: CommunicationEntity, note: string, { overrides, overrideReason }: RetractCommunication): Promise<CommunicationEntity> {
  const { tx, now } = change;
  const after: CommunicationEntity = { ...before, state: "RETRACTED", retractedAt: now, retractedBy: whoIs(tx.actor), retractionNote: note };
  await tx.db.query("update communication set state = 'RETRACTED', retracted_at = $2, retracted_by = $3, retraction_note = $4 where id = $1", [after.id, now, after.retractedBy, note]);
  const stopped = await stopCommunication(tx, after.id);
  if (before.audience === "STATUS_PAGE" && !isPending(before)) await statusEntries.hearRetraction(change, after, note);
  noteChange(tx, `communication/${before.id}`, before, after);
  const what = isPending(before) ? "Put away the draft for" : "Retracted the message to";
  const late = stopped > 0 ? ` ${stopped} had not been sent and will not be.` : "";
  record(change, {
    kind: "COMMUNICATION", summary: `${what} ${audienceName(before.audience)}: ${note}${late}`, occurredAt: now,
    details: { retracted: before.id, audience: before.audience, note, stopped, overrides: overrides ?? [], overrideReason: overrideReason ?? null },
  });
  return after;
}
