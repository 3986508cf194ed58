import type { GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { buildHubSchema } from "../../src/server/graphql/build-schema.ts";
import { aContext, aResponder, at, NOON } from "../support/build.ts";
import { type Answer, ask, type Data, fingerprint, useHub, type Variables } from "../support/hub.ts";
import { aGround, documentOf, MUTATIONS, placesOf, variablesOf } from "../support/operations.ts";

const hub = useHub();
let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildHubSchema();
});

const DECLARE =
  "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { id reference title revision latestEvents { summary } } }";
const NOTE = "mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { id revision summary occurredAt recordedAt } }";
const UPDATE = "mutation ($input: PostUpdateInput!) { postUpdate(input: $input) { id revision status updatedAt } }";
const codeOf = ({ errors: [error] }: Answer) => error?.extensions.code;
const takes = (name: string, field: string) => placesOf(schema, name).some(({ path }) => path.join(".") === `input.${field}`);
const countOf = async (id: string): Promise<number> =>
  (await hub.ok("query ($id: ID!) { incident(id: $id) { timeline { totalCount } } }", { id })).incident.timeline.totalCount;

describe("an idempotency key", () => {
  test("gets the first answer again, to the letter, and nothing happens a second time", async () => {
    const input = { title: "Once", source: "MONITORING", idempotencyKey: "once" };
    const first = await hub.ok(DECLARE, { input });
    const before = await fingerprint(hub.source);
    hub.now = at(5);
    expect(await hub.ok(DECLARE, { input })).toEqual(first);
    // As another client would write the same.
    expect(await hub.ok(DECLARE, { input: { idempotencyKey: "once", source: "MONITORING", title: "Once" } })).toEqual(first);
    hub.now = NOON;
    expect(await fingerprint(hub.source)).toEqual(before);
  });

  test("works for every mutation of an incident", async () => {
    const keyed = Object.keys(MUTATIONS).filter((name) => takes(name, "idempotencyKey"));
    expect(keyed.length).toBeGreaterThan(30);
    const ILLEGAL = ["closeIncident", "confirmRecovery", "reopenIncident", "resolveIncident", "startPostMortem"];
    for (const name of keyed.filter((name) => !ILLEGAL.includes(name))) {
      const { input } = variablesOf(name, await aGround(hub)) as { input: Variables };
      const send = () => hub.gql(documentOf(schema, name), { input: { ...input, idempotencyKey: `key of ${name}` } });
      const first = await send();
      expect([name, first.errors]).toEqual([name, []]);
      const before = await fingerprint(hub.source);
      expect((await send()).data).toEqual(first.data);
      expect([name, await fingerprint(hub.source)]).toEqual([name, before]);
    }
  });

  test("with other input is IDEMPOTENCY_KEY_REUSED, also for another mutation", async () => {
    const { incidentId } = await aGround(hub);
    const note = { incidentId, kind: "NOTE", summary: "First", idempotencyKey: "reused" };
    await hub.ok(NOTE, { input: note });
    expect(await hub.refusal(NOTE, { input: { ...note, summary: "Second" } })).toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
      field: "idempotencyKey",
    });
    expect(await hub.refusal(UPDATE, { input: { incidentId, note: "First", idempotencyKey: "reused" } })).toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    const statement = "mutation ($input: RecordImpactInput!) { recordImpact(input: $input) { impact { workaround } } }";
    await hub.ok(statement, { input: { incidentId, impact: { dataLossRisk: true }, idempotencyKey: "null is no silence" } });
    expect(
      await hub.refusal(statement, { input: { incidentId, impact: { dataLossRisk: true, workaround: null }, idempotencyKey: "null is no silence" } }),
    ).toMatchObject({ code: "IDEMPOTENCY_KEY_REUSED" });
  });

  test("of another caller is another key", async () => {
    const input = { title: "Mine", source: "MONITORING", idempotencyKey: "the same word" };
    const [mine, yours] = [await hub.ok(DECLARE, { input }), await hub.ok(DECLARE, { input }, hub.token.RESPONDER)];
    expect(yours.declareIncident.id).not.toBe(mine.declareIncident.id);
  });

  test("is free again after a refusal", async () => {
    const { incidentId } = await aGround(hub);
    const input = { incidentId, summary: "x", idempotencyKey: "second thoughts" };
    expect(codeOf(await hub.gql(NOTE, { input: { ...input, kind: "PAGE" } }))).toBe("INVALID_INPUT");
    expect(codeOf(await hub.gql(NOTE, { input: { ...input, kind: "NOTE" } }))).toBeUndefined();
  });

  test("sent twenty times at once is done once, and all hear the same", async () => {
    const input = { title: "At once", source: "MONITORING", idempotencyKey: "at once" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => hub.ok(DECLARE, { input })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await hub.source.query("select count(*)::int as count from incident where title = 'At once'"))[0].count).toBe(1);
  });

  test("is no way back into a private incident", async () => {
    const person = await aResponder(aContext(hub.source.manager));
    const token = await hub.key({ role: "RESPONDER", responderId: person.id });
    const { id } = await hub.declare({ private: true });
    const member = (mutation: string) =>
      hub.ok(`mutation ($input: IncidentMemberInput!) { ${mutation}(input: $input) { id } }`, { input: { incidentId: id, responderId: person.id } });
    await member("addIncidentMember");
    const send = () => hub.gql(UPDATE, { input: { incidentId: id, note: "I was here", idempotencyKey: "let me in" } }, token);
    expect(codeOf(await send())).toBeUndefined();
    await member("removeIncidentMember");
    expect(codeOf(await send())).toBe("NOT_FOUND");
  });
});

