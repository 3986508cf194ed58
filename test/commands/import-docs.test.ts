import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { columnsOf } from "../../src/commands/import/columns.ts";
import { importFile } from "../../src/commands/import/import-file.ts";
import { withFile } from "../../src/commands/import/open-file.ts";
import { LIST_NAMES } from "../../src/services/import/index.ts";
import { aContext } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";

const DOCS = readFileSync("docs/import.md", "utf8");
const EXAMPLES = [...DOCS.matchAll(/^```(?:json|csv) (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = "", text = ""]) => ({ name, text }));

const database = useDatabase();
const folder = mkdtempSync(join(tmpdir(), "muster-docs-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("there is an example of each list in JSON and in CSV", () => {
  const names = EXAMPLES.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["directory.json", ...LIST_NAMES.map((list) => `${list}.csv`)]));
});

describe("the examples of docs/import.md, in their order", () => {
  test.each(EXAMPLES)("$name is imported as it stands", async ({ name, text }) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    const ctx = aContext(database.source.manager);

    const report = await withFile(path, undefined, (file) => importFile(ctx, file, {}));

    expect(report).toMatchObject({ problems: [], exitCode: 0 });
  });
});

test("every column is documented", () => {
  const fields = DOCS.slice(DOCS.indexOf("## Fields"));
  expect(LIST_NAMES.flatMap(columnsOf).filter((column) => !fields.includes(`\`${column}\``))).toEqual([]);
});
