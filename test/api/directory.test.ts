import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Data, useHub } from "../support/hub.ts";

const hub = useHub();
let made = 0;
const own = (name: string) => `${name}-${++made}`;

const TEAM = "id slug name catchAll defaultRoles { role responder { email } } members { email } services { slug }";
const RESPONDER = "id name email team { slug } timeZone workingHours { days from to } contactMethods { channel address }";
const SERVICE = "id slug name tier owner { slug } dependencies { slug } dependants { slug }";
const CUSTOMER = `id externalId name strategic arr { amount currency } plan region renewalOn activeEscalation executiveSponsorEngaged usage
  owner { email } services { slug }`;

/** `save("createTeam", TEAM, { slug })` sends one mutation and answers with the node. */
const save = async (mutation: string, fields: string, input: object): Promise<Data> =>
  (await hub.ok(`mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${fields} } }`, { input }))[mutation];
const refusal = (mutation: string, input: object) =>
  hub.refusal(`mutation ($input: ${inputOf(mutation)}!) { ${mutation}(input: $input) { ${mutation === "importDirectory" ? "created" : "id"} } }`, { input });
const inputOf = (mutation: string) => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;

describe("a directory made by mutations", () => {
  test("answers with every row and its neighbours", async () => {
    const [team, email, base, top, account] = [own("team"), `${own("ada")}@example.com`, own("base"), own("top"), own("account")];
    await save("createTeam", TEAM, { slug: team, name: "Payments", catchAll: true });
    const ada = await save("createResponder", RESPONDER, {
      name: "Ada", email, teamSlug: team, timeZone: "Europe/Berlin", workingHours: { days: [1, 2], from: "09:00", to: "17:00" },
      contactMethods: [{ channel: "EMAIL", address: email }],
    });
    await save("createService", SERVICE, { slug: base, name: "Base", tier: 1, ownerTeamSlug: team });
    await save("createService", SERVICE, { slug: top, name: "Top", tier: 2, dependsOn: [base] });
    const customer = await save("createCustomer", CUSTOMER, {
      externalId: account, name: "Acme", arr: { amount: "890000.50", currency: "EUR" }, strategic: true, plan: "enterprise", region: "eu",
      renewalOn: "2031-03-31T00:00:00Z", usage: 12, ownerEmail: email, services: [base, top],
    });

    expect(ada).toMatchObject({ name: "Ada", email, team: { slug: team }, workingHours: { days: [1, 2], from: "09:00", to: "17:00" }, contactMethods: [{ channel: "EMAIL", address: email }] });
    expect(customer).toMatchObject({
      externalId: account, arr: { amount: "890000.5", currency: "EUR" }, renewalOn: "2031-03-31T00:00:00.000Z", usage: "12", activeEscalation: false,
      owner: { email }, services: [{ slug: base }, { slug: top }],
    });
    const data = await hub.ok(`query ($team: String!, $email: String!, $base: String!, $account: String!) {
      team(slug: $team) { ${TEAM} } responder(email: $email) { ${RESPONDER} } service(slug: $base) { ${SERVICE} } customer(externalId: $account) { ${CUSTOMER} }
    }`, { team, email: email.toUpperCase(), base, account });
    expect(data.responder).toEqual(ada);
    expect(data.customer).toEqual(customer);
    expect(data.team).toMatchObject({ slug: team, catchAll: true, defaultRoles: [], members: [{ email }], services: [{ slug: base }] });
    expect(data.service).toMatchObject({ owner: { slug: team }, dependencies: [], dependants: [{ slug: top }] });
  });

  test("changes field by field: what is left out stays, null clears", async () => {
    const [slug, email, service, account] = [own("team"), `${own("bob")}@example.com`, own("service"), own("account")];
    const { id: responderId } = await save("createResponder", RESPONDER, { name: "Bob", email, timeZone: "Asia/Tokyo", workingHours: { days: [1], from: "09:00", to: "17:00" } });
    const { id: teamId } = await save("createTeam", TEAM, { slug, name: "Team", defaultRoles: [{ role: "COMMS", responderEmail: email }] });
    const { id: serviceId } = await save("createService", SERVICE, { slug: service, name: "Service", tier: 3, ownerTeamSlug: slug });
    await save("createCustomer", CUSTOMER, { externalId: account, name: "Acme", arr: { amount: "1", currency: "USD" }, plan: "team", services: [service] });

    expect(await save("updateTeam", TEAM, { id: teamId, name: "Other" })).toMatchObject({ name: "Other", defaultRoles: [{ role: "COMMS", responder: { email } }] });
    expect(await save("updateResponder", RESPONDER, { id: responderId, workingHours: null })).toMatchObject({ name: "Bob", timeZone: "Asia/Tokyo", workingHours: null });
    expect(await save("updateService", SERVICE, { id: serviceId, tier: 1, ownerTeamSlug: null })).toMatchObject({ name: "Service", tier: 1, owner: null });
    expect(await save("updateCustomer", CUSTOMER, { externalId: account, plan: null, arr: { amount: 2, currency: "EUR" } })).toMatchObject({
      plan: null, arr: { amount: "2", currency: "EUR" }, services: [{ slug: service }],
    });
  });
});

