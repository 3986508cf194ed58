import type { MigrationInterface, QueryRunner } from "typeorm";

/** How people sign in, and what keys are bound to. */
export class Identity1763700000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table account (
        responder_id   uuid primary key references responder on delete cascade,
        role           text not null check (role in ('VIEWER', 'RESPONDER', 'INCIDENT_MANAGER', 'ADMIN')),
        password_hash  text check (password_hash like '$argon2id$%'),
        created_at     timestamptz(3) not null,
        password_at    timestamptz(3),
        ended_at       timestamptz(3)
      );
      create table account_link (
        id            uuid primary key,
        hash          text not null unique,
        -- Null: for the first administrator, who says who they are.
        responder_id  uuid references account on delete cascade,
        created_at    timestamptz(3) not null,
        created_by    text not null,
        expires_at    timestamptz(3) not null,
        used_at       timestamptz(3)
      );
      create index account_link_responder on account_link (responder_id);
      -- One way in for the first administrator at a time.
      create unique index account_link_first on account_link ((responder_id is null)) where responder_id is null and used_at is null;
      create table session (
        id            uuid primary key,
        hash          text not null unique,
        responder_id  uuid not null references account on delete cascade,
        address       text not null,
        created_at    timestamptz(3) not null,
        seen_at       timestamptz(3) not null,
        ended_at      timestamptz(3)
      );
      create index session_responder on session (responder_id) where ended_at is null;
      create table oidc_subject (
        issuer        text not null,
        subject       text not null,
        responder_id  uuid not null references responder on delete cascade,
        created_at    timestamptz(3) not null,
        primary key (issuer, subject),
        -- An address that is given to somebody else must not bring the one before along.
        unique (issuer, responder_id)
      );
      alter table api_key add service_id uuid references service, add team_id uuid references team,
        add replaces_id uuid references api_key, add check (service_id is null or team_id is null);
      create unique index api_key_replaces on api_key (replaces_id);
      -- Apart from the key, so that using one never rewrites what it may do.
      create table api_key_use (
        key_id   uuid primary key references api_key on delete cascade,
        used_at  timestamptz(3) not null,
        address  text not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table api_key_use; drop index api_key_replaces;
      alter table api_key drop replaces_id, drop team_id, drop service_id;
      drop table oidc_subject; drop table session; drop table account_link; drop table account;
    `);
  }
}
