import type { MigrationInterface, QueryRunner } from "typeorm";
import { wall } from "../second-wall.ts";

/** The one outbox for all that leaves the hub, and what its channels are set up with. */
export class Delivery1763700000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table delivery (
        id                uuid primary key,
        key               text not null unique,
        -- Deliveries may be written before the notification that they belong to, in the same transaction.
        notification_id   uuid references notification deferrable initially deferred,
        incident_id       uuid references incident,
        responder_id      uuid references responder,
        channel           text not null check (channel in ('EMAIL', 'SMS', 'VOICE', 'SLACK', 'TEAMS', 'WEBHOOK')),
        address           text not null,
        destination       text not null,
        priority          integer not null,
        subject           text not null,
        text              text not null,
        html              text,
        payload           jsonb not null,
        state             text not null check (state in ('PENDING', 'SENDING', 'SENT', 'FAILED', 'DEAD', 'STOPPED')),
        not_before        timestamptz(3) not null,
        next_at           timestamptz(3),
        leased_by         uuid,
        may_bundle        boolean not null,
        bundle            uuid,
        attempts          integer not null,
        history           jsonb not null,
        first_attempt_at  timestamptz(3),
        attempted_at      timestamptz(3),
        accepted_at       timestamptz(3),
        answer            text,
        last_error        text,
        stopped_at        timestamptz(3),
        created_at        timestamptz(3) not null,
        constraint delivery_due check ((next_at is not null) = (state in ('PENDING', 'SENDING', 'FAILED'))),
        constraint delivery_leased check ((leased_by is not null) = (state = 'SENDING')),
        constraint delivery_sent check ((accepted_at is not null) = (state = 'SENT'))
      ) with (toast_tuple_target = 512, fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
      -- A queue leaves dead entries at its head; vacuum has to come often. The lanes: what is due, by where it goes and how urgent it is.
      create index delivery_lane on delivery (destination, priority, next_at) where next_at is not null;
      create index delivery_notification on delivery (notification_id) where notification_id is not null;
      create index delivery_incident on delivery (incident_id, created_at) where incident_id is not null;
      create index delivery_recipient on delivery (responder_id, channel, attempted_at) where responder_id is not null;
      create index delivery_bundle on delivery (bundle) where bundle is not null;
      create index delivery_created on delivery (created_at, id);
      create index delivery_dead on delivery (created_at, id) where state = 'DEAD';
      ${wall("delivery", "(select sees_all()) or incident_id is null or incident_id not in (select hidden_incidents(callers(), let_in()))",
        "incident_id is null or exists (select 1 from incident of_row where of_row.id = incident_id)")}

      create table channel_setting (
        kind           text primary key check (kind in ('EMAIL', 'SMS', 'VOICE', 'SLACK', 'TEAMS', 'WEBHOOK')),
        values         jsonb not null,
        sealed         text,
        sealed_before  text,
        before_until   timestamptz(3),
        set_at         timestamptz(3) not null,
        set_by         text not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table channel_setting; drop table delivery");
  }
}
