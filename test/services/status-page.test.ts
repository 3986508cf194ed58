import { beforeEach, describe, expect, test } from "vitest";
import { v7 as uuid } from "uuid";
import { openDatabase } from "../../src/database/open-database.ts";
import { SightedManager } from "../../src/database/sight.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { StatusComponentEntity } from "../../src/entities/status-component.entity.ts";
import { StatusEntryEntity, StatusEntryUpdateEntity } from "../../src/entities/status-entry.entity.ts";
import { statusRoutes } from "../../src/server/status/status-routes.ts";
import { subscriptionRoutes } from "../../src/server/subscriptions/subscription-routes.ts";
import type { ServiceEntity } from "../../src/entities/service.entity.ts";
import * as communications from "../../src/services/communication/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { importDirectory } from "../../src/services/import/index.ts";
import { changeIncident } from "../../src/services/incident/change.ts";
import * as incidents from "../../src/services/incident/index.ts";
import { insert, select, selectOne } from "../../src/services/rows.ts";
import * as statusComponents from "../../src/services/status-component/index.ts";
import * as statusEntries from "../../src/services/status-entry/index.ts";
import * as statusPages from "../../src/services/status-page/index.ts";
import { assign } from "../../src/services/role/index.ts";
import { importSubscribers } from "../../src/services/subscriber/index.ts";
import { record } from "../../src/services/timeline/record.ts";
import { aContext, anActor, anIncident, aResponder, aService, at, later, NOON, someCustomers } from "../support/build.ts";
import { useDatabase } from "../support/database.ts";
import { isOver, OVERRIDE, saidOf } from "../support/incident.ts";
import { aPage } from "../support/subscribers.ts";

const database = useDatabase();
let ctx: ServiceContext;
let service: ServiceEntity;

beforeEach(async () => {
  ctx = aContext(database.source.manager);
  service = await aService(ctx);
});

async function aComponent(over: Partial<StatusComponentEntity> = {}, ...services: ServiceEntity[]): Promise<StatusComponentEntity> {
  const id = uuid();
  const component: StatusComponentEntity = {
    id, slug: `component-${id}`, name: "API", description: null, groupId: null, position: 0, isInternal: false, startsAt: at(-1_440), state: "OPERATIONAL",
    stateSince: at(-1_440), createdAt: at(-1_440), updatedAt: at(-1_440), ...over,
  };
  await insert(ctx, StatusComponentEntity, [component]);
  for (const { id: serviceId } of services) await ctx.db.query("insert into status_component_service values ($1, $2)", [id, serviceId]);
  return component;
}

const entryOf = ({ id }: Pick<IncidentEntity, "id">) => selectOne(ctx, StatusEntryEntity, "where incident_id = $1", [id]);
const updatesOf = ({ id }: StatusEntryEntity) => select(ctx, StatusEntryUpdateEntity, "where entry_id = $1 order by at, id", [id]);
const stateOf = async ({ id }: StatusComponentEntity) => (await selectOne(ctx, StatusComponentEntity, "where id = $1", [id]))?.state;
const spansOf = ({ id }: StatusComponentEntity) =>
  ctx.db.query("select state, from_at as from, until_at as until from status_hold where component_id = $1 order by from_at, state", [id]);
const publish = (by: ServiceContext, { id }: Pick<IncidentEntity, "id">, over: Partial<communications.PublishCommunication> = {}) =>
  communications.publishCommunication(by, { incidentId: id, audience: "STATUS_PAGE", body: "Some requests fail. Next update in 15 minutes.", ...over });

