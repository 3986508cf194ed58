import pg from "pg";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { aContext, aResponder, aService, aTeam, at, NOON, someCustomers } from "../support/build.ts";
import { type Data, useHub, type Variables } from "../support/hub.ts";

const hub = useHub();
const COUNT = 50;
let service: string;
let team: string;
let commander: string;
/** A person's key: what it may see is asked in more words than an admin's. */
let token: string;

beforeAll(async () => {
  const ctx = aContext(hub.source.manager);
  const owner = await aTeam(ctx);
  const gateway = await aService(ctx, { ownerTeamId: owner.id });
  const ada = await aResponder(ctx, { name: "Ada", teamId: owner.id });
  [service, team, commander] = [gateway.slug, owner.slug, ada.id];
  const customers = await someCustomers(ctx, 20, {}, gateway);
  token = await hub.key({ role: "RESPONDER", responderId: ada.id });
  for (let n = 0; n < COUNT; n++) {
    hub.now = at(n);
    const impact = { description: "Payments fail", featureState: n % 2 === 0 ? "DEGRADED" : "MINOR", customersStated: n };
    const { id } = await hub.declare({
      title: `Trouble ${n}`,
      serviceSlug: service,
      impact,
      affectedCustomerExternalIds: customers.slice(0, n % 20).map(({ externalId }) => externalId),
      drill: n % 10 === 0,
    });
    await act("assignRole", "AssignRoleInput", { incidentId: id, role: "INCIDENT_COMMANDER", responderId: commander, accepted: true });
    await act("addTimelineEvent", "TimelineEventInput", { incidentId: id, kind: "NOTE", summary: `Note ${n}` });
    if (n % 5 === 0) await act("startMitigation", "MoveIncidentInput", { incidentId: id });
    if (n % 25 === 0) await act("cancelIncident", "MoveIncidentInput", { incidentId: id });
  }
});

const act = (mutation: string, type: string, input: Variables): Promise<Data> =>
  hub.ok(`mutation ($input: ${type}!) { ${mutation}(input: $input) { id } }`, { input });

describe("statements", () => {
  const seen: string[] = [];
  const query = pg.Client.prototype.query;
  afterEach(() => {
    pg.Client.prototype.query = query;
  });

  /** Doorbell and sealer; the hour's forgetting, which first comes ten seconds after the start, and the minute's watch. A read begins no transaction. */
  const BACKGROUND = /^select (1$|pg_notify|number_feed|feed_changes|set_config|pg_try_advisory)|feed_head|audit_unsealed|api_key_use|idempotency_key|^(delete|START TRANSACTION|COMMIT)|where e.acknowledged_at is null and e.stopped_at|filter \(where acknowledged_at is null\)/;
  /** Counts what goes over the hub's real connections while `work` runs; what it does in the background and what a connection asks once are no part of it. */
  async function statements(work: () => Promise<unknown>): Promise<string[]> {
    await expect.poll(() => hub.source.query("select from audit_unsealed")).toEqual([]);
    seen.length = 0;
    pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
      const text = typeof args[0] === "string" ? args[0] : String((args[0] as { text?: string } | undefined)?.text);
      if (!BACKGROUND.test(text)) seen.push(text);
      return (query as (...all: unknown[]) => unknown).apply(this, args);
    } as typeof query;
    await work();
    pg.Client.prototype.query = query;
    return [...seen];
  }

  const NODES = `nodes { id reference title status severity detectedAt commander { name } service { slug tier }
    impact { customersAffected strategicAffected percentOfService revenueAtRiskTotal { amount currency } description workaroundAvailable }
    latestEvents { kind summary actor occurredAt } clocks { kind state dueAt remaining } nextUpdateDueAt }`;

  const board = async (fields: string, caller?: string) => {
    let answer: Data;
    const sent = await statements(async () => (answer = await hub.ok(`{ incidents(first: ${COUNT}) { ${fields} ${NODES} } }`, {}, caller)));
    expect(answer.incidents.nodes).toHaveLength(COUNT);
    expect(answer.incidents.nodes[10]).toMatchObject({
      commander: { name: "Ada" },
      service: { slug: service },
      latestEvents: { length: 5 },
      impact: { percentOfService: expect.any(Number) },
    });
    return sent;
  };

  test("50 incidents with commander, service, impact, last five events and clocks take at most 8, that of the token included", async () => {
    const sent = await board("", await hub.key({ role: "RESPONDER", responderId: commander }));
    expect(sent.slice(8)).toEqual([]);
  });

  test("so they do with their count, that of the token apart", async () => {
    for (const caller of [token, undefined]) {
      const sent = await board("totalCount", caller);
      expect(sent.filter((text) => !text.includes("from api_key")).slice(8)).toEqual([]);
    }
  });

  test("no field of an incident costs a statement per row", async () => {
    const FIELDS = `allowedTransitions severityReasons { because } urgent missingRoles members { name } responsePlan { version }
      ownerTeam { name members { name } services { slug } defaultRoles { role responder { name } } }
      assignments { role responder { name team { name } } } impactHistory { customersAffected } impact { affectedBySource { source customers } }
      actions { action incident { id } } escalationLevel escalations { trigger acknowledgedBy { name } }
      parent { id } children { id } mergedInto { id } recurrenceOf { id } recurrences { id }
      postMortemRequired postMortemDueAt postMortemDueProjected verification { regressionWatchBy { name } }
      service { owner { name } dependencies { slug } dependants { slug } }
      latestEvents { incident { reference } amends { revision } amendments { revision } }`;
    const sent = async (first: number) =>
      (await statements(() => hub.ok(`query ($first: Int) { incidents(first: $first) { nodes { ${FIELDS} } } }`, { first }, token))).length;
    await sent(1);
    const [few, many] = [await sent(5), await sent(COUNT)];
    expect(many).toBeLessThanOrEqual(few + 2);
  });

  test("nor does a field of a customer", async () => {
    const sent = async (first: number) =>
      (
        await statements(() =>
          hub.ok(
            "query ($first: Int) { customers(first: $first) { nodes { name arr { amount } services { slug owner { name } } owner { name } } } }",
            { first },
            token,
          ),
        )
      ).length;
    await sent(1);
    expect(await sent(20)).toBeLessThanOrEqual((await sent(2)) + 1);
  });
});

