import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { refuseVendor } from "../access/vendor.ts";
import { noteChange } from "../audit/act.ts";
import type { ServiceContext } from "../context.ts";
import { conflict, DomainError } from "../errors.ts";
import { changeIncident } from "../incident/change.ts";
import { hasEnded } from "../incident/incident.rules.ts";
import { record, type Change } from "../timeline/record.ts";
import { keepApproval, lacking, standingApprovals, whoIs } from "./approval.store.ts";
import { audienceName } from "./communication.rules.ts";
import { isPending } from "./communication-state.rules.ts";
import { incidentOf, locked, type OfCommunication, type OfText, refuseMove, refuseStaleText } from "./named.ts";

export interface ApproveCommunication extends OfCommunication, OfText {}

/**
 * Says yes to a draft's text as it stands. It is APPROVED once that is enough by the plan; where two people are asked,
 * its author's yes is refused: FORBIDDEN.
 */
export async function approveCommunication(ctx: ServiceContext, input: ApproveCommunication): Promise<CommunicationEntity> {
  const incidentId = await incidentOf(ctx, input.communicationId);
  return changeIncident(ctx, { name: "approveCommunication", needs: "communication:publish" }, { ...input, incidentId }, async (change) => {
    if (hasEnded(change.incident)) throw conflict(`The incident is ${change.incident.status}; nothing more is published`);
    await refuseVendor(change.tx, incidentId);
    const before = await locked(change, input.communicationId);
    if (!isPending(before)) refuseMove(before, "APPROVED");
    refuseStaleText(before, input);
    const mine = (await standingApprovals(change.tx, before)).some(({ actorId }) => actorId === whoIs(change.tx.actor));
    const after = mine ? before : await approve(change, before);
    return () => after;
  });
}

async function approve(change: Change, before: CommunicationEntity): Promise<CommunicationEntity> {
  const { tx } = change;
  const reason = await lacking(change, before, tx.actor);
  const isAuthor = (before.editedBy ?? before.createdBy) === whoIs(tx.actor);
  // Another person's yes counts also where one more is missing; the author's, or a key's, would never.
  if (reason && (isAuthor || !tx.actor.responderId)) throw new DomainError("FORBIDDEN", reason, { field: "communicationId", approvals: (await change.plan()).approvals });
  const { ownWords } = await keepApproval(change, before);
  const after: CommunicationEntity = { ...before, state: reason ? before.state : "APPROVED", approvedById: tx.actor.responderId ?? before.approvedById };
  await tx.db.query("update communication set state = $2, approved_by_id = $3 where id = $1", [after.id, after.state, after.approvedById]);
  noteChange(tx, `communication/${before.id}`, before, after);
  record(change, {
    kind: "COMMUNICATION", summary: `Approved the draft for ${audienceName(before.audience)}${ownWords ? ", their own words" : ""}${reason ? "; one more has to" : ""}`,
    details: { approved: before.id, audience: before.audience, textVersion: before.textVersion, ownWords, isEnough: !reason },
  });
  return after;
}
