import { describe, expect, test } from "vitest";
import { AUDIENCES, type Audience, PUBLIC_STATES } from "../../src/entities/vocabulary.ts";
import { DomainError } from "../../src/services/errors.ts";
import { DEFAULT_COMMUNICATION } from "../../src/services/policy/communication-policy.rules.ts";
import { ranked, type Wanted } from "../../src/services/template/choose.rules.ts";
import { BUILT_IN } from "../../src/services/template/defaults/all.ts";
import type { Source } from "../../src/services/template/draft-from.ts";
import { number, sentence, time } from "../../src/services/template/filters.rules.ts";
import { BUILT_IN_SOURCES } from "../../src/services/template/template.store.ts";
import { clipSentences } from "../../src/services/template/tidy.rules.ts";
import { tryTemplate } from "../../src/services/template/try-template.ts";
import { wordsOf } from "../../src/services/template/words-for.ts";

const aTemplate = (over: Partial<Source> = {}): Source => ({
  name: "ours", version: 1, language: "en", audience: "STATUS_PAGE", occasion: "STATUS", publicState: null, severity: null, subject: "{{ title }}", body: "{{ title | sentence }}", ...over,
});

/** The refusal of a template, or "fine". */
function tried(body: string, over: Partial<Source> = {}) {
  const template = aTemplate({ body, ...over });
  try {
    tryTemplate(template, DEFAULT_COMMUNICATION.limits[template.audience]);
    return "fine";
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "INVALID_INPUT") throw error;
    return { message: error.message, ...error.details };
  }
}

