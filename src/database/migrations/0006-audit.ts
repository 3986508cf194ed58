import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The audit log and its chain. Entries and seals are only ever inserted: what is sealed is a row of another table, so that
 * nobody, the sealer included, has to change an entry.
 */
export class Audit1763700000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table audit_entry (
        id            uuid primary key,
        at            timestamptz(3) not null,
        actor_id      text not null,
        actor_name    text not null,
        actor_role    text not null,
        responder_id  uuid,
        action        text not null,
        subject       text,
        input         jsonb,
        before        jsonb not null,
        after         jsonb not null,
        address       text,
        user_agent    text,
        request_id    text
      );
      create index audit_entry_at on audit_entry (at, id);
      create index audit_entry_subject on audit_entry (subject);

      -- Entries that the sealer has yet to number.
      create table audit_unsealed (
        entry_id  uuid primary key
      );

      -- No foreign key: what is missing is for the verification to tell.
      create table audit_seal (
        number    bigint primary key check (number > 0),
        entry_id  uuid not null unique,
        hash      text not null
      );

      create trigger audit_entry_stays before update or delete on audit_entry for each row execute function append_only();
      create trigger audit_entry_is_kept before truncate on audit_entry for each statement execute function append_only();
      create trigger audit_seal_stays before update or delete on audit_seal for each row execute function append_only();
      create trigger audit_seal_is_kept before truncate on audit_seal for each statement execute function append_only();

      -- Whoever else was given rights by default keeps those to read and to add.
      do $$
      declare
        other text;
      begin
        for other in
          select distinct grantee from information_schema.role_table_grants
          where table_schema = current_schema() and table_name in ('audit_entry', 'audit_seal') and grantee not in (current_user, 'PUBLIC')
        loop
          execute format('revoke update, delete, truncate on audit_entry, audit_seal from %I', other);
        end loop;
      end $$;

      create table secret (
        name    text primary key,
        sealed  text not null,
        set_at  timestamptz(3) not null,
        set_by  text not null
      );
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("drop table secret; drop table audit_seal; drop table audit_unsealed; drop table audit_entry;");
  }
}
