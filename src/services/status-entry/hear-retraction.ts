import { StatusEntryEntity, StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { CommunicationEntity } from "../../entities/communication.entity.ts";
import { noteChange } from "../audit/act.ts";
import { select, selectOne } from "../rows.ts";
import type { Change } from "../timeline/record.ts";
import { tellRetraction } from "../status-telling/tell.ts";
import { concerned } from "./concerned.ts";
import { writeEntry } from "./write-entry.ts";

/**
 * What was published there is taken back; `note` is what the page says in its place. The entry stands as the last word that
 * was not taken back has it. With none left it has ended, and what it held was never so.
 */
export async function hearRetraction({ tx, now }: Change, message: CommunicationEntity, note: string): Promise<void> {
  const entry = await selectOne(tx, StatusEntryEntity, "where id = (select entry_id from status_entry_update where communication_id = $1) for no key update", [message.id]);
  if (!entry) return;
  await tx.db.query("update status_entry_update set body = $2, retracted_at = $3, updated_at = $3 where communication_id = $1", [message.id, note, now]);
  const [update]: { id: string }[] = await tx.db.query("select id from status_entry_update where communication_id = $1", [message.id]);
  if (update) await tellRetraction(tx, update.id);
  noteChange(tx, `statusEntry/${entry.id}`, { retracted: null }, { retracted: message.id });
  const [last] = await select(tx, StatusEntryUpdateEntity, "where entry_id = $1 and retracted_at is null order by at desc, id desc limit 1", [entry.id]);
  const state = last?.state ?? "RESOLVED";
  const { components: known } = await concerned(tx, entry.id, null);
  const components = known.flatMap(({ componentId, was }) => (was ? [{ componentId, state: was }] : []));
  const after: StatusEntryEntity = { ...entry, state, updatedAt: now, resolvedAt: state === "RESOLVED" ? (entry.resolvedAt ?? now) : null };
  await writeEntry(tx, { before: entry, entry: after, update: null, known, components });
  if (!last) await tx.db.query("delete from status_hold where entry_id = $1", [entry.id]);
}
