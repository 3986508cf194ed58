import type { MigrationInterface, QueryRunner } from "typeorm";

/** Points spent in the running minute, where hubs count together; in the form that rate-limiter-flexible has its table. */
export class RateLimit1763700000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query("create unlogged table rate_limit (key varchar(255) primary key, points integer not null default 0, expire bigint)");
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table rate_limit");
  }
}