describe("an incident on the page", () => {
  test("its first publication opens an entry, and its components are in the state that it brings", async () => {
    const component = await aComponent({}, service);
    const other = await aComponent();
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(later(ctx, 5), incident, { subject: "Requests fail" });
    const entry = await entryOf(incident);
    expect(entry).toMatchObject({ kind: "INCIDENT", title: "Requests fail", state: "INVESTIGATING", impact: "CRITICAL", startedAt: NOON, createdAt: at(5), resolvedAt: null });
    expect(await updatesOf(entry!)).toMatchObject([{ state: "INVESTIGATING", body: "Some requests fail. Next update in 15 minutes.", components: [{ componentId: component.id, from: "OPERATIONAL", to: "MAJOR_OUTAGE" }] }]);
    expect([await stateOf(component), await stateOf(other)]).toEqual(["MAJOR_OUTAGE", "OPERATIONAL"]);
    expect(await spansOf(component)).toEqual([{ state: "MAJOR_OUTAGE", from: NOON, until: null }]);
  });

  test("a publication that no public page shows says so", async () => {
    const page = await aPage(ctx);
    const incident = await anIncident(ctx, { serviceSlug: service.slug });
    expect((await publish(ctx, incident)).notSent).toEqual([]);
    const inside = await aComponent({ isInternal: true }, service);
    expect((await publish(later(ctx, 1), incident)).notSent).toEqual(["no public page shows it: its components are internal, or on none"]);
    await ctx.db.query("update status_component set is_internal = false where id = $1", [inside.id]);
    expect((await publish(later(ctx, 2), incident)).notSent).toEqual([]);
    await ctx.db.query("delete from status_page where id = $1", [page.id]);
  });

  test("resolving the incident resolves it, and lets its components go; a reopened one goes on with what is said next", async () => {
    const component = await aComponent({}, service);
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED" } });
    await publish(later(ctx, 5), incident);
    await incidents.startMitigation(later(ctx, 10), { incidentId: incident.id });
    await incidents.resolve(later(ctx, 20), { incidentId: incident.id, ...OVERRIDE });
    expect(await entryOf(incident)).toMatchObject({ state: "RESOLVED", impact: "MINOR", resolvedAt: at(20) });
    expect(await stateOf(component)).toBe("OPERATIONAL");
    expect(await spansOf(component)).toEqual([{ state: "DEGRADED_PERFORMANCE", from: NOON, until: at(20) }]);

    await incidents.reopen(later(ctx, 30), { incidentId: incident.id, reason: "It is back" });
    expect(await entryOf(incident)).toMatchObject({ state: "RESOLVED" });
    await publish(later(ctx, 31), incident, { publicState: "INVESTIGATING" });
    const entry = await entryOf(incident);
    expect(entry).toMatchObject({ state: "INVESTIGATING", resolvedAt: null, startedAt: NOON });
    expect((await updatesOf(entry!)).map(({ state }) => state)).toEqual(["INVESTIGATING", "RESOLVED", "INVESTIGATING"]);
    expect(await spansOf(component)).toEqual([{ state: "DEGRADED_PERFORMANCE", from: NOON, until: at(20) }, { state: "DEGRADED_PERFORMANCE", from: at(31), until: null }]);
  });

  test("a component that two entries hold is in the worse state, and free once both have let go", async () => {
    const component = await aComponent({}, service);
    const [slow, down] = await Promise.all([anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED" } }), anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } })]);
    await Promise.all([publish(ctx, slow), publish(ctx, down)]);
    expect(await stateOf(component)).toBe("MAJOR_OUTAGE");
    await isOver(later(ctx, 5), down);
    expect(await stateOf(component)).toBe("DEGRADED_PERFORMANCE");
    await isOver(later(ctx, 6), slow);
    expect(await stateOf(component)).toBe("OPERATIONAL");
  });

  test("its figures may be corrected by a person, while it is open and when it is over", async () => {
    const [component, other] = [await aComponent({}, service), await aComponent()];
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await expect(statusEntries.updateEntry(ctx, { incidentId: incident.id, title: "X" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await publish(ctx, incident);
    await statusEntries.updateEntry(later(ctx, 10), { incidentId: incident.id, startedAt: at(-30), components: [{ component: component.slug, state: "PARTIAL_OUTAGE" }] });
    expect(await spansOf(component)).toEqual([{ state: "MAJOR_OUTAGE", from: at(-30), until: at(10) }, { state: "PARTIAL_OUTAGE", from: at(10), until: null }]);
    await isOver(later(ctx, 20), incident);
    expect(await statusEntries.updateEntry(later(ctx, 60), { incidentId: incident.id, components: [{ component: other.slug, state: "DEGRADED_PERFORMANCE" }] })).toMatchObject({ state: "RESOLVED", impact: "MINOR" });
    expect([await spansOf(component), await spansOf(other), await stateOf(other)]).toEqual([[], [{ state: "DEGRADED_PERFORMANCE", from: at(-30), until: at(20) }], "OPERATIONAL"]);
    expect((await saidOf(ctx, { id: incident.id })).at(-1)).toBe(`COMMUNICATION: Changed on the status page: components ${other.slug} DEGRADED_PERFORMANCE`);
  });

  test("a drill and a private incident are never there", async () => {
    const component = await aComponent({}, service);
    for (const over of [{ drill: true, private: false }, { drill: false, private: true }]) {
      const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" }, ...over });
      // Of a private one nothing may be published to customers at all.
      if (over.private) await expect(publish(ctx, incident)).rejects.toMatchObject({ code: "CONFLICT" });
      else await publish(ctx, incident);
      expect(await entryOf(incident)).toBeNull();
    }
    expect([await stateOf(component), await spansOf(component)]).toEqual(["OPERATIONAL", []]);
  });
});

test("the database itself refuses an entry of a drill or a private incident, and shows no child of one", async () => {
  const { source } = await openDatabase({ url: database.url, poolSize: 1 });
  const entry = (id: string) => new SightedManager(source, "*").query(
    `insert into status_entry (id, kind, incident_id, title, impact, state, started_at, moves_by_itself, components_by_hand, is_general, created_by, created_at, updated_at)
     values (gen_random_uuid(), 'INCIDENT', $1, 'X', 'MINOR', 'INVESTIGATING', now(), false, false, true, 'ada', now(), now())`, [id]);
  for (const over of [{ drill: true }, { private: true }]) await expect(entry((await anIncident(ctx, over)).id)).rejects.toThrow(/row-level security/);
  await entry((await anIncident(ctx)).id);
  await source.destroy();
});

describe("what is taken back", () => {
  const retract = (by: ServiceContext, { id }: IncidentEntity, communicationId: string, note: string) =>
    changeIncident(by, { name: "test" }, { incidentId: id }, async (change) => {
      await statusEntries.hearRetraction(change, { id: communicationId } as never, note);
      record(change, { kind: "NOTE", summary: "Taken back" });
    });

  test("is gone from the page, a note in its place, and the entry stands as the word before has it", async () => {
    const component = await aComponent({}, service);
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    await publish(later(ctx, 1), incident);
    const wrong = await publish(later(ctx, 2), incident, { publicState: "MONITORING", body: "It is nearly over, thanks to Bob. Next update in 15 minutes." });
    await retract(later(ctx, 3), incident, wrong.id, "This was said too early.");
    const entry = await entryOf(incident);
    expect(entry).toMatchObject({ state: "INVESTIGATING", resolvedAt: null });
    expect((await updatesOf(entry!)).map(({ body, retractedAt }) => [body, retractedAt])).toEqual([["Some requests fail. Next update in 15 minutes.", null], ["This was said too early.", at(3)]]);
    expect(JSON.stringify(await ctx.db.query("select * from status_entry_update"))).not.toContain("Bob");
    expect(await stateOf(component)).toBe("MAJOR_OUTAGE");
  });

  test("as the only word ends the entry, and what it held was never so", async () => {
    const component = await aComponent({}, service);
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    const { id } = await publish(ctx, incident);
    await retract(later(ctx, 3), incident, id, "This was about another incident.");
    expect(await entryOf(incident)).toMatchObject({ state: "RESOLVED", resolvedAt: at(3) });
    expect([await stateOf(component), await spansOf(component)]).toEqual(["OPERATIONAL", []]);
  });
});

describe("a maintenance", () => {
  const schedule = (by: ServiceContext, components: string[], over: Partial<statusEntries.ScheduleMaintenance> = {}) =>
    statusEntries.scheduleMaintenance(by, { title: "Database work", scheduledFrom: at(60), scheduledUntil: at(120), components, ...over });
  const apply = (minute: number) => statusEntries.dueMaintenances.apply(later(ctx, minute), 100);

  test("begins and ends at its instants, never early and once, however late a hub comes to it", async () => {
    const component = await aComponent();
    const { id } = await schedule(ctx, [component.slug]);
    expect(await statusEntries.dueMaintenances.upcoming(ctx, at(200), 10)).toEqual([at(60)]);
    expect([await apply(59), await stateOf(component)]).toEqual([0, "OPERATIONAL"]);
    const applied = await Promise.all([apply(61), apply(61), apply(61)]);
    expect(applied.reduce((sum, one) => sum + one)).toBe(1);
    expect(await stateOf(component)).toBe("UNDER_MAINTENANCE");
    expect(await apply(125)).toBe(1);
    const entry = await selectOne(ctx, StatusEntryEntity, "where id = $1", [id]);
    expect(entry).toMatchObject({ state: "COMPLETED", startedAt: at(60), resolvedAt: at(120), dueAt: null });
    expect((await updatesOf(entry!)).map(({ state }) => state)).toEqual(["SCHEDULED", "IN_PROGRESS", "COMPLETED"]);
    expect(await spansOf(component)).toEqual([{ state: "UNDER_MAINTENANCE", from: at(60), until: at(120) }]);
  });

  test("speaks to customers, so its words neither guess nor blame, and what is refused leaves nothing", async () => {
    const { id } = await schedule(ctx, []);
    const before = await select(ctx, StatusEntryEntity, "order by id");
    await expect(schedule(ctx, [], { title: "AWS broke our database" })).rejects.toMatchObject({ code: "GUARDRAIL", details: { field: "title", findings: [{ rule: "BLAME" }] } });
    await expect(schedule(ctx, [], { body: "Queries are slow, probably due to an index." })).rejects.toMatchObject({ code: "GUARDRAIL", details: { field: "body", findings: [{ rule: "SPECULATION", start: 18 }] } });
    await expect(statusEntries.updateMaintenance(ctx, { id, body: "A technician accidentally cut the power." })).rejects.toMatchObject({ code: "GUARDRAIL", details: { field: "body" } });
    await expect(statusEntries.updateMaintenance(ctx, { id, title: "Human error" })).rejects.toMatchObject({ code: "GUARDRAIL", details: { field: "title" } });
    expect(await select(ctx, StatusEntryEntity, "order by id")).toEqual(before);
  });

  test("goes as a person moves it, and only where that leads somewhere", async () => {
    const [component, other] = [await aComponent(), await aComponent()];
    const { id } = await schedule(ctx, [component.slug], { idempotencyKey: "one" });
    expect((await schedule(ctx, [component.slug], { idempotencyKey: "one" })).id).toBe(id);
    const move = (minute: number, over: object) => statusEntries.updateMaintenance(later(ctx, minute), { id, ...over });
    await expect(move(1, { state: "COMPLETED" })).rejects.toMatchObject({ code: "ILLEGAL_TRANSITION", details: { field: "state", allowed: ["IN_PROGRESS", "CANCELLED"] } });
    await expect(move(1, { scheduledUntil: at(30) })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "scheduledUntil" } });
    await expect(move(1, { components: ["nothing"] })).rejects.toMatchObject({ code: "NOT_FOUND", details: { field: "components.0" } });
    expect(await move(2, { scheduledFrom: at(90) })).toMatchObject({ state: "SCHEDULED", dueAt: at(90) });
    await move(70, { state: "IN_PROGRESS" });
    expect(await stateOf(component)).toBe("UNDER_MAINTENANCE");
    await move(75, { components: [other.slug], body: "The other one, rather." });
    expect([await stateOf(component), await stateOf(other)]).toEqual(["OPERATIONAL", "UNDER_MAINTENANCE"]);
    await move(80, { state: "VERIFYING" });
    const ends = await Promise.allSettled([move(85, { state: "COMPLETED" }), move(85, { state: "COMPLETED" })]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [entry] = await select(ctx, StatusEntryEntity, "where id = $1", [id]);
    expect((await updatesOf(entry!)).map(({ body }) => body)).toEqual([
      "This maintenance is planned.", "The maintenance now takes place from 2030-01-01 13:30 UTC to 2030-01-01 14:00 UTC.", "The maintenance has begun.", "The other one, rather.",
      "The work is done, and we are checking its result.", "The maintenance is complete."]);
    expect(await spansOf(other)).toEqual([{ state: "UNDER_MAINTENANCE", from: at(75), until: at(85) }]);
    await expect(move(90, { state: "IN_PROGRESS" })).rejects.toMatchObject({ code: "ILLEGAL_TRANSITION", details: { field: "state", from: "COMPLETED", to: "IN_PROGRESS", allowed: [] } });
    await expect(move(90, { body: "More." })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("does not hide an outage, and an outage does not end it", async () => {
    const component = await aComponent({}, service);
    await schedule(ctx, [component.slug], { scheduledFrom: at(-5) });
    expect(await stateOf(component)).toBe("UNDER_MAINTENANCE");
    const incident = await anIncident(ctx, { serviceSlug: service.slug, impact: { featureState: "DEGRADED" } });
    await publish(ctx, incident);
    expect(await stateOf(component)).toBe("DEGRADED_PERFORMANCE");
    await isOver(later(ctx, 5), incident);
    expect(await stateOf(component)).toBe("UNDER_MAINTENANCE");
    await statusComponents.setComponentState(later(ctx, 6), { id: component.id, state: "PARTIAL_OUTAGE" });
    expect(await stateOf(component)).toBe("PARTIAL_OUTAGE");
    expect(await statusComponents.setComponentState(later(ctx, 7), { id: component.id, state: "OPERATIONAL" })).toMatchObject({ state: "UNDER_MAINTENANCE", stateSince: at(7) });
  });
});

describe("the structure", () => {
  test("components and groups come in by import, with what they refer to, and keep their state", async () => {
    const rows = { componentGroups: [{ slug: "eu", name: "Europe" }], components: [{ slug: "eu-api", name: "API (EU)", group: "eu", services: [service.slug], position: 3 }, { slug: "lost", name: "Lost", group: "nowhere" }] };
    expect(await importDirectory(ctx, rows)).toMatchObject({ created: 2, refused: [{ kind: "components", row: 1, field: "group", reason: 'There is no group "nowhere"' }] });
    const [component] = await select(ctx, StatusComponentEntity, "where slug = 'eu-api'");
    await statusComponents.setComponentState(ctx, { id: component!.id, state: "MAJOR_OUTAGE" });
    expect(await importDirectory(later(ctx, 1), { components: [{ slug: "eu-api", name: "API" }] })).toMatchObject({ updated: 1, refused: [] });
    expect(await selectOne(ctx, StatusComponentEntity, "where slug = 'eu-api'")).toMatchObject({ name: "API", state: "MAJOR_OUTAGE", position: 3 });
  });

  test("a page's name is taken once, its links run nothing, and the default page stays", async () => {
    await statusPages.ensureDefault(ctx);
    await statusPages.ensureDefault(ctx);
    const [page, ...others] = await statusPages.allPages(ctx);
    expect([page?.slug, others]).toEqual(["public", []]);
    await expect(statusPages.deletePage(ctx, { id: page!.id })).rejects.toMatchObject({ code: "CONFLICT" });
    const make = (slug: string, over: object = {}) => statusPages.createPage(ctx, { slug, name: "Page", kind: "PUBLIC", ...over });
    const twice = await Promise.allSettled([make("twice"), make("twice")]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(make("bad", { supportUrl: "javascript:alert(1)" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "supportUrl" } });
    await expect(make("api")).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "slug" } });
    await expect(make("bad", { timeZone: "Mars/Olympus" })).rejects.toMatchObject({ details: { field: "timeZone" } });
    await expect(make("bad", { kind: "CUSTOMER" })).rejects.toMatchObject({ details: { field: "customerExternalId" } });
    await expect(statusPages.linkPage(ctx, { id: page!.id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("a vendor who keeps the directory changes no account's page, and brings nobody in there", async () => {
    const [vendor, [customer]] = [await aResponder(ctx), await someCustomers(ctx, 1)];
    const { id: incidentId } = await anIncident(ctx);
    await changeIncident(ctx, { name: "assignRole" }, { incidentId }, async (change) => {
      await assign(change, { role: "VENDOR", responderId: vendor.id, accepted: true });
    });
    const { id, slug } = await statusPages.createPage(ctx, { slug: "account", name: "Account", kind: "CUSTOMER", customerExternalId: customer!.externalId });
    const theirs = { ...ctx, actor: anActor({ id: vendor.id, role: "ADMIN", responderId: vendor.id }) };
    const acts = [
      () => statusPages.updatePage(theirs, { id, name: "Mine" }), () => statusPages.linkPage(theirs, { id }), () => statusPages.deletePage(theirs, { id }),
      () => importSubscribers(theirs, { page: slug, areConfirmed: true }, (async function* () {})(), () => {}),
    ];
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await statusPages.updatePage(ctx, { id, name: "Ours" })).toMatchObject({ name: "Ours" });
    const own = await statusPages.createPage(theirs, { slug: "own", name: "Own", kind: "PUBLIC" });
    expect(await statusPages.deletePage(theirs, { id: own.id })).toMatchObject({ slug: "own" });
  });

  test("no page has the name of what lies beside the default one", async () => {
    const paths = [statusRoutes({} as never), subscriptionRoutes({} as never)].flatMap(({ stack }) => stack.flatMap(({ route }): string[] => [route?.path ?? []].flat()));
    const names = new Set(paths.flatMap((path) => /^\/status\/([^/:*]+)/.exec(path)?.[1] ?? []));
    expect([...names]).toEqual(expect.arrayContaining(["api", "subscribe", "history.rss"]));
    for (const slug of names) await expect(statusPages.createPage(ctx, { slug, name: "Page", kind: "PUBLIC" })).rejects.toMatchObject({ code: "INVALID_INPUT", details: { field: "slug" } });
  });
});
