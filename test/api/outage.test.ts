import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { aClient, aHub, ask, BOOTSTRAP_TOKEN } from "../support/hub.ts";
import { Proxy } from "../support/proxy.ts";

const database = useDatabase();
const proxy = new Proxy(new URL(database.url));
let hub: Hub;

beforeAll(async () => {
  await proxy.open();
  hub = await aHub(proxy.url, () => NOON);
});
afterAll(async () => {
  await hub.stop();
  await proxy.close();
});
beforeEach(() => expect.poll(code).toBe("OK"));

test("while the database refuses connections the hub says so, and comes back by itself", async () => {
  await proxy.close();
  await saysSo();
  await proxy.open();
  await isBack();
});

test("a database that accepts and never answers is away too, also for requests under way", async () => {
  proxy.swallow();
  const underWay = Promise.all(Array.from({ length: 8 }, code));
  await saysSo();
  expect(await underWay).toEqual(Array(8).fill("UNAVAILABLE"));
  proxy.listen();
  await isBack();
});

test("the status page goes on, from its last copy, however the database is away", async () => {
  const read = async () => (await fetch(`${hub.url}/api/v2/status.json`)).json();
  const page = await read();
  expect(page).toMatchObject({ status: { description: "All Systems Operational" } });
  proxy.swallow();
  await saysSo();
  expect(await read()).toEqual(page);
  proxy.listen();
  await isBack();
  await proxy.close();
  await saysSo();
  expect(await read()).toEqual(page);
  await proxy.open();
  await isBack();
});

test("a hub stops while its database answers nothing", async () => {
  const stopped = await aHub(proxy.url, () => NOON);
  proxy.swallow();
  await stopped.stop();
  proxy.listen();
  await isBack();
});

test("killed connections cost at most the requests that were on them", async () => {
  await database.source.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await isBack();
});

test("a mutation that is cut off leaves nothing", async () => {
  const before = await count();
  const lock = database.source.createQueryRunner();
  await lock.startTransaction();
  await lock.query("select pg_advisory_xact_lock(1)");
  await lock.query("lock table incident_day in access exclusive mode");
  const declaring = ask(hub.url, { query: `mutation { declareIncident(input: { title: "Cut off", source: MONITORING }) { id } }` });
  await expect.poll(waiting).toBe(1);
  await proxy.close();
  expect((await declaring).errors[0]?.extensions.code).toBe("UNAVAILABLE");
  await lock.rollbackTransaction();
  await lock.release();
  await proxy.open();
  await isBack();
  expect(await count()).toBe(before);
});

test("a client that comes while the database is away is asked to come again, and does", async () => {
  await proxy.close();
  await expect.poll(readiness).toBe(503);
  const closed: number[] = [];
  const client = aClient(hub.url, BOOTSTRAP_TOKEN);
  client.on("closed", (event) => closed.push((event as { code: number }).code));
  const answer = client.iterate<{ me: { name: string } }>({ query: "{ me { name } }" }).next();
  await expect.poll(() => closed[0]).toBe(1013);
  await proxy.open();
  expect((await answer).value?.data?.me.name).toBe("Bootstrap token");
  await client.dispose();
});

test("a database that only reads says so, and goes on reading", async () => {
  await setReadOnly("on");
  expect(await declared()).toMatchObject({ code: "UNAVAILABLE", message: "The database is read-only; nothing can be written until that is changed" });
  expect(await code()).toBe("OK");
  await setReadOnly("off");
  expect(await declared()).toBe("OK");
});

test("a full disk is named", async () => {
  await database.source.query("create function no_room() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$");
  await database.source.query("create trigger no_room before insert on timeline_event for each row execute function no_room()");
  expect(await declared()).toMatchObject({ code: "UNAVAILABLE", message: "The database's disk is full; nothing can be written until there is room" });
  await database.source.query("drop trigger no_room on timeline_event");
  expect(await declared()).toBe("OK");
});

test("of more requests than can wait for a connection, those too many are told at once to come again", async () => {
  const lock = database.source.createQueryRunner();
  await lock.startTransaction();
  await lock.query("lock table incident in access exclusive mode");
  let refused = 0;
  // Each another question: the same one would be asked once for all. How many wait is the pool's affair (test/services/pool.test.ts).
  const all = Array.from({ length: 530 }, async (_, at) => {
    const { errors, headers } = await ask(hub.url, { query: `{ incident(reference: "INC-2030-0101-${at + 100}") { id } }` });
    if (!errors[0]) return "OK";
    refused += 1;
    return { ...errors[0].extensions, retryAfter: headers.get("retry-after") };
  });
  await expect.poll(() => refused).toBeGreaterThanOrEqual(20);
  await lock.rollbackTransaction();
  await lock.release();
  const answers = await Promise.all(all);
  for (const one of answers) if (one !== "OK") expect(one).toEqual({ code: "UNAVAILABLE", retryAfterSeconds: 2, retryAfter: "2" });
});

async function saysSo(): Promise<void> {
  await expect.poll(code).toBe("UNAVAILABLE");
  await expect.poll(readiness).toBe(503);
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  const { status, headers, errors } = await ask(hub.url, { query: "{ responsePlans { severity } }" });
  expect({ status, retryAfter: headers.get("retry-after"), extensions: errors[0]?.extensions }).toEqual({
    status: 503,
    retryAfter: "2",
    extensions: { code: "UNAVAILABLE", retryAfterSeconds: 2 },
  });
  expect((await fetch(`${hub.url}/incidents/INC-2030-0101-001/report.json`)).status).toBe(503);
}

async function isBack(): Promise<void> {
  await expect.poll(readiness).toBe(200);
  await expect.poll(code).toBe("OK");
  expect(await Promise.all(Array.from({ length: 8 }, code))).toEqual(Array(8).fill("OK"));
}

const readiness = async (): Promise<number> => (await fetch(`${hub.url}/readyz`)).status;

/** A request that needs the database: its code, or OK. */
async function code(): Promise<string> {
  const { errors } = await ask(hub.url, { query: "{ incidents { totalCount } }" });
  return errors[0]?.extensions.code ?? "OK";
}

/** What came of a mutation: its refusal, or OK. */
async function declared(): Promise<unknown> {
  const { errors } = await ask(hub.url, { query: `mutation { declareIncident(input: { title: "Written", source: MONITORING }) { id } }` });
  return errors[0] ? { message: errors[0].message, code: errors[0].extensions.code } : "OK";
}

/** For all connections but the test's own, which are broken for it. */
async function setReadOnly(to: "on" | "off"): Promise<void> {
  await database.source.query(`do $$ begin execute format('alter database %I set default_transaction_read_only = ${to}', current_database()); end $$`);
  await database.source.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
  await isBack();
}

const count = async (): Promise<string> => (await database.source.query("select count(*) from incident"))[0].count;
const waiting = async (): Promise<number> =>
  (
    await database.source.query(
      "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
  )[0].waiting;
