import type { ServiceContext } from "../context.ts";
import { binder, visible } from "../access/visibility.ts";
import { byKey } from "../load.ts";

/** What command has cost a person; of incidents that the caller may see, drills left out. */
export interface CommandLoad {
  responderId: string;
  incidents30Days: number;
  /** Hours from taking command to handing it over, or to the incident's end. */
  hours30Days: number;
  incidents90Days: number;
  hours90Days: number;
  /** Roles of any kind on open incidents now. */
  openAssignments: number;
}

const ended = ["RESOLVED", "POST_MORTEM", "CLOSED", "CANCELLED"];

/** By responder; everybody asked about has one. */
export async function commandLoads(ctx: ServiceContext, responderIds: string[]): Promise<Map<string, CommandLoad>> {
  const now = ctx.now();
  const { values, bind } = binder([responderIds, now, ended]);
  const rows: CommandLoad[] = await ctx.db.query(
    `with held as (
       select r.responder_id, r.incident_id, r.role, r.accepted_at as begun, r.released_at is null and incident.status <> all($3) as open,
         least(r.released_at, incident.resolved_at, incident.cancelled_at, $2) as ended
       from role_assignment r join incident on incident.id = r.incident_id
       where r.responder_id = any($1) and not incident.drill and ${visible(ctx, bind)}
         and (r.released_at is null or r.released_at > $2::timestamptz - interval '90 days')
     ), led as (
       select *, greatest(begun, $2::timestamptz - interval '30 days') as begun30, greatest(begun, $2::timestamptz - interval '90 days') as begun90
       from held where role = 'INCIDENT_COMMANDER' and begun < ended
     )
     select p.id as "responderId",
       count(distinct led.incident_id) filter (where ended > begun30)::int as "incidents30Days",
       coalesce(sum(extract(epoch from ended - begun30)) filter (where ended > begun30), 0)::float / 3600 as "hours30Days",
       count(distinct led.incident_id) filter (where ended > begun90)::int as "incidents90Days",
       coalesce(sum(extract(epoch from ended - begun90)) filter (where ended > begun90), 0)::float / 3600 as "hours90Days",
       (select count(*) from held where held.responder_id = p.id and held.open)::int as "openAssignments"
     from unnest($1::uuid[]) as p(id) left join led on led.responder_id = p.id
     group by p.id`,
    values,
  );
  return byKey(rows, ({ responderId }) => responderId);
}
