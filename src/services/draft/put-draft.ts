import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { noteChange } from "../audit/act.ts";
import { assignments, insert, selectOne } from "../rows.ts";
import type { About, Draft } from "../template/index.ts";
import type { Change } from "../timeline/record.ts";
import { whoIs } from "../communication/approval.store.ts";
import { compose } from "../communication/publish.ts";
import { keepVersion } from "../communication/version.store.ts";

/**
 * Puts the hub's words on record as a draft. One that it wrote before and that nobody has edited or approved gets them as
 * its next version; what a person stands behind stays, and the new one stands beside it.
 */
export async function putDraft(change: Change, audience: Audience, about: Pick<About, "publicState" | "nextUpdateAt">, words: Draft): Promise<CommunicationEntity> {
  const { publicState, nextUpdateAt } = about;
  const waiting = await waitingDraft(change, audience);
  if (waiting) return rewrite(change, waiting, { publicState, nextUpdateAt, ...words });
  const message = await compose(change, { audience, publicState, channel: null, nextUpdateAt, overrides: [], overrideReason: null, ...words });
  await insert(change.tx, CommunicationEntity, [message]);
  return message;
}

/** The draft of the hub's that nobody has touched. */
export function waitingDraft({ tx, incident }: Change, audience: Audience): Promise<CommunicationEntity | null> {
  return selectOne(tx, CommunicationEntity, `where incident_id = $1 and audience = $2 and state = 'DRAFT' and origin <> 'PERSON'
    and not exists (select 1 from communication_approval a where a.communication_id = communication.id and a.text_version = communication.text_version)
    order by version desc limit 1 for update`, [incident.id, audience]);
}

async function rewrite({ tx, now }: Change, before: CommunicationEntity, words: Draft & Pick<About, "publicState" | "nextUpdateAt">): Promise<CommunicationEntity> {
  const written = { ...words, textVersion: before.textVersion + 1, editedBy: whoIs(tx.actor), editedAt: now };
  const after: CommunicationEntity = { ...before, ...written };
  const { sql, values } = assignments(tx, CommunicationEntity, written, 2);
  await tx.db.query(`update communication set ${sql} where id = $1`, [before.id, ...values]);
  await keepVersion(tx, before, after);
  noteChange(tx, `communication/${before.id}`, before, after);
  return after;
}
