import type { MigrationInterface, QueryRunner } from "typeorm";

/** Teams, responders, services, customers, and the keys of those who ask. */
export class Directory1763700000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table team (
        id          uuid primary key,
        slug        text not null unique check (slug ~ '^[a-z0-9][a-z0-9._-]*$'),
        name        text not null check (name <> ''),
        catch_all   boolean not null,
        updated_at  timestamptz(3) not null
      );
      create table responder (
        id               uuid primary key,
        name             text not null check (name <> ''),
        email            text not null check (email = lower(email)),
        team_id          uuid references team,
        time_zone        text not null,
        working_hours    jsonb,
        contact_methods  jsonb not null,
        updated_at       timestamptz(3) not null
      );
      create unique index responder_email on responder (email);
      create index responder_team on responder (team_id);
      create table team_role (
        team_id       uuid not null references team on delete cascade,
        role          text not null,
        responder_id  uuid not null references responder,
        primary key (team_id, role)
      );
      create index team_role_role on team_role (role);
      create table service (
        id             uuid primary key,
        slug           text not null unique check (slug ~ '^[a-z0-9][a-z0-9._-]*$'),
        name           text not null check (name <> ''),
        tier           integer not null check (tier between 1 and 4),
        owner_team_id  uuid references team,
        updated_at     timestamptz(3) not null
      );
      create index service_owner on service (owner_team_id);
      create table service_dependency (
        service_id     uuid not null references service on delete cascade,
        depends_on_id  uuid not null references service on delete cascade,
        primary key (service_id, depends_on_id),
        check (service_id <> depends_on_id)
      );
      create index service_dependency_back on service_dependency (depends_on_id);
      create table customer (
        id                         uuid primary key,
        external_id                text not null unique check (external_id <> ''),
        name                       text not null check (name <> ''),
        arr_amount                 numeric not null check (arr_amount >= 0),
        arr_currency               text not null check (arr_currency ~ '^[A-Z]{3}$'),
        strategic                  boolean not null,
        plan                       text,
        region                     text,
        renewal_on                 timestamptz(3),
        active_escalation          boolean not null,
        executive_sponsor_engaged  boolean not null,
        usage                      numeric not null check (usage >= 0),
        owner_id                   uuid references responder,
        updated_at                 timestamptz(3) not null
      );
      create index customer_name on customer (name, id);
      create table customer_service (
        customer_id  uuid not null references customer on delete cascade,
        service_id   uuid not null references service on delete cascade,
        primary key (customer_id, service_id)
      );
      create index customer_service_back on customer_service (service_id);
      create table api_key (
        id            uuid primary key,
        name          text not null,
        prefix        text not null unique,
        hash          text not null unique,
        role          text not null check (role in ('VIEWER', 'RESPONDER', 'INCIDENT_MANAGER', 'ADMIN', 'INTEGRATION')),
        scopes        text[] not null,
        responder_id  uuid references responder,
        created_at    timestamptz(3) not null,
        created_by    text not null,
        expires_at    timestamptz(3),
        revoked_at    timestamptz(3)
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table api_key; drop table customer_service; drop table customer; drop table service_dependency;
      drop table service; drop table team_role; drop table responder; drop table team;
    `);
  }
}
