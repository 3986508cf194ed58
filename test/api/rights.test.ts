import { getNamedType, type GraphQLField, type GraphQLObjectType, type GraphQLSchema, isIntrospectionType, isLeafType, isObjectType } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { ACCESS_ROLES, type AccessRole, type Scope, SCOPES } from "../../src/entities/vocabulary.ts";
import type { Need } from "../../src/schema/right.ts";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { needOf } from "../../src/server/graphql/guard-fields.ts";
import { may, type Right } from "../../src/services/access/access.rules.ts";
import { feedCursor } from "../../src/services/feed/index.ts";
import { TRANSPORTS } from "../support/asking.ts";
import { useHub, type Variables } from "../support/hub.ts";
import { aGround, documentOf, type Ground, MUTATIONS, QUERIES, variablesOf } from "../support/operations.ts";

const schema: GraphQLSchema = await buildHubSchema();
/** Each field is asked for on the first way that leads to it, however costly. */
const hub = useHub(() => ({ maxCost: 1e8, costPerMinute: 1e12, anonymousCostPerMinute: 1e12, maxAnonymousSubscriptions: 100 }));
let ground: Ground;
beforeAll(async () => {
  ground = await aGround(hub);
});

const ROOTS = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()] as GraphQLObjectType[];
const TYPES = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type));
const fieldsOf = (type: GraphQLObjectType) => Object.values(type.getFields());
const rightOf = (field: GraphQLField<unknown, unknown>) => field.extensions["right"] as Right;

test("every operation names its need, and so does every type or each of its fields", () => {
  const undecided = TYPES.flatMap((type) => fieldsOf(type).filter((field) => !needOf(type, field) || (ROOTS.includes(type) && needOf(type, field) === "parent")).map((field) => `${type.name}.${field.name}`));
  expect(undecided).toEqual([]);
});

test("every operation is asked here", () => {
  const [queries, mutations, subscriptions] = ROOTS.map((root) => fieldsOf(root).map(({ name }) => name).sort());
  expect([queries, mutations, subscriptions]).toEqual([Object.keys(QUERIES).sort(), Object.keys(MUTATIONS).sort(), Object.keys(SUBSCRIPTIONS).sort()]);
});

test("the schema says in words what each operation needs", () => {
  for (const field of ROOTS.flatMap(fieldsOf)) expect(field.description).toContain(`Needs ${rightOf(field)}.`);
});

interface Caller {
  name: string;
  role: AccessRole;
  scopes: Scope[];
}
/** Every role, and a machine for each scope. */
const CALLERS: Caller[] = ACCESS_ROLES.flatMap((role): Caller[] =>
  role === "INTEGRATION" ? SCOPES.map((scope) => ({ name: `${role} ${scope}`, role, scopes: [scope] })) : [{ name: role, role, scopes: [] }],
);
const SUBSCRIPTIONS: Record<string, string> = { incidentBoard: "{ kind }", feed: "(after: $after) { cursor }", outreach: "(incidentId: $id) { cursor }", statusPageChanged: "{ id }", timeline: "(incidentId: $id) { id }" };

const tokens = new Map<string, string | null>();
beforeAll(async () => {
  for (const { name, role, scopes } of CALLERS)
    tokens.set(name, role === "PUBLIC" ? null : await hub.key({ role, scopes: scopes.map((scope) => scope.toUpperCase().replace(":", "_")) }));
});

const CROSS = TYPES.filter((type) => !ROOTS.includes(type));
/** How each type is come by: an operation and the fields on the way. */
const WAYS = waysFrom(ROOTS[0]!);

/** Codes that speak of rights; any other refusal comes behind them. */
const refused = (errors: { extensions?: { code?: string }; path?: (string | number)[] }[]) =>
  errors.filter(({ extensions }) => ["FORBIDDEN", "UNAUTHENTICATED"].includes(extensions?.code ?? ""));

/** Every caller over HTTP; over the others those who may nothing, little, something by a scope, and all: it is one gate that they all come to. */
const callersOver = (transport: keyof typeof TRANSPORTS) => (transport === "HTTP" ? CALLERS : CALLERS.filter(({ name }) => ["PUBLIC", "VIEWER", "ADMIN", "INTEGRATION incidents:write"].includes(name)));

