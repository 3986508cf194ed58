import { describe, expect, test } from "vitest";
import type { ServiceContext } from "../../src/services/context.ts";
import * as customers from "../../src/services/customer/index.ts";
import * as responders from "../../src/services/responder/index.ts";
import * as services from "../../src/services/service/index.ts";
import * as teams from "../../src/services/team/index.ts";
import { aContext, anActor } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { fingerprint } from "../support/hub.ts";

const database = useDatabase();
const aDirectory = () => aContext(database.source.manager);
let made = 0;
const fresh = (noun: string) => `${noun}-${++made}`;

/** The refusal, after which every table is as it was. */
async function refusal(act: () => Promise<unknown>) {
  const before = await fingerprint(database.source);
  const error = await act().then(() => undefined, (thrown: unknown) => thrown);
  expect(await fingerprint(database.source)).toEqual(before);
  return error;
}

const aTeam = (ctx: ServiceContext, over: teams.TeamInput = {}) => teams.createTeam(ctx, { slug: fresh("team"), name: "Team", ...over });
const aResponder = (ctx: ServiceContext, over: responders.ResponderInput = {}) =>
  responders.createResponder(ctx, { email: `${fresh("person")}@example.com`, name: "Person", ...over });
const aService = (ctx: ServiceContext, over: services.ServiceInput = {}) =>
  services.createService(ctx, { slug: fresh("service"), name: "Service", tier: 2, ...over });
const aCustomer = (ctx: ServiceContext, over: customers.CustomerInput = {}) =>
  customers.createCustomer(ctx, { externalId: fresh("account"), name: "Account", arr: { amount: "1000", currency: "USD" }, ...over });

