import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as accounts from "../../src/services/account/index.ts";
import * as customers from "../../src/services/customer/index.ts";
import { Authenticator } from "../../src/services/access/index.ts";
import { aContext, aResponder, aService } from "../support/build.ts";
import { useCli } from "../support/cli.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const cli = useCli();
const muster = (args: string[]) => cli.run(args, { DATABASE_URL: database.url });
const actorOf = (token: string) => new Authenticator(null).actorOf(ctx(), `Bearer ${token}`);
const ctx = () => aContext(database.source.manager, { now: () => new Date() });

describe("muster import", () => {
  test("imports a file, tells bad rows with their lines on the standard error, and ends with 1", async () => {
    writeFileSync(join(cli.room, "customers.csv"), "externalId,name,arr\ncli-1,One,1\ncli-2,Two,-2\n");

    const { code, out, err } = await cli.spawn(["import", "customers.csv"], { DATABASE_URL: database.url });

    expect(out).toBe("customers: 1 created, 0 updated, 0 unchanged, 1 refused\n");
    expect(err).toMatch(/^customers\.csv:3: arr\.amount: .*\n$/);
    expect(code).toBe(1);
    expect(await customers.find(ctx(), { externalId: "cli-1" })).not.toBeNull();
  });

  test("reads the standard input, and ends with 0 when all rows landed", async () => {
    const { code, out, err } = await cli.spawn(["import", "-", "--atomic"], { DATABASE_URL: database.url }, '{"teams": [{"slug": "cli", "name": "CLI"}]}');

    expect({ code, out, err }).toEqual({ code: 0, out: "teams: 1 created, 0 updated, 0 unchanged, 0 refused\n", err: "" });
  });

  test.each([
    [["import", "nowhere.csv"], "no such file"],
    [["import", "."], "illegal operation on a directory"],
    [["import"], "missing required argument 'file'"],
    [["import", "x.csv", "--kind", "people"], "Allowed choices are teams, responders, schedules, services, "],
  ])("%j ends with 2 and says why", async (args, message) => {
    const { code, err } = await muster(args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test("works on the embedded database of a data folder that nobody has used yet", async () => {
    writeFileSync(join(cli.room, "teams.json"), '[{"slug": "embedded", "name": "Embedded"}]');
    const importing = () => cli.spawn(["import", "teams.json"], { MUSTER_DATA_DIR: join(cli.room, "data") });

    expect(await importing()).toEqual({ code: 0, out: "teams: 1 created, 0 updated, 0 unchanged, 0 refused\n", err: "" });
    expect(await importing()).toMatchObject({ code: 0, out: "teams: 0 created, 0 updated, 1 unchanged, 0 refused\n" });
  });
});

describe("muster key", () => {

  test("makes a key whose token works until it is revoked", async () => {
    const { id: responderId } = await aResponder(ctx(), { email: "key@example.com" });
    const made = await muster(["key", "create", "--name", "Pager", "--role", "INTEGRATION", "--scope", "incidents:read", "incidents:write", "--responder", "key@example.com", "--expires", "30"]);
    const token = made.out.trim();
    const prefix = token.split("_").slice(0, 2).join("_");

    expect(made).toMatchObject({ code: 0, err: `Made ${prefix} for Pager. The token is shown this once:\n` });
    expect(await actorOf(token)).toMatchObject({ role: "INTEGRATION", scopes: ["incidents:read", "incidents:write"], responderId });
    expect((await muster(["key", "list"])).out).toMatch(new RegExp(`^${prefix} +INTEGRATION +incidents:read,incidents:write +\\S+ +until \\S+ +Pager$`, "m"));

    expect(await muster(["key", "revoke", prefix])).toMatchObject({ code: 0, out: `Revoked ${prefix} (Pager)\n` });
    await expect(actorOf(token)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    expect((await muster(["key", "list"])).out).toMatch(new RegExp(`^${prefix} .* revoked `, "m"));
  });

  test.each([
    [["key", "create", "--name", "x", "--role", "KING"], "Allowed choices are VIEWER"],
    [["key", "create", "--name", "x", "--role", "INTEGRATION"], "needs at least one scope"],
    [["key", "create", "--name", "x", "--role", "VIEWER", "--responder", "nobody@example.com"], 'There is no responder "nobody@example.com"'],
    [["key", "create", "--name", "x", "--role", "VIEWER", "--expires", "0"], "whole number of days"],
    [["key", "revoke", "mst_00000000"], "There is no API key mst_00000000"],
  ])("%j is refused", async (args, message) => {
    const { code, err } = await muster(args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("muster key rotate", () => {
  test("prints the successor's token, while the old one goes on", async () => {
    const service = await aService(ctx());
    const old = (await muster(["key", "create", "--name", "Probe", "--role", "VIEWER", "--service", service.slug])).out.trim();
    const made = await muster(["key", "rotate", old.split("_").slice(0, 2).join("_"), "--days", "2"]);
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining("The token is shown this once") });
    const binding = { serviceId: service.id, teamId: null };
    expect([await actorOf(old), await actorOf(made.out.trim())]).toMatchObject([{ binding }, { binding }]);
    expect(await muster(["key", "rotate", "mst_00000000"])).toMatchObject({ code: 2, err: "There is no API key mst_00000000\n" });
  });
});

describe("muster account", () => {
  test("prints a one-time link, lists who was invited, and ends an account", async () => {
    const made = await muster(["account", "invite", "Root@example.com", "--role", "ADMIN", "--name", "Root"]);
    const [, token = ""] = /^http:\/\/127\.0\.0\.1:4000\/setup\/([\w-]{43})\n$/.exec(made.out) ?? [];
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining("Root <root@example.com> becomes ADMIN with this link, which works once") });
    expect((await muster(["account", "list"])).out).toMatch(/^ADMIN +invited +Root <root@example\.com>$/m);
    await accounts.setUp(ctx(), { token, password: "correct horse battery", address: "" });
    expect((await muster(["account", "list"])).out).toMatch(/^ADMIN +since \S+ +Root/m);
    expect(await muster(["account", "end", "root@example.com"])).toMatchObject({ code: 0, out: "Ended the account of Root <root@example.com>\n" });
    expect((await muster(["account", "list"])).out).toMatch(/^ADMIN +ended \S+ +Root/m);
  });

  test.each([
    [["account", "invite", "nobody@example.com"], 'There is no responder "nobody@example.com"; --name adds them'],
    [["account", "invite", "nobody@example.com", "--role", "INTEGRATION"], "Allowed choices are VIEWER, RESPONDER, INCIDENT_MANAGER, ADMIN"],
    [["account", "end", "nobody@example.com"], 'There is no responder "nobody@example.com"'],
  ])("%j is refused", async (args, message) => {
    expect(await muster(args)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});

test.each([
  ["mysql://x", /DATABASE_URL/],
  ["postgres://postgres@127.0.0.1:1/x", /^The database cannot be reached: .*ECONNREFUSED/],
])("with DATABASE_URL=%s it says what is wrong, without a stack", async (url, message) => {
  const { code, err } = await cli.spawn(["key", "list"], { DATABASE_URL: url });
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect(code).toBe(2);
});
