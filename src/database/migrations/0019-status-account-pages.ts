import type { MigrationInterface, QueryRunner } from "typeorm";

const TABLES = ["affected_customer", "customer_service"];

/** Whom an incident hits, and who uses what, decides what the page of an account shows. */
export class StatusAccountPages1763700000019 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(TABLES.map((table) => `create trigger touched after insert or update or delete on ${table} for each statement execute function touch_status();`).join("\n"));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(TABLES.map((table) => `drop trigger touched on ${table};`).join("\n"));
  }
}