describe("filters", () => {
  const find = async (filter: Variables): Promise<{ titles: string[]; totalCount: number }> => {
    const { incidents } = await hub.ok(
      "query ($filter: IncidentFilter) { incidents(filter: $filter, first: 100) { totalCount nodes { title } } }",
      { filter },
      token,
    );
    return { titles: incidents.nodes.map(({ title }: { title: string }) => title), totalCount: incidents.totalCount };
  };
  const numbers = (matches: (n: number) => boolean) =>
    Array.from({ length: COUNT }, (_, n) => n)
      .filter(matches)
      .toReversed()
      .map((n) => `Trouble ${n}`);

  test.each<[Variables, (n: number) => boolean]>([
    [{ open: true }, (n) => n % 25 !== 0],
    [{ open: false }, (n) => n % 25 === 0],
    [{ statuses: ["MITIGATING"] }, (n) => n % 5 === 0 && n % 25 !== 0],
    [{ statuses: ["DETECTED", "CANCELLED"] }, (n) => n % 5 !== 0 || n % 25 === 0],
    [{ drill: true }, (n) => n % 10 === 0],
    [{ drill: false }, (n) => n % 10 !== 0],
    [{ text: "TROUBLE 4" }, (n) => n === 4 || n >= 40],
    [{ text: "  trouble 7 " }, (n) => n === 7],
    [{ text: "50 %" }, () => false],
    [{ text: "INC-2030-0101-001" }, (n) => n === 0],
    [{ detectedFrom: at(45) }, (n) => n >= 45],
    [{ detectedTo: at(5) }, (n) => n < 5],
    [{ detectedFrom: at(5), detectedTo: at(5) }, () => false],
    [{ severities: ["SEV1"] }, () => false],
    [{ severities: [] }, () => false],
    [{}, () => true],
    [{ open: true, drill: true, statuses: ["MITIGATING"], text: "Trouble" }, (n) => n % 10 === 0 && n % 25 !== 0],
  ])("%j", async (filter, matches) => {
    const titles = numbers(matches);
    expect(await find(filter)).toEqual({ titles, totalCount: titles.length });
  });

  test("by service, team and commander", async () => {
    const all = numbers(() => true);
    expect((await find({ serviceSlugs: [service, "another"] })).titles).toEqual(all);
    expect((await find({ serviceSlugs: ["another"] })).titles).toEqual([]);
    expect((await find({ teamSlugs: [team] })).titles).toEqual(all);
    expect((await find({ commanderId: commander })).titles).toEqual(numbers((n) => n % 25 !== 0));
    expect((await find({ commanderId: "00000000-0000-4000-8000-000000000000" })).titles).toEqual([]);
  });

  test("by severity", async () => {
    const { incidents } = await hub.ok("{ incidents(first: 100) { nodes { title severity } } }");
    for (const severity of ["SEV2", "SEV3", "SEV4"]) {
      expect((await find({ severities: [severity] })).titles).toEqual(
        incidents.nodes.filter((node: Data) => node.severity === severity).map(({ title }: Data) => title),
      );
    }
  });
});

