import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import pg from "pg";
import { createClient } from "redis";
import { answer } from "../worker.ts";

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The board's answer, made by PostgreSQL. */
const BOARD = `
  select json_build_object('data', json_build_object('incidents', json_build_object('nodes', json_agg(json_build_object(
    'id', i.id, 'reference', i.reference, 'title', i.title, 'status', i.status, 'severity', i.severity, 'severityProvisional', i.severity_provisional,
    'revision', i.revision, 'reopenCount', i.reopen_count, 'source', i.source, 'drill', i.drill, 'detectedAt', ${instant("i.detected_at")},
    'declaredAt', ${instant("i.declared_at")}, 'updatedAt', ${instant("i.updated_at")}, 'eta', ${instant("i.eta")}, 'channel', i.channel,
    'commander', case when r.id is not null then json_build_object('id', r.id, 'name', r.name, 'email', r.email) end,
    'service', case when s.id is not null then json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'tier', s.tier) end,
    'latestEvents', coalesce(e.events, '[]')
  ) order by i.detected_at desc, i.id desc))))::text as json
  from (select * from incident order by detected_at desc, id desc limit 50) i
  left join responder r on r.id = i.commander_id
  left join service s on s.id = i.service_id
  left join lateral (
    select json_agg(json_build_object('revision', t.revision, 'kind', t.kind, 'summary', t.summary, 'actor', coalesce(t.actor_label, t.actor_name),
      'occurredAt', ${instant("t.occurred_at")}) order by t.revision desc) as events
    from timeline_event t where t.incident_id = i.id and t.revision > i.revision - 5
  ) e on true`;

const ADD = `
  with changed as (update incident set revision = revision + 1, updated_at = now() where id = $1 returning id, revision, updated_at),
  written as (
    insert into timeline_event (incident_id, revision, kind, summary, actor_id, actor_name, occurred_at, recorded_at, pinned, links)
    select id, revision, $2, $3, 'bench', 'bootstrap', updated_at, updated_at, false, $4 from changed returning *
  ),
  queued as (insert into feed_outbox select incident_id, revision from written)
  select json_build_object('data', json_build_object('addTimelineEvent', json_build_object('id', incident_id || ':' || revision, 'revision', revision,
    'kind', kind, 'summary', summary, 'actor', actor_name, 'occurredAt', ${instant("occurred_at")}, 'recordedAt', ${instant("recorded_at")},
    'pinned', pinned, 'links', links)))::text as json from written`;

interface Body {
  variables?: { input?: { incidentId: string; kind: string; summary: string; links: string[] } };
}

let tell: (json: string) => void = () => {};

const http = createServer(async (req, res) => {
  const { variables } = JSON.parse(await text(req)) as Body;
  const input = variables?.input;
  const query = input ? { name: "add", text: ADD, values: [input.incidentId, input.kind, input.summary, input.links] } : { name: "board", text: BOARD };
  const { rows: [row] } = await pool.query<{ json: string }>(query);
  tell(row?.json ?? "");
  res.setHeader("content-type", "application/json").setHeader("content-length", Buffer.byteLength(row?.json ?? "")).end(row?.json);
});

/** What PostgreSQL and a bare HTTP server take: no GraphQL, no rights, no rules. With `redis`, what it has answered is told there. */
answer({
  async begin({ redis, channel }: { redis?: string; channel: string }) {
    if (redis) {
      const speaker = await createClient({ url: redis }).on("error", () => {}).connect();
      tell = (json) => void speaker.publish(channel, json);
    }
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  },
  port: () => (http.address() as AddressInfo).port,
});
