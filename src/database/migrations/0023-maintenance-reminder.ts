import type { MigrationInterface, QueryRunner } from "typeorm";

/** When subscribers of a status page are reminded of a maintenance. */
export class MaintenanceReminder1763700000023 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table status_entry add column remind_at timestamptz(3), add constraint status_entry_reminded check (remind_at is null or (state = 'SCHEDULED' and remind_at < scheduled_from));
      create index status_entry_remind on status_entry (remind_at) where remind_at is not null;
      alter table status_telling drop constraint status_telling_kind_check, add constraint status_telling_kind_check check (kind in ('UPDATE', 'RETRACTION', 'REMINDER'));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      delete from status_telling where kind = 'REMINDER';
      alter table status_telling drop constraint status_telling_kind_check, add constraint status_telling_kind_check check (kind in ('UPDATE', 'RETRACTION'));
      alter table status_entry drop column remind_at;
    `);
  }
}
