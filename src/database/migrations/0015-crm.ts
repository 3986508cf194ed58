import type { MigrationInterface, QueryRunner } from "typeorm";

/** Where accounts are pulled from, and how each pull went. */
export class Crm1763700000015 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table crm_setting (
        name         text primary key check (name ~ '^[a-z0-9][a-z0-9._-]*$'),
        url          text not null check (url <> ''),
        paging       text not null check (paging in ('NONE', 'PAGE', 'CURSOR', 'NEXT_URL', 'LINK')),
        items        text not null,
        next         text,
        first_page   integer not null check (first_page >= 0),
        most_pages   integer not null check (most_pages > 0),
        fields       jsonb not null,
        auth_header  text not null,
        sealed       text,
        every        integer check (every > 0),
        set_at       timestamptz(3) not null,
        set_by       text not null
      );
      create table crm_run (
        id            uuid primary key,
        crm           text not null references crm_setting on delete cascade,
        state         text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
        asked_by      text not null,
        for_incident  uuid,
        due_at        timestamptz(3) not null,
        started_at    timestamptz(3),
        finished_at   timestamptz(3),
        attempts      integer not null,
        lease_by      uuid,
        lease_until   timestamptz(3),
        pages         integer not null,
        rows          integer not null,
        created       integer not null,
        updated       integer not null,
        unchanged     integer not null,
        refused       integer not null,
        refusals      jsonb not null,
        error         text,
        check ((state in ('DONE', 'FAILED')) = (finished_at is not null)),
        check (state <> 'FAILED' or error is not null)
      );
      -- One pull of a CRM at a time, and one that waits to be the next.
      create unique index crm_run_one_waits on crm_run (crm) where state = 'QUEUED';
      create unique index crm_run_one_runs on crm_run (crm) where state = 'RUNNING';
      create index crm_run_latest on crm_run (crm, due_at desc);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table crm_run; drop table crm_setting");
  }
}