describe("pages", () => {
  const PAGE = `query ($first: Int, $after: String, $orderBy: IncidentOrder) { incidents(first: $first, after: $after, orderBy: $orderBy) {
    nodes { id title severity detectedAt updatedAt } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;

  async function walk(orderBy: Variables | null, first: number, between: (page: number) => Promise<unknown> = async () => {}): Promise<Data[]> {
    const rows: Data[] = [];
    let after: string | null = null;
    for (let page = 0; page < 100; page++) {
      const { incidents }: Data = await hub.ok(PAGE, { first, after, orderBy }, token);
      expect(incidents.edges.map(({ node }: Data) => node.id)).toEqual(incidents.nodes.map(({ id }: Data) => id));
      expect(incidents.pageInfo).toMatchObject({
        hasPreviousPage: page > 0,
        startCursor: incidents.edges[0]?.cursor ?? null,
        endCursor: incidents.edges.at(-1)?.cursor ?? null,
      });
      rows.push(...incidents.nodes);
      if (!incidents.pageInfo.hasNextPage) return rows;
      after = incidents.pageInfo.endCursor;
      await between(page);
    }
    throw new Error("The pages do not end");
  }

  const ORDERS = ["DETECTED_AT", "SEVERITY", "UPDATED_AT"].flatMap((field) => ["ASC", "DESC"].map((direction) => ({ field, direction })));

  test.each(ORDERS)("walk every row once, by $field $direction", async (orderBy) => {
    const rows = await walk(orderBy, 7);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT);
    expect(rows).toHaveLength(COUNT);
    const keys = rows.map((row) => ({ DETECTED_AT: row.detectedAt, SEVERITY: row.severity, UPDATED_AT: row.updatedAt })[orderBy.field] as string);
    const sorted = [...keys].sort();
    expect(keys).toEqual(orderBy.direction === "ASC" ? sorted : sorted.toReversed());
  });

  test("of one row each, and all in one", async () => {
    expect(await walk(null, 1)).toEqual(await walk(null, 100));
  });

  test.each(ORDERS)("walk every row that was there once, while others are added, by $field $direction", async (orderBy) => {
    const before = (await walk(orderBy, 100)).map(({ id }) => id);
    const rows = await walk(orderBy, 9, async (page) => {
      hub.now = at(page);
      await hub.declare({ title: "Meanwhile", severity: "SEV3", detectedAt: at(page) });
      hub.now = NOON;
    });
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => before.includes(id))).toEqual(before);
  });

  test("of a timeline, an incident's messages and its customers walk every row once too", async () => {
    const { id } = await hub.declare({ serviceSlug: service, impact: { description: "x" } });
    await hub.ok("mutation ($input: AffectedCustomersInput!) { changeAffectedCustomers(input: $input) { id } }", {
      input: { incidentId: id, bySegment: { service } },
    });
    for (let n = 0; n < 3; n++)
      await hub.ok("mutation ($input: DraftCommunicationsInput!) { draftCommunications(input: $input) { id } }", { input: { incidentId: id } });
    for (const [list, key] of [
      ["timeline", "revision"],
      ["communications", "id"],
      ["affectedCustomers", "externalId"],
    ] as const) {
      const keys: unknown[] = [];
      let after: string | null = null;
      let total = 0;
      do {
        const { incident }: Data = await hub.ok(
          `query ($id: ID!, $after: String) { incident(id: $id) { ${list}(first: 3, after: $after) { totalCount nodes { ${key} } pageInfo { hasNextPage endCursor } } } }`,
          { id, after },
        );
        keys.push(...incident[list].nodes.map((node: Data) => node[key]));
        total = incident[list].totalCount;
        after = incident[list].pageInfo.hasNextPage ? incident[list].pageInfo.endCursor : null;
      } while (after);
      expect([list, new Set(keys).size, keys.length]).toEqual([list, total, total]);
    }
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
