import { readFileSync } from "node:fs";
import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { AUDIENCES, COMMUNICATION_STATES } from "../../src/entities/vocabulary.ts";
import { BANNER_SCRIPT } from "../../src/server/banner/banner-script.ts";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { describeSettings } from "../../src/server/settings/config.ts";
import { movesFrom } from "../../src/services/communication/communication-state.rules.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";

const page = readFileSync("docs/communications.md", "utf8");

test("every document can be pasted, and what it names exists", async () => {
  const schema = await buildHubSchema();
  const documents = [...page.matchAll(/^```graphql\n([\s\S]*?)^```/gm)].map(([, text = ""]) => text);
  expect(documents.length).toBeGreaterThan(7);
  for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
  const settings = new Set(describeSettings().map(({ variable }) => variable));
  expect([...page.matchAll(/`(MUSTER_\w+)`/g)].filter(([, name = ""]) => !settings.has(name))).toEqual([]);
  expect([DEFAULT_POLICY.banner.resolvedFor, Object.keys(DEFAULT_POLICY.communication.limits).length]).toEqual([30 * 60, AUDIENCES.length]);
});

test("its table of states is the rules', and its attributes are the script's", () => {
  const rows = [...page.matchAll(/^\| ([A-Z, ]+) \| ([A-Z]+) \| /gm)].flatMap(([, from = "", to = ""]) => from.split(", ").map((one) => `${one} ${to}`));
  expect(rows.sort()).toEqual(COMMUNICATION_STATES.flatMap((from) => movesFrom(from).map((to) => `${from} ${to}`)).sort());
  for (const [, name = ""] of page.matchAll(/`data-(\w+)`/g)) expect(BANNER_SCRIPT).toContain(`set.${name}`);
});