describe("a team", () => {
  test("is created with its default roles, and keeps what an update leaves out", async () => {
    const ctx = aDirectory();
    const { id: responderId, email } = await aResponder(ctx);
    const team = await aTeam(ctx, { name: " Payments ", defaultRoles: [{ role: "ENGINEERING_LEAD", responderEmail: email.toUpperCase() }] });
    expect(team).toMatchObject({ name: "Payments", catchAll: false });

    await teams.updateTeam(ctx, { id: team.id, catchAll: true });

    expect(await teams.find(ctx, { slug: team.slug })).toMatchObject({ id: team.id, name: "Payments", catchAll: true });
    expect((await teams.defaultRolesOf(ctx, [team.id])).get(team.id)).toEqual([{ teamId: team.id, role: "ENGINEERING_LEAD", responderId, scheduleId: null }]);
  });

  test("gives up its default roles for the list of an update", async () => {
    const ctx = aDirectory();
    const { email } = await aResponder(ctx);
    const { id } = await aTeam(ctx, { defaultRoles: [{ role: "COMMS", responderEmail: email }] });

    await teams.updateTeam(ctx, { id, defaultRoles: [] });

    expect(await teams.defaultRolesOf(ctx, [id])).toEqual(new Map());
  });

  test("keeps its hours and its ladder, which names people by address", async () => {
    const ctx = aDirectory();
    const { id: responderId, email } = await aResponder(ctx, { title: "CTO" });
    const workingHours = { days: [1, 2], from: "08:00", to: "16:00" };
    const ladder: teams.LadderLevelInput[] = [
      { name: "on-call", roles: ["ENGINEERING_ON_CALL"] },
      { name: "top", titles: ["CTO"], responderEmails: [email.toUpperCase()], acknowledgedByAll: true },
    ];
    const team = await aTeam(ctx, { timeZone: "Asia/Tokyo", workingHours, ladder });
    await teams.updateTeam(ctx, { id: team.id, name: "Renamed" });

    expect(await teams.find(ctx, { id: team.id })).toMatchObject({
      name: "Renamed", timeZone: "Asia/Tokyo", workingHours,
      ladder: [
        { name: "on-call", roles: ["ENGINEERING_ON_CALL"], titles: [], responderIds: [], acknowledgedByAll: false },
        { name: "top", roles: [], titles: ["CTO"], responderIds: [responderId], acknowledgedByAll: true },
      ],
    });
    expect(await teams.updateTeam(ctx, { id: team.id, ladder: null, workingHours: null })).toMatchObject({ ladder: null, workingHours: null });
  });

  test("refuses a ladder that names somebody who is not there", async () => {
    const ctx = aDirectory();
    const ladder = [{ name: "on-call", roles: ["ENGINEERING_ON_CALL" as const] }, { name: "lead", responderEmails: ["gone@example.com"] }];
    expect(await refusal(() => aTeam(ctx, { ladder }))).toMatchObject({ code: "NOT_FOUND", details: { field: "ladder.1.responderEmails.0" } });
  });

  test("can take another slug that is free", async () => {
    const ctx = aDirectory();
    const { id } = await aTeam(ctx);
    const other = await aTeam(ctx);
    const slug = fresh("renamed");

    expect(await teams.updateTeam(ctx, { id, slug })).toMatchObject({ id, slug });
    expect(await refusal(() => teams.updateTeam(ctx, { id, slug: other.slug }))).toMatchObject({ code: "CONFLICT", details: { field: "slug", id: other.id } });
  });

  test.each([
    [{ slug: "Payments" }, "slug"],
    [{ slug: "-payments" }, "slug"],
    [{ slug: "p".repeat(201) }, "slug"],
    [{ slug: null }, "slug"],
    [{ name: "  " }, "name"],
    [{ timeZone: "Mars/Base" }, "timeZone"],
    [{ workingHours: { days: [8], from: "09:00", to: "17:00" } }, "workingHours.days"],
    [{ ladder: [] }, "ladder"],
    [{ ladder: [{ name: "nobody" }] }, "ladder.0"],
    [{ ladder: [{ name: " ", titles: ["CTO"] }] }, "ladder.0.name"],
    [{ ladder: [{ name: "lead", responderEmails: ["nobody"] }] }, "ladder.0.responderEmails.0"],
    [{ ladder: Array.from({ length: 11 }, () => ({ name: "level", titles: ["CTO"] })) }, "ladder"],
    [{ defaultRoles: [{ role: "COMMS" }] }, "defaultRoles.0.responderEmail"],
    [{ defaultRoles: [{ role: "COMMS", responderEmail: "a@example.com", scheduleSlug: "a" }] }, "defaultRoles.0.responderEmail"],
    [{ name: "a\u0000b" }, "name"],
    [{ name: "half \ud800 a pair" }, "name"],
    [{ name: "n".repeat(201) }, "name"],
    [{ defaultRoles: [{ role: "COMMS", responderEmail: "ada@example.com" }, { role: "COMMS", responderEmail: "b@example.com" }] }, "defaultRoles.1.role"],
    [{ defaultRoles: [{ role: "COMMS", responderEmail: "ada" }] }, "defaultRoles.0.responderEmail"],
  ] as [teams.TeamInput, string][])("%j is refused", async (input, field) => {
    const ctx = aDirectory();
    expect(await refusal(() => aTeam(ctx, input))).toMatchObject({ code: "INVALID_INPUT", details: { field } });
  });

  test("cannot name people who are not in the directory", async () => {
    const ctx = aDirectory();
    const nobody = () => aTeam(ctx, { defaultRoles: [{ role: "COMMS", responderEmail: "nobody@example.com" }] });
    expect(await refusal(nobody)).toMatchObject({ code: "NOT_FOUND", details: { field: "defaultRoles.0.responderEmail" }, message: 'There is no responder "nobody@example.com"' });
  });

  test("of two that are created at once with one slug, one is there", async () => {
    const ctx = aDirectory();
    const slug = fresh("wanted");

    const outcomes = await Promise.allSettled([aTeam(ctx, { slug }), aTeam(ctx, { slug })]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "CONFLICT" } });
  });

  test("that is not there cannot be updated", async () => {
    const ctx = aDirectory();
    const id = "00000000-0000-7000-8000-000000000000";
    expect(await refusal(() => teams.updateTeam(ctx, { id, name: "x" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "id" } });
    expect(await refusal(() => teams.updateTeam(ctx, { id: "x", name: "x" }))).toMatchObject({ code: "INVALID_INPUT", details: { field: "id" } });
  });
});

