import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { at, NOON } from "../support/build.ts";
import { type Data, useHub } from "../support/hub.ts";
import { MUTATIONS, QUERIES } from "../support/operations.ts";

const hub = useHub();

describe("API keys", () => {
  const KEY = "id name prefix role scopes responder { id } createdAt createdBy expiresAt revokedAt";
  const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { ${KEY} } } }`;
  const REVOKE = `mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { ${KEY} } }`;

  test("are made, listed and revoked; a token is told once", async () => {
    const { createApiKey: made } = await hub.ok(CREATE, {
      input: { name: "Datadog", role: "INTEGRATION", scopes: ["INCIDENTS_WRITE", "INCIDENTS_WRITE", "SIGNALS_WRITE"], expiresAt: at(60) },
    });
    expect(made.apiKey).toMatchObject({
      name: "Datadog",
      role: "INTEGRATION",
      scopes: ["INCIDENTS_WRITE", "SIGNALS_WRITE"],
      responder: null,
      createdAt: NOON.toISOString(),
      createdBy: "Bootstrap token",
      expiresAt: at(60).toISOString(),
      revokedAt: null,
    });
    expect(made.token).toMatch(new RegExp(`^${made.apiKey.prefix}_[\\w-]{40,}$`));
    const { apiKeys } = await hub.ok(`{ apiKeys { ${KEY} } }`);
    expect(apiKeys).toContainEqual(made.apiKey);
    expect((await hub.ok(REVOKE, { input: { id: made.apiKey.id } })).revokeApiKey).toEqual({ ...made.apiKey, revokedAt: NOON.toISOString() });
  });

  test("are refused where they make no sense", async () => {
    expect(await hub.refusal(CREATE, { input: { name: "x", role: "INTEGRATION" } })).toMatchObject({ code: "INVALID_INPUT", field: "scopes" });
    expect(await hub.refusal(CREATE, { input: { name: "x", role: "PUBLIC" } })).toMatchObject({ code: "INVALID_INPUT", field: "role" });
    expect(await hub.refusal(CREATE, { input: { name: "x", role: "VIEWER", responderId: "00000000-0000-4000-8000-000000000000" } })).toMatchObject({
      code: "NOT_FOUND",
      field: "responderId",
    });
    expect(await hub.refusal(CREATE, { input: { name: "x", role: "ADMIN" } }, hub.token.INCIDENT_MANAGER)).toMatchObject({
      code: "FORBIDDEN",
      needs: "key:manage",
    });
    expect(await hub.refusal(REVOKE, { input: { id: "00000000-0000-4000-8000-000000000000" } })).toMatchObject({ code: "NOT_FOUND", field: "id" });
  });

  test("me says who the hub takes the caller for", async () => {
    expect(await hub.ok("{ me { name role scopes responder { id } } }")).toEqual({
      me: { name: "Bootstrap token", role: "ADMIN", scopes: [], responder: null },
    });
    expect(await hub.ok("{ me { name role scopes } }", {}, hub.token.INTEGRATION)).toEqual({
      me: { name: "INTEGRATION", role: "INTEGRATION", scopes: ["INCIDENTS_READ", "INCIDENTS_WRITE"] },
    });
    expect(await hub.refusal("{ me { name } }", {}, null)).toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("policy and plans", () => {
  const EDIT_PLAN =
    "mutation ($input: EditResponsePlanInput!) { editResponsePlan(input: $input) { severity version triageWithin statusPageWithin roles } }";
  const EDIT_POLICY = "mutation ($input: EditPolicyInput!) { editPolicy(input: $input) { version document createdBy } }";

  test("responsePlans are those of the rules, SEV1 first", async () => {
    const { responsePlans } = await hub.ok(
      "{ responsePlans { severity acknowledgeWithin triageWithin firstCommunicationWithin statusPageWithin resolveWithin updateEvery pageSteps executives audiences postMortemWithin } }",
    );
    expect(responsePlans.map(({ severity }: Data) => severity)).toEqual(["SEV1", "SEV2", "SEV3", "SEV4"]);
    expect(responsePlans[0]).toMatchObject({
      acknowledgeWithin: "PT5M",
      triageWithin: "PT5M",
      firstCommunicationWithin: "PT15M",
      statusPageWithin: "PT15M",
      resolveWithin: "PT1H",
      updateEvery: "PT15M",
      pageSteps: ["PT5M", "PT10M", "PT30M"],
      executives: ["VP Engineering", "CTO"],
      postMortemWithin: "PT48H",
    });
    expect(responsePlans[3]).toMatchObject({
      acknowledgeWithin: "PT24H",
      statusPageWithin: null,
      updateEvery: null,
      pageSteps: [],
      audiences: ["STATUS_PAGE", "INTERNAL"],
    });
  });

  test("editResponsePlan makes a version that new incidents run on, and old ones do not", async () => {
    const before = await hub.declare({ severity: "SEV3" });
    expect(
      (await hub.ok(EDIT_PLAN, { input: { severity: "SEV3", triageWithin: "PT2H", statusPageWithin: "PT1H", expectedVersion: 1 } })).editResponsePlan,
    ).toMatchObject({ version: 2, triageWithin: "PT2H", statusPageWithin: "PT1H" });
    const after = await hub.declare({ severity: "SEV3" });
    const dueAt = async (id: string) =>
      (await hub.ok("query ($id: ID!) { incident(id: $id) { planVersion clocks { kind dueAt } } }", { id })).incident;
    expect(await dueAt(before.id)).toMatchObject({
      planVersion: 1,
      clocks: expect.arrayContaining([{ kind: "TRIAGE", dueAt: at(60).toISOString() }]),
    });
    expect(await dueAt(after.id)).toMatchObject({
      planVersion: 2,
      clocks: expect.arrayContaining([{ kind: "TRIAGE", dueAt: at(120).toISOString() }]),
    });
    expect(await hub.refusal(EDIT_PLAN, { input: { severity: "SEV3", triageWithin: "PT3H", expectedVersion: 1 } })).toMatchObject({
      code: "STALE_REVISION",
      field: "expectedVersion",
      current: 2,
    });
  });

  test("editPolicy changes what it names, and refuses what would make no policy", async () => {
    const { policy } = await hub.ok("{ policy { version document } }");
    const { editPolicy } = await hub.ok(EDIT_POLICY, {
      input: { expectedVersion: policy.version, changes: { severity: { major: { customers: 40 } } } },
    });
    expect(editPolicy).toMatchObject({ version: policy.version + 1, createdBy: "Bootstrap token" });
    expect(editPolicy.document).toEqual({
      ...policy.document,
      severity: { ...policy.document.severity, major: { ...policy.document.severity.major, customers: 40 } },
    });
    expect(await hub.refusal(EDIT_POLICY, { input: { expectedVersion: policy.version, changes: {} } })).toMatchObject({
      code: "STALE_REVISION",
      current: policy.version + 1,
    });
    expect(await hub.refusal(EDIT_POLICY, { input: { changes: { severity: { major: { customers: -1 } } } } })).toMatchObject({
      code: "INVALID_INPUT",
      field: "changes.severity.major.customers",
    });
    expect(await hub.refusal(EDIT_POLICY, { input: { changes: { currency: "XXX" } } })).toMatchObject({
      code: "INVALID_INPUT",
      field: "changes.rates",
    });
  });

  test("assessSeverity explains itself: the sample is SEV2", async () => {
    const input = {
      serviceTier: 1,
      featureState: "DEGRADED",
      customersAffected: 127,
      customersOfService: 847,
      strategicAffected: 8,
      revenueAtRisk: { amount: "890000", currency: "USD" },
      workaroundAvailable: true,
      dataLossRisk: false,
    };
    const { assessSeverity } = await hub.ok(
      "query ($input: SeverityInput!) { assessSeverity(input: $input) { severity urgent policyVersion reasons { rule severity because } } }",
      { input },
    );
    expect(assessSeverity).toMatchObject({ severity: "SEV2", urgent: false });
    expect(assessSeverity.reasons.map(({ rule }: Data) => rule)).toEqual(["MAJOR_CUSTOMERS", "MAJOR_REVENUE", "MAJOR_STRATEGIC"]);
    for (const figure of ["127 of 847", "890000", "8 strategic"])
      expect(assessSeverity.reasons.map(({ because }: Data) => because).join()).toContain(figure);
    expect(
      await hub.refusal("query ($input: SeverityInput!) { assessSeverity(input: $input) { severity } }", { input: { serviceTier: 9 } }),
    ).toMatchObject({ code: "INVALID_INPUT", field: "serviceTier" });
  });

  test("onCall knows only schedules that there are", async () => {
    const ON_CALL = "query ($id: ID!) { onCall(scheduleId: $id) { id } }";
    expect(await hub.refusal(ON_CALL, { id: "00000000-0000-4000-8000-000000000000" })).toMatchObject({ code: "NOT_FOUND", field: "scheduleId" });
    expect(await hub.refusal(ON_CALL, { id: "nowhere" })).toMatchObject({ code: "NOT_FOUND", field: "scheduleId" });
    expect(await hub.refusal(ON_CALL, { id: " " })).toMatchObject({ code: "INVALID_INPUT", field: "scheduleId" });
  });
});

describe("over HTTP", () => {
  test("health needs no token, and every answer says which request it belongs to", async () => {
    for (const [path, body] of [
      ["/healthz", { status: "ok" }],
      ["/readyz", { status: "ready" }],
    ] as const) {
      const response = await fetch(`${hub.url}${path}`);
      expect([response.status, await response.json()]).toEqual([200, body]);
      expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    }
    expect((await fetch(`${hub.url}/healthz`, { headers: { "x-request-id": "ticket-5" } })).headers.get("x-request-id")).toBe("ticket-5");
    expect((await fetch(`${hub.url}/healthz`, { headers: { "x-request-id": "not one" } })).headers.get("x-request-id")).not.toBe("not one");
  });

  test("a path that does not exist is NOT_FOUND", async () => {
    const response = await fetch(`${hub.url}/nowhere`);
    expect([response.status, await response.json()]).toMatchObject([404, { errors: [{ extensions: { code: "NOT_FOUND" } }] }]);
  });
});

test("every mutation and query has a test over the API, and the tests of all operations know it", async () => {
  const schema = await buildHubSchema();
  const fields = (root: { getFields(): object } | null | undefined) => Object.keys(root?.getFields() ?? {}).sort();
  expect([fields(schema.getQueryType()), fields(schema.getMutationType())]).toEqual([Object.keys(QUERIES).sort(), Object.keys(MUTATIONS).sort()]);
  const folder = "test/api";
  const tests = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join();
  const operations = [schema.getQueryType(), schema.getMutationType()].flatMap((root) => Object.keys(root?.getFields() ?? {}));
  expect(operations.filter((name) => !new RegExp(`\\b${name}\\b`).test(tests))).toEqual([]);
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
