import { mkdtempSync, rmSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/server/settings/config.ts";
import { secretKeysFor } from "../../src/server/settings/secret-key.ts";
import { readKeys, secretValue, setSecret } from "../../src/services/secret/index.ts";
import { aContext } from "../support/build.ts";
import { useCli } from "../support/cli.ts";
import { useDatabase } from "../support/database.ts";

const database = useDatabase();
const cli = useCli();
const [OLD, YOUNG] = ["a1", "b2"].map((byte) => byte.repeat(32)) as [string, string];
const muster = (args: string[], keys = OLD) => cli.run(args, { DATABASE_URL: database.url, ...(keys && { MUSTER_SECRET_KEY: keys }) });

describe("muster audit", () => {
  test("what a command changes is in the log under its name; what it prints is not", async () => {
    const made = await muster(["key", "create", "--name", "=siem", "--role", "ADMIN"]);
    expect(made.code).toBe(0);
    const { out, code } = await muster(["audit", "export"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ number: 1, action: "muster key create", actorId: "operator", subject: expect.stringMatching(/^apiKey\//), address: null });
    expect(out).not.toContain(made.out.trim());
    expect((await muster(["audit", "export", "--format", "csv"])).out).toMatch(/^number,hash,.*\r\n1,/);
    expect((await muster(["audit", "export", "--after", "1"])).out).toBe("");
  });

  test("verify tells how many hold, and ends with 1 where one does not or the tail is cut", async () => {
    await muster(["key", "create", "--name", "another", "--role", "VIEWER"]);
    const head = await muster(["audit", "head"]);
    writeFileSync(join(cli.room, "head.json"), head.out);
    expect(await muster(["audit", "verify", "--head", "head.json"])).toEqual({ code: 0, out: "2 records hold\n", err: "" });

    await database.source.query("alter table audit_seal disable trigger user; delete from audit_seal where number = 2; alter table audit_seal enable trigger user");
    expect(await muster(["audit", "verify"])).toMatchObject({ code: 0, out: expect.stringMatching(/^1 records hold\n1 are not sealed yet, the oldest of /) });
    const cut = await muster(["audit", "verify", "--head", "head.json"]);
    expect(cut).toMatchObject({ code: 1, err: expect.stringContaining("Record 2 is broken: the tail is cut") });

    writeFileSync(join(cli.room, "forged.json"), head.out.replace('"number":2', '"number":1'));
    expect(await muster(["audit", "verify", "--head", "forged.json"])).toMatchObject({ code: 2, err: expect.stringContaining("The signature of forged.json is wrong") });
    expect(await muster(["audit", "verify", "--head", "nowhere.json"])).toMatchObject({ code: 2, err: expect.stringContaining("is no head") });
  });

  test("without a key there is no head, and the message says what is needed", async () => {
    expect(await muster(["audit", "head"], "")).toMatchObject({ code: 2, err: expect.stringContaining("set MUSTER_SECRET_KEY") });
  });
});

test("an import of all or nothing leaves an entry for each batch, and none where nothing landed", async () => {
  const lines = Array.from({ length: 1_500 }, (_, at) => `batch-${at},Batch ${at}`);
  writeFileSync(join(cli.room, "teams.csv"), ["slug,name", ...lines, ""].join("\n"));
  const entries = (): Promise<{ after: object }[]> => database.source.query("select after from audit_entry where action = 'muster import' order by id");
  expect((await muster(["import", "teams.csv", "--dry-run"])).code).toBe(0);
  expect(await entries()).toEqual([]);
  expect((await muster(["import", "teams.csv", "--atomic"])).code).toBe(0);
  expect((await entries()).map(({ after }) => Object.keys(after).length)).toEqual([1_000, 500]);
});

test("muster secret rotate encrypts all anew under the first key", async () => {
  const ctx = aContext(database.source.manager, { secretKeys: readKeys(OLD) });
  await setSecret(ctx, { name: "smtp/password", secret: "hunter2" });
  expect(await muster(["secret", "rotate"], `${YOUNG},${OLD}`)).toEqual({ code: 0, out: "1 secrets were encrypted anew\n", err: "" });
  expect(await secretValue({ ...ctx, secretKeys: readKeys(YOUNG) }, "smtp/password")).toBe("hunter2");
});

describe("the key of the embedded database", () => {
  const room = mkdtempSync(join(tmpdir(), "muster-key-"));
  afterAll(() => rmSync(room, { recursive: true, force: true }));
  const keys = (env: NodeJS.ProcessEnv = {}) => secretKeysFor(readConfig({ MUSTER_DATA_DIR: join(room, "data"), ...env }));

  test("is made once, for its owner alone to read", () => {
    const made = keys();
    const path = join(room, "data", "secret.key");
    if (process.platform !== "win32") expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(keys()).toEqual(made);
    expect(readKeys(readFileSync(path, "utf8").trim())).toEqual(made);
  });

  test("gives way to the setting, and is not made for a database elsewhere", () => {
    expect(keys({ MUSTER_SECRET_KEY: OLD })).toEqual(readKeys(OLD));
    expect(keys({ DATABASE_URL: "postgres://db/muster" })).toEqual([]);
  });

  test("is asked back where its file was spoilt, and not made anew", () => {
    writeFileSync(join(room, "data", "secret.key"), "spoilt");
    expect(() => keys()).toThrow("cannot read the key");
  });
});
