import { describe, expect, test } from "vitest";
import * as customers from "../../src/services/customer/index.ts";
import * as imports from "../../src/services/import/index.ts";
import * as impact from "../../src/services/impact/index.ts";
import * as incidents from "../../src/services/incident/index.ts";
import * as responders from "../../src/services/responder/index.ts";
import * as services from "../../src/services/service/index.ts";
import * as teams from "../../src/services/team/index.ts";
import { since } from "../../src/services/timeline/index.ts";
import { aContext, anActor, anIncident } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { fingerprint } from "../support/hub.ts";

const database = useDatabase();
const aDirectory = () => aContext(database.source.manager);
let made = 0;
/** A name that no other test has. */
const own = (name: string) => `${name}-${++made}`;
const arr = { amount: "1000", currency: "USD" };

test("rows of one import find each other in any direction", async () => {
  const ctx = aDirectory();
  const [team, person, top, base, account] = [own("team"), `${own("ada")}@example.com`, own("top"), own("base"), own("account")];

  const result = await imports.importDirectory(ctx, {
    teams: [{ slug: team, name: "Team", defaultRoles: [{ role: "ENGINEERING_LEAD", responderEmail: person }] }],
    responders: [{ email: person, name: "Ada", teamSlug: team }],
    services: [{ slug: top, name: "Top", tier: 1, ownerTeamSlug: team, dependsOn: [base] }, { slug: base, name: "Base", tier: 1 }],
    customers: [{ externalId: account, name: "Account", arr, ownerEmail: person, services: [top, base] }],
  });

  expect(result).toEqual({ created: 5, updated: 0, unchanged: 0, refused: [] });
  const ada = await responders.find(ctx, { email: person });
  const { id: teamId } = (await teams.bySlug(ctx, team))!;
  expect(ada?.teamId).toBe(teamId);
  expect((await teams.defaultRolesOf(ctx, [teamId])).get(teamId)).toMatchObject([{ responderId: ada?.id }]);
  const customer = (await customers.find(ctx, { externalId: account }))!;
  expect((await services.usedBy(ctx, [customer.id])).get(customer.id)).toMatchObject([{ slug: base }, { slug: top }]);
});

test("the same import again changes nothing, and a row with one more field only that", async () => {
  const ctx = aDirectory();
  const [slug, externalId] = [own("service"), own("account")];
  const rows = {
    services: [{ slug, name: "Service", tier: 2 }],
    customers: [{ externalId, name: "Account", arr, services: [slug], renewalOn: "2031-01-31", strategic: true }],
  };
  await imports.importDirectory(ctx, rows);

  expect(await imports.importDirectory(ctx, rows)).toEqual({ created: 0, updated: 0, unchanged: 2, refused: [] });
  expect(await imports.importDirectory(ctx, { customers: [{ externalId, plan: "enterprise" }] })).toMatchObject({ updated: 1 });
  expect(await customers.find(ctx, { externalId })).toMatchObject({ plan: "enterprise", strategic: true, renewalOn: new Date("2031-01-31T00:00:00Z") });
});

test("where a key comes again, the later row has the last word", async () => {
  const ctx = aDirectory();
  const externalId = own("account");

  const result = await imports.importDirectory(ctx, {
    customers: [{ externalId, name: "First", arr, plan: "team" }, { externalId, name: "Second" }, { externalId: ` ${externalId} `, name: "Third" }],
  });

  expect(result).toMatchObject({ created: 1, updated: 2, refused: [] });
  expect(await customers.find(ctx, { externalId })).toMatchObject({ name: "Third", plan: "team" });
});

