import { existsSync, readFileSync } from "node:fs";
import {
  buildASTSchema,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  parse,
} from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { printHubSchema } from "../../src/server/graphql/print-schema.ts";

const PROMISED = "../shared/api.graphql";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildHubSchema();
});

test("schema.graphql is what the code prints; `npm run schema` writes it", async () => {
  expect(readFileSync("schema.graphql", "utf8")).toBe(await printHubSchema());
});

test("every type, field, argument, input and value says what it is", () => {
  const silent = typesOf(schema)
    .flatMap((type) => [type, ...partsOf(type)])
    .filter(({ description }) => !description?.trim());
  expect(silent.map(({ name }) => name)).toEqual([]);
});

describe.skipIf(!existsSync(PROMISED))("what integrations rely on", () => {
  const text = existsSync(PROMISED) ? readFileSync(PROMISED, "utf8") : "type Query { none: Int }";
  const promised = buildASTSchema(parse(text));

  test("is all in the schema, under the same names, types and defaults", () => {
    const have = new Set(signaturesOf(schema));
    const missing = [...signaturesOf(promised), ...commonFields(text)].filter((signature) => !have.has(signature));
    expect(missing).toEqual([]);
  });
});

const typesOf = (of: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(of.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

type Part = { name: string; description?: string | null | undefined };

function partsOf(type: GraphQLNamedType): Part[] {
  if (isEnumType(type)) return type.getValues().map(({ name, description }) => ({ name: `${type.name}.${name}`, description }));
  if (isInputObjectType(type)) return Object.values(type.getFields()).map(({ name, description }) => ({ name: `${type.name}.${name}`, description }));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap(({ name, description, args }) => [
    { name: `${type.name}.${name}`, description },
    ...args.map((arg) => ({ name: `${type.name}.${name}(${arg.name})`, description: arg.description })),
  ]);
}

/** A line for each thing that a client can name, with all that it relies on. */
function signaturesOf(of: GraphQLSchema): string[] {
  return typesOf(of).flatMap((type) => {
    if (isEnumType(type)) return [`enum ${type.name}`, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
    if (isInputObjectType(type)) return [`input ${type.name}`, ...Object.values(type.getFields()).map((field) => `${type.name}.${inputOf(field)}`)];
    if (!isObjectType(type)) return [`scalar ${type.name}`];
    return [`type ${type.name}`, ...Object.values(type.getFields()).flatMap((field) => fieldOf(type.name, field))];
  });
}

const inputOf = ({ name, type, defaultValue }: Pick<GraphQLInputField, "name" | "type" | "defaultValue">) =>
  `${name}: ${String(type)}${defaultValue === undefined ? "" : ` = ${JSON.stringify(defaultValue)}`}`;

const fieldOf = (of: string, { name, type, args }: GraphQLField<unknown, unknown>) => [
  `${of}.${name}: ${String(type)}`,
  ...args.map((arg) => `${of}.${name}(${inputOf(arg)})`),
];

/** Inputs marked `...common` have four fields that are written out only once. */
function commonFields(text: string): string[] {
  const marked = [...text.matchAll(/^input (\w+) .*\.\.\.common/gm)].map(([, name]) => name);
  return marked.flatMap((name) =>
    ["expectedRevision: Int", "idempotencyKey: String", "occurredAt: DateTime", "actorLabel: String"].map((field) => `${name}.${field}`),
  );
}
