import type { MigrationInterface, QueryRunner } from "typeorm";

/** What each text to customers asks for, and each rendering of a status page, is found without reading whole tables. */
export class NarrowReads1763700000026 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index responder_first_word on responder (lower(split_part(name, ' ', 1)), name);
      create index responder_last_word on responder (lower(split_part(name, ' ', -1)), name);
      create index team_first_word on team (lower(split_part(name, ' ', 1)), name);
      create index status_entry_of_kind on status_entry (kind, created_at, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop index status_entry_of_kind; drop index team_first_word; drop index responder_last_word; drop index responder_first_word");
  }
}
