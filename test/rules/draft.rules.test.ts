import { describe, expect, test } from "vitest";
import { AUDIENCES, type Audience, INCIDENT_STATUSES, MITIGATION_PROGRESS, PUBLIC_STATES, TEMPLATE_OCCASIONS } from "../../src/entities/vocabulary.ts";
import { isForCustomers, publicStateOf, recipientsOf } from "../../src/services/communication/communication.rules.ts";
import { type GuardrailFacts, inspect } from "../../src/services/guardrail/index.ts";
import { DEFAULT_COMMUNICATION } from "../../src/services/policy/communication-policy.rules.ts";
import { type Wanted } from "../../src/services/template/choose.rules.ts";
import { BUILT_IN } from "../../src/services/template/defaults/all.ts";
import { factsFor, type KnownFacts } from "../../src/services/template/facts.rules.ts";
import { BUILT_IN_SOURCES } from "../../src/services/template/template.store.ts";
import { wordsOf } from "../../src/services/template/words-for.ts";

const KNOWN: KnownFacts = {
  title: "Exports fail", reference: "INC-2030-0101-001", publicState: "IDENTIFIED", startedAt: "2030-01-01T12:00:00.000Z", impact: "Scheduled exports end with an error", service: "Exports",
  workaround: "Export by hand", eta: "2030-01-01T17:00:00.000Z", previousEta: null, nextUpdateAt: "2030-01-01T12:30:00.000Z", resolvedAt: null, merged: null, recurring: null, drill: null,
  severity: "SEV2", status: "MITIGATING", customersAffected: 1_847, strategicAffected: 8, commander: "Alex Rivera", roles: "Technical Lead: Sam Chen", channel: "#incident-inc-0101-001",
  bridge: null, resolveDueAt: "2030-01-01T16:00:00.000Z", revenueAtRisk: "USD 890,000",
};
const NOTHING_MORE = { impact: null, service: null, workaround: null, eta: null, commander: null, roles: null, resolveDueAt: null, revenueAtRisk: null } as const;

function words(audience: Audience, over: Partial<KnownFacts> = {}, wanted: Partial<Wanted> = {}, limits = DEFAULT_COMMUNICATION.limits[audience]) {
  const known = { ...KNOWN, ...over };
  return wordsOf(BUILT_IN_SOURCES, { audience, occasion: "STATUS", publicState: known.publicState, severity: "SEV2", language: "en", names: [], ...wanted }, factsFor(audience, known), limits).draft;
}

/** Every message that the hub has words for, with and without what may be missing. */
const TABLE = [...new Set(BUILT_IN.map(({ language }) => language))].flatMap((language) => AUDIENCES.flatMap((audience) => PUBLIC_STATES.flatMap((publicState) =>
  TEMPLATE_OCCASIONS.flatMap((occasion) => [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
    const isOver = publicState === "RESOLVED";
    const isFixed = isOver || publicState === "MONITORING";
    const known: Partial<KnownFacts> = {
      ...(bits & 1 ? {} : NOTHING_MORE), publicState, workaround: isFixed || !(bits & 2) ? null : KNOWN.workaround, eta: isOver || !(bits & 4) ? null : KNOWN.eta,
      previousEta: occasion === "ETA_CHANGED" ? "2030-01-01T15:00:00.000Z" : null, nextUpdateAt: isOver ? null : KNOWN.nextUpdateAt, resolvedAt: isOver ? "2030-01-01T15:30:00.000Z" : null,
      merged: bits & 1 ? true : null, recurring: bits & 1 ? true : null, drill: bits & 1 ? true : null,
    };
    return { bits, language, audience, publicState, occasion, known };
  }))))) as { bits: number; language: string; audience: Audience; publicState: (typeof PUBLIC_STATES)[number]; occasion: (typeof TEMPLATE_OCCASIONS)[number]; known: Partial<KnownFacts> }[];

/** All of them, written once. */
const WRITTEN = TABLE.map((row) => ({ ...row, ...words(row.audience, row.known, { language: row.language, occasion: row.occasion }) })).map(({ language: written, ...row }, at) => ({ ...row, written, language: TABLE[at]!.language }));

