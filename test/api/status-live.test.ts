import { createClient as createSse } from "graphql-sse";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as statusEntries from "../../src/services/status-entry/index.ts";
import { ANONYMOUS, BOOTSTRAP } from "../../src/services/access/actor.ts";
import { Strangers } from "../../src/server/live/strangers.ts";
import type { Hub } from "../../src/server/hub.ts";
import { aContext, aResponder, aService, at, NOON, someCustomers } from "../support/build.ts";
import { aClient, aHub, BOOTSTRAP_TOKEN, type Data, useHub, type Variables } from "../support/hub.ts";

const hub = useHub();
/** A second hub on the same database. */
let other: Hub;
beforeAll(async () => {
  other = await aHub(hub.database.url, () => hub.now);
});
afterAll(() => other.stop());
beforeEach(() => void (hub.now = NOON));

const PAGE = "id name state summary components { slug state } entries { title state updates { body } }";
const FOLLOW = `subscription ($slug: String, $token: String) { statusPageChanged(slug: $slug, token: $token) { ${PAGE} } }`;

interface Followed {
  pages: Data[];
  last: () => Data;
  errors: Data[];
  isOver: () => boolean;
  leave: () => void;
}

/** Follows a page; what has come so far is in `pages`. */
function follow(client: Pick<ReturnType<typeof aClient>, "subscribe">, variables: Variables = {}, query = FOLLOW): Followed {
  const [pages, errors]: Data[][] = [[], []];
  let isOver = false;
  const leave = client.subscribe<Data>({ query, variables }, {
    next: ({ data, errors: found }) => void (data?.["statusPageChanged"] ? pages!.push(data["statusPageChanged"]) : errors!.push(...(found ?? []))),
    error: (error) => void errors!.push(...(Array.isArray(error) ? error : [error])),
    complete: () => void (isOver = true),
  });
  return { pages: pages!, last: () => pages!.at(-1), errors: errors!, isOver: () => isOver, leave };
}

function overSse(url = hub.url, token: string | null = null) {
  const client = createSse({ url: `${url}/graphql/stream`, retryAttempts: 1_000, retry: () => new Promise((resolve) => setTimeout(resolve, 50)), ...(token && { headers: { authorization: `Bearer ${token}` } }) });
  afterAll(() => client.dispose());
  return client as unknown as ReturnType<typeof aClient>;
}

