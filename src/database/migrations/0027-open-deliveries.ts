import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident } from "../second-wall.ts";

/** What waits for one reader, or of one telling, is found by a key: a queue of twenty thousand letters is not read for every sign-up. And messages whose letters are watched for which accounts they reach. */
export class OpenDeliveries1763700000027 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index delivery_open_letter on delivery (address) where next_at is not null and payload ? 'contactId';
      create index delivery_open_subscriber on delivery ((payload->'subscriber'->>'id')) where next_at is not null and payload ? 'subscriber';
      create index delivery_open_telling on delivery ((payload->'subscriber'->>'tellingId')) where next_at is not null and payload ? 'subscriber';

      create table outreach_mailing (
        communication_id  uuid primary key references communication,
        incident_id       uuid not null references incident,
        due_at            timestamptz(3) not null
      );
      create index outreach_mailing_due on outreach_mailing (due_at);
      ${hangsOnIncident("outreach_mailing")}
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table outreach_mailing; drop index delivery_open_letter; drop index delivery_open_subscriber; drop index delivery_open_telling");
  }
}
