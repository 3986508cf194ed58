import { TimelineEventEntity } from "../../entities/timeline-event.entity.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { columnsOf } from "../rows.ts";
import { namesCustomer, withoutCustomers } from "../timeline/for-vendors.ts";
import { MARKS, STANDING, type TimelineEvent } from "../timeline/timeline.store.ts";

type Reader = Pick<ServiceContext, "db">;

export interface Head {
  /** The highest number given. */
  last: number;
  /** The highest that is no longer kept. */
  trimmed: number;
}

export async function head({ db }: Reader): Promise<Head> {
  const [row] = await db.query("select last::float8 as last, trimmed::float8 as trimmed from feed_head");
  return row;
}

/** Gives numbers to what has been committed since; returns the highest. */
export async function numberFeed({ db }: Reader): Promise<number> {
  const [{ last }] = await db.query("select number_feed()::float8 as last");
  return last;
}

/** The incidents that changed after a position, up to another. */
export async function changedBetween({ db }: Reader, after: number, upTo: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query("select feed_changes($1, $2) as id", [after, upTo]);
  return rows.map(({ id }) => id);
}

/** The incidents that changed after a position, also those whose change has no number yet. */
export async function changedSince({ db }: Reader, after: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query("select feed_changes($1) as id", [after]);
  return rows.map(({ id }) => id);
}

/** Events after a position in the order of the feed, of incidents that the caller may see. */
export async function eventsAfter(ctx: ServiceContext, position: number, limit: number): Promise<(TimelineEvent & { position: number })[]> {
  const { values, bind } = binder([position, limit]);
  return withoutCustomers(ctx, await ctx.db.query(
    `select feed.position::float8 as position, ${columnsOf(ctx, TimelineEventEntity)}, ${STANDING}${namesCustomer(ctx)}
     from feed join timeline_event on timeline_event.incident_id = feed.incident_id and timeline_event.revision = feed.revision
     join incident on incident.id = feed.incident_id ${MARKS}
     where feed.position > $1 and ${visible(ctx, bind)} order by feed.position limit $2`, values));
}
