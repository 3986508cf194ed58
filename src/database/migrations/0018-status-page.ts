import type { MigrationInterface, QueryRunner } from "typeorm";
import { wall } from "../second-wall.ts";

const SLUG = "text not null unique check (slug ~ '^[a-z0-9][a-z0-9._-]*$')";
const COMPONENT_STATE = "text not null check (state in ('OPERATIONAL', 'UNDER_MAINTENANCE', 'DEGRADED_PERFORMANCE', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE'))";
const TOLD = ["status_page", "status_page_component", "status_component_group", "status_component", "status_component_service", "status_hold", "status_entry", "status_entry_update", "status_entry_component"];

/** What the status page tells: its components, what held them, and the entries with their updates. */
export class StatusPage1763700000018 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table status_page (
        id           uuid primary key,
        slug         ${SLUG},
        name         text not null,
        kind         text not null check (kind in ('PUBLIC', 'INTERNAL', 'CUSTOMER')),
        is_default   boolean not null check (not is_default or kind = 'PUBLIC'),
        customer_id  uuid references customer on delete cascade,
        description  text,
        time_zone    text not null,
        support_url  text,
        url          text,
        token_hash   text unique,
        created_at   timestamptz(3) not null,
        updated_at   timestamptz(3) not null,
        check ((customer_id is not null) = (kind = 'CUSTOMER')),
        check (token_hash is null or kind <> 'PUBLIC')
      );
      create unique index status_page_default on status_page (is_default) where is_default;
      create index status_page_customer on status_page (customer_id) where customer_id is not null;

      create table status_component_group (
        id           uuid primary key,
        slug         ${SLUG},
        name         text not null,
        description  text,
        position     integer not null,
        created_at   timestamptz(3) not null,
        updated_at   timestamptz(3) not null
      );
      create table status_component (
        id           uuid primary key,
        slug         ${SLUG},
        name         text not null,
        description  text,
        group_id     uuid references status_component_group on delete set null,
        position     integer not null,
        is_internal  boolean not null,
        starts_at    timestamptz(3) not null,
        state        ${COMPONENT_STATE},
        state_since  timestamptz(3) not null,
        created_at   timestamptz(3) not null,
        updated_at   timestamptz(3) not null
      );
      create index status_component_of_group on status_component (group_id) where group_id is not null;
      create table status_component_service (
        component_id  uuid not null references status_component on delete cascade,
        service_id    uuid not null references service on delete cascade,
        primary key (component_id, service_id)
      );
      create index status_component_service_of on status_component_service (service_id);
      create table status_page_component (
        page_id       uuid not null references status_page on delete cascade,
        component_id  uuid not null references status_component on delete cascade,
        primary key (page_id, component_id)
      );
      create index status_page_component_of on status_page_component (component_id);

      create table status_entry (
        id                  uuid primary key,
        kind                text not null check (kind in ('INCIDENT', 'MAINTENANCE')),
        incident_id         uuid unique references incident,
        title               text not null check (title <> '' and length(title) <= 200),
        impact              text not null check (impact in ('NONE', 'MAINTENANCE', 'MINOR', 'MAJOR', 'CRITICAL')),
        state               text not null,
        started_at          timestamptz(3),
        monitoring_at       timestamptz(3),
        resolved_at         timestamptz(3),
        scheduled_from      timestamptz(3),
        scheduled_until     timestamptz(3),
        moves_by_itself     boolean not null,
        due_at              timestamptz(3),
        components_by_hand  boolean not null,
        is_general          boolean not null,
        created_by          text not null,
        created_at          timestamptz(3) not null,
        updated_at          timestamptz(3) not null,
        constraint status_entry_state check (case kind when 'INCIDENT' then state in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')
          else state in ('SCHEDULED', 'IN_PROGRESS', 'VERIFYING', 'COMPLETED', 'CANCELLED') end),
        constraint status_entry_open check ((resolved_at is null) = (state not in ('RESOLVED', 'COMPLETED', 'CANCELLED'))),
        constraint status_entry_span check (case kind when 'MAINTENANCE' then incident_id is null and scheduled_from < scheduled_until
          else started_at is not null and num_nonnulls(scheduled_from, scheduled_until, due_at) = 0 end),
        constraint status_entry_due check (due_at is null or (resolved_at is null and moves_by_itself))
      );
      create index status_entry_due on status_entry (due_at) where due_at is not null;
      create index status_entry_unresolved on status_entry (id) where resolved_at is null;
      create index status_entry_past on status_entry (resolved_at) where resolved_at is not null;
      create index status_entry_listed on status_entry (created_at, id);
      -- What would tell of a drill or a private incident is refused, whoever forgets to ask.
      ${wall("status_entry", "(select sees_all()) or incident_id is null or incident_id not in (select hidden_incidents(callers(), let_in()))",
        "incident_id is null or exists (select 1 from incident of_row where of_row.id = incident_id and not of_row.private and not of_row.drill)")}

      create table status_entry_update (
        id                uuid primary key,
        entry_id          uuid not null references status_entry on delete cascade,
        communication_id  uuid unique references communication,
        state             text not null,
        body              text not null,
        components        jsonb not null,
        at                timestamptz(3) not null,
        retracted_at      timestamptz(3),
        created_by        text not null,
        updated_at        timestamptz(3) not null
      );
      create index status_entry_update_of on status_entry_update (entry_id, at);
      create table status_entry_component (
        entry_id      uuid not null references status_entry on delete cascade,
        component_id  uuid not null references status_component on delete cascade,
        state         ${COMPONENT_STATE},
        primary key (entry_id, component_id)
      );
      create index status_entry_component_of on status_entry_component (component_id);
      create table status_hold (
        id            uuid primary key,
        component_id  uuid not null references status_component on delete cascade,
        entry_id      uuid references status_entry on delete cascade,
        state         text not null check (state in ('UNDER_MAINTENANCE', 'DEGRADED_PERFORMANCE', 'PARTIAL_OUTAGE', 'MAJOR_OUTAGE')),
        from_at       timestamptz(3) not null,
        until_at      timestamptz(3) check (until_at >= from_at)
      );
      create unique index status_hold_open on status_hold (component_id, entry_id) nulls not distinct where until_at is null;
      create index status_hold_of on status_hold (component_id, until_at);
      create index status_hold_entry on status_hold (entry_id) where entry_id is not null;

      -- How many there are says whether anything on the pages has changed: a number that grows with each commit, whatever their order, and on which no two writers wait.
      create table status_touch (
        id  bigint generated always as identity primary key,
        at  timestamptz(3) not null default statement_timestamp()
      );
      create function touch_status() returns trigger language plpgsql as $$ begin insert into status_touch default values; return null; end $$;
      ${TOLD.map((table) => `create trigger touched after insert or update or delete on ${table} for each statement execute function touch_status();`).join("\n")}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table status_hold; drop table status_entry_component; drop table status_entry_update; drop table status_entry;
      drop table status_page_component; drop table status_component_service; drop table status_component; drop table status_component_group; drop table status_page;
      drop function touch_status; drop table status_touch;
    `);
  }
}
