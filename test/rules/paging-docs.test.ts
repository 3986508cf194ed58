import { readFileSync } from "node:fs";
import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { parse as readYaml } from "yaml";
import { createChannels } from "../../src/channels/index.ts";
import { NOTHING, OutboundClient } from "../../src/outbound/index.ts";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { describeSettings } from "../../src/server/settings/config.ts";
import { DEFAULT_POLICY } from "../../src/services/policy/policy.rules.ts";

const page = readFileSync("docs/paging.md", "utf8");
const blocks = (language: string) => [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, "gm"))].map(([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""));

test("every document can be pasted", async () => {
  const schema = await buildHubSchema();
  const documents = blocks("graphql");
  expect(documents.length).toBeGreaterThan(4);
  for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
});

test("what channels are set up with has every field that is required, and no other", () => {
  const channels = createChannels({ client: new OutboundClient(), allow: NOTHING, now: () => new Date(0) });
  const fieldsOf = (kind: string) => channels.find((channel) => channel.kind === kind)!.fields;
  const [slack, phone] = blocks("json").map((text) => JSON.parse(text)) as [{ values: object }, Record<string, object>];
  for (const [kind, values] of [["SLACK", slack.values], ["SMS", phone["sms"]!], ["VOICE", phone["voice"]!]] as const) {
    const fields = fieldsOf(kind);
    expect(Object.keys(values).filter((name) => !fields.some((field) => field.name === name))).toEqual([]);
    expect(fields.filter(({ isRequired, name }) => isRequired && !(name in values))).toEqual([]);
  }
});

test("the manifest is one, and leads to where the hub listens", () => {
  const manifest = readYaml(blocks("yaml")[0]!) as { oauth_config: { scopes: { bot: string[] } }; settings: { interactivity: { request_url: string } } };
  expect(new URL(manifest.settings.interactivity.request_url).pathname).toBe("/inbound/slack/actions");
  expect(manifest.oauth_config.scopes.bot).toContain("users:read.email");
});

test("every setting and every part of the policy that it names exists", () => {
  const names = new Set(describeSettings().map(({ variable }) => variable));
  expect([...page.matchAll(/`(MUSTER_\w+)`/g)].map(([, name]) => name ?? "").filter((name) => !names.has(name))).toEqual([]);
  expect(DEFAULT_POLICY).toMatchObject({ contact: { linkValidFor: 86_400, codeValidFor: 600, codeAttempts: 5, codesPerHour: 5 }, delivery: { secretOverlap: 86_400 } });
});
