import type { MigrationInterface, QueryRunner } from "typeorm";

const BEFORE = "'ACKNOWLEDGE', 'TRIAGE', 'OWNERSHIP', 'FIRST_COMMUNICATION', 'STATUS_PAGE', 'NEXT_UPDATE', 'RESOLVE', 'POST_MORTEM', 'RESOLUTION_EMAIL', 'CSM_CALL', 'REGRESSION_WATCH'";

/** What is owed after a resolution has an owner; the notices on the other channels and an executive's apology are promises too. */
export class FollowUp1763700000021 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table clock add owner_id uuid references responder on delete set null;
      alter table clock drop constraint clock_kind_check;
      alter table clock add constraint clock_kind_check check (kind in (${BEFORE}, 'RESOLUTION_NOTICE', 'EXECUTIVE_APOLOGY'));
      create index clock_mailing on clock (incident_id) where kind = 'RESOLUTION_EMAIL' and met_at is null and stopped_at is null;
      create index clock_owner on clock (owner_id, due_at) where owner_id is not null and met_at is null and stopped_at is null;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from unheard_clock where clock_id in (select id from clock where kind in ('RESOLUTION_NOTICE', 'EXECUTIVE_APOLOGY'));
      delete from clock where kind in ('RESOLUTION_NOTICE', 'EXECUTIVE_APOLOGY');
      drop index clock_owner; drop index clock_mailing;
      alter table clock drop constraint clock_kind_check;
      alter table clock add constraint clock_kind_check check (kind in (${BEFORE}));
      alter table clock drop column owner_id;
    `);
  }
}
