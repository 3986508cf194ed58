import type { MigrationInterface, QueryRunner } from "typeorm";

/** The words that drafts are made from, in versions; and of each message, from what it was made. */
export class CommunicationTemplate1763700000016 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table communication_template (
        name          text not null check (name ~ '^[a-z][a-z0-9_]{0,99}$'),
        language      text not null check (language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'),
        version       integer not null check (version > 0),
        audience      text not null check (audience in ('STATUS_PAGE', 'IN_APP_BANNER', 'AFFECTED_CUSTOMERS', 'STRATEGIC_ACCOUNTS', 'INTERNAL', 'EXECUTIVES')),
        occasion      text not null check (occasion in ('STATUS', 'ETA_CHANGED', 'CLOSING', 'APOLOGY')),
        public_state  text check (public_state in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')),
        severity      text check (severity in ('SEV1', 'SEV2', 'SEV3', 'SEV4')),
        subject       text not null check (subject <> ''),
        body          text not null check (body <> ''),
        created_at    timestamptz(3) not null,
        created_by    text not null,
        retired_at    timestamptz(3),
        primary key (name, language, version)
      );
      create index communication_template_audience on communication_template (audience) where retired_at is null;

      alter table communication
        add column template_version integer check (template_version >= 0),
        add column language text,
        add column draft_note text,
        add column origin text not null default 'PERSON' check (origin in ('TEMPLATE', 'MODEL', 'PERSON'));
      alter table communication alter column origin drop default;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table communication drop column template_version, drop column language, drop column draft_note, drop column origin;
      drop table communication_template;
    `);
  }
}
