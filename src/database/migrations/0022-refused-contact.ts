import type { MigrationInterface, QueryRunner } from "typeorm";

/** Addresses of customers that are refused for good are left alone, until somebody says that they are to be tried again. */
export class RefusedContact1763700000022 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customer_contact
        add column refusals integer not null default 0 check (refusals >= 0),
        add column stopped_at timestamptz(3),
        add column stop_reason text,
        add constraint customer_contact_stopped check ((stopped_at is null) = (stop_reason is null));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("alter table customer_contact drop column refusals, drop column stopped_at, drop column stop_reason");
  }
}
