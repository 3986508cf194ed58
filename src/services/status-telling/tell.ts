import { v7 as uuid } from "uuid";
import type { StatusEntryUpdateEntity } from "../../entities/status-entry.entity.ts";
import type { ServiceContext } from "../context.ts";
import { letGo } from "../subscriber/stop-deliveries.ts";
import { ACTIVE } from "../subscriber/subscriber.rules.ts";

/**
 * Something is said on the status pages: the subscribers of each will be told, once the transaction that says it has
 * committed. It takes a row for each page that has any, however many they are (ADR 28).
 */
export async function tellSubscribers(tx: ServiceContext, { id }: Pick<StatusEntryUpdateEntity, "id">): Promise<void> {
  await tx.db.query(
    `insert into status_telling (id, page_id, update_id, kind, due_at, told, created_at)
     select gen_random_uuid(), p.id, $1, 'UPDATE', $2, 0, $2 from status_page p where exists (select 1 from status_subscriber s where s.page_id = p.id and ${ACTIVE})
     on conflict do nothing`, [id, tx.now()]);
}

/** It is taken back: who has not been told will not be, and who was is told what is said in its place. */
export async function tellRetraction(tx: ServiceContext, updateId: string): Promise<void> {
  const tellings: { id: string; pageId: string; after: string | null }[] = await tx.db.query(
    `select id, page_id as "pageId", after from status_telling where update_id = $1 and kind = 'UPDATE' order by id for update`, [updateId]);
  if (tellings.length === 0) return;
  await tx.db.query("update status_telling set due_at = null where update_id = $1 and kind = 'UPDATE'", [updateId]);
  await letGo(tx, { tellingIds: tellings.map(({ id }) => id) });
  const begun = tellings.filter(({ after }) => after !== null);
  await tx.db.query(
    `insert into status_telling (id, page_id, update_id, kind, due_at, told, created_at) select unnest($1::uuid[]), unnest($2::uuid[]), $3, 'RETRACTION', $4, 0, $4 on conflict do nothing`,
    [begun.map(() => uuid()), begun.map(({ pageId }) => pageId), updateId, tx.now()]);
}
