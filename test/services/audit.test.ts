import { beforeEach, expect, test } from "vitest";
import { audit, head, headIsOurs, sealEntries, verify } from "../../src/services/audit/index.ts";
import { readKeys } from "../../src/services/secret/index.ts";
import { aContext, anActor, later } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();
const [old, young] = ["a1", "b2"].map((byte) => byte.repeat(32));
const ctx = aContext(source.manager, { secretKeys: readKeys(old!) });

/** As someone with the database in their hands would. */
const tamper = async (sql: string): Promise<void> => {
  await source.transaction(async (db) => {
    await db.query("alter table audit_entry disable trigger user; alter table audit_seal disable trigger user");
    await db.query(sql);
    await db.query("alter table audit_entry enable trigger user; alter table audit_seal enable trigger user");
  });
};
const entryOf = (number: number) => `(select entry_id from audit_seal where number = ${number})`;

beforeEach(async () => {
  await tamper("truncate audit_entry, audit_seal, audit_unsealed");
  for (let at = 1; at <= 5; at += 1) await audit(later(ctx, at), { action: "login", subject: `responder/${at}`, after: { at } });
  await sealEntries(ctx);
});

test("an untouched chain holds", async () => {
  expect(await verify(ctx)).toEqual({ intact: 5, broken: null, unsealed: { count: 0, since: null } });
});

test.each([
  ["an edited entry", `update audit_entry set actor_name = 'Eve' where id = ${entryOf(3)}`, 3, "edited"],
  ["what an entry says deep inside", `update audit_entry set after = jsonb_set(after, '{responder/3,at}', '4') where id = ${entryOf(3)}`, 3, "edited"],
  ["an edited hash", "update audit_seal set hash = repeat('0', 64) where number = 2", 2, "edited"],
  ["a removed entry", `delete from audit_entry where id = ${entryOf(4)}`, 4, "removed"],
  ["an entry removed with its seal", `delete from audit_entry where id = ${entryOf(2)}; delete from audit_seal where number = 2`, 2, "removed"],
  ["the first one removed", "delete from audit_seal where number = 1", 1, "removed"],
  ["a removed record whose gap is closed", `delete from audit_seal where number = 2; update audit_seal set number = number - 1 where number > 2`, 2, "edited"],
  ["two that changed places", "update audit_seal set number = 100 where number = 2; update audit_seal set number = 2 where number = 3; update audit_seal set number = 3 where number = 100", 2, "edited"],
])("%s is named", async (_, sql, number, why) => {
  await tamper(sql);
  expect((await verify(ctx)).broken).toEqual({ number, why: expect.stringContaining(why) });
});

test("a cut tail shows against a head that was kept elsewhere, though the rest holds", async () => {
  const kept = await head(ctx);
  expect(kept).toMatchObject({ number: 5 });
  await tamper(`delete from audit_entry where id in (select entry_id from audit_seal where number > 3); delete from audit_seal where number > 3`);
  expect((await verify(ctx)).broken).toBeNull();
  expect((await verify(ctx, kept)).broken).toEqual({ number: 4, why: expect.stringContaining("the tail is cut") });
});

test("a chain that was written anew from an edited record on does not lead to the head", async () => {
  const kept = await head(ctx);
  await tamper("delete from audit_seal; update audit_entry set actor_name = 'Eve'; insert into audit_unsealed select id from audit_entry");
  await sealEntries(ctx);
  expect((await verify(ctx)).broken).toBeNull();
  expect((await verify(ctx, kept)).broken).toEqual({ number: 5, why: expect.stringContaining("another record") });
});

test("a head holds under every key that there is, and under no other; altered, it does not", async () => {
  const kept = await head(ctx);
  expect(headIsOurs({ secretKeys: readKeys(`${young},${old}`) }, kept)).toBe(true);
  expect(headIsOurs({ secretKeys: readKeys(young!) }, kept)).toBe(false);
  expect(headIsOurs(ctx, { ...kept, number: 3 })).toBe(false);
  expect(headIsOurs(ctx, { ...kept, signature: "" })).toBe(false);
});

test("what is not sealed yet is reported, and is no break", async () => {
  await audit(later(ctx, 9), { action: "logout" });
  expect(await verify(ctx)).toMatchObject({ intact: 5, broken: null, unsealed: { count: 1, since: later(ctx, 9).now() } });
});

test("hubs that seal at once chain each entry once, without a gap", async () => {
  await Promise.all(Array.from({ length: 450 }, (_, at) => audit(ctx, { action: "login", input: { at } })));
  await Promise.all([1, 2, 3, 4].map(() => sealEntries(ctx)));
  await sealEntries(ctx);
  expect(await verify(ctx)).toEqual({ intact: 455, broken: null, unsealed: { count: 0, since: null } });
});

test("sealing waits for nobody: an entry that is committed late comes later in the chain", async () => {
  await source.transaction(async (db) => {
    await audit({ ...ctx, db }, { action: "slow" });
    await audit(ctx, { action: "fast" });
    await sealEntries(ctx);
    expect(await verify(ctx)).toMatchObject({ intact: 6, unsealed: { count: 0 } });
  });
  await sealEntries(ctx);
  expect(await verify(ctx)).toMatchObject({ intact: 7, broken: null });
});

test("an act outside of mutations tells who, whatever the context knows, and keeps no secret", async () => {
  const actor = anActor({ id: "grace", name: "Grace", role: "PUBLIC" });
  const origin = { address: "192.0.2.7", userAgent: "curl", requestId: "r1" };
  await audit({ ...ctx, origin }, { action: "loginRefused", subject: "account/grace", input: { email: "g@example.com", password: "hunter2", nested: [{ clientSecret: "x", apiToken: null }] }, actor });
  const [row] = await source.query("select * from audit_entry where action = 'loginRefused'");
  expect(row).toMatchObject({ actor_name: "Grace", actor_role: "PUBLIC", address: "192.0.2.7", user_agent: "curl", request_id: "r1" });
  expect(row.input).toEqual({ email: "g@example.com", password: "[secret]", nested: [{ clientSecret: "[secret]", apiToken: null }] });
});

test("large entries are sealed few at a time, and all the same", async () => {
  const words = Array.from({ length: 30 }, (_, at) => Array.from({ length: 40_000 }, (__, place) => ((at + 7) * (place + 3) * 2_654_435_761) % 1_000_003).join(" "));
  for (const text of words) await audit(ctx, { action: "import", subject: "directory", after: { text } });
  expect(await sealEntries(ctx)).toBe(30);
  expect(await verify(ctx)).toMatchObject({ intact: 35, broken: null });
});
