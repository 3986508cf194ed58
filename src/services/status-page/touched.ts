import type { ServiceContext } from "../context.ts";

/** A word that is another whenever something that pages show has changed. The count alone would do if nothing were ever forgotten. */
export async function statusVersion({ db }: Pick<ServiceContext, "db">): Promise<string> {
  const [{ version }] = await db.query("select count(*) || '.' || coalesce(max(id), 0) as version from status_touch");
  return version;
}

/** Forgets that something changed, an hour after; the last stays, so that no word comes twice. */
export async function forgetTouches({ db }: Pick<ServiceContext, "db">): Promise<void> {
  await db.query("delete from status_touch where at < statement_timestamp() - interval '1 hour' and id < (select max(id) from status_touch)");
}
