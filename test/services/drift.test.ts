import { expect, test } from "vitest";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();

test("the entities describe the tables that the migrations make", async () => {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  // Checks, keys and indexes are the migrations' alone.
  const drift = upQueries.map(({ query }) => query).filter((query) => !/ DROP CONSTRAINT |DROP INDEX /.test(query));
  expect(drift).toEqual([]);
});

/** Counters, queues and plain relations, which nothing reads as a whole, and TypeORM's own. */
const WITHOUT = ["audit_unsealed", "feed_head", "feed_outbox", "incident_day", "incident_member", "migrations", "outreach_mailing", "rate_limit", "status_touch", "unheard_clock"];

test("every other table has an entity", async () => {
  const tables: { name: string }[] = await source.query("select tablename as name from pg_tables where schemaname = 'public' order by 1");
  const known = new Set([...WITHOUT, ...source.entityMetadatas.map(({ tableName }) => tableName)]);
  expect(tables.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

test("every table that hangs on incidents is behind the second wall; `hangsOnIncident` puts it there", async () => {
  const open: { name: string }[] = await source.query(`
    select distinct c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and (c.relname = 'incident' or a.attname like '%incident_id' or exists (
        select 1 from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and k.confrelid = 'incident'::regclass))
      and not (c.relrowsecurity and c.relforcerowsecurity and exists (select 1 from pg_policy p where p.polrelid = c.oid))`);
  expect(open.map(({ name }) => name)).toEqual([]);
});
