import { CommunicationEntity } from "../../entities/communication.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { insert } from "../rows.ts";
import { wordsFor } from "../template/words-for.ts";
import { record, type Change } from "../timeline/record.ts";
import { audienceName } from "../communication/communication.rules.ts";
import { compose } from "../communication/publish.ts";

/** Drafts of the resolution for these audiences, for a person to send; whoever has one waiting gets no second. */
export async function draftNotices(change: Change, audiences: readonly Audience[]): Promise<void> {
  if (audiences.length === 0) return;
  const { tx, incident } = change;
  const waiting: { audience: Audience }[] = await tx.db.query(
    "select distinct audience from communication where incident_id = $1 and state in ('DRAFT', 'APPROVED') and public_state = 'RESOLVED'", [incident.id]);
  const lacking = audiences.filter((audience) => !waiting.some((one) => one.audience === audience));
  const ids: string[] = [];
  for (const audience of lacking) {
    const { draft: words } = await wordsFor(change, audience, { publicState: "RESOLVED", nextUpdateAt: null });
    const message = await compose(change, { audience, channel: null, nextUpdateAt: null, overrides: [], overrideReason: null, ...words, publicState: "RESOLVED" });
    await insert(tx, CommunicationEntity, [message]);
    ids.push(message.id);
  }
  if (ids.length > 0) record(change, { kind: "COMMUNICATION", summary: `Drafted the resolution for ${lacking.map(audienceName).join(", ")}`, details: { drafted: ids } });
}
