import fc, { type Arbitrary } from "fast-check";
import {
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { useHub, type Variables } from "../support/hub.ts";
import { aGround, type Ground, MUTATIONS, placesOf, QUERIES, variablesOf, withValue } from "../support/operations.ts";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 300);
/** Another one each time; `FUZZ_SEED=... npx vitest run test/api/fuzz.test.ts` plays one again. */
const seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31);

/** What an answer never shows of what is behind it. */
const INSIDES =
  /\n\s+at |node_modules|\.ts:\d|QueryFailedError|violates|invalid input syntax|syntax error at or near|duplicate key|relation "|column "|TypeError|undefined/;

const hub = useHub();

test(
  `whatever is asked, the hub answers in its own words (seed ${seed})`,
  async () => {
    const schema = await buildHubSchema();
    const grounds = [await aGround(hub), await aGround(hub, { private: true }), await aGround(hub, { drill: true })];
    const known = grounds.flatMap((ground) => Object.values(ground as unknown as Record<keyof Ground, string>));
    const property = fc.asyncProperty(anOperation(schema, grounds, known), async ({ query, variables }) => {
      const { status, data, errors } = await hub.gql(query, variables);
      const codes = errors.map(({ extensions }) => extensions.code);
      expect(codes).not.toContain("INTERNAL_SERVER_ERROR");
      expect(codes).not.toContain(undefined);
      expect(errors.map(({ message }) => message).join()).not.toMatch(INSIDES);
      expect(status).toBeLessThan(500);
      return data !== undefined || errors.length > 0;
    });
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
    expect(hub.faults).toEqual([]);
  },
  120_000 + RUNS * 50,
);

interface Operation {
  query: string;
  variables: Variables;
}

function anOperation(schema: GraphQLSchema, grounds: Ground[], known: string[]): Arbitrary<Operation> {
  const roots = [
    ["query", schema.getQueryType(), QUERIES],
    ["mutation", schema.getMutationType(), MUTATIONS],
  ] as const;
  const operations = roots.flatMap(([kind, root, names]) =>
    Object.keys(names).map((name) => {
      const field = root?.getFields()[name];
      if (!field) throw new Error(`The schema has no ${kind} ${name}`);
      const head = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(", ");
      const call = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
      const values = fc.record(Object.fromEntries(field.args.map((arg) => [arg.name, aValue(arg.type, known, 0)])), { requiredKeys: [] });
      return fc
        .tuple(fc.oneof({ weight: 3, arbitrary: changedBase(schema, name, grounds, known) }, values), aSelection(field.type, 0))
        .map(([variables, selection]) => ({
          query: `${kind}${head && ` (${head})`} { ${name}${call && `(${call})`} ${selection} }`,
          variables,
        }));
    }),
  );
  return fc.oneof(...operations);
}

/** What a client would send, but for a place or two: that gets further into the hub than what is wrong all over. */
function changedBase(schema: GraphQLSchema, name: string, grounds: Ground[], known: string[]): Arbitrary<Variables> {
  const places = placesOf(schema, name);
  if (places.length === 0) return fc.constant({});
  const changes = fc.array(
    fc
      .constantFrom(...places)
      .chain(({ path, type }) => aValue(schema.getType(type) as GraphQLInputType, known, 0).map((value) => ({ path, value }))),
    { maxLength: 2 },
  );
  return fc
    .tuple(fc.constantFrom(...grounds), changes)
    .map(([ground, list]) => list.reduce((variables, { path, value }) => withValue(variables, path, value) as Variables, variablesOf(name, ground)));
}

const NAUGHTY = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "a\udfff",
  "\u001b[2J",
  "'; drop table incident; --",
  '" or 1=1',
  "%",
  "\\",
  "$1",
  "{}",
  "null",
  "__proto__",
  "constructor",
  "toString",
  "\u202eabc",
  "🚒".repeat(100),
  "x".repeat(201),
  "x".repeat(10_001),
  "2030-01-01",
  "-1",
  "1e999",
  "NaN",
  "../../etc/passwd",
  "<b>",
  "${7*7}",
  "\r\nx: y",
  "W10",
  "INC-2030-0101-001",
  "00000000-0000-0000-0000-000000000000",
];

const NUMBERS = [0, 1, -1, 5, 100, 101, 2 ** 31 - 1, 2 ** 31, -(2 ** 31), 1.5, Number.MAX_SAFE_INTEGER];
const INSTANTS = [
  "2030-01-01T12:00:00Z",
  "2030-01-01T11:00:00Z",
  "2030-06-01T00:00:00+02:00",
  "1970-01-01T00:00:00Z",
  "2200-12-31T23:59:59.999Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:60Z",
];

/** Mostly of the right type, and often naughty within it. */
function aValue(type: GraphQLInputType, known: string[], depth: number): Arbitrary<unknown> {
  if (isNonNullType(type)) return aValue(type.ofType, known, depth);
  if (isListType(type)) return fc.array(aValue(type.ofType, known, depth + 1), { maxLength: 3 });
  if (isEnumType(type))
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...type.getValues().map(({ name }) => name)) },
      { weight: 1, arbitrary: fc.constantFrom(...NAUGHTY) },
    );
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const needed = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
    return fc.record(Object.fromEntries(fields.map((field) => [field.name, aValue(field.type, known, depth + 1)])), { requiredKeys: needed });
  }
  const text = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, fc.constantFrom(...NAUGHTY), fc.string({ unit: "binary" }));
  const leaf: Record<string, Arbitrary<unknown>> = {
    Int: fc.constantFrom(...NUMBERS),
    Float: fc.constantFrom(...NUMBERS),
    Boolean: fc.boolean(),
    DateTime: fc.oneof(fc.constantFrom(...INSTANTS), text),
    Decimal: fc.oneof(fc.constantFrom("0", "10.5", "-3", "999999999999999.999999", 7), text),
    Duration: fc.oneof(fc.constantFrom("PT5M", "P1D", "PT0S", "P9Y", "-PT1S"), text),
    JSON: fc.jsonValue({ maxDepth: 4 }),
  };
  return fc.oneof({ weight: 15, arbitrary: leaf[type.name] ?? text }, { weight: 1, arbitrary: fc.constantFrom(null, [], {}, 5, "x", true) });
}

/** Some fields, three levels deep; those with arguments are asked with their defaults. */
function aSelection(type: GraphQLOutputType, depth: number): Arbitrary<string> {
  const named = getNamedType(type);
  if (!isObjectType(named)) return fc.constant("");
  const fields = Object.values(named.getFields()).filter((field) => depth < 2 || !isObjectType(getNamedType(field.type)));
  const asked = fc.subarray(fields, { maxLength: Math.min(fields.length, depth === 0 ? 12 : 4) });
  return asked
    .chain((some) => fc.tuple(...some.map((field) => aSelection(field.type, depth + 1).map((below) => `${field.name} ${below}`))))
    .map((lines) => `{ __typename ${lines.join(" ")} }`);
}
