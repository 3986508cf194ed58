import { readdirSync, readFileSync } from "node:fs";
import { isSafe } from "redos-detector";
import { parseAst } from "rolldown/parseAst";
import { expect, test } from "vitest";

/** Where texts of others are read: no pattern there may go back over what it has read, however the text is made. */
const FOLDERS = ["src/services/guardrail", "src/services/communication"];

interface Found {
  file: string;
  source: string;
  flags: string;
}

test("no regular expression that reads messages can be made to run long", () => {
  const found = FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts")).map((file) => `${folder}/${file}`)).flatMap(regexesIn);
  expect(found.length).toBeGreaterThan(3);
  // 10 ways to read one place at most: `/^\d{1,4}$/` has one, `/(a|a)*b/` no end of them.
  const unsafe = found.filter(({ source, flags }) => !isSafe(new RegExp(source, flags.replace(/[gv]/g, "")), { maxScore: 10, timeout: 5_000 }).safe);
  expect(unsafe).toEqual([]);
  expect(isSafe(/(a+)+b/, { maxScore: 10, timeout: 5_000 }).safe).toBe(false);
});

function regexesIn(file: string): Found[] {
  const found: Found[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (regex) found.push({ file, source: regex.pattern, flags: regex.flags });
    for (const child of Object.values(node)) walk(child);
  };
  walk(parseAst(readFileSync(file, "utf8"), { lang: "ts" }));
  return found;
}
