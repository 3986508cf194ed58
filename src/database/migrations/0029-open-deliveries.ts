import type { MigrationInterface, QueryRunner } from "typeorm";

/** What waits for one reader, or of one telling, is found by a key: a queue of twenty thousand letters is not read for every sign-up. */
export class OpenDeliveries1763700000029 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index delivery_open_letter on delivery (address) where next_at is not null and payload ? 'contactId';
      create index delivery_open_subscriber on delivery ((payload->'subscriber'->>'id')) where next_at is not null and payload ? 'subscriber';
      create index delivery_open_telling on delivery ((payload->'subscriber'->>'tellingId')) where next_at is not null and payload ? 'subscriber';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop index delivery_open_letter; drop index delivery_open_subscriber; drop index delivery_open_telling");
  }
}