describe("an expected revision", () => {
  test("that stands is taken; one that does not is STALE_REVISION with the incident as it is", async () => {
    const incident = await hub.declare();
    const send = (expectedRevision: number) => ({ input: { incidentId: incident.id, note: "Looking", expectedRevision } });
    const { postUpdate } = await hub.ok(UPDATE, send(incident.revision));
    expect(postUpdate.revision).toBe(incident.revision + 1);
    expect(await hub.refusal(UPDATE, send(incident.revision))).toEqual({
      code: "STALE_REVISION",
      field: "expectedRevision",
      message: `The incident is at revision ${postUpdate.revision}, not ${incident.revision}`,
      current: expect.objectContaining({
        id: incident.id,
        reference: incident.reference,
        status: "DETECTED",
        severity: "SEV3",
        revision: postUpdate.revision,
        updatedAt: postUpdate.updatedAt,
      }),
    });
    expect(await hub.refusal(UPDATE, send(postUpdate.revision + 1))).toMatchObject({ code: "STALE_REVISION" });
  });

  test("is asked by every mutation of an incident that takes one", async () => {
    const revised = Object.keys(MUTATIONS).filter((name) => takes(name, "expectedRevision"));
    expect(revised.length).toBeGreaterThan(28);
    const ground = await aGround(hub);
    const before = await fingerprint(hub.source);
    for (const name of revised) {
      const { input } = variablesOf(name, ground) as { input: Variables };
      const { errors } = await hub.gql(documentOf(schema, name), { input: { ...input, expectedRevision: 1 } });
      expect([name, errors[0]?.extensions.code, errors[0]?.extensions.field]).toEqual([name, "STALE_REVISION", "expectedRevision"]);
    }
    expect(await fingerprint(hub.source)).toEqual(before);
  });

  test("lets one of many through, and the others see who won", async () => {
    const incident = await hub.declare();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        hub.gql(UPDATE, { input: { incidentId: incident.id, note: `Update ${n}`, expectedRevision: incident.revision } }),
      ),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    for (const {
      errors: [error],
    } of answers.filter(({ errors }) => errors.length > 0)) {
      expect(error?.extensions).toMatchObject({ code: "STALE_REVISION", current: { revision: incident.revision + 1 } });
    }
  });
});

test("twenty updates at once are all kept, in an order without a gap, and promise one next update", async () => {
  const incident = await hub.declare();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => hub.ok(UPDATE, { input: { incidentId: incident.id, note: `Update ${n}` } })),
  );
  const revisions = answers.map(({ postUpdate }) => postUpdate.revision).sort((a, b) => a - b);
  expect(revisions).toEqual(Array.from({ length: 20 }, (_, n) => incident.revision + 1 + n));
  expect(await countOf(incident.id)).toBe(incident.revision + 20);
  const { incident: after } = await hub.ok(
    "query ($id: ID!) { incident(id: $id) { timeline(kinds: [UPDATE]) { nodes { summary } } clocks { kind state } } }",
    { id: incident.id },
  );
  expect(after.timeline.nodes.map(({ summary }: Data) => summary).sort()).toEqual(Array.from({ length: 20 }, (_, n) => `Update ${n}`).sort());
  expect(after.clocks.filter(({ kind, state }: Data) => kind === "NEXT_UPDATE" && state !== "MET")).toHaveLength(1);
});

test("fifty declarations at once have fifty references", async () => {
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      ask(hub.url, { query: DECLARE, variables: { input: { title: `At once ${n}`, source: "MONITORING", detectedAt: at(-1440) } } }),
    ),
  );
  const references = answers.map(({ data }) => data.declareIncident.reference).sort();
  expect(references).toEqual(Array.from({ length: 50 }, (_, n) => `INC-2029-1231-${String(n + 1).padStart(3, "0")}`));
});

test("what takes the database too long is UNAVAILABLE, and is not done", async () => {
  const { id, revision } = await hub.declare();
  const lock = hub.source.createQueryRunner();
  await lock.startTransaction();
  await lock.query("select 1 from incident where id = $1 for update", [id]);
  const waiting = hub.gql(UPDATE, { input: { incidentId: id, note: "Waiting" } });
  const cancel = async () =>
    (await hub.source.query("select pg_cancel_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"))
      .length;
  await expect.poll(cancel).toBe(1);
  expect(codeOf(await waiting)).toBe("UNAVAILABLE");
  await lock.rollbackTransaction();
  await lock.release();
  expect(await countOf(id)).toBe(revision);
});
