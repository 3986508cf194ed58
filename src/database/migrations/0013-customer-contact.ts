import type { MigrationInterface, QueryRunner } from "typeorm";

/** Whom to write to at an account. */
export class CustomerContact1763700000013 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table customer_contact (
        id               uuid primary key,
        customer_id      uuid not null references customer on delete cascade,
        email            text not null check (email = lower(email)),
        name             text,
        language         text check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
        unsubscribed_at  timestamptz(3),
        created_at       timestamptz(3) not null,
        unique (customer_id, email)
      );
      create index customer_contact_email on customer_contact (email);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table customer_contact");
  }
}
