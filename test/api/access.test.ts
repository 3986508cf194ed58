import type { GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { type Answer, ask, BOOTSTRAP_TOKEN, fingerprint, useHub, type Variables } from "../support/hub.ts";
import { aGround, documentOf, type Ground, MUTATIONS, PUBLIC, QUERIES, SIGNED_IN, variablesOf } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildHubSchema();
});

const OPERATIONS = [...Object.keys(QUERIES), ...Object.keys(MUTATIONS)];
const run = (name: string, ground: Ground, token: string | null) => hub.gql(documentOf(schema, name), variablesOf(name, ground), token);
const codeOf = ({ errors: [error] }: Answer) => error?.extensions.code;
const ctx = () => aContext(hub.source.manager);

describe("tokens", () => {
  const me = (token: string | null) => ask(hub.url, { query: "{ me { name role scopes responder { name } } }" }, token);

  test("without one, nothing is answered but what the API is", async () => {
    const ground = await aGround(hub);
    const before = await fingerprint(hub.source);
    for (const name of OPERATIONS.filter((name) => !PUBLIC.includes(name))) expect([name, codeOf(await run(name, ground, null))]).toEqual([name, "UNAUTHENTICATED"]);
    expect(await fingerprint(hub.source)).toEqual(before);
    expect((await hub.gql("{ __schema { queryType { name } } }", {}, null)).errors).toEqual([]);
    const response = await fetch(`${hub.url}/incidents/${ground.reference}/report.json`);
    expect([response.status, codeOf((await response.json()) as Answer)]).toEqual([401, "UNAUTHENTICATED"]);
  });

  test.each([
    ["unknown", "mst_00000000_nobody-has-this"],
    ["nearly right", `${BOOTSTRAP_TOKEN}x`],
    ["cut short", BOOTSTRAP_TOKEN.slice(0, -1)],
  ])("one that is %s is refused with 401", async (_, token) => {
    const { status, errors } = await me(token);
    expect([status, errors[0]?.extensions.code]).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("another scheme than Bearer is refused", async () => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: "POST",
      body: '{"query":"{ me { name } }"}',
      headers: { "content-type": "application/json", authorization: `Basic ${BOOTSTRAP_TOKEN}` },
    });
    expect([response.status, codeOf((await response.json()) as Answer)]).toEqual([401, "UNAUTHENTICATED"]);
  });

  test("a key says who speaks through it, and its token is in that one answer only", async () => {
    const person = await aResponder(ctx(), { name: "Grace" });
    const { createApiKey: made } = await hub.ok(
      "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id prefix name role } } }",
      { input: { name: "Grace's laptop", role: "RESPONDER", responderId: person.id } },
    );
    expect((await me(made.token)).data.me).toEqual({ name: "Grace", role: "RESPONDER", scopes: [], responder: { name: "Grace" } });
    expect(made.token).toContain(made.apiKey.prefix);
    const { apiKeys } = await hub.ok("{ apiKeys { id prefix name role revokedAt } }");
    expect(apiKeys).toContainEqual({ ...made.apiKey, revokedAt: null });
    const stored = JSON.stringify(await hub.source.query("select * from api_key"));
    expect(stored).not.toContain(made.token);
    expect(stored).not.toContain(made.token.slice(made.apiKey.prefix.length + 1));
  });

  test("a key that has expired is refused", async () => {
    const token = await hub.key({ role: "VIEWER", expiresAt: at(10) });
    expect((await me(token)).errors).toEqual([]);
    hub.now = at(10);
    expect((await me(token)).status).toBe(401);
    hub.now = NOON;
  });

  test("a key that was revoked is refused within five seconds, and stays revoked", async () => {
    const { createApiKey: made } = await hub.ok('mutation { createApiKey(input: { name: "short-lived", role: VIEWER }) { token apiKey { id } } }');
    expect((await me(made.token)).errors).toEqual([]);
    const revoke = () =>
      hub.ok("mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { revokedAt } }", { input: { id: made.apiKey.id } });
    const first = await revoke();
    await expect.poll(async () => (await me(made.token)).status).toBe(401);
    hub.now = at(1);
    expect(await revoke()).toEqual(first);
    hub.now = NOON;
  });
});

