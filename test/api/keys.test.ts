import { beforeEach, describe, expect, test } from "vitest";
import { aContext, aService, aTeam, at, NOON } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { ask, useHub, type Variables } from "../support/hub.ts";
import { aRawSocket } from "../support/raw-socket.ts";

const hub = useHub();
beforeEach(() => void (hub.now = NOON));

const DAY = 24 * 60;
const ctx = () => aContext(hub.source.manager);
const CREATE = "mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token apiKey { id prefix service { slug } team { slug } } } }";
const ROTATE = "mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) { token apiKey { id name role scopes replacesId expiresAt service { slug } } } }";
const REVOKE = "mutation ($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) { id } }";
const DECLARE = "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { id } }";
const NOTE = "mutation ($input: TimelineEventInput!) { addTimelineEvent(input: $input) { revision } }";
const SEEN = "query ($id: ID!) { incident(id: $id) { id } incidents(first: 50) { totalCount nodes { id } } }";
const statusOf = async (token: string, url = hub.url) => (await ask(url, { query: "{ me { name } }" }, token)).status;
const create = async (input: Variables = {}) => (await hub.ok(CREATE, { input: { name: "a key", role: "INTEGRATION", scopes: ["INCIDENTS_READ", "INCIDENTS_WRITE"], ...input } })).createApiKey;
const usesOf = async (id: string) => {
  const { apiKeys } = await hub.ok("{ apiKeys { id lastUsedAt lastUsedFrom } }");
  return apiKeys.find((key: { id: string }) => key.id === id);
};

describe("rotation", () => {
  test("gives a successor that may do the same, while the old key goes on until its time", async () => {
    const service = await aService(ctx());
    const old = await create({ name: "Pager", serviceId: service.id, expiresAt: at(10 * DAY) });
    hub.now = at(9 * DAY);
    const { rotateApiKey: made } = await hub.ok(ROTATE, { input: { id: old.apiKey.id, oldUntil: at(9 * DAY + 60) } });
    expect(made.apiKey).toMatchObject({
      name: "Pager", role: "INTEGRATION", scopes: ["INCIDENTS_READ", "INCIDENTS_WRITE"], replacesId: old.apiKey.id, service: { slug: service.slug }, expiresAt: at(19 * DAY).toISOString(),
    });
    expect([await statusOf(old.token), await statusOf(made.token)]).toEqual([200, 200]);
    hub.now = at(9 * DAY + 60);
    await expect.poll(() => statusOf(old.token)).toBe(401);
    expect(await statusOf(made.token)).toBe(200);
  });

  test("leaves two good at once and never three", async () => {
    const first = (await create()).apiKey.id;
    const second = (await hub.ok(ROTATE, { input: { id: first } })).rotateApiKey.apiKey.id;
    expect(await hub.refusal(ROTATE, { input: { id: first } })).toMatchObject({ code: "CONFLICT", successor: second });
    expect(await hub.refusal(ROTATE, { input: { id: second } })).toMatchObject({ code: "CONFLICT", predecessor: first });
    hub.now = at(DAY);
    const third = (await hub.ok(ROTATE, { input: { id: second } })).rotateApiKey.apiKey;
    expect(third.replacesId).toBe(second);
    await hub.ok(REVOKE, { input: { id: third.id } });
    expect(await hub.refusal(ROTATE, { input: { id: third.id } })).toMatchObject({ code: "CONFLICT" });
  });

  test("at the same time has one winner", async () => {
    const { apiKey } = await create();
    const answers = await Promise.all([0, 1, 2].map(() => hub.gql(ROTATE, { input: { id: apiKey.id } })));
    expect(answers.map(({ errors: [error] }) => error?.extensions.code ?? "OK").sort()).toEqual(["CONFLICT", "CONFLICT", "OK"]);
  });

  test("lets the old key go on for 30 days at most, and never longer than it had", async () => {
    const { apiKey } = await create();
    const rotate = (oldUntil: Date) => ({ input: { id: apiKey.id, oldUntil } });
    expect(await hub.refusal(ROTATE, rotate(new Date(at(30 * DAY).getTime() + 1)))).toMatchObject({ code: "INVALID_INPUT", field: "oldUntil" });
    expect(await hub.refusal(ROTATE, rotate(new Date(NOON.getTime() - 1)))).toMatchObject({ code: "INVALID_INPUT", field: "oldUntil" });
    await hub.ok(ROTATE, rotate(at(30 * DAY)));
    const short = await create({ expiresAt: at(60) });
    await hub.ok(ROTATE, { input: { id: short.apiKey.id, oldUntil: at(DAY) } });
    const { apiKeys } = await hub.ok("{ apiKeys { id expiresAt } }");
    expect(apiKeys).toContainEqual({ id: short.apiKey.id, expiresAt: at(60).toISOString() });
  });
});

