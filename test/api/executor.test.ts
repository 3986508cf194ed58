import { getNamedType, GraphQLError, isObjectType, parse } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { Executor, type Operation } from "../../src/server/graphql/executor.ts";
import { aContext } from "../support/build.ts";
import { useHub, type Variables } from "../support/hub.ts";
import { aGround, documentOf, type Ground, MUTATIONS, placesOf, QUERIES, variablesOf, withValue } from "../support/operations.ts";

const hub = useHub();
const schema = await buildHubSchema();
const interpreting = new Executor(schema, Infinity);
const compiling = new Executor(schema, 1);
let ground: Ground;

beforeAll(async () => {
  ground = await aGround(hub);
});

/** What a client would be answered, errors with all that they tell. */
async function answered(executor: Executor, source: string, variables: Variables = {}) {
  const operation: Operation = { document: parse(source), source, variables };
  const { data, errors } = await executor.run(aContext(hub.source.manager), operation);
  return JSON.parse(JSON.stringify({ data, errors: errors?.map((error) => ({ ...error.toJSON(), cause: error.originalError?.constructor.name, isError: error instanceof GraphQLError })) }));
}

async function expectSame(source: string, variables: Variables = {}): Promise<void> {
  const [one, other] = [await answered(interpreting, source, variables), await answered(compiling, source, variables)];
  expect(other).toEqual(one);
}

describe("compiled operations answer like interpreted ones", () => {
  test.each(Object.keys(QUERIES))("%s", (name) => expectSame(documentOf(schema, name), variablesOf(name, ground)));

  test.each(Object.keys(QUERIES).filter((name) => placesOf(schema, name).length > 0))("%s with a wrong variable", async (name) => {
    for (const { path } of placesOf(schema, name)) await expectSame(documentOf(schema, name), withValue(variablesOf(name, ground), path, { no: "scalar" }) as Variables);
  });

  test.each(Object.keys(MUTATIONS))("%s, refused", (name) => expectSame(documentOf(schema, name), { input: { ...MUTATIONS[name]?.(ground), incidentId: "none" } }));

  test("every field of an incident in one document", () => expectSame(`{ incident(id: "${ground.incidentId}") { ${fieldsOf("Incident").join(" ")} } }`));

  test("fragments, aliases, directives, defaults and what nobody is", () =>
    expectSame(
      `query ($yes: Boolean = true, $no: Boolean = false, $first: Int! = 2) {
        page: incidents(first: $first) { ...Page } none: incident(id: "01900000-0000-7000-8000-000000000000") { id }
        left: me @include(if: $no) { name } me @skip(if: $no) { name again: name @include(if: $yes) __typename }
      }
      fragment Page on IncidentConnection { edges { cursor node { ...Row ... on Incident { title @skip(if: $yes) } } } pageInfo { endCursor } }
      fragment Row on Incident { reference latestEvents(count: 1) { summary } }`,
    ));

  test("a field that fails leaves what stands beside it", () =>
    expectSame(`{ me { name } wrong: incidents(first: 1000) { nodes { id } } incident(id: "${ground.incidentId}") { latestEvents(count: 0) { id } } }`));
});

test("an operation among several is the one that is named, compiled or not", async () => {
  const source = "query A { me { name } } query B { me { role } }";
  for (const executor of [interpreting, compiling]) {
    for (const [operationName, field] of [["A", "name"], ["B", "role"]] as const) {
      const { data } = await executor.run(aContext(hub.source.manager), { document: parse(source), source, operationName });
      expect(Object.keys(data?.["me"] as object)).toEqual([field]);
    }
  }
});

test("those who ask the same at the same time share a reading that begins after they asked", async () => {
  const { id } = await hub.declare({ title: "First" });
  let reads = 0;
  const source = "query ($id: ID!) { incident(id: $id) { title revision } }";
  const ctx = aContext(hub.source.manager);
  const counted = (text: string, values: unknown[]) => {
    reads += 1;
    return ctx.db.query(text, values);
  };
  const db = new Proxy(ctx.db, { get: (target, name) => (name === "query" ? counted : Reflect.get(target, name)) });
  const ask = () => compiling.run({ ...ctx, db }, { document: parse(source), source, variables: { id } });

  const first = ask();
  await hub.ok(`mutation ($id: ID!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: "Later" }) { id } }`, { id });
  const later = await Promise.all(Array.from({ length: 9 }, ask));

  const [{ revision }] = await hub.source.query("select revision from incident where id = $1", [id]);
  expect((await first).data).toBeTruthy();
  for (const { data } of later) expect(data).toEqual({ incident: { title: "First", revision } });
  expect(reads).toBeLessThanOrEqual(3);
});

test("others' answers are not shared", async () => {
  const source = "{ me { name } }";
  const base = aContext(hub.source.manager);
  const answers = await Promise.all(["one", "other"].map((name) => compiling.run({ ...base, actor: { ...base.actor, name } }, { document: parse(source), source })));
  expect(answers.map(({ data }) => data)).toEqual([{ me: { name: "one" } }, { me: { name: "other" } }]);
});

/** A list reads of each row only what is asked for, one thing alone reads all of it. */
describe("a field that is asked for by itself is what it is beside all others", () => {
  const ofIncident = fieldsOf("Incident");
  test.each(ofIncident)("%s of an incident", async (field) => {
    const whole = await hub.ok(`query ($id: ID!) { incident(id: $id) { ${ofIncident.join(" ")} } }`, { id: ground.incidentId });
    const alone = await hub.ok(`{ incidents { nodes { ${field} } edges { node { id } } } }`);
    const at = alone.incidents.edges.findIndex(({ node }: { node: { id: string } }) => node.id === ground.incidentId);
    const name = /^\w+/.exec(field)?.[0] ?? "";
    expect(alone.incidents.nodes[at][name]).toEqual(whole.incident[name]);
  });

  const ofEvent = fieldsOf("TimelineEvent");
  test.each(ofEvent)("%s of an event", async (field) => {
    const { incident: whole } = await hub.ok(`query ($id: ID!) { incident(id: $id) { latestEvents(count: 100) { ${ofEvent.join(" ")} } } }`, { id: ground.incidentId });
    const { incident: alone } = await hub.ok(`query ($id: ID!) { incident(id: $id) { latestEvents(count: 100) { ${field} } } }`, { id: ground.incidentId });
    const name = /^\w+/.exec(field)?.[0] ?? "";
    expect(alone.latestEvents.map((event: Variables) => event[name])).toEqual(whole.latestEvents.map((event: Variables) => event[name]));
  });
});

/** All fields of a type, those of objects with nothing but their name. */
function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object`);
  return Object.values(type.getFields()).map((field) => (isObjectType(getNamedType(field.type)) ? `${field.name} { __typename }` : field.name));
}
