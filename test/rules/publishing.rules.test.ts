import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { AUDIENCES, COMMUNICATION_STATES } from "../../src/entities/vocabulary.ts";
import { BANNER_SCRIPT } from "../../src/server/banner/banner-script.ts";
import { type Approved, lackingApproval } from "../../src/services/communication/approval.rules.ts";
import { type Going, whyNot } from "../../src/services/audience/audience.rules.ts";
import { isForCustomers } from "../../src/services/communication/communication.rules.ts";
import { movesFrom } from "../../src/services/communication/communication-state.rules.ts";
import { DEFAULT_PLANS } from "../../src/services/plan/plan.defaults.ts";
import { contactOf, unsubscribeUrl } from "../../src/services/mailing/unsubscribe-link.ts";
import { readKeys } from "../../src/services/secret/index.ts";

test("a message moves from draft to reader, and never back once it is out", () => {
  const legal = COMMUNICATION_STATES.flatMap((from) => COMMUNICATION_STATES.filter((to) => movesFrom(from).includes(to)).map((to) => `${from} ${to}`));
  expect(legal).toEqual([
    "DRAFT APPROVED", "DRAFT PUBLISHED", "DRAFT SUPERSEDED", "DRAFT RETRACTED", "APPROVED DRAFT", "APPROVED PUBLISHED", "APPROVED RETRACTED", "PUBLISHED SUPERSEDED", "PUBLISHED RETRACTED",
  ]);
});

describe("approval", () => {
  const [ada, grace, key] = [{ person: "ada" }, { person: "grace" }, { person: null }];
  const lacks = (over: Partial<Approved>) => lackingApproval({ audience: "STATUS_PAGE", asked: 2, origin: "PERSON", isFirst: false, author: ada, approvers: [ada], commander: null, ...over }) !== null;

  test("where the plan asks for one, anybody's is enough, a key's too", () => {
    for (const one of [ada, grace, key]) expect(lacks({ asked: 1, approvers: [one] })).toBe(false);
  });
  test.each<[string, Partial<Approved>, boolean]>([
    ["its author alone is not enough", {}, true],
    ["somebody else is", { approvers: [grace] }, false],
    ["a key is nobody else", { approvers: [key] }, true],
    ["of a machine's words two people are asked", { author: key, approvers: [grace] }, true],
    ["and are enough", { author: key, approvers: [grace, ada] }, false],
    ["the commander alone may approve their own words", { commander: "ada" }, false],
    ["and nobody else's who asks", { commander: "grace" }, true],
    ["a template's first notice needs no second", { origin: "TEMPLATE", isFirst: true }, false],
    ["its second one does", { origin: "TEMPLATE" }, true],
    ["so do a model's first words", { origin: "MODEL", isFirst: true }, true],
    ["our own people's need none", { audience: "INTERNAL" }, false],
    ["nor do the executives'", { audience: "EXECUTIVES" }, false],
  ])("where it asks for two: %s", (_, over, isLacking) => expect(lacks(over)).toBe(isLacking));
});

describe("who may be told", () => {
  const incident: Going["incident"] = { severity: "SEV2", status: "MITIGATING", mitigationProgress: null, private: false, resolvedAt: null, directOutreachReason: null };
  const codeOf = (over: Partial<Going>) => whyNot({ audience: "STATUS_PAGE", publicState: "IDENTIFIED", incident, planned: [], wasTold: false, ...over })?.code ?? null;
  const planOf = (severity: string) => DEFAULT_PLANS.find((plan) => plan.severity === severity)?.audiences ?? [];

  test.each([
    ["SEV1", []], ["SEV2", ["AFFECTED_CUSTOMERS"]], ["SEV3", ["IN_APP_BANNER", "AFFECTED_CUSTOMERS"]], ["SEV4", ["IN_APP_BANNER", "AFFECTED_CUSTOMERS", "STRATEGIC_ACCOUNTS"]],
  ])("%s goes to the page, to our own people and to whom its plan names, and not to %j", (severity, refused) => {
    expect(AUDIENCES.filter((audience) => codeOf({ audience, planned: planOf(severity) }) !== null)).toEqual(refused);
  });
  test("whoever was told is told on, the end is mailed to all, and direct outreach is for the accounts", () => {
    expect(codeOf({ audience: "IN_APP_BANNER", wasTold: true })).toBeNull();
    const resolved = { ...incident, status: "RESOLVED" as const, resolvedAt: new Date(0) };
    expect(AUDIENCES.filter((audience) => codeOf({ audience, incident: resolved, publicState: "RESOLVED" }) !== null)).toEqual(["IN_APP_BANNER"]);
    expect(AUDIENCES.filter((audience) => codeOf({ audience, incident: { ...incident, directOutreachReason: "We know them" } }) !== null)).toEqual(["IN_APP_BANNER"]);
  });
  test("before it is resolved no customers hear that it is over, but in the act that resolves it", () => {
    for (const audience of AUDIENCES) {
      expect(codeOf({ audience, wasTold: true, publicState: "RESOLVED" })).toBe(isForCustomers(audience) ? "ILLEGAL_TRANSITION" : null);
      expect(codeOf({ audience, wasTold: true, publicState: "RESOLVED", isResolving: true })).toBeNull();
    }
  });
  test("once it is resolved customers hear that it is over, or nothing; of a private one they hear nothing", () => {
    for (const audience of AUDIENCES) {
      expect(codeOf({ audience, incident: { ...incident, status: "RESOLVED", resolvedAt: new Date(0) }, wasTold: true })).toBe(isForCustomers(audience) ? "ILLEGAL_TRANSITION" : null);
      expect(codeOf({ audience, incident: { ...incident, private: true }, wasTold: true, publicState: "RESOLVED" })).toBe(isForCustomers(audience) ? "CONFLICT" : null);
    }
  });
});

