import { expect, test } from "vitest";
import { csvCell, csvNumber } from "../../src/services/csv.rules.ts";
import { grown } from "../../src/services/impact/growth.rules.ts";
import { mayBeId, suspicious, tokensOf } from "../../src/services/impact/log-ids.rules.ts";
import { movesFrom, stateOf, UNSPOKEN } from "../../src/services/outreach/state.rules.ts";
import { wayOf, waysOf } from "../../src/services/outreach/way.rules.ts";
import { OUTREACH_STATES, SEVERITIES, type Severity } from "../../src/entities/vocabulary.ts";
import { sifted } from "../../src/services/customer/check-contacts.ts";

const candidates = (text: string) => [...tokensOf(text)].filter(([token, found]) => mayBeId(token, found)).map(([token]) => token);

test.each([
  ["a list", "acme-1\nacme-2\r\n acme-3 ", ["acme-1", "acme-2", "acme-3"]],
  ["a log line", "2030-01-01T12:00:00Z ERROR customer=acme-1 status=500 path=/v1/batch", ["acme-1"]],
  ["JSON lines", '{"customer_id":"acme-1","code":429}\n{"customerId": "acme-2"}', ["acme-1", "acme-2"]],
  ["CSV with quotes", 'id,name\n"acme-1","Acme, Inc."\nacme 2,Two', ["acme-1", "acme 2"]],
  ["a query string", "GET /sync?account=acme-1&page=2 HTTP/1.1", ["acme-1"]],
  ["ids with colons and slashes", "tenant: eu/acme:7, retry", ["eu/acme:7"]],
  ["brackets and full stops", "Failed for [acme-1], (acme-2) and acme-3.", ["acme-1", "acme-2", "acme-3"]],
  ["a number behind its word or by itself", "customer=42 port 8080\n77\nstatus=500", ["42", "77"]],
])("ids are found in %s", (_, text, ids) => {
  expect(candidates(text)).toEqual(expect.arrayContaining(ids));
  for (const noise of ["500", "8080", "429"]) expect(candidates(text)).not.toContain(noise);
});

test("what looks like a known id, or stands where one should, is suspicious; the rest is what logs are made of", () => {
  const tokens = tokensOf("customer=acme-1 customer=acme-2 acme-99 customer=globex ERROR timeout v1.2");
  expect(suspicious(tokens, new Set(["acme-1"]))).toEqual(["acme-2", "acme-99", "globex"]);
});

test("a large text is read in time that grows with it", () => {
  const started = performance.now();
  tokensOf(`${"a".repeat(700_000)} ${"=".repeat(50_000)}`);
  tokensOf("customer ".repeat(80_000));
  tokensOf("x:".repeat(300_000));
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("nothing becomes planned again, and whoever has been spoken with is not merely sent to", () => {
  for (const from of OUTREACH_STATES) {
    expect(movesFrom(from)).not.toContain("PLANNED");
    expect(movesFrom(from).includes("SENT")).toBe(UNSPOKEN.includes(from));
  }
  expect([stateOf("Remediation_Offered"), stateOf("lost")]).toEqual(["REMEDIATION_OFFERED", null]);
});

test("the way follows plan, severity and the commander's choice", () => {
  const sev2 = { severity: "SEV2", isDirect: false, audiences: ["STATUS_PAGE", "STRATEGIC_ACCOUNTS"] } as const;
  expect(wayOf(true, sev2)).toEqual({ channel: "email_and_slack", audience: "STRATEGIC_ACCOUNTS" });
  expect(wayOf(false, sev2)).toEqual({ channel: null, audience: null });
  expect(wayOf(false, { ...sev2, severity: "SEV1", audiences: ["AFFECTED_CUSTOMERS"] })).toEqual({ channel: "email", audience: "AFFECTED_CUSTOMERS" });
  expect(wayOf(true, { ...sev2, severity: "SEV3" }).channel).toBe("email");
  expect(wayOf(false, { ...sev2, isDirect: true })).toEqual({ channel: "call", audience: "AFFECTED_CUSTOMERS" });
  expect(wayOf(true, { ...sev2, isDirect: true })).toEqual({ channel: "call", audience: "STRATEGIC_ACCOUNTS" });
});

test("growth is told from one snapshot to the next, and in times of the baseline", () => {
  const series = [{ customersAffected: 10, baseline: null }, { customersAffected: 25, baseline: 10 }, { customersAffected: 20, baseline: 25 }];
  expect(grown(series as never).map(({ growth, growthFactor }) => [growth, growthFactor])).toEqual([[10, null], [15, 2.5], [-5, 0.8]]);
});

test.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", " =1+1", "\ufeff=1"])("%j is no formula in a cell", (text) => {
  expect(csvCell(text)).toBe(`"'${text}"`);
});

test("nor is what follows a sign that parts cells elsewhere", () => {
  expect([";=1", "a; =1", "a\n=1", "a\t+1", "a;b", "x; y@example.com", "1;2"].map(csvCell)).toEqual([`";'=1"`, `"a;' =1"`, `"a\n'=1"`, `"a\t'+1"`, "a;b", "x; y@example.com", "1;2"]);
});

test("numbers stay numbers, and quotes are doubled", () => {
  expect([csvNumber("-12.50"), csvNumber("=1"), csvCell('a "b", c'), csvCell(null), csvCell("plain")]).toEqual(["-12.50", `"'=1"`, '"a ""b"", c"', "", "plain"]);
});

test("of a list of addresses and channels the good ones are taken, and the others are named", () => {
  const { contacts, faults } = sifted("contacts", [
    "Dana <Dana@Example.com>", { email: "lee@example.com", language: "pt_BR" }, "dana@example.com", "no address", 7, { email: "x@example.com", tongue: "de" },
    "Our room <slack:C024BE7LR>", { slackChannel: "G0PRIVATE" }, "slack: C024BE7LR", "slack:#general", { slackChannel: "U024BE7LR" }, { email: "x@example.com", slackChannel: "C0X" }, { slackChannel: null },
  ]);
  expect(contacts).toEqual([
    { email: "dana@example.com", slackChannel: null, name: "Dana", unsubscribed: false }, { email: "lee@example.com", slackChannel: null, language: "pt-BR", unsubscribed: false },
    { email: null, slackChannel: "C024BE7LR", name: "Our room", unsubscribed: false }, { email: null, slackChannel: "G0PRIVATE", unsubscribed: false },
  ]);
  expect(faults.map(({ details }) => details["field"])).toEqual([
    "contacts.2", "contacts.3.email", "contacts.4", "contacts.5.tongue", "contacts.8", "contacts.9.slackChannel", "contacts.10.slackChannel", "contacts.11.slackChannel", "contacts.12.email",
  ]);
});

test("a message goes to a strategic account as somebody chose, else as the plan has it", () => {
  const ways = (chosen: string | null, severity: Severity) => Object.values(waysOf(chosen, severity)).map(Number).join("");
  expect(SEVERITIES.map((severity) => ways(null, severity))).toEqual(["11", "11", "10", "10"]);
  expect(["slack", "Slack only", "email", "E-Mail", "email_and_slack", "call", "phone"].map((chosen) => [ways(chosen, "SEV1"), ways(chosen, "SEV3")].join())).toEqual(["01,01", "01,01", "10,10", "10,10", "11,11", "11,10", "11,10"]);
});
