import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident } from "../second-wall.ts";

/**
 * How people answer a page, and what is known of the ways to reach them. That stands apart from the directory, whose imports
 * write people's contact methods anew.
 */
export class Contact1763700000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table acknowledge_link (
        id               uuid primary key,
        notification_id  uuid not null references notification on delete cascade,
        incident_id      uuid not null references incident,
        hash             text not null unique,
        code             text not null check (code ~ '^[0-9]{4}$'),
        created_at       timestamptz(3) not null,
        expires_at       timestamptz(3) not null
      );
      create index acknowledge_link_notification on acknowledge_link (notification_id);
      create index acknowledge_link_expires on acknowledge_link (expires_at);
      ${hangsOnIncident("acknowledge_link")}

      create table contact_check (
        responder_id     uuid not null references responder on delete cascade,
        channel          text not null check (channel in ('EMAIL', 'SMS', 'VOICE', 'SLACK', 'TEAMS', 'WEBHOOK')),
        address          text not null,
        verified_at      timestamptz(3),
        verified_by      text,
        reason           text,
        failing_since    timestamptz(3),
        last_error       text,
        code_hash        text check (code_hash like '$argon2id$%'),
        code_expires_at  timestamptz(3),
        code_attempts    integer not null,
        codes_sent       integer not null,
        codes_since      timestamptz(3),
        primary key (responder_id, channel, address),
        check ((verified_at is null) = (verified_by is null)),
        check ((failing_since is null) = (last_error is null))
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table contact_check; drop table acknowledge_link;");
  }
}
