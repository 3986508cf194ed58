import type pg from "pg";
import { clock } from "./worker.ts";

/** Events as another hub writes them: in one transaction, followed by its ring. Returns the moment of the commit. */
export async function happen(db: pg.Pool, incidentId: string, times: number, summary: string): Promise<number> {
  await db.query(`
    with changed as (update incident set revision = revision + $2, updated_at = now() where id = $1 returning id, revision - $2 as before),
    written as (
      insert into timeline_event (incident_id, revision, kind, summary, actor_id, actor_name, occurred_at, recorded_at, pinned, links)
      select id, before + n, 'NOTE', $3, 'bench', 'bootstrap', now(), now(), false, '{https://grafana.example.com/d/checkout}' from changed, generate_series(1, $2::int) n
      returning incident_id, revision
    )
    insert into feed_outbox select * from written`, [incidentId, times, summary]);
  const committed = clock();
  await db.query("select number_feed(), pg_notify('muster_doorbell', $1)", [`bench:${incidentId}`]);
  return committed;
}

/** An incident's last event as the hub sends it, read from its table, with the incident that it is of. */
export async function lastEvent(db: pg.Pool, incidentId: string): Promise<Record<string, unknown>> {
  const { rows: [row] } = await db.query(`
    select json_build_object('id', t.incident_id || ':' || t.revision, 'revision', t.revision, 'kind', kind, 'summary', summary, 'amendedSummary', null, 'actor', actor_name,
      'occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordedAt', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'pinned', pinned, 'links', links, 'grade', grade, 'hypothesis', hypothesis, 'details', details, 'incident', json_build_object('reference', i.reference, 'title', i.title)) as event
    from timeline_event t join incident i on i.id = t.incident_id where i.id = $1 order by t.revision desc limit 1`, [incidentId]);
  return { ...row.event, incidentId };
}

/** The incident's last event has that number. */
export async function revisionOf(db: pg.Pool, incidentId: string): Promise<number> {
  const { rows: [row] } = await db.query<{ revision: number }>("select revision from incident where id = $1", [incidentId]);
  return row?.revision ?? NaN;
}
