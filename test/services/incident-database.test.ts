import { randomBytes } from "node:crypto";
import { afterAll, expect, inject, test } from "vitest";
import { createDataSource } from "../../src/database/data-source.ts";
import { migrate } from "../../src/database/migrate.ts";
import { INCIDENT_STATUSES, type IncidentStatus } from "../../src/entities/vocabulary.ts";
import { allowedMoves } from "../../src/services/incident/incident.rules.ts";
import { aContext, anIncident } from "../support/build.ts";
import { onServer } from "../support/cluster.ts";
import { useDatabase } from "../support/database.ts";
import { anIncidentAt } from "../support/incident.ts";

const { source } = useDatabase();
const ctx = aContext(source.manager);
const PAIRS = INCIDENT_STATUSES.flatMap((from) => INCIDENT_STATUSES.filter((to) => to !== from).map((to) => [from, to] as const));

/** Past the service, straight at the row; undone again where the database allows it. */
async function write(id: string, to: IncidentStatus, postMortemOwed: boolean): Promise<string> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query("update incident set status = $2, post_mortem_owed = $3 where id = $1", [id, to, postMortemOwed]);
    return "allowed";
  } catch (error) {
    return String((error as { constraint?: string }).constraint);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

test.each(PAIRS)("from %s to %s the database decides as the service does", async (from, to) => {
  const { id } = await anIncidentAt(ctx, from);
  for (const postMortemOwed of [false, true]) {
    const expected = allowedMoves({ status: from, postMortemOwed }).includes(to) ? "allowed" : "incident_move";
    expect(await write(id, to, postMortemOwed)).toBe(expected);
  }
});

test.each(INCIDENT_STATUSES.filter((status) => status !== "DETECTED"))("an incident cannot begin as %s", async (status) => {
  const { id } = await anIncident(ctx);
  const copy = `insert into incident select (jsonb_populate_record(incident, jsonb_build_object('id', gen_random_uuid(), 'reference', 'INC-2029-0101-' || (100 + random() * 899)::int, 'status', $2::text))).* from incident where id = $1`;
  await expect(source.query(copy, [id, status])).rejects.toMatchObject({ constraint: "incident_move" });
  await source.query(copy, [id, "DETECTED"]);
});

test("the timeline is append-only", async () => {
  const { id } = await anIncident(ctx);
  await expect(source.query("update timeline_event set summary = 'Nothing' where incident_id = $1", [id])).rejects.toThrow("timeline_event is append-only");
  await expect(source.query("delete from timeline_event where incident_id = $1", [id])).rejects.toThrow("timeline_event is append-only");
  await expect(source.query("truncate timeline_event")).rejects.toThrow("timeline_event is append-only");
  await expect(source.query("truncate incident cascade")).rejects.toThrow("timeline_event is append-only");
});

test("a revision exists once", async () => {
  const { id } = await anIncident(ctx);
  const again = "insert into timeline_event select * from timeline_event where incident_id = $1 and revision = 1";
  await expect(source.query(again, [id])).rejects.toMatchObject({ constraint: "timeline_event_pkey" });
});

test.each(["policy", "response_plan"])("a version of %s never changes", async (table) => {
  await expect(source.query(`update ${table} set created_by = 'somebody'`)).rejects.toThrow(`${table} is append-only`);
  await expect(source.query(`delete from ${table}`)).rejects.toThrow(`${table} is append-only`);
  await expect(source.query(`truncate ${table} cascade`)).rejects.toThrow("append-only");
});

test.each([
  ["a reference twice", "update incident set reference = (select reference from incident where id <> $1 limit 1) where id = $1", "incident_reference_key"],
  ["expanding impact below SEV2", "update incident set expanding = true where id = $1", "incident_check1"],
  ["more strategic accounts than accounts", "update incident set strategic_affected = 1 where id = $1", "incident_check"],
  ["a triage before the detection", "update incident set triaged_at = detected_at - interval '1 ms' where id = $1", "incident_check"],
  ["a plan that does not exist", "update incident set plan_version = 99 where id = $1", "incident_severity_plan_version_fkey"],
  ["a merge without a cancellation", "update incident set merged_into_id = (select id from incident where id <> $1 limit 1) where id = $1", "incident_check"],
  ["itself as its parent", "update incident set parent_id = id where id = $1", "incident_check"],
])("the database refuses %s", async (_, sql, constraint) => {
  await anIncident(ctx);
  const { id } = await anIncident(ctx);
  await expect(source.query(sql, [id])).rejects.toMatchObject({ constraint: expect.stringContaining(constraint.replace(/\d$/, "")) });
});

const scratch = `muster_test_${randomBytes(6).toString("hex")}`;
const server = inject("serverUrl");
afterAll(() => onServer(server, `drop database if exists ${scratch} with (force)`));

test("the migrations go up, all the way down, and up again", async () => {
  await onServer(server, `create database ${scratch}`);
  const url = new URL(`/${scratch}`, server).href;
  const database = await createDataSource({ url }).initialize();
  const tables = async () => (await database.query("select tablename from pg_tables where schemaname = 'public' order by 1")).map((row: { tablename: string }) => row.tablename);
  const { migrations: done } = await migrate(database, url);
  const made = await tables();
  for (const _ of done) await database.undoLastMigration();
  expect(await tables()).toEqual(["migrations"]);
  expect(await database.query("select proname from pg_proc where pronamespace = 'public'::regnamespace")).toEqual([]);
  expect((await migrate(database, url)).migrations).toEqual(done);
  expect(await tables()).toEqual(made);
  expect((await migrate(database, url)).migrations).toEqual([]);
  await database.destroy();
});
