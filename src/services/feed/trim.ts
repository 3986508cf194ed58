import type { ServiceContext } from "../context.ts";

/** Product rules, section 12. */
const KEPT_DAYS = 30;

/** Forgets what the feed has kept long enough; timelines keep everything. Returns how many places it gave up. */
export async function trimFeed({ db, now }: Pick<ServiceContext, "db" | "now">): Promise<number> {
  const before = new Date(now().getTime() - KEPT_DAYS * 86_400_000);
  const [{ trimmed }] = await db.query(
    `with old as (select coalesce(max(f.position), 0) as last from feed f
       join timeline_event e on e.incident_id = f.incident_id and e.revision = f.revision where e.recorded_at < $1),
     gone as (delete from feed using old where position <= old.last returning 1),
     head as (update feed_head set trimmed = greatest(trimmed, old.last) from old)
     select count(*)::int as trimmed from gone`, [before]);
  return trimmed;
}
