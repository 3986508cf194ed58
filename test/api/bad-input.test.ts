import type { GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { at } from "../support/build.ts";
import { type Answer, fingerprint, post, useHub, type Variables } from "../support/hub.ts";
import { aGround, documentOf, fieldNameOf, type Ground, MUTATIONS, placesOf, QUERIES, variablesOf, withValue } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;
let ground: Ground;
beforeAll(async () => {
  schema = await buildHubSchema();
  ground = await aGround(hub);
});

const OPERATIONS = [...Object.keys(QUERIES), ...Object.keys(MUTATIONS)];
/** Of a key and an id a query takes one; the other would be the mistake that is answered first. */
const KEYED = ["customer", "incident", "nextCommander", "responder", "rotateCalendarLink", "schedule", "service", "team"];
/** Schedules go by their slugs too, which have no form that ids lack. */
const takesSlug = (name: string, path: string[]) => path.at(-1) === "scheduleId" || /^(update|delete)Schedule$/.test(name);

/** The operation with `value` at one place of its arguments and all else as it should be. */
function askWith(name: string, path: string[], value: unknown): Promise<Answer> {
  const variables = KEYED.includes(name) ? {} : variablesOf(name, ground, path);
  return hub.gql(documentOf(schema, name), withValue(variables, path, value) as Variables);
}

const codeAndField = ({ errors: [error] }: Answer) => (error ? { code: error.extensions.code, field: error.extensions.field } : "no error");

/** Tries `value` at all places of these types, and tells where the answer is not INVALID_INPUT for that field. */
async function misanswered(types: string[], value: unknown, isException: (name: string, path: string[]) => boolean = () => false): Promise<string[]> {
  const before = await fingerprint(hub.source);
  const wrong: string[] = [];
  for (const name of OPERATIONS) {
    for (const { path } of placesOf(schema, name).filter((place) => types.includes(place.type) && !isException(name, place.path))) {
      const answer = codeAndField(await askWith(name, path, value));
      const field = fieldNameOf(path);
      const isRight =
        typeof answer === "object" && answer.code === "INVALID_INPUT" && (answer.field === field || answer.field?.startsWith(`${field}.`));
      if (!isRight) wrong.push(`${name} ${field}: ${JSON.stringify(answer)}`);
    }
  }
  expect(await fingerprint(hub.source)).toEqual(before);
  return wrong;
}

const TEXTS = ["String", "ID", "JSON", "DateTime", "Decimal", "Duration"];

describe("at every place that takes text", () => {
  test.each([
    ["NUL", "a\u0000b"],
    ["half a surrogate pair", "a\ud83d"],
    ["a control character", "a\u001bb"],
  ])("%s is refused, and the field is named", async (_, value) => {
    expect(await misanswered(TEXTS, value)).toEqual([]);
  });

  test("an object in place of text is refused", async () => {
    expect(await misanswered(["String", "ID", "DateTime", "Decimal", "Duration"], { a: 1 })).toEqual([]);
  });
});

test("a key or a deep text in JSON that cannot be stored is refused", async () => {
  for (const value of [{ "a\u0000": 1 }, { service: ["x", { y: "\udc00" }] }]) expect(await misanswered(["JSON"], value)).toEqual([]);
});

test("JSON that is nested without end is refused before anybody walks it", async () => {
  const depth = 50_000;
  const body = `{"query":${JSON.stringify(documentOf(schema, "editPolicy"))},"variables":{"input":{"changes":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}}}`;
  expect(codeAndField(await post(hub.url, body))).toMatchObject({ code: "INVALID_INPUT", field: expect.stringMatching(/^changes\.a/) });
});

test("a value that no enum has is refused at every place, as a variable", async () => {
  const enums = [...new Set(OPERATIONS.flatMap((name) => placesOf(schema, name).map(({ type }) => type)))].filter(
    (type) => !TEXTS.includes(type) && !["Int", "Boolean", "Float"].includes(type),
  );
  expect(enums.length).toBeGreaterThan(15);
  expect(await misanswered(enums, "NO_SUCH_VALUE")).toEqual([]);
});

test.each([
  ["a malformed id", ["ID"], "no-id"],
  ["an id that is empty", ["ID"], ""],
  ["a fraction for a whole number", ["Int"], 1.5],
  ["a number beyond 32 bits", ["Int"], 2 ** 31],
  ["text for a number", ["Int"], "1"],
  ["text for true or false", ["Boolean"], "true"],
  ["no date at all", ["DateTime"], "soon"],
  ["a day that no calendar has", ["DateTime"], "2030-02-30T00:00:00Z"],
  ["an instant without offset", ["DateTime"], "2030-01-01T00:00:00"],
  ["the year 0", ["DateTime"], "0000-01-01T00:00:00Z"],
  ["the year 9999", ["DateTime"], "9999-12-31T23:59:59Z"],
  ["a number for a date", ["DateTime"], 1_900_000_000_000],
  ["an exponent for a decimal", ["Decimal"], "1e5"],
  ["a float for a decimal", ["Decimal"], 1.5],
  ["a decimal of 16 digits", ["Decimal"], "1234567890123456"],
  ["a negative span", ["Duration"], "-PT5M"],
  ["a span of months", ["Duration"], "P1M"],
  ["no span at all", ["Duration"], "soon"],
])("%s is refused at every place", async (_, types, value) => {
  // Resolving looks at the status first, and this incident cannot be resolved.
  expect(await misanswered(types, value, (name, path) => types.includes("ID") && (name === "resolveIncident" || (value === "no-id" && takesSlug(name, path))))).toEqual([]);
});

/** Limits in characters (product rules, section 12; the schema's descriptions). */
const LIMITS: [operation: string, field: string, max: number][] = [
  ["declareIncident", "title", 200],
  ["declareIncident", "description", 10_000],
  ["declareIncident", "reason", 10_000],
  ["declareIncident", "actorLabel", 200],
  ["declareIncident", "idempotencyKey", 200],
  ["declareIncident", "impact.description", 10_000],
  ["declareIncident", "impact.workaround", 10_000],
  ["triageIncident", "reason", 10_000],
  ["startMitigation", "reason", 10_000],
  ["reportMitigation", "summary", 10_000],
  ["reportMitigation", "rootCause", 10_000],
  ["cancelIncident", "reason", 10_000],
  ["changeApproach", "reason", 10_000],
  ["mergeIncident", "reason", 10_000],
  ["splitIncident", "titles", 200],
  ["changeSeverity", "reason", 10_000],
  ["recordImpact", "impact.description", 10_000],
  ["recordImpact", "impact.workaround", 10_000],
  ["handOffRoles", "note", 10_000],
  ["addTimelineEvent", "summary", 10_000],
  ["amendTimelineEvent", "summary", 10_000],
  ["addAction", "action", 10_000],
  ["addAction", "owner", 200],
  ["updateAction", "owner", 200],
  ["updateAction", "reason", 10_000],
  ["updateAction", "handedTo", 200],
  ["requestPostMortem", "reason", 10_000],
  ["escalateIncident", "reason", 10_000],
  ["escalateIncident", "requestId", 200],
  ["acknowledge", "note", 10_000],
  ["recordCustomerCall", "note", 10_000],
  ["publishCommunication", "subject", 200],
  ["publishCommunication", "body", 20_000],
  ["publishCommunication", "overrideReason", 10_000],
  ["postUpdate", "note", 10_000],
  ["postUpdate", "publicBody", 20_000],
  ["postUpdate", "overrideReason", 10_000],
  ["createApiKey", "name", 200],
  ["createTeam", "name", 200],
  ["createTeam", "slug", 200],
  ["createService", "name", 200],
  ["createResponder", "name", 200],
  ["createCustomer", "externalId", 200],
  ["createCustomer", "name", 200],
  ["createCustomer", "plan", 200],
  ["createCustomer", "region", 200],
];

describe("texts", () => {
  const pathOf = (field: string) => ["input", ...field.split("."), ...(field === "titles" ? ["[]"] : [])];

  test("one character too many is refused, and the field is named", async () => {
    const before = await fingerprint(hub.source);
    const wrong: unknown[] = [];
    for (const [name, field, max] of LIMITS) {
      const answer = codeAndField(await askWith(name, pathOf(field), "x".repeat(max + 1)));
      if (JSON.stringify(answer) !== JSON.stringify({ code: "INVALID_INPUT", field })) wrong.push([name, field, answer]);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(hub.source)).toEqual(before);
  });

  test("as many as are allowed are taken, also as emoji, also where the hub puts its own words before them", async () => {
    const wrong: unknown[] = [];
    for (const [name, field, max] of LIMITS.filter(([, field]) => field !== "slug")) {
      ground = await aGround(hub);
      // What customers are to read owes them something, also when it is as long as it may be.
      const owed = field.toLowerCase().endsWith("body") ? " Pay by invoice. Next update in 15 minutes." : "";
      const answer = await askWith(name, pathOf(field), `${"🚒".repeat(max - owed.length)}${owed}`);
      if (answer.errors.length > 0) wrong.push([name, field, answer.errors]);
    }
    expect(wrong).toEqual([]);
  });

  test("a cut in the middle of an emoji leaves no half of it", async () => {
    const body = `${"x".repeat(499)}🚒 and more. Next update in 15 minutes.`;
    const title = `${"x".repeat(199)}🚒`;
    const { id } = await hub.declare({ title, impact: { description: `${"x".repeat(199)}🚒`, workaround: "🚒" } });
    await hub.ok("mutation ($input: PublishCommunicationInput!) { publishCommunication(input: $input) { id } }", {
      input: { incidentId: id, audience: "STATUS_PAGE", body },
    });
    await hub.ok("mutation ($input: DraftCommunicationsInput!) { draftCommunications(input: $input) { subject } }", { input: { incidentId: id } });
  });

  test("texts that hold the longest words still make a draft", async () => {
    const { id } = await hub.declare({ impact: { description: "x".repeat(10_000), workaround: "y".repeat(10_000) } });
    const { draftCommunications: drafts } = await hub.ok(
      "mutation ($input: DraftCommunicationsInput!) { draftCommunications(input: $input) { body } }",
      { input: { incidentId: id } },
    );
    for (const { body } of drafts) expect(body).toContain("Next update by");
  });

  test.each(["title", "summary", "action", "owner", "note", "reason", "name", "slug", "body", "publicBody", "externalId", "email"])(
    "an empty %s is refused where it is needed",
    async (field) => {
      const needing = {
        title: "declareIncident",
        summary: "addTimelineEvent",
        action: "addAction",
        owner: "addAction",
        note: "postUpdate",
        reason: "changeSeverity",
        name: "createTeam",
        slug: "createTeam",
        body: "publishCommunication",
        publicBody: "postUpdate",
        externalId: "createCustomer",
        email: "createResponder",
      } as Record<string, string>;
      for (const value of ["", " \t\n "])
        expect(codeAndField(await askWith(needing[field] ?? "", ["input", field], value))).toEqual({ code: "INVALID_INPUT", field });
    },
  );

  test.each([
    "'; drop table incident; --",
    "%_\\",
    "100 % أو أكثر \u202e",
    "👩‍🚒 Ünïcödé",
    "__proto__",
    "<script>alert(1)</script>",
    "{{constructor}}",
  ])("%j is text like any other", async (title) => {
    const { id } = await hub.declare({ title, description: title, actorLabel: title, idempotencyKey: title });
    const { incident, found } = await hub.ok(
      "query ($id: ID!, $text: String!) { incident(id: $id) { title description latestEvents { actor } } found: incidents(filter: { text: $text }) { nodes { title } } }",
      { id, text: title },
    );
    expect(incident).toMatchObject({ title, description: title });
    expect(incident.latestEvents.at(-1)).toEqual({ actor: title });
    expect(found.nodes).toEqual([{ title }]);
  });
});

/** What a field of the operation's `input` cannot be; the last is the field that the error names, if it is another. */
const REFUSED: [operation: string, field: string, value: unknown, named?: string][] = [
  ["assessSeverity", "customersAffected", -1],
  ["assessSeverity", "customersOfService", -1],
  ["assessSeverity", "serviceTier", 0],
  ["assessSeverity", "serviceTier", 5],
  ["assessSeverity", "revenueAtRisk.amount", "-1"],
  ["assessSeverity", "revenueAtRisk.currency", "XXX"],
  ["assessSeverity", "revenueAtRisk.currency", "constructor"],
  ["assessSeverity", "revenueAtRisk.currency", "usd"],
  ["createCustomer", "arr.amount", "-0.01"],
  ["createCustomer", "arr.currency", "XXX"],
  ["createCustomer", "arr.currency", "dollars"],
  ["createCustomer", "usage", "-1"],
  ["recordImpact", "impact.customersStated", -1],
  ["declareIncident", "impact.customersStated", -1],
  ["declareIncident", "detectedAt", at(2)],
  ["addAction", "priority", 0],
  ["addAction", "priority", 6],
  ["addAction", "dueAt", "2041-01-01T00:00:00Z"],
  ["addTimelineEvent", "occurredAt", at(2)],
  ["startMitigation", "occurredAt", at(-1)],
  ["reportMitigation", "eta", "2041-01-01T00:00:00Z"],
  ["postUpdate", "nextUpdateAt", at(-1)],
  ["postUpdate", "nextUpdateAt", at(0)],
  ["postUpdate", "nextUpdateAt", "2041-01-01T00:00:00Z"],
  ["publishCommunication", "nextUpdateAt", at(-1)],
  ["createApiKey", "expiresAt", at(0)],
  ["createApiKey", "expiresAt", "2041-01-01T00:00:00Z"],
  ["createApiKey", "role", "PUBLIC"],
  ["createApiKey", "role", "INTEGRATION", "scopes"],
  ["escalateIncident", "trigger", "NO_UPDATE"],
  ["escalateIncident", "trigger", "STRATEGIC_REQUEST", "customerExternalId"],
  ["addTimelineEvent", "kind", "DECLARED"],
  ["addTimelineEvent", "grade", "OBSERVED"],
  ["addTimelineEvent", "hypothesis", "OPEN"],
  ["addTimelineEvent", "links", ["javascript:alert(1)"]],
  ["editResponsePlan", "triageWithin", "PT0S"],
  ["editResponsePlan", "triageWithin", "P367D"],
  ["editResponsePlan", "triageWithin", null],
  ["editResponsePlan", "roles", null],
  ["createResponder", "timeZone", "Mars/Olympus"],
  ["createResponder", "workingHours.days", [0]],
  ["createResponder", "workingHours.from", "25:00"],
  ["createService", "tier", 5],
  ["createTeam", "slug", "No Slug"],
  ["splitIncident", "titles", []],
  ["splitIncident", "titles", Array(21).fill("x")],
  ["draftCommunications", "audiences", Array(7).fill("INTERNAL")],
  ["changeAffectedCustomers", "add", Array.from({ length: 10_001 }, (_, n) => `c${n}`)],
  ["declareIncident", "affectedCustomerExternalIds", Array(10_001).fill("c")],
  ["handOffRoles", "incidentIds", Array(1_001).fill("00000000-0000-4000-8000-000000000000")],
  ["addTimelineEvent", "links", Array(51).fill("https://example.com")],
  ["changeAffectedCustomers", "bySegment", {}],
  ["changeAffectedCustomers", "bySegment", { colour: "red" }],
  ["changeAffectedCustomers", "bySegment", { strategic: "yes" }],
  ["changeAffectedCustomers", "bySegment", []],
  ["editPolicy", "changes", 5],
  ["editPolicy", "changes", { nonsense: 1 }],
  ["publishCommunication", "overrides", ["BLAME"], "overrideReason"],
];

describe("numbers, dates and lists", () => {
  test("what makes no sense is refused, the field is named, and nothing is changed", async () => {
    ground = await aGround(hub);
    const before = await fingerprint(hub.source);
    const wrong: unknown[] = [];
    for (const [name, field, value, named = field] of REFUSED) {
      const answer = codeAndField(await askWith(name, ["input", ...field.split(".")], value));
      if (JSON.stringify(answer) !== JSON.stringify({ code: "INVALID_INPUT", field: named })) wrong.push([name, field, value, answer]);
    }
    expect(wrong).toEqual([]);
    expect(await fingerprint(hub.source)).toEqual(before);
  });

  test("null for what may be left out counts as left out", async () => {
    const optional = (name: string) =>
      placesOf(schema, name)
        .filter(({ path: [first], type }) => first !== "input" || !["ID"].includes(type))
        .map(({ path }) => path);
    const wrong: unknown[] = [];
    for (const name of [
      "incidents",
      "customers",
      "teams",
      "services",
      "responders",
      "declareIncident",
      "addAction",
      "addTimelineEvent",
      "postUpdate",
      "assessSeverity",
    ]) {
      for (const path of optional(name).filter((path) => !isNeeded(name, path))) {
        const answer = await askWith(name, path, null);
        if (answer.errors.length > 0) wrong.push([name, path, answer.errors[0]]);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("null for what is needed is refused, and the field is named", async () => {
    for (const [name, ...path] of [
      ["declareIncident", "input"],
      ["declareIncident", "input", "title"],
      ["outreachPlan", "incidentId"],
      ["incidentReport", "reference"],
      ["resolveIncident", "input", "verification", "metricsNormal"],
    ] as const) {
      expect(codeAndField(await askWith(name, [...path], null))).toEqual({ code: "INVALID_INPUT", field: fieldNameOf([...path]) });
    }
  });

  test("an entry that comes twice counts once", async () => {
    const { changeAffectedCustomers: incident } = await hub.ok(
      "mutation ($input: AffectedCustomersInput!) { changeAffectedCustomers(input: $input) { impact { customersAffected } } }",
      { input: { incidentId: ground.otherId, add: [ground.externalId, ground.externalId] } },
    );
    expect(incident.impact).toEqual({ customersAffected: 1 });
    const { handOffRoles } = await hub.ok("mutation ($input: HandOffInput!) { handOffRoles(input: $input) { id } }", {
      input: { fromResponderId: ground.responderId, toResponderId: ground.secondId, incidentIds: [ground.incidentId, ground.incidentId] },
    });
    expect(handOffRoles).toEqual([{ id: ground.incidentId }]);
  });

  test("an empty list of ids means none, not all", async () => {
    expect(
      await hub.ok("mutation ($input: HandOffInput!) { handOffRoles(input: $input) { id } }", {
        input: { fromResponderId: ground.responderId, toResponderId: ground.secondId, incidentIds: [] },
      }),
    ).toEqual({ handOffRoles: [] });
    expect(await hub.ok("{ incidents(filter: { statuses: [] }) { totalCount } }")).toEqual({ incidents: { totalCount: 0 } });
  });
});

/** Whether nothing may be done without it, or its neighbours. */
function isNeeded(name: string, path: string[]): boolean {
  const needed = ["title", "source", "incidentId", "action", "owner", "kind", "summary", "note", "field", "direction", "amount", "currency"];
  return needed.includes(path.at(-1) ?? "") || path.includes("[]") || (name === "assessSeverity" && path.length === 1);
}

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