describe("the last use", () => {
  test("of a key is known with its address, written once a minute at most", async () => {
    const { token, apiKey } = await create();
    expect(await usesOf(apiKey.id)).toMatchObject({ lastUsedAt: null, lastUsedFrom: null });
    await statusOf(token);
    await expect.poll(() => usesOf(apiKey.id)).toMatchObject({ lastUsedAt: NOON.toISOString(), lastUsedFrom: "127.0.0.1" });
    const versions = async () => (await hub.source.query("select xmin::text as at from api_key_use where key_id = $1", [apiKey.id]))[0].at;
    const before = await versions();
    hub.now = new Date(NOON.getTime() + 59_999);
    for (let count = 0; count < 5; count += 1) await statusOf(token);
    expect(await versions()).toBe(before);
    hub.now = at(1);
    await statusOf(token);
    await expect.poll(() => usesOf(apiKey.id)).toMatchObject({ lastUsedAt: at(1).toISOString() });
  });

  test("may be over a WebSocket; one that only stays open is none", async () => {
    const { token, apiKey } = await create();
    const live = await aRawSocket(hub.url, { token });
    await expect.poll(() => usesOf(apiKey.id)).toMatchObject({ lastUsedAt: NOON.toISOString() });
    live.socket.terminate();
  });
});

