import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { CommunicationVersionEntity } from "../../entities/communication-record.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { insert, select } from "../rows.ts";

/** The text of a message as it stands, as a version of it. */
export const versionOf = ({ id, incidentId, textVersion, subject, body, publicState, nextUpdateAt, origin, editedBy, editedAt, createdBy, createdAt }: CommunicationEntity): CommunicationVersionEntity =>
  ({ communicationId: id, number: textVersion, incidentId, subject, body, publicState, nextUpdateAt, origin, editedBy: editedBy ?? createdBy, editedAt: editedAt ?? createdAt });

/** Keeps the new text beside the one that it replaces, which is kept with the first edit. */
export async function keepVersion(tx: ServiceContext, before: CommunicationEntity, after: CommunicationEntity): Promise<void> {
  await insert(tx, CommunicationVersionEntity, before.textVersion === 1 ? [versionOf(before), versionOf(after)] : [versionOf(after)]);
}

/** Every text that edited messages have had, the first one first; of those that nobody has edited, none. */
export async function versionsOf(ctx: ServiceContext, communicationIds: string[]): Promise<Map<string, CommunicationVersionEntity[]>> {
  const rows = await select(ctx, CommunicationVersionEntity, "where communication_id = any($1) order by communication_id, number", [communicationIds]);
  return listsByKey(rows, ({ communicationId }) => communicationId);
}