describe.each(Object.keys(TRANSPORTS) as (keyof typeof TRANSPORTS)[])("over %s", (transport) => {
  const send = (caller: Caller, query: string, variables: Variables) => TRANSPORTS[transport](hub, tokens.get(caller.name) ?? null, query, variables);

  test.each(callersOver(transport))("$name is refused each operation exactly where its need says so", async (caller) => {
    const wrong: string[] = [];
    for (const field of ROOTS.slice(0, 2).flatMap(fieldsOf)) {
      const { errors } = await send(caller, documentOf(schema, field.name), variablesOf(field.name, ground));
      const isRefused = refused(errors).length > 0;
      if (isRefused === may(caller, rightOf(field))) wrong.push(`${field.name}: ${JSON.stringify(errors)}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(callersOver(transport))("$name is refused each field exactly where its need says so", async (caller) => {
    const wrong = await inParts(WAYS, async ({ type, needs, wrap, operation }) => {
      const fields = fieldsOf(type).filter(({ args }) => args.every((arg) => !String(arg.type).endsWith("!")));
      const { errors } = await send(caller, wrap(fields.map(selected).join(" ")), variablesOf(operation, ground));
      const here = new Set(refused(errors).map(({ path = [] }) => path.findLast((step) => typeof step === "string")));
      const passed = needs.every((need) => may(caller, need));
      const isRight = ({ name }: GraphQLField<unknown, unknown>, need: Need) => (passed ? here.has(name) : here.size > 0) !== (passed && (need === "parent" || may(caller, need)));
      return fields.filter((field) => !isRight(field, needOf(type, field) as Need)).map((field) => `${operation} ... ${type.name}.${field.name}: ${JSON.stringify(errors)}`);
    });
    expect(wrong.flat()).toEqual([]);
  });

  test.runIf(transport !== "HTTP").each(CALLERS)("$name is refused each subscription exactly where its need says so", async (caller) => {
    for (const field of fieldsOf(ROOTS[2]!)) {
      const [head, variables]: [string, Variables] = field.name === "timeline" || field.name === "outreach" ? ["($id: ID!)", { id: ground.incidentId }] : field.name === "feed" ? ["($after: String)", { after: feedCursor(0) }] : ["", {}];
      const { errors } = await send(caller, `subscription ${head} { ${field.name} ${SUBSCRIPTIONS[field.name]} }`, variables);
      expect([field.name, refused(errors).length > 0]).toEqual([field.name, !may(caller, rightOf(field))]);
    }
  });
});

test("the status page alone is public, so neither root cause, revenue, customers nor evidence is", () => {
  const isOpen = (need: Need | undefined) => need !== undefined && need !== "parent" && may({ role: "PUBLIC", scopes: [] }, need);
  const open = TYPES.filter((type) => fieldsOf(type).some((field) => isOpen(needOf(type, field)))).map(({ name }) => name);
  expect(open.filter((name) => !/^Status(Component|ComponentGroup|Day|Entry|EntryComponent|EntryUpdate|History|Page)$/.test(name)).sort()).toEqual(["Incident", "Mutation", "Query", "StatusEntryConnection", "StatusEntryEdge", "StatusPageLink", "StatusSubscriber", "StatusSubscriptionAsked", "Subscription"]);
});

test("every type that queries lead to has been asked", () => {
  const asked = new Set(WAYS.map(({ type }) => type.name));
  expect(CROSS.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual(["ErrorExtensions", "AccountInvitation", "ApiKeyCreated", "CrmTrial", "CrmTrialAccount", "CrmTrialRefusal", "CrmTrialProblem", "HeartbeatAddress", "ImportResult", "ImportRefusal", "CalendarLink", "StatusPageLink", "StatusSubscriptionAsked", "StatusSubscriberAdded", "BoardChange", "FeedEvent", "OutreachChange"]);
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});

/** A live connection takes no more than so many at once. */
async function inParts<T, U>(all: readonly T[], ask: (one: T) => Promise<U>): Promise<U[]> {
  const answers: U[] = [];
  for (let at = 0; at < all.length; at += 50) answers.push(...(await Promise.all(all.slice(at, at + 50).map(ask))));
  return answers;
}

interface Way {
  type: GraphQLObjectType;
  /** The rights on the way, that of the operation first. */
  needs: Right[];
  operation: string;
  /** The document that asks for this selection of the type. */
  wrap: (selection: string) => string;
}

/** From operations to each type that they lead to, once for each set of rights on the way. */
function waysFrom(root: GraphQLObjectType): Way[] {
  const ways: Way[] = [];
  for (const field of fieldsOf(root)) {
    const output = getNamedType(field.type);
    if (!isObjectType(output)) continue;
    const document = documentOf(schema, field.name);
    const first: Way = { type: output, needs: [rightOf(field)], operation: field.name, wrap: (selection) => document.replace("{ __typename }", `{ ${selection} }`) };
    const seen = new Map<string, Way>([[output.name, first]]);
    for (const way of seen.values()) for (const [name, next] of stepsFrom(way)) if (!seen.has(name)) seen.set(name, next);
    ways.push(...seen.values());
  }
  return [...new Map(ways.map((way) => [`${way.type.name} ${[...new Set(way.needs)].sort().join(" ")}`, way])).values()];
}

function stepsFrom({ type, needs, operation, wrap }: Way): [string, Way][] {
  return fieldsOf(type).flatMap((field): [string, Way][] => {
    const output = getNamedType(field.type);
    const need = needOf(type, field);
    if (!isObjectType(output) || need === undefined) return [];
    return [[output.name, { type: output, operation, needs: need === "parent" ? needs : [...needs, need], wrap: (selection) => wrap(`${field.name} { ${selection} }`) }]];
  });
}

function selected(field: GraphQLField<unknown, unknown>): string {
  return isLeafType(getNamedType(field.type)) ? field.name : `${field.name} { __typename }`;
}
