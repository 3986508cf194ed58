import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who is on call when: schedules, what stands in for them, and the calendars in which people see them. */
export class OnCall1763700000009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table schedule (
        id          uuid primary key,
        slug        text not null unique check (slug ~ '^[a-z0-9][a-z0-9._-]*$'),
        name        text not null,
        time_zone   text not null,
        team_id     uuid references team,
        layers      jsonb not null,
        temporary   jsonb not null,
        history     jsonb,
        created_at  timestamptz(3) not null,
        updated_at  timestamptz(3) not null
      );
      create index schedule_team on schedule (team_id);

      create table schedule_override (
        id           uuid primary key,
        schedule_id  uuid not null references schedule on delete cascade,
        kind         text not null check (kind in ('REPLACE', 'ADD', 'REMOVE', 'TAKE_OVER')),
        starts_at    timestamptz(3) not null,
        ends_at      timestamptz(3) not null,
        add_id       uuid references responder,
        remove_id    uuid references responder,
        priority     integer not null,
        note         text,
        created_at   timestamptz(3) not null,
        check (starts_at < ends_at),
        check ((add_id is not null) = (kind <> 'REMOVE')),
        check ((remove_id is not null) = (kind in ('REPLACE', 'REMOVE')))
      );
      create index schedule_override_span on schedule_override (schedule_id, ends_at);

      alter table team_role add constraint team_role_schedule foreign key (schedule_id) references schedule;
      create index team_role_of_schedule on team_role (schedule_id) where schedule_id is not null;

      create table calendar_link (
        id            uuid primary key,
        schedule_id   uuid references schedule on delete cascade,
        responder_id  uuid references responder,
        created_by    text not null,
        token_hash    text not null,
        created_at    timestamptz(3) not null,
        check (num_nonnulls(schedule_id, responder_id) = 1),
        unique nulls not distinct (schedule_id, responder_id, created_by)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table calendar_link;
      delete from team_role where schedule_id is not null;
      alter table team_role drop constraint team_role_schedule;
      drop index team_role_of_schedule;
      drop table schedule_override;
      drop table schedule;
    `);
  }
}
