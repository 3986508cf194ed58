import { v7 as uuid } from "uuid";
import type { ServiceContext } from "../context.ts";

/** The public page that stands where none is named, in a database that has none yet; several hubs may do so at once. */
export async function ensureDefault({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<void> {
  await db.query(
    `insert into status_page (id, slug, name, kind, is_default, time_zone, created_at, updated_at)
     select $1, 'public', 'Status', 'PUBLIC', true, 'UTC', $2, $2 where not exists (select 1 from status_page where is_default) on conflict do nothing`, [uuid(), now()]);
}
