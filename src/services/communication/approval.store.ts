import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { CommunicationApprovalEntity } from "../../entities/communication-record.entity.ts";
import type { Actor } from "../access/actor.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { isId } from "../input.ts";
import { listsByKey } from "../load.ts";
import { insert, select } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { lackingApproval } from "./approval.rules.ts";

/** The person, not the key: one person with two keys is still one. */
export const whoIs = ({ responderId, id }: Actor): string => responderId ?? id;

/** Who wrote the text as it stands. */
const authorOf = ({ editedBy, createdBy }: CommunicationEntity): string => editedBy ?? createdBy;

/** What was said yes to, by message, in order; also of texts that were edited since. */
export async function approvalsOf(ctx: ServiceContext, communicationIds: string[]): Promise<Map<string, CommunicationApprovalEntity[]>> {
  const rows = await select(ctx, CommunicationApprovalEntity, "where communication_id = any($1) order by approved_at, actor_id", [communicationIds]);
  return listsByKey(rows, ({ communicationId }) => communicationId);
}

export async function standingApprovals(tx: ServiceContext, { id, textVersion }: CommunicationEntity): Promise<CommunicationApprovalEntity[]> {
  return select(tx, CommunicationApprovalEntity, "where communication_id = $1 and text_version = $2 order by approved_at, actor_id", [id, textVersion]);
}

/** Writes the caller's yes to the text as it stands; a second one of the same person changes nothing. */
export async function keepApproval({ tx, now }: Change, message: CommunicationEntity): Promise<CommunicationApprovalEntity> {
  const { actor } = tx;
  const approval: CommunicationApprovalEntity = {
    communicationId: message.id, textVersion: message.textVersion, actorId: whoIs(actor), incidentId: message.incidentId, responderId: actor.responderId,
    name: actor.name, ownWords: whoIs(actor) === authorOf(message), approvedAt: now,
  };
  await insert(tx, CommunicationApprovalEntity, [approval]);
  return approval;
}

/** Why these approvals do not let it out; null where they do. `with` is one more, not on record yet. */
export async function lacking(change: Change, message: CommunicationEntity, withActor: Actor): Promise<string | null> {
  const { tx, incident } = change;
  const approvals = await standingApprovals(tx, message);
  const author = authorOf(message);
  return lackingApproval({
    audience: message.audience, origin: message.origin, commander: incident.commanderId,
    asked: (await change.plan()).approvals,
    isFirst: !(await wasTold(change, message)),
    author: { person: await personNamed(tx, author) },
    approvers: [{ person: withActor.responderId }, ...approvals.map(({ responderId }) => ({ person: responderId }))],
  });
}

/** FORBIDDEN where the caller's yes would not be enough. */
export async function refuseUnapproved(change: Change, message: CommunicationEntity): Promise<void> {
  const reason = await lacking(change, message, change.tx.actor);
  if (reason) throw new DomainError("FORBIDDEN", reason, { field: "communicationId", approvals: (await change.plan()).approvals });
}

/** Whether the audience has heard of the incident before. */
export async function wasTold({ tx, incident }: Pick<Change, "tx" | "incident">, { audience }: Pick<CommunicationEntity, "audience">): Promise<boolean> {
  const rows = await tx.db.query("select 1 from communication where incident_id = $1 and audience = $2 and published_at is not null limit 1", [incident.id, audience]);
  return rows.length > 0;
}

/** An actor's id is a responder's where it is a person's. */
async function personNamed({ db }: ServiceContext, id: string): Promise<string | null> {
  if (!isId(id)) return null;
  return (await db.query("select 1 from responder where id = $1", [id])).length > 0 ? id : null;
}
