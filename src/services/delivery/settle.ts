import type { ServiceContext } from "../context.ts";
import type { PolicyDocument } from "../policy/index.ts";

/**
 * Ends what no attempt would: deliveries that were stopped while a hub had them that is gone, and those that their
 * destination's outage has made too old. Returns the latter, for `recordDead`.
 */
export async function settle({ db }: Pick<ServiceContext, "db">, by: string, now: Date | null, { pageGivenUpAfter, givenUpAfter }: PolicyDocument["delivery"]): Promise<{ id: string; incidentId: string | null }[]> {
  await db.query(
    `with gone as (select id from delivery where state = 'SENDING' and stopped_at is not null and next_at <= coalesce($1::timestamptz, clock_timestamp()) order by id for update skip locked)
     update delivery set state = 'STOPPED', next_at = null, leased_by = null from gone where delivery.id = gone.id`, [now]);
  const [rows]: [{ id: string; incidentId: string | null }[]] = await db.query(
    `with clock as materialized (select coalesce($1::timestamptz, clock_timestamp()) as now),
     old as (
       select id from clock, delivery where next_at <= clock.now and stopped_at is null
         and clock.now - greatest(not_before, created_at) > make_interval(secs => case priority when 0 then $2::float8 else $3::float8 end)
       order by id limit 1000 for update of delivery skip locked)
     update delivery set state = 'SENDING', leased_by = $4, next_at = clock.now + interval '1 minute' from old, clock where delivery.id = old.id
     returning delivery.id, incident_id as "incidentId"`,
    [now, pageGivenUpAfter, givenUpAfter, by]);
  return rows;
}
