import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonElements, MalformedJson } from "../../src/commands/import/json-elements.ts";

/** What a document falls into when it comes in pieces of `size`: section, line and text of each element, and its end. */
function elementsOf(text: string, size = 5): string[] {
  const elements = new JsonElements();
  const found: string[] = [];
  try {
    for (let at = 0; at < text.length; at += size) {
      for (const { section, line, text: element } of elements.take(text.slice(at, at + size))) found.push(`${section ?? "-"} ${line} ${element}`);
    }
    elements.end();
  } catch (error) {
    if (!(error instanceof MalformedJson)) throw error;
    found.push(`! ${error.line} ${error.message}`);
  }
  return found;
}

test("an array falls into its elements, each with its line, wherever the text is cut", () => {
  const text = '\n[\n  {"a": "x, ] } \\" \\\\"},\n\n  [1, [2]],\n  "s", 5\n]\n';
  const elements = ['- 3 {"a": "x, ] } \\" \\\\"}', "- 5 [1, [2]]", '- 6 "s"', "- 6 5"];

  for (const size of [1, 2, 3, 10, 1_000]) expect(elementsOf(text, size)).toEqual(elements);
});

test("an object falls into the elements of its arrays", () => {
  expect(elementsOf('{"teams": [{"a":\n1}, {}],\n "customers" : [ ], "services":[{}]}')).toEqual(['teams 1 {"a":\n1}', "teams 2 {}", "services 3 {}"]);
});

test("each document falls into what JSON.parse finds in it", () => {
  fc.assert(fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 1, max: 20 }), fc.constantFrom(0, 2), (values, size, indent) => {
    const found = elementsOf(JSON.stringify(values, null, indent), size).map((element) => JSON.parse(element.replace(/^- \d+ /, "")));
    expect(found).toEqual(JSON.parse(JSON.stringify(values)));
  }));
});

test("a quote that is missing spoils one element", () => {
  expect(elementsOf('[\n{"a": "x},\n{"a": "y, "b": 1},\n{"a": "z"}\n]')).toEqual(['- 2 {"a": "x}', '- 3 {"a": "y, "b": 1}', '- 4 {"a": "z"}']);
});

test("an element that is missing between commas is told as one", () => {
  expect(elementsOf("[1,,\n2,]")).toEqual(["- 1 1", "- 1 ", "- 2 2", "- 2 "]);
});

test.each([
  ["[1, 2", ["- 1 1", "! 1 the end is missing"]],
  ['[1,\n"x', ["- 1 1", "! 2 the end is missing"]],
  ["[{}]\n[1]", ["- 1 {}", "! 2 it must be one array, or one object of arrays"]],
  ["[{}]\nx", ["- 1 {}", "! 2 something stands behind the end"]],
  ["[{}\n}]", ["! 2 } closes what was not opened"]],
  ["x", ["! 1 it must be one array, or one object of arrays"]],
  ['{"teams": 5}', ['! 1 "teams" must be an array']],
  ['{"teams": {}}', ['! 1 "teams" must be an array']],
  ["{teams: []}", ["! 1 a name in quotes must stand before the colon"]],
  ["{[]}", ["! 1 [ stands where a name must be"]],
])("%s is malformed", (text, elements) => {
  for (const size of [1, 100]) expect(elementsOf(text, size)).toEqual(elements);
});

test("a document that never ends is given up before it fills the memory", () => {
  const elements = new JsonElements();
  const flood = () => {
    for (let at = 0; at < 100; at += 1) for (const _ of elements.take(`{"a": ${"1".repeat(50_000)}`)) expect.unreachable();
  };
  expect([...elements.take("[")]).toEqual([]);
  expect(flood).toThrow(MalformedJson);
});