describe("a link to leave by", () => {
  const [first, second] = [readKeys("a1".repeat(32)), readKeys("b2".repeat(32))];
  const ID = "0193f0aa-1111-7222-8333-444455556666";
  const tokenOf = (secretKeys: typeof first) => new URL(unsubscribeUrl({ secretKeys, publicUrl: "https://muster.example.com" }, ID) ?? "").pathname.split("/").at(-1) ?? "";

  test("names its contact under any key of the hub, and nothing else does", () => {
    const token = tokenOf(first);
    expect(contactOf({ secretKeys: [...second, ...first] }, token)).toBe(ID);
    for (const other of [tokenOf(second), `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`, `B${token.slice(1)}`, token.slice(0, 22), `${token}A`, "", "x".repeat(54)]) expect(contactOf({ secretKeys: first }, other)).toBeNull();
    expect([unsubscribeUrl({ secretKeys: [], publicUrl: "https://x.example" }, ID), unsubscribeUrl({ secretKeys: first, publicUrl: undefined }, ID)]).toEqual([null, null]);
  });
});

/** As much of a browser as the script touches. */
class Part {
  readonly style = {};
  readonly children: Part[] = [];
  readonly attributes: Record<string, string> = {};
  parent: Part | null = null;
  onclick: () => void = () => {};
  private said = "";
  constructor(readonly name: string) {}
  get textContent(): string { return this.said + this.children.map((child) => child.textContent).join(""); }
  set textContent(text: string) { this.said = text; this.children.length = 0; }
  set innerHTML(_: string) { throw new Error("markup"); }
  setAttribute(name: string, value: string): void { this.attributes[name] = value; }
  appendChild(part: Part): Part { part.parent = this; this.children.push(part); return part; }
  prepend(part: Part): void { this.children.unshift(part); }
  remove(): void { this.parent?.children.splice(this.parent.children.indexOf(this), 1); }
}

describe("the embedded script", () => {
  const ONE = { id: "1", state: "INVESTIGATING", title: "Exports <b>fail</b>", text: "Next update in 15 minutes.", url: "javascript:alert(1)" };

  test("is tiny, shows what stands as text, stays away once put away, and asks less often while nobody answers", async () => {
    expect(BANNER_SCRIPT.length).toBeLessThan(2_048);
    const body = new Part("body");
    const kept = new Map<string, string>();
    const asked: [string, RequestInit][] = [];
    let answers: unknown = { banners: [ONE] };
    let again = () => {};
    let waited = 0;
    const settle = async () => { for (let turn = 0; turn < 10; turn++) await Promise.resolve(); };
    runInNewContext(BANNER_SCRIPT, {
      document: { currentScript: { src: "https://hub.example/banner.js", dataset: { service: "checkout" } }, body, createElement: (name: string) => new Part(name) },
      localStorage: { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value) },
      fetch: async (url: URL, init: RequestInit) => {
        asked.push([String(url), init]);
        if (answers === null) throw new Error("away");
        return { ok: true, text: async () => JSON.stringify(answers) };
      },
      setTimeout: (act: () => void, ms: number) => void ([again, waited] = [act, ms]), URL, Math: Object.assign(Object.create(Math) as Math, { random: () => 0 }), Object, Promise, JSON, addEventListener: () => {},
    });
    await settle();
    expect(asked).toEqual([["https://hub.example/banner.json?service=checkout", { cache: "no-cache", credentials: "omit" }]]);
    const [box] = body.children;
    expect([box?.attributes["role"], box?.textContent]).toEqual(["status", "Exports <b>fail</b> Next update in 15 minutes. \u00d7"]);
    const row = box?.children[0];
    expect(row?.children.map(({ name }) => name)).toEqual(["div", "button"]);
    expect(waited).toBe(30_000);
    row?.children[1]?.onclick();
    answers = { banners: [ONE], and: "something new" };
    again();
    await settle();
    expect(box?.textContent).toBe("");
    answers = { banners: [{ ...ONE, id: "2", text: "It runs again.", state: "RESOLVED", url: "https://status.example" }] };
    again();
    await settle();
    expect(box?.textContent).toBe("Exports <b>fail</b> It runs again. More\u00d7");
    answers = null;
    for (const wait of [60_000, 120_000]) {
      again();
      await settle();
      expect(waited).toBe(wait);
    }
    expect(box?.textContent).toContain("It runs again.");
  });
});
