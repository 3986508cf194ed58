import type { IncidentEntity } from "../../entities/incident.entity.ts";
import { TimelineEventEntity } from "../../entities/timeline-event.entity.ts";
import type { TimelineKind } from "../../entities/vocabulary.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given, whole } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { columnsOf, type Only } from "../rows.ts";
import { namesCustomer, withoutCustomers } from "./for-vendors.ts";

/** An event with how it stands now. */
export interface TimelineEvent extends TimelineEventEntity {
  amendedSummary: string | null;
}

/** How an event stands now: whether it is pinned, and the text that now stands. */
export const STANDING = `coalesce(mark.pinned, timeline_event.pinned) as pinned, amendment.summary as "amendedSummary"`;

/** Where that comes from. */
export const MARKS = `
  left join timeline_mark mark on mark.incident_id = timeline_event.incident_id and mark.revision = timeline_event.revision
  left join timeline_event amendment on amendment.incident_id = mark.incident_id and amendment.revision = mark.amended_by`;

/** `only` saves the marks too, where nothing that depends on them is asked for. */
async function read(ctx: ServiceContext, tail: string, values: unknown[], only: Only = null): Promise<TimelineEvent[]> {
  const stands = !only || only.includes("pinned") || only.includes("amendedSummary");
  const columns = columnsOf(ctx, TimelineEventEntity, only && ["incidentId", ...only.filter((property) => !["incidentId", "amendedSummary"].includes(property))]);
  return withoutCustomers(ctx, await ctx.db.query(`select ${columns} ${stands ? `, ${STANDING}` : ""}${namesCustomer(ctx)} from timeline_event ${stands ? MARKS : ""} ${tail}`, values));
}

/** Events after `revision`, oldest first, `limit` at most; none of an incident that the caller may not see. */
export function since(ctx: ServiceContext, incidentId: string, revision: number, limit = 500): Promise<TimelineEvent[]> {
  const { values, bind } = binder([incidentId, revision, limit]);
  const seen = `exists (select 1 from incident where id = $1 and ${visible(ctx, bind)})`;
  return read(ctx, `where timeline_event.incident_id = $1 and timeline_event.revision > $2 and ${seen} order by timeline_event.revision limit $3`, values);
}

/** An incident's events, oldest first. */
export async function list(ctx: ServiceContext, incident: IncidentEntity, args: PageArgs & { kinds?: TimelineKind[] | null }): Promise<Page<TimelineEvent>> {
  const first = pageSize(args.first);
  const scope = `timeline ${incident.id}`;
  const [after] = given(args.after) ? decodeCursor(scope, args.after, ["revision"]) : [0];
  const kinds = args.kinds ?? null;
  const rows = await read(ctx,
    `where timeline_event.incident_id = $1 and timeline_event.revision > $2 and ($3::text[] is null or timeline_event.kind = any($3))
     order by timeline_event.revision limit $4`, [incident.id, after, kinds, first + 1]);
  return pageOf(rows, { ...args, first }, (event) => encodeCursor(scope, [event.revision]), async () => {
    const [{ count }] = await ctx.db.query("select count(*)::int as count from timeline_event where incident_id = $1 and ($2::text[] is null or kind = any($2))", [incident.id, kinds]);
    return count;
  });
}

/** Each incident's last events, newest first; of each, `only` what is asked for. */
export async function latestOf(ctx: ServiceContext, incidentIds: string[], { count, only = null }: { count: number; only?: Only }): Promise<Map<string, TimelineEvent[]>> {
  whole("count", count, 1, 100);
  // Revisions have no gap, so the last ones are known without sorting.
  const rows = await read(ctx,
    `join incident on incident.id = timeline_event.incident_id
     where timeline_event.incident_id = any($1) and timeline_event.revision > incident.revision - $2
     order by timeline_event.incident_id, timeline_event.revision desc`, [incidentIds, count], only);
  return listsByKey(rows, (event) => event.incidentId);
}

export const eventKey = (incidentId: string, revision: number): string => `${incidentId}:${revision}`;

/** Events by `eventKey`. */
export async function byEventKeys(ctx: ServiceContext, keys: string[]): Promise<Map<string, TimelineEvent>> {
  const pairs = keys.map((key) => key.split(":"));
  const rows = await read(ctx,
    `where (timeline_event.incident_id, timeline_event.revision) in (select * from unnest($1::uuid[], $2::integer[]))`,
    [pairs.map(([id]) => id), pairs.map(([, revision]) => Number(revision))]);
  return byKey(rows, (event) => eventKey(event.incidentId, event.revision));
}

/** The amendments of each event, by its `eventKey`, oldest first. */
export async function amendmentsOf(ctx: ServiceContext, keys: string[]): Promise<Map<string, TimelineEvent[]>> {
  const pairs = keys.map((key) => key.split(":"));
  const rows = await read(ctx,
    `where timeline_event.kind = 'AMENDED'
       and (timeline_event.incident_id, timeline_event.target_revision) in (select * from unnest($1::uuid[], $2::integer[]))
     order by timeline_event.revision`,
    [pairs.map(([id]) => id), pairs.map(([, revision]) => Number(revision))]);
  return listsByKey(rows, (event) => eventKey(event.incidentId, event.targetRevision ?? 0));
}

/** The pinned events in the order in which they happened. */
export function pinnedOf(ctx: ServiceContext, incidentId: string): Promise<TimelineEvent[]> {
  return read(ctx,
    `where timeline_event.incident_id = $1 and coalesce(mark.pinned, timeline_event.pinned)
     order by timeline_event.occurred_at, timeline_event.revision`, [incidentId]);
}
