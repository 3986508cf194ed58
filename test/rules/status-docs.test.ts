import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { MAINTENANCE_STATES } from "../../src/entities/vocabulary.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";
import { maintenanceMoves } from "../../src/services/status-entry/maintenance.rules.ts";
import { statuspageOf } from "../../src/services/status-render/statuspage.rules.ts";
import { NOON } from "../support/build.ts";

const DOCS = readFileSync("docs/status-page.md", "utf8");

test("the requests of docs/status-page.md are ones that the hub takes", () => {
  const schema = buildSchema(readFileSync("schema.graphql", "utf8"));
  const blocks = [...DOCS.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);
  expect(blocks.length).toBeGreaterThan(3);
  expect(blocks.flatMap((block) => validate(schema, parse(block)))).toEqual([]);
});

test("its paths, moves and weights are the hub's", () => {
  const page = { id: "p", slug: "public", name: "Status", kind: "PUBLIC", isDefault: true, customerId: null, description: null, timeZone: "UTC", supportUrl: null, url: null, tokenHash: null, createdAt: NOON, updatedAt: NOON } as const;
  const documents = Object.keys(statuspageOf({ page, groups: [], components: [], entries: [] }, { url: "/status" }));
  expect(documents.map((path) => path.replace(/^scheduled-maintenances\/(?=\w)/, ".../")).filter((path) => !DOCS.includes(path))).toEqual([]);
  for (const from of MAINTENANCE_STATES.filter((state) => maintenanceMoves(state).length > 0)) {
    expect(DOCS).toContain(`| \`${from}\` | ${maintenanceMoves(from).map((to) => `\`${to}\``).join(", ")} |`);
  }
  expect(DEFAULT_POLICY.statusPage).toEqual({ partialBelow: 50, downtime: { degraded: 0, partial: 0.3, major: 1 }, historyDays: 90, pastDays: 14 });
});