describe("the built-in words", () => {
  test("a page says what happened, the impact, the status, the ETA and when the next update comes", () => {
    expect(words("STATUS_PAGE")).toEqual({
      subject: "Exports fail",
      body: "Exports fail. Scheduled exports end with an error. We have identified the issue and are working on a fix. Affected service: Exports. We are sorry for the disruption. "
        + "Workaround: Export by hand. We expect recovery by 2030-01-01 17:00 UTC. Next update by 2030-01-01 12:30 UTC.",
      template: "status_page_identified", templateVersion: 0, language: "en", origin: "TEMPLATE", draftNote: null,
    });
    expect(words("IN_APP_BANNER", { ...NOTHING_MORE, publicState: "INVESTIGATING", nextUpdateAt: null }).body).toBe("Exports fail. We are investigating.");
  });

  test("whatever is said to whomever is whole, fits its channel, and names the next update unless it is over", () => {
    expect(TABLE).toHaveLength(new Set(BUILT_IN.map(({ language }) => language)).size * 6 * 4 * 4 * 8);
    const flaws = WRITTEN.flatMap(({ language, audience, publicState, occasion, known, subject, body, draftNote, written }) => {
      const limits = DEFAULT_COMMUNICATION.limits[audience];
      const isProgress = occasion !== "CLOSING";
      const flawed = {
        "is in another language": written !== language,
        "has a note": draftNote !== null,
        "is too long": subject.length > limits.subject || body.length > limits.body,
        "has holes": /undefined|null|\{|\}|\[object|: *\n|: *$| [.,]|\.\.|  /m.test(`${subject}\n${body}`),
        "is wrong about the next update": isProgress && body.includes("2030-01-01 12:30 UTC") === (publicState === "RESOLVED"),
        "lacks the workaround": isProgress && Boolean(known.workaround) && !body.includes("Export by hand"),
        "lacks the ETA": isProgress && Boolean(known.eta) && !body.includes("2030-01-01 17:00 UTC"),
      };
      return Object.entries(flawed).filter(([, has]) => has).map(([flaw]) => `${language} ${audience} ${publicState} ${occasion} ${flaw}: ${body}`);
    });
    expect(flaws).toEqual([]);
  });

  test("nothing that is said by itself is caught by the guardrails", () => {
    // With next to nothing known, and with everything.
    const caught = WRITTEN.filter(({ bits }) => bits === 0 || bits === 7).flatMap(({ language, audience, publicState, occasion, known, subject, body }) => {
      const facts: GuardrailFacts = {
        audience, isResolution: publicState === "RESOLVED" || occasion === "CLOSING", workaround: known.workaround ?? null, rootCause: "Cache keys collided after the release of Tuesday",
        publicWords: [KNOWN.title, "Scheduled exports end with an error"], names: { people: ["Alex Rivera", "Sam Chen"], teams: ["Platform", "Support"], parties: [] },
      };
      const found = [...inspect(body, facts), ...inspect(subject, { ...facts, isResolution: true, workaround: null })];
      return found.map(({ rule, start, end }) => `${language} ${audience} ${publicState} ${occasion} ${rule} "${body.slice(start, end)}": ${body}`);
    });
    expect(caught).toEqual([]);
  });

  test("only our own people read severity, figures and names, and only executives read revenue", () => {
    for (const { audience, occasion, subject, body } of WRITTEN.filter(({ bits }) => bits & 1)) {
      const tells = (what: RegExp) => what.test(`${subject} ${body}`);
      if (isForCustomers(audience)) expect([audience, body, tells(/SEV|1[.,]847|\b8\b|Rivera|Chen|890|#incident/)]).toEqual([audience, body, false]);
      else if (occasion !== "CLOSING") expect([tells(/SEV2/), tells(/1[.,]847/), tells(/890,000/)]).toEqual([true, true, audience === "EXECUTIVES"]);
    }
    expect(words("EXECUTIVES").body).toMatch(/^Business impact: 1,847 customers affected, 8 strategic\. Annual recurring revenue at risk: USD 890,000\. Workaround: Export by hand\./);
  });

  test("strategic accounts are written to by their account manager, who offers a call; the severity has words of its own", () => {
    const { template, body } = words("STRATEGIC_ACCOUNTS");
    expect(template).toBe("sev2_proactive_outreach");
    expect(body).toMatch(/personally.*We understand what this means.*set up a call.*Your account manager$/s);
    expect(words("STRATEGIC_ACCOUNTS", {}, { severity: "SEV3" }).template).toBe("proactive_outreach");
    expect(words("STRATEGIC_ACCOUNTS", { publicState: "RESOLVED", recurring: true }, { names: ["strategic_accounts_apology"] }).body).toContain("not the first time");
  });

  test("a text that is too long for its channel gives up what is needed least, and says so", () => {
    const long = { title: `Exports fail ${"for many ".repeat(10)}`, workaround: "Export by hand.", service: "Exports" };
    const banner = words("IN_APP_BANNER", long, {}, { subject: 40, body: 180 });
    expect(banner.body.length).toBeLessThanOrEqual(180);
    expect(banner.subject.length).toBeLessThanOrEqual(40);
    expect(banner.body).toMatch(/^Exports fail….*Workaround: Export by hand\..*Next update by 2030-01-01 12:30 UTC\.$/);
    const endless = words("STATUS_PAGE", { title: `${"x".repeat(199)}🧯`, publicState: "RESOLVED", drill: true });
    expect([endless.subject.length <= 200, endless.subject.startsWith("[Drill] Resolved: xxx"), endless.subject.isWellFormed()]).toEqual([true, true, true]);
    const page = words("STATUS_PAGE", { impact: "Exports end with an error. Imports do too. So does everything else that runs on schedule." }, {}, { subject: 200, body: 300 });
    expect(page.body).toContain("Exports end with an error. Imports do too. We have");
    expect(page.draftNote).toBe("Shortened to the 300 characters that its channel takes");
  });
});

test("a fact is data: what it looks like is not run", () => {
  const title = "{{ severity }} {% include 'x' %} <script>alert(1)</script> __proto__";
  expect(words("IN_APP_BANNER", { title }).subject).toBe(title);
});

test("the public state follows the lifecycle and the fix", () => {
  const states = INCIDENT_STATUSES.map((status) => publicStateOf({ status, mitigationProgress: null }));
  expect(states).toEqual(["INVESTIGATING", "INVESTIGATING", "IDENTIFIED", "RESOLVED", "RESOLVED", "RESOLVED", "INVESTIGATING"]);
  const fixing = MITIGATION_PROGRESS.map((mitigationProgress) => publicStateOf({ status: "MITIGATING", mitigationProgress }));
  expect(fixing).toEqual(["IDENTIFIED", "IDENTIFIED", "MONITORING", "MONITORING"]);
});

test.each<[Audience, number]>([["STRATEGIC_ACCOUNTS", 8], ["AFFECTED_CUSTOMERS", 127], ["STATUS_PAGE", 0], ["INTERNAL", 0]])("a message for %s has %i recipients", (audience, count) => {
  expect(recipientsOf(audience, { customersCounted: 127, strategicAffected: 8 })).toBe(count);
});
