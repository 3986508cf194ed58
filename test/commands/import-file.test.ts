import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ImportCommand, importFile } from "../../src/commands/import/import-file.ts";
import { withFile } from "../../src/commands/import/open-file.ts";
import * as customers from "../../src/services/customer/index.ts";
import { aContext, aResponder, aService } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { fingerprint } from "../support/hub.ts";

const database = useDatabase();
const aDirectory = () => aContext(database.source.manager);
const folder = mkdtempSync(join(tmpdir(), "muster-import-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await aService(aDirectory(), { slug: "checkout" });
  await aResponder(aDirectory(), { email: "ada@example.com" });
});

/** What the command says and ends with. Messages name the file without its folder. */
async function importing(name: string, text: string | Buffer, options: ImportCommand = {}) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const report = await withFile(path, options.kind, (file) => importFile(aDirectory(), { ...file, name }, options));
  return [...report.problems, ...report.summary, `exit ${report.exitCode}`];
}

const customer = (externalId: string) => customers.find(aDirectory(), { externalId });

describe("CSV", () => {
  test("may have a byte order mark, CRLF, quoted line breaks, and headings as people write them", async () => {
    const text = '\ufeffExternal ID,NAME,arr,currency,strategic,renewal_on,services\r\ncsv-1,"Acme,\r\n""Inc""",890000.50,EUR,Yes,2031-03-31,checkout\r\n\r\ncsv-2,Plain,7,,0,,\r\n';

    expect(await importing("anything.csv", text)).toEqual(["customers: 2 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);

    expect(await customer("csv-1")).toMatchObject({
      name: 'Acme,\n"Inc"', arrAmount: "890000.5", arrCurrency: "EUR", strategic: true, renewalOn: new Date("2031-03-31T00:00:00Z"),
    });
    expect(await customer("csv-2")).toMatchObject({ arrCurrency: "USD", strategic: false, renewalOn: null });
  });

  test("tells each bad row with the line it begins on, and imports the others", async () => {
    const text = [
      "externalId,name,arr,currency,strategic,services",
      'csv-3,"two',
      'lines",1,,,',
      "csv-4,Name,-1,,,",
      "csv-5,Name,1,XTS,,",
      "csv-6,Name,1,,perhaps,",
      "csv-7,Name,1,,,checkout;nowhere",
      ',"Name",1,,,',
      "csv-8,Name,1",
      'csv-9,5" screen,1,,,',
      "csv-10,Name,1,,,checkout",
    ].join("\n");

    expect(await importing("customers.csv", text)).toEqual([
      expect.stringMatching(/^customers\.csv:4: arr\.amount: /),
      expect.stringMatching(/^customers\.csv:5: arr\.currency: The policy has no exchange rate for XTS/),
      "customers.csv:6: strategic: strategic must be true or false",
      'customers.csv:7: services.1: There is no service "nowhere"',
      "customers.csv:8: externalId: externalId must not be empty",
      "customers.csv:9: malformed CSV: 3 cells stand under 6 column names",
      "customers.csv:10: malformed CSV: a quote stands inside a cell that does not begin with one",
      "customers: 2 created, 0 updated, 0 unchanged, 7 refused",
      "exit 1",
    ]);
  });

  test("that is no UTF-8 is told, not stored with holes", async () => {
    const text = Buffer.from("externalId,name,arr\nlatin-1,Caf\u00e9,1\n", "latin1");
    expect(await importing("customers.csv", text)).toEqual([
      "customers.csv:2: the text is not UTF-8", "customers: 0 created, 0 updated, 0 unchanged, 1 refused", "exit 1",
    ]);
  });

  test("of services may name them in any order", async () => {
    const text = "slug,name,tier,dependsOn\ncsv-top,Top,1,csv-base\ncsv-base,Base,1,\n";
    expect(await importing("any.csv", text)).toEqual(["services: 2 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);
  });

  test("with columns that fit teams and services goes by the file name, or by --kind", async () => {
    const text = "slug,name\ncsv-team,Team\n";
    expect(await importing("our-teams.csv", text)).toEqual(["teams: 1 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);
    expect(await importing("x.csv", text, { kind: "teams" })).toEqual(["teams: 0 created, 0 updated, 1 unchanged, 0 refused", "exit 0"]);
    await expect(importing("x.csv", text)).rejects.toThrow("say so with --kind");
  });

  test.each([
    ["", "it is empty"],
    ["externalId,nmae\nx,y\n", '"nmae" is no column of customers; those are externalId, name'],
    ["externalId,name,External_ID\nx,y,z\n", "the column externalId stands in it twice"],
    ["name,arr\nx,1\n", "it has no column externalId, by which customers are known"],
    ["a,b\n1,2\n", "its columns do not tell what it holds"],
    ['"externalId\nx\n', "the line of column names is malformed CSV"],
  ])("%j cannot be read at all", async (text, message) => {
    await expect(importing("x.csv", text)).rejects.toThrow(message);
  });
});

describe("JSON", () => {
  test("tells bad rows with their lines, a malformed one among them, and imports the others", async () => {
    const text = `{
  "customers": [
    { "externalId": "json-1", "name": "One", "arr": "1", "ownerEmail": "Ada@Example.com" },
    { "externalId": "json-2", "name": "Two, "arr": "1" },
    {
      "externalId": "json-3",
      "name": "Three",
      "arr": 1.5
    },
    { "externalId": "json-4", "name": "Four", "arr": { "amount": "4", "currency": "EUR" }, "services": ["json-service"] }
  ],
  "services": [{ "slug": "json-service", "name": "Service", "tier": 1 }, { "slug": "json-bad", "name": "Bad", "tier": 7 }]
}`;

    expect(await importing("x.json", text)).toEqual([
      expect.stringMatching(/^x\.json:4: malformed JSON: /),
      "x.json:5: arr: arr must be an amount, or an object with amount and currency",
      "x.json:12: tier: tier must be a whole number from 1 to 4",
      "services: 1 created, 0 updated, 0 unchanged, 1 refused",
      "customers: 2 created, 0 updated, 0 unchanged, 2 refused",
      "exit 1",
    ]);
  });

  test("that breaks off is told once, and what stands before the break is imported", async () => {
    const text = '{"teams": [{"slug": "json-team", "name": "Team"}],\n"customers": [{"externalId": "json-5", "name": "Five", "arr": "1"},\n{"externalId"';
    expect(await importing("x.json", text)).toEqual([
      "x.json:3: malformed JSON: the end is missing; nothing behind it was read",
      "teams: 1 created, 0 updated, 0 unchanged, 0 refused",
      "customers: 1 created, 0 updated, 0 unchanged, 0 refused",
      "exit 1",
    ]);
  });

  test("may be the array of one list, or an object on each line", async () => {
    expect(await importing("x.json", '[{"email": "json@example.com", "name": "Person"}]')).toEqual(["responders: 1 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);
    expect(await importing("x.json", '{"teams": [{"slug": "json-one-line", "name": "Team"}], "services": []}')).toEqual(["teams: 1 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);
    expect(await importing("stdin", '{"services": ["checkout"], "externalId": "json-8", "name": "Eight", "arr": 8}')).toEqual(["customers: 1 created, 0 updated, 0 unchanged, 0 refused", "exit 0"]);
    expect(await importing("x.jsonl", '{"externalId": "json-6", "name": "Six", "arr": 6}\n\n{"externalId": "json-7", "name": "Seven"}\n')).toEqual([
      "x.jsonl:3: arr: A new customer needs arr", "customers: 1 created, 0 updated, 0 unchanged, 1 refused", "exit 1",
    ]);
  });

  test.each([
    ['{"users": [{}]}', 'line 1: "users" is no list of the directory'],
    ['{"version": 1}', '"version" must be an array'],
    ['{"slug": "x"}', "say so with --kind"],
    ["[1]", "say so with --kind"],
    ["nonsense", "it must be one array, or one object of arrays"],
  ])("%s cannot be read at all", async (text, message) => {
    await expect(importing("x.json", text)).rejects.toThrow(message);
  });
});

describe("--atomic", () => {
  test("leaves the directory as it was for one bad row among many batches", async () => {
    const before = await fingerprint(database.source);
    const text = ["externalId,name,arr", ...Array.from({ length: 2_500 }, (_, at) => `atomic-${at},Name,${at === 2_400 ? "x" : at}`)].join("\n");

    expect(await importing("customers.csv", text, { atomic: true })).toEqual([
      expect.stringMatching(/^customers\.csv:2402: arr\.amount: /),
      "customers: 0 created, 0 updated, 0 unchanged, 1 refused",
      "Nothing was imported: --atomic, and rows were refused",
      "exit 1",
    ]);
    expect(await fingerprint(database.source)).toEqual(before);
  });

  test("is undone by a line that is malformed, too", async () => {
    expect(await importing("customers.csv", 'externalId,name,arr\natomic-a,Name,1\natomic-b,"Na"me,1\n', { atomic: true })).toContain("exit 1");
    expect(await customer("atomic-a")).toBeNull();
  });
});

test("--dry-run says what would happen, and changes nothing", async () => {
  const before = await fingerprint(database.source);
  expect(await importing("customers.csv", "externalId,name,arr\ndry,Name,1\n", { dryRun: true })).toEqual([
    "customers: 1 created, 0 updated, 0 unchanged, 0 refused", "Nothing was changed: --dry-run", "exit 0",
  ]);
  expect(await fingerprint(database.source)).toEqual(before);
});

test("the screen shows the first 50 bad rows, --errors keeps all", async () => {
  const errors = join(folder, "errors.txt");
  const text = ["externalId,name,arr", ...Array.from({ length: 1_234 }, (_, at) => `errors-${at},Name,x`)].join("\n");

  const said = await importing("customers.csv", text, { errors });

  expect(said).toHaveLength(53);
  expect(said[50]).toBe("... and 1,184 more; --errors FILE keeps them all");
  expect(readFileSync(errors, "utf8").trim().split("\n")).toHaveLength(1_234);
});

test("5,000 customers land in batches, and a second time nothing changes", async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => ({ externalId: `bulk-${at}`, name: `Customer ${at}`, arr: `${at}.25`, services: ["checkout"] }));

  expect(await importing("customers.json", JSON.stringify(rows))).toContain("customers: 5,000 created, 0 updated, 0 unchanged, 0 refused");
  const csv = ["externalId,name,arr,services", ...rows.map(({ externalId, name, arr }) => `${externalId},${name},${arr},checkout`)].join("\n");
  expect(await importing("customers.csv", csv)).toContain("customers: 0 created, 0 updated, 5,000 unchanged, 0 refused");
});