describe("rights", () => {
  const KEYS = ["accounts", "apiKeys", "auditLog", "configureChannel", "configureCrm", "createApiKey", "deleteSecret", "endAccount", "inviteAccount", "revokeApiKey", "rotateApiKey", "secrets", "setSecret", "testChannel", "tryCrm", "vouchForContactMethod"];
  const POLICY = ["editPolicy", "editResponsePlan", "previewCommunicationTemplate", "retireCommunicationTemplate", "saveCommunicationTemplate"];
  const DIRECTORY = [
    "createHeartbeat",
    "updateHeartbeat",
    "rotateHeartbeat",
    "deleteHeartbeat",
    "createTeam",
    "updateTeam",
    "createResponder",
    "updateResponder",
    "createService",
    "updateService",
    "createCustomer",
    "updateCustomer",
    "resumeContact",
    "importDirectory",
    "pullCustomers",
    "createSchedule",
    "updateSchedule",
    "deleteSchedule",
    "addOverride",
    "removeOverride",
    "importRoster",
    "createStatusComponent",
    "updateStatusComponent",
    "deleteStatusComponent",
    "createStatusComponentGroup",
    "updateStatusComponentGroup",
    "deleteStatusComponentGroup",
    "createStatusPage",
    "updateStatusPage",
    "deleteStatusPage",
    "linkStatusPage",
  ];
  const REPLAYING = ["replayDelivery", "addStatusSubscriber", "removeStatusSubscriber", "resumeStatusSubscriber", "statusSubscribers"];
  const CONTACTS = ["sendContactCode", "verifyContactMethod"];
  const PUBLISHING = ["approveCommunication", "draftCommunications", "editCommunication", "publishCommunication", "retractCommunication", "scheduleMaintenance", "setComponentState", "updateMaintenance", "updateStatusEntry"];
  const WORK = Object.keys(MUTATIONS).filter((name) => ![...KEYS, ...POLICY, ...DIRECTORY, ...PUBLISHING, ...REPLAYING, ...SIGNED_IN, ...PUBLIC].includes(name));
  const FORBIDDEN: Record<keyof typeof hub.token, string[]> = {
    VIEWER: [...KEYS, ...POLICY, ...DIRECTORY, ...PUBLISHING, ...REPLAYING, "deliveries", "crms", "previewAffectedCustomers", ...WORK],
    RESPONDER: [...KEYS, ...POLICY, ...DIRECTORY, "crms", ...REPLAYING],
    INCIDENT_MANAGER: KEYS,
    ADMIN: [],
    // With the scopes incidents:read and incidents:write.
    INTEGRATION: [...KEYS, ...POLICY, ...DIRECTORY, ...CONTACTS, ...REPLAYING, "deliveries", "crms", ...PUBLISHING],
  };

  test.each(Object.entries(FORBIDDEN))("%s may do what the role says and is FORBIDDEN the rest", async (role, forbidden) => {
    const ground = await aGround(hub);
    const token = hub.token[role as keyof typeof FORBIDDEN];
    const before = await fingerprint(hub.source);
    for (const name of forbidden) expect([name, codeOf(await run(name, ground, token))]).toEqual([name, "FORBIDDEN"]);
    expect(await fingerprint(hub.source)).toEqual(before);
    const refused: string[] = [];
    for (const name of OPERATIONS.filter((name) => !forbidden.includes(name))) {
      if (["FORBIDDEN", "UNAUTHENTICATED"].includes(codeOf(await run(name, ground, token)) ?? "")) refused.push(name);
    }
    expect(refused).toEqual([]);
  });

  test("an update that publishes needs the right to publish", async () => {
    const { incidentId } = await aGround(hub);
    const update = (input: Variables) =>
      hub.gql(
        "mutation ($input: PostUpdateInput!) { postUpdate(input: $input) { id } }",
        { input: { incidentId, note: "Looking", ...input } },
        hub.token.INTEGRATION,
      );
    expect(codeOf(await update({ publicBody: "We are looking into it. Next update in 15 minutes." }))).toBe("FORBIDDEN");
    expect(codeOf(await update({}))).toBeUndefined();
  });

  test("scopes narrow a role and never widen it", async () => {
    const ground = await aGround(hub);
    const may = async (role: string, scopes: string[], name: string) =>
      codeOf(await run(name, ground, await hub.key({ role, scopes }))) !== "FORBIDDEN";
    expect(await may("ADMIN", ["INCIDENTS_READ"], "incident")).toBe(true);
    expect(await may("ADMIN", ["INCIDENTS_READ"], "acknowledge")).toBe(false);
    expect(await may("ADMIN", ["INCIDENTS_WRITE"], "createApiKey")).toBe(false);
    expect(await may("RESPONDER", ["ADMIN"], "acknowledge")).toBe(true);
    expect(await may("RESPONDER", ["ADMIN"], "createApiKey")).toBe(false);
    expect(await may("VIEWER", ["INCIDENTS_WRITE"], "acknowledge")).toBe(false);
    expect(await may("RESPONDER", ["COMMUNICATIONS_PUBLISH"], "publishCommunication")).toBe(true);
    expect(await may("RESPONDER", ["COMMUNICATIONS_PUBLISH"], "acknowledge")).toBe(false);
    expect(await may("INTEGRATION", ["SIGNALS_WRITE"], "me")).toBe(true);
    expect(await may("INTEGRATION", ["SIGNALS_WRITE"], "incident")).toBe(false);
    expect(await may("INTEGRATION", ["COMMUNICATIONS_PUBLISH"], "publishCommunication")).toBe(true);
    expect(await may("INTEGRATION", ["ADMIN"], "editPolicy")).toBe(true);
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
