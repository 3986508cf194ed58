import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The feed of all incidents. A number taken inside a transaction can become visible after a higher one, and a reader who
 * has passed that would never see it; so events are numbered once they are committed, one batch at a time.
 */
export class Feed1763700000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table feed_outbox (
        incident_id  uuid not null,
        revision     integer not null,
        primary key (incident_id, revision)
      );
      create table feed (
        position     bigint primary key,
        incident_id  uuid not null,
        revision     integer not null
      );
      -- last: the highest number given; trimmed: the highest number that is no longer kept.
      create table feed_head (
        one      boolean primary key check (one),
        last     bigint not null,
        trimmed  bigint not null check (trimmed <= last)
      );
      insert into feed_head values (true, 0, 0);

      -- Whoever numbers holds the head's row, so that numbers appear in their order. Returns the last number given.
      create function number_feed() returns bigint language plpgsql as $$
      declare
        head bigint;
        taken bigint;
      begin
        if not exists (select 1 from feed_outbox) then
          return (select last from feed_head);
        end if;
        select last into head from feed_head for update;
        with gone as (delete from feed_outbox returning incident_id, revision)
        insert into feed select head + row_number() over (order by incident_id, revision), incident_id, revision from gone;
        get diagnostics taken = row_count;
        update feed_head set last = head + taken;
        return head + taken;
      end $$;

      -- Events from before there was a feed.
      insert into feed_outbox select incident_id, revision from timeline_event;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop function number_feed; drop table feed_head; drop table feed; drop table feed_outbox;");
  }
}