describe("a key that is bound", () => {
  /** An incident of a service and its team, and others beside it. */
  async function aScene() {
    const [team, other] = [await aTeam(ctx()), await aTeam(ctx())];
    const service = await aService(ctx(), { ownerTeamId: team.id });
    const neighbour = await aService(ctx(), { ownerTeamId: team.id });
    const incident = await hub.declare({ serviceSlug: service.slug });
    const ofTeam = await hub.declare({ serviceSlug: neighbour.slug });
    const ofOther = await hub.declare({ ownerTeamSlug: other.slug });
    const secret = await hub.declare({ serviceSlug: service.slug, private: true });
    return { team, other, service, neighbour, incident, ofTeam, ofOther, secret };
  }
  const seenBy = async (token: string, id: string) => {
    const { incident, incidents } = await hub.ok(SEEN, { id }, token);
    return { it: incident?.id ?? null, all: incidents.nodes.map((node: { id: string }) => node.id).sort(), count: incidents.totalCount };
  };

  test("to a service sees its incidents alone, in lists, by id, in the timeline, live and as a report", async () => {
    const { service, incident, ofTeam, ofOther, secret } = await aScene();
    const { token, apiKey } = await create({ serviceId: service.id });
    expect(apiKey).toMatchObject({ service: { slug: service.slug }, team: null });
    expect(await seenBy(token, incident.id)).toEqual({ it: incident.id, all: [incident.id], count: 1 });
    for (const { id, reference } of [ofTeam, ofOther, secret]) {
      expect((await seenBy(token, id)).it).toBeNull();
      expect((await hub.gql(NOTE, { input: { incidentId: id, kind: "NOTE", summary: "x" } }, token)).errors[0]?.extensions.code).toBe("NOT_FOUND");
      expect((await fetch(`${hub.url}/incidents/${reference}/report.json`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(404);
    }
    const board = follow(hub.client(token), "subscription { incidentBoard { kind incidents { id } } }");
    expect((await board.next()).incidentBoard).toEqual({ kind: "SNAPSHOT", incidents: [{ id: incident.id }] });
    await hub.ok(NOTE, { input: { incidentId: ofTeam.id, kind: "NOTE", summary: "elsewhere" } });
    await hub.ok(NOTE, { input: { incidentId: incident.id, kind: "NOTE", summary: "here" } });
    expect((await board.next()).incidentBoard).toEqual({ kind: "CHANGED", incidents: [{ id: incident.id }] });
    await board.leave();
  });

  test("to a team sees and changes what the team owns, by whichever service", async () => {
    const { team, incident, ofTeam, ofOther } = await aScene();
    const { token } = await create({ teamId: team.id });
    expect(await seenBy(token, ofTeam.id)).toEqual({ it: ofTeam.id, all: [incident.id, ofTeam.id].sort(), count: 2 });
    const note = (incidentId: string) => hub.gql(NOTE, { input: { incidentId, kind: "NOTE", summary: "x" } }, token);
    expect((await note(ofTeam.id)).errors).toEqual([]);
    expect((await note(ofOther.id)).errors[0]?.extensions.code).toBe("NOT_FOUND");
  });

  test("declares for what it is bound to alone, and hands nothing over", async () => {
    const { team, other, service, neighbour, ofTeam } = await aScene();
    const onService = (await create({ serviceId: service.id })).token;
    const onTeam = (await create({ teamId: team.id })).token;
    const declare = (input: Variables, token: string) => [DECLARE, { input: { title: "Down", source: "MONITORING", ...input } }, token] as const;
    await hub.ok(...declare({ serviceSlug: service.slug }, onService));
    await hub.ok(...declare({ serviceSlug: neighbour.slug }, onTeam));
    await hub.ok(...declare({ ownerTeamSlug: team.slug }, onTeam));
    for (const input of [{}, { serviceSlug: neighbour.slug }, { ownerTeamSlug: team.slug }]) {
      expect(await hub.refusal(...declare(input, onService))).toMatchObject({ code: "FORBIDDEN", field: "serviceSlug" });
    }
    for (const input of [{}, { ownerTeamSlug: other.slug }, { serviceSlug: service.slug, ownerTeamSlug: other.slug }]) {
      expect(await hub.refusal(...declare(input, onTeam))).toMatchObject({ code: "FORBIDDEN", field: "ownerTeamSlug" });
    }
    const triage = "mutation ($input: TriageIncidentInput!) { triageIncident(input: $input) { id } }";
    const input = { incidentId: ofTeam.id, ownerTeamSlug: other.slug, impact: { description: "Some" } };
    expect(await hub.refusal(triage, { input }, onTeam)).toMatchObject({ code: "FORBIDDEN", field: "ownerTeamSlug" });
  });

  test("cannot leave its binding by the role or scopes that it has beside", async () => {
    const { service, incident, secret } = await aScene();
    for (const over of [{ role: "ADMIN", scopes: null }, { role: "INTEGRATION", scopes: ["ADMIN"] }]) {
      const { token } = await create({ serviceId: service.id, ...over });
      for (const query of ["{ apiKeys { id } }", "{ accounts { role } }", "{ customers { totalCount } }", 'mutation { createApiKey(input: { name: "x", role: ADMIN }) { token } }', 'mutation { createTeam(input: { slug: "x", name: "x" }) { id } }']) {
        expect(await hub.refusal(query, {}, token)).toMatchObject({ code: "FORBIDDEN" });
      }
      expect((await seenBy(token, secret.id)).all).toEqual([incident.id]);
    }
  });

  test("is bound to something that is there, and to one thing", async () => {
    const [service, team] = [await aService(ctx()), await aTeam(ctx())];
    const input = { name: "a key", role: "VIEWER" };
    expect(await hub.refusal(CREATE, { input: { ...input, serviceId: service.id, teamId: team.id } })).toMatchObject({ code: "INVALID_INPUT", field: "teamId" });
    expect(await hub.refusal(CREATE, { input: { ...input, serviceId: team.id } })).toMatchObject({ code: "NOT_FOUND", field: "serviceId" });
    expect(await hub.refusal(CREATE, { input: { ...input, teamId: service.id } })).toMatchObject({ code: "NOT_FOUND", field: "teamId" });
  });

  test("follows in a group of its own: nobody with the same role and no binding shares what it sees", async () => {
    const { service } = await aScene();
    const query = "subscription { incidentBoard { incidents { id } } }";
    const bound = follow(hub.client((await create({ serviceId: service.id })).token), query);
    const free = follow(hub.client((await create()).token), query);
    const [few, many] = [await bound.next(), await free.next()];
    expect(few.incidentBoard.incidents).toHaveLength(1);
    expect(many.incidentBoard.incidents.length).toBeGreaterThan(1);
    expect(hub.live().groupCount).toBe(2);
    await Promise.all([bound.leave(), free.leave()]);
  });
});

test("none of it was a fault of the hub", () => {
  expect(hub.faults).toEqual([]);
});
