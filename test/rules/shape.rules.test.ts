import { parse } from "graphql";
import { expect, test } from "vitest";
import { shapeOf } from "../../src/server/complexity/shape.rules.ts";

const times = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at)).join(" ");

test.each<[string, string, object]>([
  ["one field", "{ a }", { depth: 1, aliases: 0, directives: 0 }],
  ["the deepest branch", "{ a b { c { d } } e { f } }", { depth: 3 }],
  ["inline fragments, which are no level", "{ a { ... on B { ... { c } } } }", { depth: 2 }],
  ["a fragment where it is spread", "{ a { ...A } } fragment A on T { b { c } }", { depth: 3 }],
  ["a fragment that nothing spreads", "{ a } fragment A on T { b { c: d @e } }", { depth: 2, aliases: 1, directives: 1 }],
  ["aliases, of __typename too", "{ a: b c: __typename d }", { aliases: 2 }],
  ["an alias as often as its fragment is spread", "{ x { ...A } y { ...A } } fragment A on T { b: c }", { aliases: 2 }],
  ["aliases of all operations", "query A { a: b } query B { c: d }", { aliases: 2 }],
  ["directives wherever they stand", "query A($v: Int @a) @b { c @d ...E @f ... @g { h } } fragment E on T @i { j @k }", { directives: 7 }],
  ["the schema as one level", "{ __schema { types { fields { args { type { ofType { name } } } } } } }", { depth: 1 }],
  ["aliases below the schema", "{ __schema { a: types { b: name } } }", { aliases: 2 }],
  ["a fragment that is missing", "{ a { ...A } }", { depth: 1 }],
  ["fragments that go in a circle", "{ ...A } fragment A on T { a { ...B } } fragment B on T { b { ...A } }", { depth: 2 }],
  ["a document without an operation", "fragment A on T { a }", { depth: 1 }],
])("it counts %s", (_name, text, expected) => {
  expect(shapeOf(parse(text))).toMatchObject(expected);
});

test("fragments that double in each other are counted in no time, however many they make", () => {
  const text = `{ ...F0 } ${times(500, (at) => `fragment F${at} on T { x: a { ...F${at + 1} } y: a { ...F${at + 1} } }`)} fragment F500 on T { b }`;
  expect(shapeOf(parse(text))).toEqual({ depth: 501, aliases: Number.MAX_SAFE_INTEGER, directives: 0 });
});