describe("a refusal", () => {
  test("of a circle of services carries its path", async () => {
    const [a, b] = [own("a"), own("b")];
    const { id } = await save("createService", "id", { slug: a, name: a, tier: 1 });
    await save("createService", "id", { slug: b, name: b, tier: 1, dependsOn: [a] });

    expect(await refusal("updateService", { id, dependsOn: [b] })).toMatchObject({ code: "INVALID_INPUT", field: "dependsOn", path: [a, b, a] });
  });

  test.each([
    ["createTeam", { slug: "Not A Slug", name: "x" }, "INVALID_INPUT", "slug"],
    ["createResponder", { email: "x@example.com", name: "x", teamSlug: "nowhere" }, "NOT_FOUND", "teamSlug"],
    ["createService", { slug: "x", name: "x", tier: 5 }, "INVALID_INPUT", "tier"],
    ["createCustomer", { externalId: "x", name: "x", arr: { amount: "1", currency: "XTS" } }, "INVALID_INPUT", "arr.currency"],
    ["updateTeam", { id: "00000000-0000-7000-8000-000000000000", name: "x" }, "NOT_FOUND", "id"],
    ["updateCustomer", { externalId: "nowhere", name: "x" }, "NOT_FOUND", "externalId"],
  ])("of %s names the field", async (mutation, input, code, field) => {
    expect(await refusal(mutation, input)).toMatchObject({ code, field });
  });

  test("awaits whoever may not write the directory, or not read it", async () => {
    const create = "mutation ($input: CreateTeamInput!) { createTeam(input: $input) { id } }";
    expect(await hub.refusal(create, { input: { slug: own("team"), name: "x" } }, hub.token.RESPONDER)).toMatchObject({ code: "FORBIDDEN", needs: "directory:write" });
    expect(await hub.refusal("{ teams { totalCount } }", {}, null)).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(await hub.refusal("{ team { id } }")).toMatchObject({ code: "INVALID_INPUT", field: "id" });
  });
});

describe("lists", () => {
  test("are pages by name, narrowed by text, and count when asked", async () => {
    const word = own("list");
    for (const name of ["c", "a", "b"]) await save("createTeam", "id", { slug: `${word}-${name}`, name });
    const page = (after?: string) => hub.ok(
      "query ($text: String, $after: String) { teams(text: $text, first: 2, after: $after) { totalCount nodes { name } edges { cursor } pageInfo { hasNextPage endCursor } } }",
      { text: word.toUpperCase(), after },
    );

    const { teams: first } = await page();
    const { teams: second } = await page(first.pageInfo.endCursor);

    expect(first).toMatchObject({ totalCount: 3, nodes: [{ name: "a" }, { name: "b" }], pageInfo: { hasNextPage: true } });
    expect(second).toMatchObject({ nodes: [{ name: "c" }], pageInfo: { hasNextPage: false } });
  });

  test("of responders, services and customers are there too", async () => {
    const word = own("kind");
    await save("createResponder", "id", { name: word, email: `${word}@example.com` });
    await save("createService", "id", { slug: word, name: word, tier: 1 });
    for (const strategic of [true, false]) {
      await save("createCustomer", "id", { externalId: `${word}-${strategic}`, name: word, arr: { amount: 1, currency: "USD" }, strategic, services: [word] });
    }

    const data = await hub.ok(`query ($word: String!) {
      responders(text: $word) { totalCount } services(text: $word) { totalCount }
      all: customers(serviceSlug: $word) { totalCount } strategic: customers(text: $word, strategic: true) { nodes { externalId } totalCount }
    }`, { word });

    expect(data).toMatchObject({
      responders: { totalCount: 1 }, services: { totalCount: 1 }, all: { totalCount: 2 }, strategic: { totalCount: 1, nodes: [{ externalId: `${word}-true` }] },
    });
  });
});

test("importDirectory takes rows of all lists at once and tells of those that are bad", async () => {
  const [team, email, service, account] = [own("team"), `${own("cy")}@example.com`, own("service"), own("account")];

  const result = await save("importDirectory", "created updated unchanged refused { kind row key field reason }", {
    teams: [{ slug: team, name: "Team", defaultRoles: [{ role: "COMMS", responderEmail: email }] }],
    responders: [{ email, name: "Cy", teamSlug: team, workingHours: { days: [1], from: "09:00", to: "17:00" } }],
    services: [{ slug: service, name: "Service", tier: 1, ownerTeamSlug: team }],
    customers: [
      { externalId: account, name: "Acme", arr: { amount: "1.5", currency: "USD" }, renewalOn: "2031-01-01T00:00:00Z", services: [service] },
      { externalId: own("account"), name: "Bad", arr: { amount: "1", currency: "USD" }, services: ["nowhere"] },
    ],
  });

  expect(result).toMatchObject({ created: 4, updated: 0, unchanged: 0, refused: [{ kind: "customers", row: 1, field: "services.0", reason: 'There is no service "nowhere"' }] });
});

test("importDirectory takes the rows of docs/import.md as they stand", async () => {
  const [, rows = ""] = /^```json directory\.json\n([^]*?)^```$/m.exec(readFileSync("docs/import.md", "utf8")) ?? [];
  expect(await save("importDirectory", "refused { kind row field reason }", JSON.parse(rows))).toEqual({ refused: [] });
});

test("an atomic importDirectory with a bad row changes nothing", async () => {
  const slug = own("team");
  const result = await save("importDirectory", "created refused { kind row }", { atomic: true, teams: [{ slug, name: "x" }, { slug: "Bad Slug", name: "x" }] });
  expect(result).toEqual({ created: 0, refused: [{ kind: "teams", row: 1 }] });
  expect(await hub.ok("query ($slug: String) { team(slug: $slug) { id } }", { slug })).toEqual({ team: null });
});