describe("a responder", () => {
  test("is known by the lower-case address, and has hours and ways to be reached", async () => {
    const ctx = aDirectory();
    const team = await aTeam(ctx);
    const email = `Ada.${fresh("p")}@Example.com`;

    const made = await aResponder(ctx, {
      email, teamSlug: team.slug, timeZone: "Europe/Berlin", workingHours: { days: [5, 1, 1], from: "22:00", to: "06:00" },
      contactMethods: [{ channel: "SMS", address: "+49 (30) 1234-567" }],
    });

    expect(await responders.find(ctx, { email })).toEqual(made);
    expect(made).toMatchObject({
      email: email.toLowerCase(), teamId: team.id, workingHours: { days: [1, 5], from: "22:00", to: "06:00" },
      contactMethods: [{ channel: "SMS", address: "+49301234567" }],
    });
    expect((await responders.membersOf(ctx, [team.id])).get(team.id)).toEqual([made]);
  });

  test("can be taken out of a team, and what is not given stays", async () => {
    const ctx = aDirectory();
    const team = await aTeam(ctx);
    const { id } = await aResponder(ctx, { teamSlug: team.slug, timeZone: "Asia/Tokyo", workingHours: { days: [1], from: "09:00", to: "17:00" } });

    await responders.updateResponder(ctx, { id, teamSlug: null, workingHours: null });

    expect(await responders.find(ctx, { id })).toMatchObject({ teamId: null, workingHours: null, timeZone: "Asia/Tokyo" });
  });

  test.each([
    [{ email: "ada" }, "email"],
    [{ timeZone: "Mars/Base" }, "timeZone"],
    [{ timeZone: "+02:00" }, "timeZone"],
    [{ workingHours: { days: [], from: "09:00", to: "17:00" } }, "workingHours.days"],
    [{ workingHours: { days: [0], from: "09:00", to: "17:00" } }, "workingHours.days"],
    [{ workingHours: { days: [1], from: "9:00", to: "17:00" } }, "workingHours.from"],
    [{ workingHours: { days: [1], from: "09:00", to: "24:00" } }, "workingHours.to"],
    [{ workingHours: { days: [1], from: "09:00", to: "09:00" } }, "workingHours.to"],
    [{ contactMethods: [{ channel: "SMS", address: "030 1234567" }] }, "contactMethods.0.address"],
    [{ contactMethods: [{ channel: "WEBHOOK", address: "ftp://example.com" }] }, "contactMethods.0.address"],
    [{ contactMethods: [{ channel: "EMAIL", address: "ada" }] }, "contactMethods.0.address"],
  ] as [responders.ResponderInput, string][])("%j is refused", async (input, field) => {
    const ctx = aDirectory();
    expect(await refusal(() => aResponder(ctx, input))).toMatchObject({ code: "INVALID_INPUT", details: { field } });
  });

  test("cannot join a team that is not there, nor take another's address", async () => {
    const ctx = aDirectory();
    const { email } = await aResponder(ctx);
    expect(await refusal(() => aResponder(ctx, { teamSlug: "no-such-team" }))).toMatchObject({ code: "NOT_FOUND", details: { field: "teamSlug" } });
    expect(await refusal(() => aResponder(ctx, { email: email.toUpperCase() }))).toMatchObject({ code: "CONFLICT", details: { field: "email" } });
  });
});

