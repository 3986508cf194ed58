import { readFileSync } from "node:fs";
import { coerceInputValue, type GraphQLInputType, parse, validate } from "graphql";
import { expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { exactJson } from "../../src/services/crm/expression.ts";
import { mappingOf, rowOf } from "../../src/services/crm/map-account.ts";
import { urlFault } from "../../src/services/crm/url.rules.ts";
import { readSegment } from "../../src/services/impact/segment.ts";
import { OUTREACH_STATES } from "../../src/entities/vocabulary.ts";
import { movesFrom, wordFor } from "../../src/services/outreach/state.rules.ts";

const page = readFileSync("docs/outreach.md", "utf8");
const blocks = (head: string) => [...page.matchAll(new RegExp(`^\`\`\`${head}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(([, ...found]) => found);

test("every document of the page on outreach can be pasted, and every input fits", async () => {
  const schema = await buildHubSchema();
  const documents = blocks("graphql").map(([text = ""]) => text);
  expect(documents.length).toBeGreaterThan(8);
  for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
  const inputs = blocks("json (\\w+)");
  expect(inputs.map(([type]) => type)).toEqual(["AffectedCustomersInput", "UpdateOutreachInput", "ConfigureCrmInput", "TryCrmInput"]);
  for (const [type = "", text = ""] of inputs) coerceInputValue(JSON.parse(text), schema.getType(type) as GraphQLInputType);
});

test("its segment is one, and its mapping makes a row of an account", () => {
  const [[, affected = ""] = [], , [, crm = ""] = []] = blocks("json (\\w+)");
  expect(readSegment((JSON.parse(affected) as { bySegment: unknown }).bySegment)).toMatchObject({ service: ["api-gateway"], region: ["eu", "uk"] });
  const { url, fields } = JSON.parse(crm) as { url: string; fields: Record<string, string> };
  expect(urlFault(url, "CURSOR")).toBeNull();
  const account = exactJson(`{ "Id": "001", "Name": "Initech", "AnnualRevenue": 890000.10, "CurrencyIsoCode": null, "Type": "Strategic", "Plan__c": "Enterprise", "Renewal_Date__c": "2031-03-31",
    "OpenEscalations": [{}], "Usage_30d__c": 125000, "Owner": { "Email": "grace@example.com" }, "Products": [{ "Slug": "checkout" }], "Contacts": [{ "Email": "ops@initech.example", "Name": "Bill", "Language__c": "de", "HasOptedOutOfEmail": true }] }`);
  expect(rowOf(mappingOf(fields), account)).toEqual({
    externalId: "001", name: "Initech", arr: { amount: "890000.10", currency: "USD" }, strategic: true, plan: "enterprise", renewalOn: "2031-03-31", activeEscalation: true, usage: "125000",
    ownerEmail: "grace@example.com", services: ["checkout"], contacts: [{ email: "ops@initech.example", name: "Bill", language: "de", unsubscribed: true }],
  });
  expect(rowOf(mappingOf(fields), { Id: "002" })).toMatchObject({ externalId: "002", name: null, strategic: false, plan: null, activeEscalation: false });
});

test("its mapping of channels in Slack takes accounts with and without one", () => {
  const [, contacts = ""] = /``(\[.*\])``/.exec(page) ?? [];
  const rows = (account: object) => rowOf(mappingOf({ externalId: "Id", contacts }), account);
  expect(rows({ Id: "1", Contacts: [{ Email: "a@b.example" }], Slack_Channel__c: "C024BE7LR" })).toMatchObject({ contacts: [{ email: "a@b.example" }, { slackChannel: "C024BE7LR" }] });
  expect(rows({ Id: "2", Contacts: null, Slack_Channel__c: null })).toEqual({ externalId: "2", contacts: [] });
});

test("its table of moves is the rule", () => {
  const rows = [...page.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| (.*) \|$/gm)].map(([, from = "", to = ""]) => [from, to].map((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word)));
  const known = OUTREACH_STATES.map(wordFor);
  for (const [from = [], to = []] of rows.filter(([from]) => from?.every((word) => known.includes(word ?? "")))) {
    for (const state of OUTREACH_STATES.filter((one) => from.includes(wordFor(one)))) {
      const said = from.length === 3 ? [...from, "called"] : to;
      expect([state, movesFrom(state).map(wordFor).sort()]).toEqual([state, [...said].sort()]);
    }
  }
});
