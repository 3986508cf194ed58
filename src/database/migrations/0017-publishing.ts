import type { MigrationInterface, QueryRunner } from "typeorm";
import { hangsOnIncident } from "../second-wall.ts";

/** The way of a message from draft to reader: its versions, who approved which, how it went out, and that it was taken back. */
export class Publishing1763700000017 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table response_plan add column approvals integer not null default 1 check (approvals between 1 and 2);
      alter table response_plan alter column approvals drop default;

      alter table communication
        add column text_version integer not null default 1 check (text_version > 0),
        add column edited_by text,
        add column edited_at timestamptz(3),
        add column not_sent text[] not null default '{}',
        add column retracted_at timestamptz(3),
        add column retracted_by text,
        add column retraction_note text check (length(retraction_note) <= 10000),
        add constraint communication_retracted check ((state = 'RETRACTED') = (retracted_at is not null and retracted_by is not null and retraction_note is not null));
      alter table communication alter column text_version drop default, alter column not_sent drop default;

      -- Every legal move; communication-state.rules.ts holds the same table.
      create function communication_move() returns trigger language plpgsql as $$
      begin
        if old.state is distinct from new.state and not (old.state || ' ' || new.state = any (array[
          'DRAFT APPROVED', 'DRAFT PUBLISHED', 'DRAFT SUPERSEDED', 'DRAFT RETRACTED', 'APPROVED DRAFT', 'APPROVED PUBLISHED', 'APPROVED RETRACTED',
          'PUBLISHED SUPERSEDED', 'PUBLISHED RETRACTED'])) then
          raise exception 'a communication cannot go from % to %', old.state, new.state using errcode = 'check_violation';
        end if;
        return new;
      end $$;
      create trigger communication_move before update of state on communication for each row execute function communication_move();

      create index communication_banner on communication (published_at) where audience = 'IN_APP_BANNER' and state = 'PUBLISHED';

      create table communication_version (
        communication_id  uuid not null references communication,
        number            integer not null check (number > 0),
        incident_id       uuid not null references incident,
        subject           text check (length(subject) <= 200),
        body              text not null check (body <> '' and length(body) <= 20000),
        public_state      text check (public_state in ('INVESTIGATING', 'IDENTIFIED', 'MONITORING', 'RESOLVED')),
        next_update_at    timestamptz(3),
        origin            text not null check (origin in ('TEMPLATE', 'MODEL', 'PERSON')),
        edited_by         text not null,
        edited_at         timestamptz(3) not null,
        primary key (communication_id, number)
      );
      ${hangsOnIncident("communication_version")}

      create table communication_approval (
        communication_id  uuid not null references communication,
        text_version      integer not null check (text_version > 0),
        actor_id          text not null,
        incident_id       uuid not null references incident,
        responder_id      uuid references responder,
        name              text not null,
        own_words         boolean not null,
        approved_at       timestamptz(3) not null,
        primary key (communication_id, text_version, actor_id)
      );
      ${hangsOnIncident("communication_approval")}

      alter table delivery add column communication_id uuid references communication;
      create index delivery_communication on delivery (communication_id, state) where communication_id is not null;

      alter table customer_contact
        add column bounced_at timestamptz(3),
        add column bounce_reason text,
        add constraint customer_contact_bounced check ((bounced_at is null) = (bounce_reason is null));
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table customer_contact drop column bounced_at, drop column bounce_reason;
      alter table delivery drop column communication_id;
      drop table communication_approval; drop table communication_version;
      drop index communication_banner; drop trigger communication_move on communication; drop function communication_move;
      alter table communication drop column text_version, drop column edited_by, drop column edited_at, drop column not_sent,
        drop column retracted_at, drop column retracted_by, drop column retraction_note;
      alter table response_plan drop column approvals;
    `);
  }
}
