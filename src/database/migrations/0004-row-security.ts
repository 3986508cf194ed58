import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident, noWall, wall } from "../second-wall.ts";

const HANGING = [
  "incident_member", "timeline_event", "timeline_mark", "role_assignment", "clock", "affected_customer", "impact_snapshot", "action_item",
  "communication", "escalation", "feed_outbox", "feed",
];

/** Who is on a private incident: who declared it, holds a role on it, or is a member; and who was let in. */
const ON_IT = `(i.declared_by = any(callers) or i.id::text = any(opened)
  or exists (select 1 from role_assignment r where r.incident_id = i.id and r.responder_id::text = any(callers) and r.released_at is null)
  or exists (select 1 from incident_member m where m.incident_id = i.id and m.responder_id::text = any(callers)))`;

/**
 * The second wall before private incidents: whatever a statement forgets to ask, PostgreSQL shows their rows only to
 * callers who are on them. Who asks stands in `muster.sees`: `*` for all, else the caller's names as an array.
 * `muster.let_in` adds incidents for the rest of a transaction.
 */
export class RowSecurity1763700000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create function sees_all() returns boolean language sql stable as $$
        select coalesce(current_setting('muster.sees', true), '') = '*' or coalesce(current_setting('muster.let_in', true), '') = '*'
      $$;
      create function callers() returns text[] language sql stable as $$
        select case when current_setting('muster.sees', true) like '{%' then current_setting('muster.sees', true)::text[] else '{}' end
      $$;
      create function let_in() returns text[] language sql stable as $$
        select string_to_array(coalesce(current_setting('muster.let_in', true), ''), ' ')
      $$;
      create index incident_private on incident (id) where private;

      ${unwalled("open_incidents(callers text[], opened text[])", `select i.id from incident i where i.private and ${ON_IT}`)}
      -- Private incidents of others. Few, and asked for once in a statement, so that rows which are not private cost next to nothing.
      ${unwalled("hidden_incidents(callers text[], opened text[])", `select i.id from incident i where i.private and not ${ON_IT}`)}
      -- A board has to tell that an incident left it, also whoever may no longer see it: ids and nothing more.
      ${unwalled("feed_changes(after bigint, up_to bigint)", `
        select distinct f.incident_id from feed f where f.position > after and f.position <= up_to`)}
      ${unwalled("feed_changes(after bigint)", `
        select f.incident_id from feed f where f.position > after union select o.incident_id from feed_outbox o`)}

      ${wall("incident", `not private or (select sees_all()) or declared_by = any(callers())
        or id in (select open_incidents(callers(), let_in()))`)}
      ${HANGING.map((table) => hangsOnIncident(table)).join("\n")}
      ${wall("idempotency_key", "(select sees_all()) or actor_id = any(callers())")}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ${["idempotency_key", ...HANGING, "incident"].map(noWall).join("\n")}
      drop function feed_changes(bigint); drop function feed_changes(bigint, bigint);
      drop function hidden_incidents; drop function open_incidents;
      drop index incident_private; drop function let_in; drop function callers; drop function sees_all;
    `);
  }
}

/** A function that is not itself held up by the policies which ask it. Only a superuser may tie such a setting to a function. */
const unwalled = (head: string, query: string): string => `
  create function ${head} returns setof uuid language plpgsql stable as $$
  declare before text := coalesce(current_setting('muster.let_in', true), '');
  begin
    before := before || left(set_config('muster.let_in', '*', true), 0);
    return query ${query};
    before := set_config('muster.let_in', before, true);
  end $$;`;