describe("a bad row", () => {
  test("is told with its place, key, field and reason, and the others land", async () => {
    const ctx = aDirectory();
    const [good, bad] = [own("good"), own("bad")];

    const { created, refused } = await imports.importDirectory(ctx, {
      customers: [{ externalId: good, name: "Good", arr }, { externalId: bad, name: "Bad", arr: { amount: "1", currency: "XTS" } }],
    });

    expect(created).toBe(1);
    expect(refused).toEqual([{ kind: "customers", row: 1, key: bad, field: "arr.currency", reason: expect.stringContaining("no exchange rate for XTS"), isEntryOnly: false }]);
    expect(await customers.find(ctx, { externalId: bad })).toBeNull();
  });

  test.each([
    ["customers", { externalId: "x", name: "X" }, "arr", "A new customer needs arr"],
    ["customers", { name: "X", arr }, "externalId", "A customer needs externalId"],
    ["customers", { externalId: "x", name: "X", arr: 12.5 }, "arr", "arr must be an amount, or an object with amount and currency"],
    ["customers", { externalId: "x", name: "X", arr, usage: 1.5 }, "usage", expect.stringContaining("decimal in quotes")],
    ["customers", { externalId: "x", name: "X", arr, strategic: "maybe" }, "strategic", "strategic must be true or false"],
    ["customers", { externalId: "x", name: "X", arr, renewalOn: "31.03.2031" }, "renewalOn", expect.stringContaining("must be a date")],
    ["customers", { externalId: "x", name: "X", arr, renewalOn: "2031-02-30" }, "renewalOn", expect.stringContaining("must be a date")],
    ["customers", { externalId: "x", nmae: "X" }, "nmae", expect.stringContaining("nmae is no field of customers; those are externalId")],
    ["customers", ["x"], null, "A row must be an object with fields such as externalId and name"],
    ["customers", null, null, expect.stringContaining("must be an object")],
    ["services", { slug: "x", name: "X" }, "tier", "A new service needs tier"],
    ["services", { slug: "x", name: "X", tier: "1" }, "tier", "tier must be a whole number"],
    ["services", { slug: "x", name: "X", tier: 1, dependsOn: "db" }, "dependsOn", "dependsOn must be a list"],
    ["responders", { email: "x@example.com" }, "name", "A new responder needs name"],
    ["teams", { slug: "x", name: "X", defaultRoles: [{ role: "BOSS", responderEmail: "x" }] }, "defaultRoles.0.role", expect.stringContaining("must be one of INCIDENT_COMMANDER")],
  ] as const)("%s: %j", async (list, row, field, reason) => {
    const { refused } = await imports.importDirectory(aDirectory(), { [list]: [row] });
    expect(refused).toMatchObject([{ kind: list, row: 0, field, reason }]);
  });

  test("takes along whatever is new and needs it, across the lists", async () => {
    const ctx = aDirectory();
    const [team, email, service] = [own("team"), `${own("bob")}@example.com`, own("service")];

    const { created, refused } = await imports.importDirectory(ctx, {
      teams: [{ slug: team, name: "Team", defaultRoles: [{ role: "COMMS", responderEmail: email }] }],
      responders: [{ email, name: "Bob", timeZone: "Mars/Base" }],
      services: [{ slug: service, name: "Service", tier: 1, ownerTeamSlug: team }],
      customers: [{ externalId: own("account"), name: "Account", arr, services: [service] }],
    });

    expect(created).toBe(0);
    expect(refused.map(({ kind, field }) => [kind, field])).toEqual([
      ["teams", "defaultRoles.0.responderEmail"], ["responders", "timeZone"], ["services", "ownerTeamSlug"], ["customers", "services.0"],
    ]);
  });

  test("that updates leaves what was there, on which others may rely", async () => {
    const ctx = aDirectory();
    const [base, top] = [own("base"), own("top")];
    await services.createService(ctx, { slug: base, name: "Base", tier: 1 });

    const { created, refused } = await imports.importDirectory(ctx, {
      services: [{ slug: base, tier: 9 }, { slug: top, name: "Top", tier: 1, dependsOn: [base] }],
    });

    expect({ created, refused }).toMatchObject({ created: 1, refused: [{ key: base, field: "tier" }] });
    expect(await services.bySlug(ctx, base)).toMatchObject({ tier: 1 });
  });
});

describe("a circle of services", () => {
  test("is refused with its path, and with it who depends on it; the others land", async () => {
    const ctx = aDirectory();
    const [a, b, c, d] = [own("a"), own("b"), own("c"), own("d")];
    const service = (slug: string, ...dependsOn: string[]) => ({ slug, name: slug, tier: 2, dependsOn });

    const { created, refused } = await imports.importDirectory(ctx, { services: [service(a, b), service(b, a), service(c, a), service(d)] });

    expect(created).toBe(1);
    const path = expect.stringContaining(`${a} -> ${b} -> ${a}`);
    expect(refused).toMatchObject([{ key: a, reason: path }, { key: b, reason: path }, { key: c, field: "dependsOn.0", reason: `There is no service "${a}"` }]);
  });

  test("is refused too where what is stored closes it", async () => {
    const ctx = aDirectory();
    const [a, b] = [own("a"), own("b")];
    const { id } = await services.createService(ctx, { slug: a, name: a, tier: 1 });
    await services.createService(ctx, { slug: b, name: b, tier: 1, dependsOn: [a] });

    const { refused } = await imports.importDirectory(ctx, { services: [{ slug: a, dependsOn: [b] }] });

    expect(refused).toMatchObject([{ key: a, reason: expect.stringContaining(`${a} -> ${b} -> ${a}`) }]);
    expect(await services.dependenciesOf(ctx, [id])).toEqual(new Map());
  });

  test("among 10,000 services in one batch is found at once", async () => {
    const ctx = aDirectory();
    const name = (at: number) => `many-${at}`;
    const rows = Array.from({ length: 10_000 }, (_, at) => ({
      list: "services" as const,
      value: { slug: name(at), name: name(at), tier: 3, dependsOn: at === 9_999 ? [name(9_998), name(9_990)] : [at + 1, at + 2, at + 3].filter((to) => to < 9_999).map(name) },
    }));
    rows[9_990] = { list: "services", value: { slug: name(9_990), name: name(9_990), tier: 3, dependsOn: [name(9_999)] } };
    const refused: unknown[] = [];

    await imports.importBatches(ctx, [rows], { atomic: true, onRefused: ({ value }) => refused.push((value as { slug: string }).slug) });

    expect(refused).toContain(name(9_990));
    expect(refused).toContain(name(9_999));
  });
});

