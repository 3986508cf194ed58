import type { MigrationInterface, QueryRunner } from "typeorm";

/** The language that a subscriber of a status page reads. */
export class SubscriberLanguage1763700000024 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query("alter table status_subscriber add column language text check (length(language) between 2 and 35)");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("alter table status_subscriber drop column language");
  }
}
