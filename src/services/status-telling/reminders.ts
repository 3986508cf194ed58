import { StatusEntryEntity } from "../../entities/status-entry.entity.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { type Deadlines, dueBy } from "../due.ts";
import { select } from "../rows.ts";
import { letGo } from "../subscriber/stop-deliveries.ts";
import { ACTIVE } from "../subscriber/subscriber.rules.ts";

/** Maintenances of which subscribers are to be reminded: `tellings` tells them. */
export const reminders: Deadlines = {
  name: "maintenance reminders",
  async upcoming({ db }, until, limit) {
    const rows: { at: Date }[] = await db.query("select remind_at as at from status_entry where remind_at <= $1 order by remind_at limit $2", [until, limit]);
    return rows.map(({ at }) => at);
  },
  async apply(ctx, limit) {
    let found = 0;
    while (found < limit && (await remindOfOne(ctx))) found += 1;
    return found;
  },
};

/** Takes the one that has been due longest, unless another hub is at it. Where a hub comes to it only as the work begins, that is told in its place. */
function remindOfOne(ctx: ServiceContext): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const [entry] = await select(tx, StatusEntryEntity, "where remind_at <= coalesce($1, statement_timestamp()) order by remind_at limit 1 for no key update skip locked", [dueBy(ctx)]);
    if (!entry) return false;
    await tx.db.query("update status_entry set remind_at = null where id = $1", [entry.id]);
    if (entry.scheduledFrom && entry.scheduledFrom > tx.now()) await remind(tx, entry);
    return true;
  });
}

/** Of what was said of it last, on each page that has subscribers by now. */
async function remind({ db, now }: ServiceContext, { id }: StatusEntryEntity): Promise<void> {
  await db.query(
    `insert into status_telling (id, page_id, update_id, kind, due_at, told, created_at)
     select gen_random_uuid(), p.id, said.id, 'REMINDER', $2, 0, $2
     from (select id from status_entry_update where entry_id = $1 order by at desc, id desc limit 1) said, status_page p
     where exists (select 1 from status_subscriber s where s.page_id = p.id and ${ACTIVE})
     on conflict do nothing`, [id, now()]);
}

/** It is moved, begins or is cancelled: what reminds of the time before and has not been sent is let go. */
export async function dropReminders(tx: ServiceContext, entryId: string): Promise<void> {
  const [tellings]: [{ id: string }[]] = await tx.db.query(
    `update status_telling set due_at = null from status_entry_update said
     where said.id = status_telling.update_id and said.entry_id = $1 and status_telling.kind = 'REMINDER' returning status_telling.id`, [entryId]);
  if (tellings.length > 0) await letGo(tx, { tellingIds: tellings.map(({ id }) => id) });
}
