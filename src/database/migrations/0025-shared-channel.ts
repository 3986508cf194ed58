import type { MigrationInterface, QueryRunner } from "typeorm";

/** A channel in Slack that is shared with an account is a contact of it, and a person may say that an account is told there in place of by e-mail. */
export class SharedChannel1763700000025 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customer_contact
        alter column email drop not null,
        add column slack_channel text check (slack_channel ~ '^[CG][A-Z0-9]{2,20}$'),
        add constraint customer_contact_kind check (num_nonnulls(email, slack_channel) = 1);
      create unique index customer_contact_slack on customer_contact (customer_id, slack_channel) where slack_channel is not null;
      alter table outreach_entry add column channel_chosen boolean not null default false;
      create index delivery_outreach on delivery (incident_id) where state = 'SENT' and payload ? 'outreach';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop index delivery_outreach;
      alter table outreach_entry drop column channel_chosen;
      delete from customer_contact where email is null;
      alter table customer_contact drop column slack_channel, alter column email set not null;
    `);
  }
}
