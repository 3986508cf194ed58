import type { MigrationInterface, QueryRunner } from "typeorm";
import { wall } from "../second-wall.ts";

/** Addresses that something outside has to call every so often; their silence opens an incident. */
export class Heartbeat1763700000012 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table heartbeat (
        id            uuid primary key,
        slug          text not null unique check (slug ~ '^[a-z0-9][a-z0-9._-]*$'),
        name          text not null,
        every         integer not null check (every > 0),
        grace         integer not null check (grace >= 0),
        token_hash    text not null unique,
        title         text not null,
        severity      text check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
        service_id    uuid references service,
        team_id       uuid references team,
        last_beat_at  timestamptz(3),
        -- When it will have been silent for too long. Null while it has never been called, and while it is late.
        due_at        timestamptz(3),
        late_since    timestamptz(3),
        -- What its last silence opened.
        incident_id   uuid references incident,
        updated_at    timestamptz(3) not null,
        check (due_at is null or (last_beat_at is not null and late_since is null))
      );
      create index heartbeat_due on heartbeat (due_at) where due_at is not null;
      ${wall("heartbeat", "(select sees_all()) or incident_id is null or incident_id not in (select hidden_incidents(callers(), let_in()))",
        "incident_id is null or exists (select 1 from incident of_row where of_row.id = incident_id)")}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table heartbeat");
  }
}
