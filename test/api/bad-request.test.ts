import type { GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { encodeCursor } from "../../src/services/page.ts";
import { type Answer, BOOTSTRAP_TOKEN, post, useHub } from "../support/hub.ts";
import { aGround, documentOf, type Ground } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;
let ground: Ground;
beforeAll(async () => {
  schema = await buildHubSchema();
  ground = await aGround(hub);
});

const codeAndField = ({ errors: [error] }: Answer) => (error ? { code: error.extensions.code, field: error.extensions.field } : "no error");
const REFUSED_AFTER = { code: "INVALID_INPUT", field: "after" };

describe("pages and cursors", () => {
  const LISTS = ["incidents", "customers", "teams", "services", "responders"];
  const INCIDENT_LISTS = ["timeline", "communications", "affectedCustomers"];
  const ofIncident = (list: string) =>
    `query ($id: ID!, $first: Int, $after: String) { incident(id: $id) { ${list}(first: $first, after: $after) { nodes { __typename } } } }`;

  test.each([0, 101, -1, 2_147_483_647])("first: %i is refused", async (first) => {
    for (const name of LISTS)
      expect(codeAndField(await hub.gql(documentOf(schema, name), { first }))).toEqual({ code: "INVALID_INPUT", field: "first" });
    for (const list of INCIDENT_LISTS)
      expect(codeAndField(await hub.gql(ofIncident(list), { id: ground.incidentId, first }))).toEqual({ code: "INVALID_INPUT", field: "first" });
    expect(
      codeAndField(
        await hub.gql("query ($id: ID!, $count: Int) { incident(id: $id) { latestEvents(count: $count) { id } } }", {
          id: ground.incidentId,
          count: first,
        }),
      ),
    ).toEqual({ code: "INVALID_INPUT", field: "count" });
  });

  const base64 = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
  /** Those of a client who knows how they are made; the last three would be right in a list that is ordered by name. */
  const forged = (scope: string, isByName = false) =>
    [
      [],
      ["x", "no-uuid"],
      [1e300, ground.otherId],
      ["a\u0000b", ground.otherId],
      ["x", ground.otherId, 1],
      [1e300],
      [-1],
      [null, null],
      [{ a: 1 }, [1]],
      ...(isByName
        ? []
        : [
            ["2030-02-30T00:00:00.000Z", ground.otherId],
            ["1", ground.otherId],
            ["+275760-09-13T00:00:00.000Z", ground.otherId],
          ]),
    ].map((keys) => encodeCursor(scope, keys));
  const garbage = () => [
    " ",
    "x",
    "null",
    "[]",
    "%%%",
    base64("null"),
    base64("[]"),
    base64("5"),
    base64({ a: 1 }),
    base64(["x", 1, 2]),
    base64("{"),
    "x".repeat(10_000),
    "🚒",
  ];

  test("a cursor that no list gave is refused", async () => {
    for (const after of [...garbage(), ...forged("incidents DETECTED_AT DESC")])
      expect([after, codeAndField(await hub.gql(documentOf(schema, "incidents"), { after }))]).toEqual([after, REFUSED_AFTER]);
    for (const [name, scope] of [
      ["customers", "customer"],
      ["teams", "team"],
      ["services", "service"],
      ["responders", "responder"],
    ] as const) {
      for (const after of [...garbage(), ...forged(scope, true)])
        expect([name, after, codeAndField(await hub.gql(documentOf(schema, name), { after }))]).toEqual([name, after, REFUSED_AFTER]);
    }
    for (const list of INCIDENT_LISTS) {
      const scope = `${list === "affectedCustomers" ? "affected customers" : list} ${ground.incidentId}`;
      for (const after of [...garbage(), ...forged(scope, list === "affectedCustomers")]) {
        expect([list, after, codeAndField(await hub.gql(ofIncident(list), { id: ground.incidentId, after }))]).toEqual([list, after, REFUSED_AFTER]);
      }
    }
  });

  test("a cursor of another list is refused", async () => {
    const cursorOf = async (query: string, pick: (data: Answer["data"]) => string) => pick(await hub.ok(query, { id: ground.incidentId }));
    const cursors = [
      await cursorOf("{ incidents { pageInfo { endCursor } } }", (data) => data.incidents.pageInfo.endCursor),
      await cursorOf(
        "{ incidents(orderBy: { field: SEVERITY, direction: ASC }) { pageInfo { endCursor } } }",
        (data) => data.incidents.pageInfo.endCursor,
      ),
      await cursorOf("{ customers { pageInfo { endCursor } } }", (data) => data.customers.pageInfo.endCursor),
      await cursorOf(
        "query ($id: ID!) { incident(id: $id) { timeline { pageInfo { endCursor } } } }",
        (data) => data.incident.timeline.pageInfo.endCursor,
      ),
    ];
    const places: ((after: string) => Promise<Answer>)[] = [
      (after) => hub.gql("query ($after: String) { incidents(after: $after) { totalCount } }", { after }),
      (after) =>
        hub.gql("query ($after: String) { incidents(after: $after, orderBy: { field: SEVERITY, direction: ASC }) { totalCount } }", { after }),
      (after) => hub.gql("query ($after: String) { customers(after: $after) { totalCount } }", { after }),
      (after) => hub.gql(ofIncident("timeline"), { id: ground.incidentId, after }),
    ];
    for (const [from, cursor] of cursors.entries()) {
      for (const [to, ask] of places.entries()) {
        expect([from, to, codeAndField(await ask(cursor))]).toEqual([from, to, from === to ? "no error" : REFUSED_AFTER]);
      }
    }
    expect(codeAndField(await hub.gql(ofIncident("timeline"), { id: ground.otherId, after: cursors[3] }))).toEqual({
      code: "INVALID_INPUT",
      field: "after",
    });
  });
});

describe("requests", () => {
  const QUERY = JSON.stringify({ query: "{ me { name } }" });

  test("a body of a megabyte is refused with 413", async () => {
    const { status, errors } = await post(hub.url, JSON.stringify({ query: "{ me { name } }", variables: { x: "x".repeat(1_000_000) } }));
    expect({ status, ...errors[0]?.extensions }).toEqual({ status: 413, code: "INVALID_INPUT", field: "body" });
  });

  test.each<[string, string | Uint8Array, Record<string, string>?]>([
    ["malformed JSON", '{ "query": '],
    ["a number", "5"],
    ["null", "null"],
    ["a batch", `[${QUERY}]`],
    ["nothing", ""],
    ["an empty object", "{}"],
    ["an empty query", '{ "query": "" }'],
    ["a number for a query", '{ "query": 5 }'],
    ["text for variables", '{ "query": "{ me { name } }", "variables": "x" }'],
    ["a list for variables", '{ "query": "{ me { name } }", "variables": [] }'],
    ["an unknown operation name", '{ "query": "query A { me { name } }", "operationName": "B" }'],
    ["a document that ends early", '{ "query": "{ me { " }'],
    ["an unknown field", '{ "query": "{ me { nope } }" }'],
    ["two operations and no name", '{ "query": "query A { me { name } } query B { me { name } }" }'],
    ["a circle of fragments", '{ "query": "{ me { ...A } } fragment A on Viewer { ...A }" }'],
    ["deep unknown fields", JSON.stringify({ query: `{ ${"a { ".repeat(14)}b${" }".repeat(14)} }` })],
    ["plain text", QUERY, { "content-type": "text/plain" }],
    ["a form", "query={me{name}}", { "content-type": "application/x-www-form-urlencoded" }],
    ["application/graphql", "{ me { name } }", { "content-type": "application/graphql" }],
    ["an unknown character set", QUERY, { "content-type": "application/json; charset=latin1" }],
    ["an unknown encoding", QUERY, { "content-encoding": "compress-me" }],
    ["broken gzip", QUERY, { "content-encoding": "gzip" }],
    ["a subscription", JSON.stringify({ query: `subscription { timeline(incidentId: "00000000-0000-4000-8000-000000000000") { id } }` })],
  ])("%s is refused as INVALID_INPUT", async (_, body, headers = {}) => {
    const { status, errors } = await post(hub.url, body, BOOTSTRAP_TOKEN, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(errors[0]?.extensions.code).toBe("INVALID_INPUT");
  });

  test("a document that is nested without end is TOO_COMPLEX", async () => {
    for (const query of [
      `{ incident(reference: "x") { ${"parent { ".repeat(20_000)} id ${"}".repeat(20_000)} } }`,
      `{ ${"a { ".repeat(20_000)}`,
      `mutation { editPolicy(input: { changes: ${"[".repeat(50_000)}`,
    ]) {
      const { status, errors } = await post(hub.url, JSON.stringify({ query }));
      expect({ status, code: errors[0]?.extensions.code }).toEqual({ status: 400, code: "TOO_COMPLEX" });
    }
  });

  test.each([
    ["{ incidents(filter: { statuses: [DETECTED, NOPE] }) { totalCount } }", "filter.statuses"],
    ["{ incidents(first: 99999999999) { totalCount } }", "first"],
    ['{ incidents(filter: { text: "a\\u0000b" }) { totalCount } }', "filter.text"],
    ['{ incident(id: "no-id") { id } }', "id"],
    ["mutation { declareIncident { id } }", "input"],
    ["mutation { declareIncident(input: { source: MONITORING }) { id } }", "title"],
    ['mutation { declareIncident(input: { title: "x", source: NOPE }) { id } }', "source"],
    ['mutation { declareIncident(input: { title: "x", source: "MONITORING" }) { id } }', "source"],
    ['mutation { declareIncident(input: { title: "x", source: MONITORING, nope: 1 }) { id } }', "nope"],
    ['mutation { declareIncident(input: { title: "\\u0000", source: MONITORING }) { id } }', "title"],
    ['mutation { declareIncident(input: { title: "x", source: MONITORING, detectedAt: "soon" }) { id } }', "detectedAt"],
    ['mutation { declareIncident(input: { title: "x", source: MONITORING, impact: { customersStated: "5" } }) { id } }', "impact.customersStated"],
    ['mutation { editPolicy(input: { changes: { rates: { USD: "a\\u0000" } } }) { version } }', "changes.rates.USD"],
  ])("a literal is named by where it stands: %s", async (query, field) => {
    expect(codeAndField(await hub.gql(query))).toEqual({ code: "INVALID_INPUT", field });
  });

  test("a variable is named by what it is used for, whatever the client calls it", async () => {
    const DECLARE = "mutation ($it: DeclareIncidentInput!) { declareIncident(input: $it) { id } }";
    const given = { title: "x", source: "MONITORING" };
    for (const [it, field] of [
      [{ ...given, title: 5 }, "title"],
      [{ ...given, title: "a\u0000" }, "title"],
      [{ ...given, nope: 1 }, "nope"],
      [{ source: "MONITORING" }, "title"],
      [undefined, "input"],
      [{ ...given, title: 'it is at "home"; really', source: "NOPE" }, "source"],
      [{ ...given, impact: { customersStated: 2 ** 40 } }, "impact.customersStated"],
    ] as const) {
      expect(codeAndField(await hub.gql(DECLARE, { it }))).toEqual({ code: "INVALID_INPUT", field });
    }
    expect(codeAndField(await hub.gql("query ($who: ID!) { outreachPlan(incidentId: $who) { rank } }", { who: null }))).toEqual({
      code: "INVALID_INPUT",
      field: "incidentId",
    });
  });

  test("a report's address can hold anything", async () => {
    for (const [path, status] of [
      ["%00", 404],
      ["%E0%A4%A", 400],
      ["%ED%A0%80", 400],
      ["..%2f..%2fetc", 404],
      ["%F0%9F%9A%92", 404],
      ["x".repeat(5_000), 404],
    ] as const) {
      const response = await fetch(`${hub.url}/incidents/${path}/report.json`, { headers: { authorization: `Bearer ${BOOTSTRAP_TOKEN}` } });
      expect([response.status, ((await response.json()) as Answer).errors[0]?.extensions.code]).toEqual([
        status,
        status === 404 ? "NOT_FOUND" : "INVALID_INPUT",
      ]);
    }
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