const ctx = () => aContext(hub.source.manager, { now: () => hub.now });
const mutate = async (name: string, type: string, input: object, fields = "id"): Promise<Data> =>
  (await hub.ok(`mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input }))[name];
const setState = (state: string) => mutate("setComponentState", "SetComponentStateInput", { id: api.id, state });
const rename = (id: string, name: string) => mutate("updateStatusPage", "UpdateStatusPageInput", { id, name });
const codes = ({ errors }: Followed) => errors.map(({ extensions }) => extensions.code);

let service: { slug: string; id: string };
let api: Data;
beforeAll(async () => {
  service = await aService(ctx());
  api = await mutate("createStatusComponent", "CreateStatusComponentInput", { slug: "api", name: "API", services: [service.slug], startsAt: "2029-12-01T00:00:00Z" });
});

describe("who follows a page without a token", () => {
  test.each([["a WebSocket", () => hub.client(null)], ["an event stream", () => overSse()]])("over %s has it as it is, and anew after each thing that happens on it", async (_, client) => {
    await setState("DEGRADED_PERFORMANCE");
    const seen = follow(client());
    await expect.poll(() => seen.pages.length).toBe(1);
    expect(seen.last()).toEqual((await hub.ok(`{ statusPage { ${PAGE} } }`, {}, null)).statusPage);
    expect(seen.last()).toMatchObject({ state: "DEGRADED_PERFORMANCE", components: [{ slug: "api", state: "DEGRADED_PERFORMANCE" }] });

    await setState("OPERATIONAL");
    await expect.poll(() => seen.last().state).toBe("OPERATIONAL");
    const { id: incidentId } = await hub.declare({ serviceSlug: service.slug, impact: { featureState: "DOWN" } });
    const said = await mutate("publishCommunication", "PublishCommunicationInput", { incidentId, audience: "STATUS_PAGE", subject: "Requests fail", body: "Requests fail. Next update in 15 minutes." });
    await expect.poll(() => seen.last()).toMatchObject({ state: "MAJOR_OUTAGE", entries: expect.arrayContaining([expect.objectContaining({ title: "Requests fail", state: "INVESTIGATING" })]) });
    await mutate("retractCommunication", "RetractCommunicationInput", { communicationId: said.id, note: "It was another page" });
    await expect.poll(() => seen.last()).toMatchObject({ state: "OPERATIONAL", entries: expect.arrayContaining([expect.objectContaining({ state: "RESOLVED" })]) });

    const { id } = await mutate("scheduleMaintenance", "ScheduleMaintenanceInput", { title: "Database work", scheduledFrom: at(60), scheduledUntil: at(90), components: ["api"] });
    await expect.poll(() => seen.last().entries[0]).toMatchObject({ title: "Database work", state: "SCHEDULED" });
    hub.now = at(60);
    await statusEntries.dueMaintenances.apply(ctx(), 1);
    await expect.poll(() => seen.last()).toMatchObject({ state: "UNDER_MAINTENANCE", entries: expect.arrayContaining([expect.objectContaining({ title: "Database work", state: "IN_PROGRESS" })]) });
    await mutate("updateMaintenance", "UpdateMaintenanceInput", { id, state: "COMPLETED" });
    await rename(seen.last().id, "Acme");
    await expect.poll(() => seen.last()).toMatchObject({ name: "Acme", state: "OPERATIONAL" });
    await rename(seen.last().id, "Status");
    expect([seen.errors, seen.isOver()]).toEqual([[], false]);
    seen.leave();
  });

  test("hears of it on whichever hub, and of uptime as it goes on", async () => {
    const HISTORY = "subscription { statusPageChanged { state history { days { majorOutage } } } }";
    const seen = follow(aClient(other.url, null), {}, HISTORY);
    await expect.poll(() => seen.pages.length).toBe(1);
    await setState("MAJOR_OUTAGE");
    await expect.poll(() => seen.last().state).toBe("MAJOR_OUTAGE");
    hub.now = at(10);
    await expect.poll(() => seen.last().history[0].days.at(-1).majorOutage).toBe("PT10M");
    await setState("OPERATIONAL");
    seen.leave();
    await expect.poll(() => other.live.groupCount).toBe(0);
  });

  test("is refused all other subscriptions, and a page that is not there or not for everybody", async () => {
    await mutate("createStatusPage", "CreateStatusPageInput", { slug: "ours", name: "Ours", kind: "INTERNAL" });
    const [customer] = await someCustomers(ctx(), 1, {}, service as never);
    await mutate("createStatusPage", "CreateStatusPageInput", { slug: "theirs", name: "Theirs", kind: "CUSTOMER", customerExternalId: customer!.externalId });
    const asked = async (variables: Variables, query?: string) => {
      const seen = follow(hub.client(null), variables, query);
      await expect.poll(() => seen.errors.length).toBe(1);
      return [seen.errors[0].extensions, seen.errors[0].message];
    };
    expect((await asked({}, "subscription { feed { cursor } }"))[0]).toEqual({ code: "UNAUTHENTICATED" });
    expect((await asked({ slug: "ours" }))[0]).toEqual({ code: "UNAUTHENTICATED" });
    expect((await asked({ slug: "nobody" }))[0]).toEqual({ code: "NOT_FOUND", field: "slug" });
    expect(await asked({ slug: "theirs" })).toEqual(await asked({ slug: "nobody" }));
    expect((await asked({ slug: "theirs", token: "guessed" }))[0]).toEqual({ code: "NOT_FOUND", field: "slug" });
  });
});

describe("a page that changes", () => {
  test("is executed once for all who follow it alike, however many and by whatever way", async () => {
    const strangers = [...Array.from({ length: 8 }, () => hub.client(null)), overSse(), overSse()].map((client) => follow(client));
    await expect.poll(() => strangers.every(({ pages }) => pages.length === 1)).toBe(true);
    expect(hub.live().groupCount).toBe(1);
    const before = { executions: hub.live().executions, deliveries: hub.live().deliveries };
    await setState("PARTIAL_OUTAGE");
    await expect.poll(() => strangers.map(({ last }) => last().state)).toEqual(strangers.map(() => "PARTIAL_OUTAGE"));
    expect([hub.live().executions - before.executions, hub.live().deliveries - before.deliveries]).toEqual([1, strangers.length]);
    const late = follow(hub.client(null));
    await expect.poll(() => late.pages.length).toBe(1);
    expect([late.last(), hub.live().executions - before.executions]).toEqual([strangers[0]!.last(), 1]);
    for (const { leave } of [...strangers, late]) leave();
    await expect.poll(() => hub.live().groupCount).toBe(0);
  });

  test("many times at once is told of a few times, and one that shows nothing else than before not at all", async () => {
    const seen = follow(hub.client(null));
    await expect.poll(() => seen.pages.length).toBe(1);
    const { id } = seen.last();
    await Promise.all(Array.from({ length: 30 }, (_, n) => rename(id, `Name ${n}`)));
    await rename(id, "Last");
    await expect.poll(() => seen.last().name).toBe("Last");
    expect(seen.pages.length).toBeLessThan(12);
    const [told, executions] = [seen.pages.length, hub.live().executions];
    await mutate("createStatusPage", "CreateStatusPageInput", { slug: "elsewhere", name: "Elsewhere", kind: "PUBLIC" });
    await expect.poll(() => hub.live().executions).toBeGreaterThan(executions);
    await rename(id, "Status");
    await expect.poll(() => seen.last().name).toBe("Status");
    expect(seen.pages.length).toBe(told + 1);
    seen.leave();
  });

  test("is told of as it is then to who comes back", async () => {
    const client = hub.client(null);
    const sockets: { close(code: number, reason: string): void }[] = [];
    client.on("connected", (socket) => void sockets.push(socket as never));
    const seen = follow(client);
    await expect.poll(() => seen.pages.length).toBe(1);
    sockets[0]!.close(4_205, "Cut off");
    await setState("MAJOR_OUTAGE");
    await expect.poll(() => seen.last().state).toBe("MAJOR_OUTAGE");
    expect(sockets.length).toBe(2);
    await setState("OPERATIONAL");
    seen.leave();
  });
});

describe("a page that one may no longer read", () => {
  test("ends: an internal one in place of a public one for strangers, one that is deleted for all", async () => {
    const { id } = await mutate("createStatusPage", "CreateStatusPageInput", { slug: "moving", name: "Open", kind: "PUBLIC" });
    const [stranger, streaming, ours] = [hub.client(null), overSse(), hub.client(hub.token.VIEWER)].map((client) => follow(client, { slug: "moving" })) as [Followed, Followed, Followed];
    await expect.poll(() => [stranger, streaming, ours].map(({ pages }) => pages.length)).toEqual([1, 1, 1]);
    // The kind of a page stays; nothing may be told of what took its place.
    await hub.source.query("update status_page set kind = 'INTERNAL', name = 'Closed' where id = $1", [id]);
    await expect.poll(() => ours.last().name).toBe("Closed");
    for (const one of [stranger, streaming]) {
      await expect.poll(() => one.isOver()).toBe(true);
      expect([codes(one), one.pages.map(({ name }) => name)]).toEqual([["UNAUTHENTICATED"], ["Open"]]);
    }
    await mutate("deleteStatusPage", "StatusOfInput", { id });
    await expect.poll(() => [codes(ours), ours.isOver()]).toEqual([["NOT_FOUND"], true]);
    await expect.poll(() => hub.live().subscriptionCount).toBe(0);
  });

  test("ends with the link, with the work for the account, and with the key", async () => {
    const [customer] = await someCustomers(ctx(), 1, {}, service as never);
    const page = await mutate("createStatusPage", "CreateStatusPageInput", { slug: "mine", name: "Mine", kind: "CUSTOMER", customerExternalId: customer!.externalId });
    const link = async () => new URL((await mutate("linkStatusPage", "StatusOfInput", { id: page.id }, "path")).path, hub.url).searchParams.get("token");
    const person = await aResponder(ctx());
    const linked = follow(hub.client(null), { slug: "mine", token: await link() });
    const [helper, staying] = [follow(hub.client(await hub.key({ role: "RESPONDER", responderId: person.id })), { slug: "mine" }), follow(hub.client(), { slug: "mine" })];
    await expect.poll(() => [linked, helper, staying].map(({ pages }) => pages.length)).toEqual([1, 1, 1]);
    await link();
    await expect.poll(() => [codes(linked), linked.isOver()]).toEqual([["NOT_FOUND"], true]);
    const { id: incidentId } = await hub.declare({});
    await mutate("assignRole", "AssignRoleInput", { incidentId, role: "VENDOR", responderId: person.id });
    await expect.poll(() => [codes(helper), helper.isOver()], { timeout: 6_000 }).toEqual([["FORBIDDEN"], true]);
    expect([codes(staying), staying.isOver()]).toEqual([[], false]);
    staying.leave();
  });
});

describe("without a token", () => {
  const different = (n: number) => `subscription { statusPageChanged { ${Array.from({ length: n + 1 }, (_, at) => `n${at}: name`).join(" ")} } }`;
  const following = (count: number, make: () => ReturnType<typeof aClient>, query: (n: number) => string) => Array.from({ length: count }, (_, n) => follow(make(), {}, query(n)));

  test("an address follows few different things, and the same as often as it likes", async () => {
    const same = following(15, () => hub.client(null), () => FOLLOW);
    const others = following(9, () => hub.client(null), different);
    await expect.poll(() => [...same, ...others].every(({ pages }) => pages.length === 1)).toBe(true);
    const [more, known] = [follow(overSse(), {}, different(20)), follow(hub.client(hub.token.VIEWER), {}, different(20))];
    await expect.poll(() => [codes(more), known.pages.length]).toEqual([["RATE_LIMITED"], 1]);
    expect(more.errors[0].extensions).toMatchObject({ retryAfterSeconds: expect.any(Number) });
    others[0]!.leave();
    await expect.poll(() => hub.live().groupCount).toBe(10);
    const again = follow(hub.client(null), {}, different(20));
    await expect.poll(() => again.pages.length).toBe(1);
    for (const { leave } of [...same, ...others, known, again]) leave();
    await expect.poll(() => hub.live().subscriptionCount).toBe(0);
  });

  test("all addresses together follow a bounded number of different things, and what is followed already as well", () => {
    const strangers = new Strangers({ maxSubscriptions: 100, maxAnonymousSubscriptions: 2 });
    const from = (n: number) => ({ actor: ANONYMOUS, origin: { address: `10.0.0.${n}`, userAgent: null, requestId: null } });
    const leaves = Array.from({ length: 40 }, (_, n) => strangers.admit(from(n), `thing ${n}`));
    expect(() => strangers.admit(from(50), "one more")).toThrow("As many different things");
    strangers.admit(from(50), "thing 0")();
    leaves[1]!();
    expect(strangers.admit(from(50), "one more")).toBeTypeOf("function");
    expect(() => strangers.admit(from(51), "thing 1")).toThrow("As many different things");
    expect(strangers.admit({ ...from(51), actor: BOOTSTRAP }, "thing 1")).toBeTypeOf("function");
  });

  test("a connection carries few operations", async () => {
    const client = hub.client(null);
    const closed = new Promise<number>((resolve) => client.on("closed", (event) => resolve((event as { code: number }).code)));
    const all = following(11, () => client, () => FOLLOW);
    expect(await closed).toBe(4429);
    for (const { leave } of all) leave();
    const ours = hub.client(BOOTSTRAP_TOKEN);
    const many = following(30, () => ours, () => FOLLOW);
    await expect.poll(() => many.every(({ pages }) => pages.length === 1)).toBe(true);
    for (const { leave } of many) leave();
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
