import { expect, test } from "vitest";
import { filled, type Frame, frameIn, FRAMES, preferred, spanIn } from "../../src/services/frame/index.ts";

/** `letter.because` to its words, of all that a frame holds. */
const wordsOf = (frame: Frame): Map<string, string> => new Map(Object.entries(frame).flatMap(([part, words]) =>
  (typeof words === "string" ? [[part, words] as const] : Object.entries(words).map(([name, text]) => [`${part}.${name}`, String(text)] as const))));
const placesIn = (text = "") => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();

test("each language says all of it, with the same places to fill, and no markup", () => {
  const english = wordsOf(FRAMES[0]!);
  for (const frame of FRAMES) {
    const words = wordsOf(frame);
    expect([...english.keys()].filter((name) => !words.get(name))).toEqual([]);
    expect([...english].filter(([name, text]) => placesIn(words.get(name)).join() !== placesIn(text).join())).toEqual([]);
    expect([...words.values()].filter((text) => /[<>&]/.test(text))).toEqual([]);
  }
});

test.each([["de", "de"], ["de-AT", "de"], ["DE_ch", "de"], ["en-US", "en"], ["fr", "en"], ["deu", "en"], ["", "en"], [null, "en"]])("%j is written to in %s", (language, spoken) => {
  expect(frameIn(language).language).toBe(spoken);
});

test.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de-AT"], ["fr-CH, fr;q=0.9, en;q=0.3, de;q=0.7", "de"], ["fr,es;q=0.5", "fr"], ["en;q=0, de;q=0.1", "de"], ["*", null], ["", null], [undefined, null], ["<b>,;;q=x,de-", null],
])("a browser that asks for %j reads %j", (header, language) => {
  expect(preferred(header)).toBe(language);
});

test("a span is said in the unit that it is a whole number of", () => {
  expect([3_600, 129_600, 604_800, 86_400, 5_400, 90].map((seconds) => spanIn("en-GB", seconds))).toEqual(["1 hour", "36 hours", "7 days", "1 day", "90 minutes", "90 seconds"]);
  expect([3_600, 129_600, 604_800].map((seconds) => spanIn("de-DE", seconds))).toEqual(["1 Stunde", "36 Stunden", "7 Tage"]);
});

test("what belongs in a place is put there once: values are no places of their own", () => {
  expect(filled("{page} and {page}, {other}", { page: "{page}$&" })).toBe("{page}$& and {page}$&, {other}");
});