describe("an atomic import", () => {
  test("with a bad row lands nothing, and tells of all bad rows", async () => {
    const ctx = aDirectory();
    const before = await fingerprint(database.source);

    const result = await imports.importDirectory(ctx, {
      atomic: true,
      teams: [{ slug: own("team"), name: "Team" }, { slug: "Bad Slug", name: "Bad" }],
      customers: [{ externalId: own("account"), name: "Account", arr, services: ["nowhere"] }],
    });

    expect(result).toMatchObject({ created: 0, updated: 0, unchanged: 0, refused: [{ kind: "teams", row: 1 }, { kind: "customers", row: 0 }] });
    expect(await fingerprint(database.source)).toEqual(before);
  });

  test("with good rows lands them all", async () => {
    expect(await imports.importDirectory(aDirectory(), { atomic: true, teams: [{ slug: own("team"), name: "Team" }] })).toMatchObject({ created: 1 });
  });
});

test("two imports of the same rows at once make each row once", async () => {
  const ctx = aDirectory();
  const rows = { customers: Array.from({ length: 50 }, () => ({ externalId: own("account"), name: "Account", arr })) };

  const results = await Promise.all([imports.importDirectory(ctx, rows), imports.importDirectory(ctx, rows)]);

  expect(results.map(({ created, unchanged }) => created + unchanged)).toEqual([50, 50]);
  expect(results.reduce((all, { created }) => all + created, 0)).toBe(50);
});

test("an open incident that counts a customer is counted again with its new revenue, as one event", async () => {
  const ctx = aDirectory();
  const [externalId, other] = [own("account"), own("account")];
  await imports.importDirectory(ctx, { customers: [{ externalId, name: "Account", arr }, { externalId: other, name: "Other", arr }] });
  const incident = await anIncident(ctx);
  await impact.changeAffectedCustomers(ctx, { incidentId: incident.id, add: [externalId] });
  const { revision } = (await incidents.find(ctx, { id: incident.id }))!;

  await imports.importDirectory(ctx, {
    customers: [{ externalId, arr: { amount: "2500.50" }, strategic: true }, { externalId: other, arr: { amount: "9" } }],
  });

  expect(await incidents.find(ctx, { id: incident.id })).toMatchObject({ revenueAtRiskTotal: "2500.5", strategicAffected: 1 });
  expect((await since(ctx, incident.id, revision)).filter(({ kind }) => kind === "IMPACT_CHANGED")).toHaveLength(1);
});

test("nobody waits for a long import to declare an incident on a service that it changes", async () => {
  const ctx = aDirectory();
  const [team, service, externalId] = [own("team"), own("service"), own("account")];
  const rows = (name: string): imports.ImportRow[] => [
    { list: "teams", value: { slug: team, name } },
    { list: "services", value: { slug: service, name, tier: 2, ownerTeamSlug: team } },
    { list: "customers", value: { externalId, name, arr, services: [service] } },
  ];
  await imports.importBatches(ctx, [rows("Before")], { atomic: true, onRefused: () => expect.unreachable() });
  async function* batches() {
    yield rows("After");
    await anIncident(ctx, { serviceSlug: service, ownerTeamSlug: team, affectedCustomerExternalIds: [externalId] });
  }

  const { landed } = await imports.importBatches(ctx, batches(), { atomic: true, onRefused: () => expect.unreachable() });

  expect(landed).toBe(true);
});

test("more rows than a request may have are refused, and so is a caller without the right", async () => {
  const ctx = aDirectory();
  await expect(imports.importDirectory(ctx, { teams: Array.from({ length: 1_001 }, () => ({})) })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  const viewer = aContext(database.source.manager, { actor: anActor({ role: "VIEWER" }) });
  await expect(imports.importDirectory(viewer, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
});
