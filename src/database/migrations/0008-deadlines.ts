import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident } from "../second-wall.ts";

/**
 * Deadlines that act: when a clock and an escalation are looked at next, what an escalation climbs, and whom the hub has
 * something to say to. Working hours decide who is woken; a team's role may be whoever is on call.
 */
export class Deadlines1763700000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table clock add written_at timestamptz(3), add next_at timestamptz(3);
      update clock set written_at = started_at,
        next_at = case when met_at is null and stopped_at is null and breached_at is null then at_risk_at end;
      alter table clock alter written_at set not null;
      -- What is met or let go is looked at no more.
      alter table clock add constraint clock_looked_at check (next_at is null or (met_at is null and stopped_at is null));
      drop index clock_due;
      create index clock_next on clock (next_at) where next_at is not null;

      alter table team add time_zone text not null default 'UTC', add working_hours jsonb, add ladder jsonb;
      alter table responder add title text;
      alter table team_role alter responder_id drop not null, add schedule_id uuid,
        add constraint team_role_one_of check (num_nonnulls(responder_id, schedule_id) = 1);

      alter table escalation alter trigger drop not null,
        add ladder jsonb not null default '[]',
        add waits integer[] not null default '{}',
        add top integer not null default 1,
        add climbed_at timestamptz(3),
        add stop_reason text;
      update escalation set climbed_at = started_at;
      alter table escalation alter ladder drop default, alter waits drop default, alter top drop default;
      create index escalation_next on escalation (next_step_at) where next_step_at is not null;

      -- What clocks have brought up and whom it tells is still to be worked out, apart from the clocks: ten thousand at once are noted in seconds.
      create table unheard_clock (
        clock_id     uuid not null references clock,
        incident_id  uuid not null references incident,
        what         text not null check (what in ('BREACHED', 'NO_UPDATE')),
        at           timestamptz(3) not null,
        noted_at     timestamptz(3) not null,
        primary key (clock_id, what, at)
      );
      create index unheard_clock_noted on unheard_clock (noted_at);
      create index unheard_clock_incident on unheard_clock (incident_id);
      ${hangsOnIncident("unheard_clock")}

      create table notification (
        id               uuid primary key,
        incident_id      uuid not null references incident,
        escalation_id    uuid references escalation,
        kind             text not null check (kind in ('PAGE', 'TOLD')),
        responder_id     uuid not null references responder,
        level            integer,
        reason           text not null,
        body             text not null,
        created_at       timestamptz(3) not null,
        acknowledged_at  timestamptz(3),
        stopped_at       timestamptz(3),
        unreachable      text,
        not_before       timestamptz(3)
      );
      create index notification_incident on notification (incident_id, created_at);
      create index notification_escalation on notification (escalation_id);
      create index notification_responder on notification (responder_id, created_at);
      ${hangsOnIncident("notification")}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table notification;
      drop table unheard_clock;
      delete from escalation where trigger is null;
      drop index escalation_next;
      alter table escalation drop ladder, drop waits, drop top, drop climbed_at, drop stop_reason, alter trigger set not null;
      delete from team_role where responder_id is null;
      alter table team_role drop constraint team_role_one_of, drop schedule_id, alter responder_id set not null;
      alter table responder drop title;
      alter table team drop time_zone, drop working_hours, drop ladder;
      drop index clock_next;
      create index clock_due on clock (due_at) where met_at is null and stopped_at is null and breached_at is null;
      alter table clock drop constraint clock_looked_at, drop written_at, drop next_at;
    `);
  }
}
