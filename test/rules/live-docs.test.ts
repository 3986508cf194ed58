import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FAREWELL } from "../../src/server/live/farewell.ts";
import { describeSettings } from "../../src/server/settings/config.ts";

const page = readFileSync("docs/live.md", "utf8");

test.each(Object.entries(FAREWELL))("why the hub closes with %s is explained, with its code", (reason, { code }) => {
  expect(page).toMatch(new RegExp(`^\\| ${code} \\|.*\`${reason}\`.*\\|`, "m"));
});

test.each([["live", "metrics"], ["deadlines", "deadline-metrics"]])("every metric of docs/%s.md is one of %s.ts, and every one is there", (doc, file) => {
  const explained = new Set([...readFileSync(`docs/${doc}.md`, "utf8").matchAll(/^\| `(muster_\w+)`/gm)].map(([, name]) => name));
  const told = readFileSync(`src/server/${file}.ts`, "utf8").matchAll(/"(muster_\w+)"/g);
  expect(explained).toEqual(new Set([...told].map(([, name]) => name)));
});

test("every setting that it names exists", () => {
  const names = new Set(describeSettings().map(({ variable }) => variable));
  expect([...page.matchAll(/`(MUSTER_\w+)`/g)].map(([, name]) => name ?? "").filter((name) => !names.has(name))).toEqual([]);
});
