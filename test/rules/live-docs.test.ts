import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FAREWELL } from "../../src/server/live/farewell.ts";
import { describeSettings } from "../../src/server/settings/config.ts";

const page = readFileSync("docs/live.md", "utf8");
const source = readFileSync("src/server/metrics.ts", "utf8");

test.each(Object.entries(FAREWELL))("why the hub closes with %s is explained, with its code", (reason, { code }) => {
  expect(page).toMatch(new RegExp(`^\\| ${code} \\|.*\`${reason}\`.*\\|`, "m"));
});

test("every metric is explained, and no other", () => {
  const explained = new Set([...page.matchAll(/^\| `(muster_\w+)`/gm)].map(([, name]) => name));
  expect(explained).toEqual(new Set([...source.matchAll(/"(muster_\w+)"/g)].map(([, name]) => name)));
});

test("every setting that it names exists", () => {
  const names = new Set(describeSettings().map(({ variable }) => variable));
  expect([...page.matchAll(/`(MUSTER_\w+)`/g)].map(([, name]) => name ?? "").filter((name) => !names.has(name))).toEqual([]);
});
