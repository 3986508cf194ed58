import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from "graphql";
import { expect, test } from "vitest";
import { costPlan } from "../../src/server/complexity/cost-plan.ts";

const schema = buildSchema(`
  interface Named { name: String friends: [Thing!]! }
  type Thing implements Named { name: String words: [String!]! parent: Thing friends: [Thing!]! latest(count: Int = 5): [Thing!]! things(first: Int = 50): ThingConnection! }
  type ThingConnection { nodes: [Thing!]! edges: [ThingEdge!]! totalCount: Int! info: Thing }
  type ThingEdge { cursor: String! node: Thing! }
  type BoardChange { incidents: [Thing!]! }
  type Query { thing: Thing things(first: Int = 50): ThingConnection! any: Named }
  type Mutation { make: Thing drop: Boolean }
  type Subscription { board: BoardChange }
`);

function costOf(text: string, variables: Record<string, unknown> = {}): number {
  const document = parse(text);
  return costPlan(schema, document, getOperationAST(document)!)(variables);
}

const times = (count: number, text: (at: number) => string) => Array.from({ length: count }, (_, at) => text(at)).join(" ");

/** Each costs 10 for being asked, beside what stands here. */
test.each<[string, string, number, Record<string, unknown>?]>([
  ["a field", "{ __typename }", 1],
  ["fields within a field", "{ thing { name parent { name } } }", 4],
  ["a list of plain values as one", "{ thing { words } }", 2],
  ["a list of objects as ten", "{ thing { friends { name } } }", 2 + 10],
  ["a list in a list", "{ thing { friends { friends { name } } } }", 2 + 10 * (1 + 10)],
  ["the incidents of a board as a hundred", "subscription { board { incidents { name } } }", 2 + 100],
  ["a page by its size", "{ things(first: 3) { totalCount nodes { name words } } }", 3 + 3 * 2],
  ["both ways to read a page", "{ things(first: 3) { nodes { name } edges { cursor node { name } } } }", 3 + 3 + 3 * 3],
  ["a page as it comes if none is said", "{ things { nodes { name } } }", 2 + 50],
  ["a page of another default", "{ thing { latest { name } } }", 2 + 5],
  ["pages in pages", "{ things(first: 4) { nodes { things(first: 5) { nodes { name } } } } }", 2 + 4 * (2 + 5)],
  ["what is no list of a page once", "{ things(first: 4) { info { name } } }", 3],
  ["a variable", "query ($n: Int) { things(first: $n) { nodes { name } } }", 2 + 7, { n: 7 }],
  ["a variable that is left out", "query ($n: Int) { things(first: $n) { nodes { name } } }", 2 + 50],
  ["a variable that is null", "query ($n: Int) { things(first: $n) { nodes { name } } }", 2 + 50, { n: null }],
  ["a variable's own default", "query ($n: Int = 6) { things(first: $n) { nodes { name } } }", 2 + 6],
  ["variables in each other", "query ($n: Int, $m: Int) { things(first: $n) { nodes { name latest(count: $m) { name } } } }", 2 + 3 * (2 + 4), { n: 3, m: 4 }],
  ["a page too large to be given as the largest", "query ($n: Int) { things(first: $n) { nodes { name } } }", 2 + 100, { n: 1e9 }],
  ["a size below one as one", "{ things(first: -5) { nodes { name } } }", 2 + 1],
  ["a size that is none as it comes", "query ($n: Int) { things(first: $n) { nodes { name } } }", 2 + 50, { n: "x" }],
  ["a fragment where it is spread", "{ thing { ...A } x: thing { ...A } } fragment A on Thing { friends { name } }", 2 * (2 + 10)],
  ["a fragment on a page", "{ things(first: 3) { ...A } } fragment A on ThingConnection { nodes { name } }", 2 + 3],
  ["the same fragment on pages of two sizes", "{ a: things(first: 3) { ...A } b: things(first: 4) { ...A } } fragment A on ThingConnection { nodes { name } }", 2 * 2 + 3 + 4],
  ["inline fragments", "{ any { ... on Thing { latest(count: 2) { name } } ... { name } } }", 3 + 2],
  ["a mutation more than a query", "mutation { make { name } drop }", 11 + 1 + 11],
  ["a look into the schema by the lists it asks for, squared", '{ __schema { types { name fields { name } } } __type(name: "Query") { name } }', 10 * 4 ** 2],
  ["lists of the schema as often as their fragment is spread", "{ a: __schema { ...A } b: __schema { ...A } } fragment A on __Schema { types { name } directives { name } }", 10 * 6 ** 2],
  ["the usual question for the whole schema", getIntrospectionQuery(), 1_000],
])("it counts %s", (_name, text, expected, variables) => {
  expect(costOf(text, variables)).toBe(10 + expected);
});

test("fragments that double in each other are added up in no time, with and without variables", () => {
  const doubling = (size: string) => `query ($n: Int = 2) { thing { ...F0 } } ${times(300, (at) => `fragment F${at} on Thing { x: latest(count: ${size}) { ...F${at + 1} } y: latest(count: ${size}) { ...F${at + 1} } }`)} fragment F300 on Thing { name }`;
  for (const size of ["2", "$n"]) expect(costOf(doubling(size))).toBe(Number.MAX_SAFE_INTEGER);
});