describe("a template that is saved", () => {
  test("says at which line and column it does not compile", () => {
    expect(tried("{{ title }}\n  {% if eta %}{{ eta | time }}")).toMatchObject({ field: "body", line: 2, column: 3, message: "body, line 2, column 3: tag {% if eta %} not closed" });
    expect(tried("{{ title }")).toMatchObject({ field: "body", line: 1, column: 1 });
    expect(tried("{{ title | shout }}")).toMatchObject({ line: 1, message: "body, line 1, column 1: undefined filter: shout" });
    expect(tried("Words", { subject: "{% if title %}" })).toMatchObject({ field: "subject", line: 1, column: 1 });
  });

  test("asks for no fact that its audience is not told, also where it would not show", () => {
    expect(tried("{{ titel }}")).toMatchObject({ field: "body", line: 1, variable: "titel", message: 'body, line 1, column 4: STATUS_PAGE is told nothing that is called "titel"' });
    expect(tried("{{ title }}\n{% if rootCause %}x{% endif %}")).toMatchObject({ line: 2, variable: "rootCause" });
    for (const name of ["severity", "customersAffected", "strategicAffected", "revenueAtRisk", "commander", "roles", "bridge"]) expect(tried(`{% if ${name} %}x{% endif %}y`)).toMatchObject({ variable: name });
    expect(tried("{{ severity }}, {{ customersAffected | number }}", { audience: "INTERNAL" })).toBe("fine");
    expect(tried("{{ revenueAtRisk }}", { audience: "INTERNAL" })).toMatchObject({ variable: "revenueAtRisk" });
  });

  test("copes with every fact that may be missing", () => {
    expect(tried("By {{ eta | time }}.")).toMatchObject({ field: "body", line: 1, variable: "eta", message: 'body, line 1, column 7: "eta" is not always known; put it in {% if eta %} ... {% endif %}' });
    expect(tried("{% if eta %}By {{ eta | time }}. {{ workaround }}{% endif %}x")).toMatchObject({ variable: "workaround" });
    expect(tried("{% if eta %}By {{ eta | time: 'Europe/Berlin' }}.{% else %}Soon.{% endif %} {{ workaround | default: 'No workaround yet.' }}")).toBe("fine");
    expect(tried("{% if eta %}By {{ eta | time }}.{% endif %}")).toMatchObject({ message: "body: The body is empty" });
    // Nothing of the kind is ever said in this state.
    expect(tried("It is over.", { publicState: "RESOLVED" })).toBe("fine");
  });

  test("fits its channel", () => {
    expect(tried("word ".repeat(60), { audience: "IN_APP_BANNER" })).toMatchObject({ field: "body", max: 280, length: 299 });
    expect(tried("x", { subject: "word ".repeat(60) })).toMatchObject({ field: "subject", max: 200 });
    expect(tried("{{ title }}".repeat(5), { audience: "IN_APP_BANNER" })).toBe("fine");
  });

  test("has no way to files, loops, code, other objects or endless work", () => {
    const doubled = `{% assign a = 'xxxxxxxxxx' %}${"{% assign a = a | append: a %}".repeat(30)}{{ a | size }}`;
    const refused = [
      "{% include 'secrets' %}", "{% render 'x' %}", "{% layout 'x' %}", "{% for i in (1..10) %}x{% endfor %}", "{% tablerow i in (1..10) %}x{% endtablerow %}", "{% liquid assign a = 1 %}", "{% raw %}{{ x }}{% endraw %}",
      "{{ title.constructor }}", "{{ title['constructor'] }}", "{{ title.__proto__ }}", "{{ __proto__ }}", "{{ constructor }}", "{{ toString }}", "{% if title.foo %}x{% endif %}y", "{{ this }}", "{{ title[severity] }}",
      "{{ (1..100000000) }}", doubled, `${"{% if title %}".repeat(21)}x${"{% endif %}".repeat(21)}`, `{{ title${" | append: title".repeat(3_000)} }}`, "{{ title | time }}", "{{ title | number }}",
      "{{ startedAt | time: 'Nowhere/Never' }}", "{{ title | where: 'a' }}", "{{ title | map: 'constructor' }}", "{{ 'x' | json }}", "{{ title | date: '%s' }}",
    ];
    for (const body of refused) {
      const begun = performance.now();
      expect([body.slice(0, 100), tried(body)]).toEqual([body.slice(0, 100), expect.objectContaining({ field: "body" })]);
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });

  test("may be any of those that the hub brings along", () => {
    const some = BUILT_IN_SOURCES.filter(({ audience }) => audience === "STRATEGIC_ACCOUNTS" || audience === "EXECUTIVES");
    expect(some.map((one) => tried(one.body, one))).toEqual(some.map(() => "fine"));
  });
});

describe("the words for a message", () => {
  const wanted = (over: Partial<Wanted> = {}): Wanted => ({ audience: "STATUS_PAGE", occasion: "STATUS", publicState: "IDENTIFIED", severity: "SEV2", language: "en", names: [], ...over });
  const best = (over: Partial<Wanted>, ...saved: Partial<Source>[]) => {
    const [{ name, language } = { name: "none", language: "none" }] = ranked([...BUILT_IN_SOURCES, ...saved.map(aTemplate)], wanted(over));
    return `${language} ${name}`;
  };

  test("are what is saved before what is built in, for the very state and severity before any", () => {
    expect(best({})).toBe("en status_page_identified");
    expect(best({}, {})).toBe("en ours");
    expect(best({}, {}, { name: "when_found", publicState: "IDENTIFIED" }, { name: "major", severity: "SEV2" })).toBe("en when_found");
    expect(best({}, {}, { name: "major", severity: "SEV2" }, { name: "huge", severity: "SEV1" })).toBe("en major");
    expect(best({ publicState: "RESOLVED" }, { publicState: "MONITORING" })).toBe("en status_page_resolved");
    expect(best({ occasion: "CLOSING" }, {})).toBe("en status_page_closing");
    expect(best({ audience: "INTERNAL", occasion: "ETA_CHANGED" })).toBe("en internal_status");
    expect(best({ names: ["sorry"] }, {}, { name: "sorry", occasion: "APOLOGY" })).toBe("en sorry");
    expect(best({}, { name: "sorry", occasion: "APOLOGY" })).toBe("en status_page_identified");
  });

  test("are in the language that is asked for, the nearest to it, or English", () => {
    const [pt, br] = [{ name: "pt", language: "pt" }, { name: "br", language: "pt-BR" }];
    expect([best({ language: "pt-BR" }, pt, br), best({ language: "pt-PT" }, pt, br), best({ language: "pt" }, br), best({ language: "fi" }, pt, br)]).toEqual(["pt-BR br", "pt pt", "pt-BR br", "en status_page_identified"]);
  });

  test("are there for every audience, state and occasion in every language", () => {
    const none = [...new Set(BUILT_IN.map(({ language }) => language))].flatMap((language) => AUDIENCES.flatMap((audience: Audience) => PUBLIC_STATES.flatMap((publicState) =>
      (["STATUS", "ETA_CHANGED", "CLOSING"] as const).filter((occasion) => !best({ audience, publicState, occasion, language }).startsWith(language)))));
    expect(none).toEqual([]);
    expect(new Set(BUILT_IN.map(({ language, name }) => `${language} ${name}`)).size).toBe(BUILT_IN.length);
  });

  test("are the built-in ones where those of one's own fail at last, and the draft says so", () => {
    const facts = { title: "Exports fail", publicState: "IDENTIFIED", nextUpdateAt: "2030-01-01T12:30:00.000Z" };
    expect(wordsOf([aTemplate({ body: "{{ eta | time }}", version: 7 })], wanted(), facts, { subject: 200, body: 20_000 })).toMatchObject({ fallback: "TEMPLATE", draft: {
      template: "status_page_identified", templateVersion: 0, body: expect.stringContaining("Next update by 2030-01-01 12:30 UTC."),
      draftNote: "Template ours version 7 could not be used (undefined variable: eta); the built-in status_page_identified took its place",
    } });
    expect(wordsOf([aTemplate({ body: "Template. Next update by {{ nextUpdateAt | time }}.", version: 7 })], wanted(), facts, { subject: 200, body: 20_000 }).fallback).toBeNull();
  });
});

test("filters write sentences, times and numbers", () => {
  expect(["It fails", "It fails.", 'She said "no."', " Why? ", ""].map(sentence)).toEqual(["It fails.", "It fails.", 'She said "no."', "Why?", ""]);
  expect([time("2030-07-01T23:30:00Z"), time("2030-07-01T23:30:00Z", "America/New_York"), time("2030-07-01T00:00:00Z")]).toEqual(["2030-07-01 23:30 UTC", "2030-07-01 19:30 EDT", "2030-07-01 00:00 UTC"]);
  expect([number(1_847, "en"), number(1_847, "de")]).toEqual(["1,847", "1.847"]);
});

test.each([
  ["One. Two three.", 100, "One. Two three."], ["One. Two three.", 10, "One."], ["One two three", 9, "One two…"], ["Unbreakable", 5, "Unbr…"], ["Fire🧯🧯", 6, "Fire…"], ["One. Two.", 4, "One."], ["One. Two.", 0, ""],
])("%j in %i characters is %j", (text, max, clipped) => {
  expect(clipSentences(text, max)).toBe(clipped);
});