describe("a service", () => {
  test("stands between what it depends on and what depends on it", async () => {
    const ctx = aDirectory();
    const team = await aTeam(ctx);
    const base = await aService(ctx);
    const middle = await aService(ctx, { ownerTeamSlug: team.slug, dependsOn: [base.slug, base.slug] });
    const top = await aService(ctx, { dependsOn: [middle.slug] });

    expect((await services.dependenciesOf(ctx, [middle.id])).get(middle.id)).toMatchObject([{ id: base.id }]);
    expect((await services.dependantsOf(ctx, [middle.id])).get(middle.id)).toMatchObject([{ id: top.id }]);
    expect((await services.ownedBy(ctx, [team.id])).get(team.id)).toMatchObject([{ id: middle.id }]);
  });

  test("cannot close a circle; the refusal has its path", async () => {
    const ctx = aDirectory();
    const base = await aService(ctx);
    const middle = await aService(ctx, { dependsOn: [base.slug] });
    const top = await aService(ctx, { dependsOn: [middle.slug] });

    const error = await refusal(() => services.updateService(ctx, { id: base.id, dependsOn: [top.slug] }));

    const path = [base.slug, top.slug, middle.slug, base.slug];
    expect(error).toMatchObject({ code: "INVALID_INPUT", details: { field: "dependsOn", path } });
    expect(error).toHaveProperty("message", expect.stringContaining(path.join(" -> ")));
  });

  test("cannot depend on itself", async () => {
    const ctx = aDirectory();
    const { id, slug } = await aService(ctx);
    expect(await refusal(() => services.updateService(ctx, { id, dependsOn: [slug] }))).toMatchObject({ details: { path: [slug, slug] } });
  });

  test("of two that depend on each other at once, one is refused", async () => {
    const ctx = aDirectory();
    const [a, b] = await Promise.all([aService(ctx), aService(ctx)]);

    const outcomes = await Promise.allSettled([
      services.updateService(ctx, { id: a.id, dependsOn: [b.slug] }),
      services.updateService(ctx, { id: b.id, dependsOn: [a.slug] }),
    ]);

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test.each([
    [{ tier: 0 }, "INVALID_INPUT", "tier"],
    [{ tier: 5 }, "INVALID_INPUT", "tier"],
    [{ tier: 1.5 }, "INVALID_INPUT", "tier"],
    [{ ownerTeamSlug: "no-such-team" }, "NOT_FOUND", "ownerTeamSlug"],
    [{ dependsOn: ["no-such-service"] }, "NOT_FOUND", "dependsOn.0"],
  ] as [services.ServiceInput, string, string][])("%j is refused", async (input, code, field) => {
    const ctx = aDirectory();
    expect(await refusal(() => aService(ctx, input))).toMatchObject({ code, details: { field } });
  });
});

describe("a customer", () => {
  test("has an exact revenue and uses services", async () => {
    const ctx = aDirectory();
    const service = await aService(ctx);
    const owner = await aResponder(ctx);

    const made = await aCustomer(ctx, { arr: { amount: "0890000.500", currency: "eur" }, ownerEmail: owner.email, services: [service.slug] });

    expect(made).toMatchObject({ arrAmount: "890000.5", arrCurrency: "EUR", ownerId: owner.id, usage: "0", strategic: false });
    expect((await services.usedBy(ctx, [made.id])).get(made.id)).toMatchObject([{ id: service.id }]);
  });

  test("keeps its currency when only the amount is given; a new one has the policy's", async () => {
    const ctx = aDirectory();
    const { externalId } = await aCustomer(ctx, { arr: { amount: "1", currency: "EUR" } });

    expect(await customers.updateCustomer(ctx, { externalId, arr: { amount: "2" } })).toMatchObject({ arrAmount: "2", arrCurrency: "EUR" });
    expect(await aCustomer(ctx, { arr: { amount: "1" } })).toMatchObject({ arrCurrency: "USD" });
  });

  test("is cleared by null, and untouched by what is left out", async () => {
    const ctx = aDirectory();
    const { externalId } = await aCustomer(ctx, { plan: "enterprise", region: "eu", usage: "7", renewalOn: new Date("2031-01-01T00:00:00Z") });

    await customers.updateCustomer(ctx, { externalId, plan: null, renewalOn: null, usage: null });

    expect(await customers.find(ctx, { externalId })).toMatchObject({ plan: null, renewalOn: null, usage: "0", region: "eu" });
  });

  test("that stays as it is keeps the time of its last change", async () => {
    const ctx = aDirectory();
    const { externalId, updatedAt } = await aCustomer(ctx);
    const later = { ...ctx, now: () => new Date(updatedAt.getTime() + 60_000) };

    expect(await customers.updateCustomer(later, { externalId, name: "Account", arr: { amount: "1000.00" } })).toMatchObject({ updatedAt });
  });

  test.each([
    [{ arr: { amount: "-1", currency: "USD" } }, "INVALID_INPUT", "arr.amount"],
    [{ arr: { amount: "1e3", currency: "USD" } }, "INVALID_INPUT", "arr.amount"],
    [{ arr: { amount: "1", currency: "dollars" } }, "INVALID_INPUT", "arr.currency"],
    [{ arr: { amount: "1", currency: "XTS" } }, "INVALID_INPUT", "arr.currency"],
    [{ arr: null }, "INVALID_INPUT", "arr"],
    [{ usage: "-1" }, "INVALID_INPUT", "usage"],
    [{ ownerEmail: "nobody@example.com" }, "NOT_FOUND", "ownerEmail"],
    [{ services: ["no-such-service"] }, "NOT_FOUND", "services.0"],
  ] as [customers.CustomerInput, string, string][])("%j is refused", async (input, code, field) => {
    const ctx = aDirectory();
    expect(await refusal(() => aCustomer(ctx, input))).toMatchObject({ code, details: { field } });
  });

  test("that is not there cannot be updated, nor one that is there be created", async () => {
    const ctx = aDirectory();
    const { externalId } = await aCustomer(ctx);
    expect(await refusal(() => customers.updateCustomer(ctx, { externalId: "nowhere", name: "x" }))).toMatchObject({ code: "NOT_FOUND" });
    expect(await refusal(() => aCustomer(ctx, { externalId }))).toMatchObject({ code: "CONFLICT" });
  });
});

describe("pages", () => {
  test("go through all customers by name, narrowed by text, service and rank, none twice", async () => {
    const ctx = aDirectory();
    const service = await aService(ctx);
    const word = fresh("needle");
    for (const [at, name] of ["b", "a", "a", "c", "A"].entries()) {
      await aCustomer(ctx, { name: `${name} ${word} 100%`, services: [service.slug], strategic: at < 4 });
    }
    const filter = { text: `${word.toUpperCase()} 100%`, serviceSlug: service.slug, strategic: true };

    const first = await customers.page(ctx, filter, { first: 3 });
    const second = await customers.page(ctx, filter, { first: 3, after: first.pageInfo.endCursor });

    expect([first, second].map(({ nodes }) => nodes.map(({ name }) => name[0]))).toEqual([["a", "a", "b"], ["c"]]);
    expect([first, second].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, false]);
    expect(await second.count()).toBe(4);
    expect((await customers.page(ctx, { text: "100_" }, { first: 3 })).nodes).toEqual([]);
  });

  test("refuse a cursor of another list and a service that is not there", async () => {
    const ctx = aDirectory();
    await aTeam(ctx);
    const { pageInfo } = await teams.page(ctx, {}, { first: 1 });
    await expect(customers.page(ctx, {}, { first: 1, after: pageInfo.endCursor })).rejects.toMatchObject({ details: { field: "after" } });
    await expect(customers.page(ctx, { serviceSlug: "nowhere" }, { first: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("rights", () => {
  const asRole = (role: "PUBLIC" | "VIEWER" | "RESPONDER") => aContext(database.source.manager, { actor: anActor({ role }) });

  test("whoever may read the directory need not be able to write it", async () => {
    await expect(teams.page(asRole("VIEWER"), {}, { first: 1 })).resolves.toBeDefined();
    await expect(aTeam(asRole("RESPONDER"), { slug: "Not Even Checked" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(customers.find(asRole("PUBLIC"), { externalId: "x" })).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});
