import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who is told what a status page says, and what they are to be told. */
export class StatusSubscriber1763700000020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table status_subscriber (
        id               uuid primary key,
        page_id          uuid not null references status_page on delete cascade,
        kind             text not null check (kind in ('EMAIL', 'WEBHOOK')),
        address          text not null check (address <> '' and length(address) <= 2000),
        name             text check (length(name) <= 200),
        origin           text not null check (origin in ('SELF', 'ADMIN', 'IMPORT')),
        takes_all        boolean not null,
        secret           text,
        next_secret      text,
        asked_at         timestamptz(3),
        confirmed_at     timestamptz(3),
        unsubscribed_at  timestamptz(3),
        stopped_at       timestamptz(3),
        stop_reason      text,
        failing_since    timestamptz(3),
        refusals         integer not null check (refusals >= 0),
        created_at       timestamptz(3) not null,
        updated_at       timestamptz(3) not null,
        unique (page_id, kind, address),
        check ((stopped_at is null) = (stop_reason is null)),
        check (kind = 'WEBHOOK' or num_nonnulls(secret, next_secret) = 0)
      );
      create index status_subscriber_told on status_subscriber (page_id, id)
        where confirmed_at is not null and unsubscribed_at is null and stopped_at is null;
      create index status_subscriber_listed on status_subscriber (page_id, created_at, id);
      create index status_subscriber_asked on status_subscriber (asked_at) where confirmed_at is null;

      create table status_subscriber_component (
        subscriber_id  uuid not null references status_subscriber on delete cascade,
        component_id   uuid not null references status_component on delete cascade,
        primary key (subscriber_id, component_id)
      );
      create index status_subscriber_component_of on status_subscriber_component (component_id);

      -- What is said is told to a page's subscribers after the commit, some at a time: thousands of rows are not to lengthen the transaction that says it.
      create table status_telling (
        id          uuid primary key,
        page_id     uuid not null references status_page on delete cascade,
        update_id   uuid not null references status_entry_update on delete cascade,
        kind        text not null check (kind in ('UPDATE', 'RETRACTION')),
        due_at      timestamptz(3),
        after       uuid,
        told        integer not null,
        created_at  timestamptz(3) not null,
        unique (update_id, page_id, kind)
      );
      create index status_telling_due on status_telling (due_at) where due_at is not null;
      create index status_telling_page on status_telling (page_id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table status_telling; drop table status_subscriber_component; drop table status_subscriber;");
  }
}
