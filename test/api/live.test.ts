import { afterAll, beforeAll, expect, test } from "vitest";
import { type Hub } from "../../src/server/hub.ts";
import { NOON } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { aClient, aHub, type Data, useHub } from "../support/hub.ts";

const hub = useHub();
let other: Hub;
beforeAll(async () => {
  other = await aHub((hub.source.options as { url: string }).url, () => NOON);
});
afterAll(() => other.stop());

const BOARD = `subscription ($filter: IncidentFilter, $after: String) {
  incidentBoard(filter: $filter, after: $after) { kind cursor removed incidents { id title status severity commander { name } latestEvents(count: 1) { summary } } }
}`;
const FEED = `subscription ($after: String) { feed(after: $after) { cursor event { revision kind incident { id } } } }`;
const TIMELINE = `subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision kind } }`;
const NOTE = `mutation ($id: ID!, $text: String!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: $text }) { revision } }`;
const ids = (list: Data[]) => list.map(({ id }) => id);

test("a board begins with a snapshot and follows each change, also one made on another hub", async () => {
  const first = await hub.declare({ title: "First" });
  const board = follow(aClient(other.url, hub.token.VIEWER), BOARD);

  const snapshot = (await board.next()).incidentBoard;
  expect(snapshot.kind).toBe("SNAPSHOT");
  expect(ids(snapshot.incidents)).toContain(first.id);

  await hub.ok(NOTE, { id: first.id, text: "Seen everywhere" });
  const change = (await board.next()).incidentBoard;
  expect(change).toMatchObject({ kind: "CHANGED", removed: [], incidents: [{ id: first.id, latestEvents: [{ summary: "Seen everywhere" }] }] });
  await board.leave();
});

test("what no longer matches a board's filter leaves it, and what never did does not touch it", async () => {
  const mine = await hub.declare({ title: "Mine", severity: "SEV4", reason: "Small" });
  const filter = { severities: ["SEV4"], open: true };
  const board = follow(hub.client(), BOARD, { filter });
  await board.next();

  const stranger = await hub.declare({ title: "Not on this board" });
  await hub.ok(`mutation ($id: ID!) { changeSeverity(input: { incidentId: $id, severity: SEV2, reason: "Worse" }) { id } }`, { id: mine.id });

  const change = (await board.next()).incidentBoard;
  expect(change).toMatchObject({ kind: "CHANGED", incidents: [], removed: [mine.id] });
  expect(change.removed).not.toContain(stranger.id);
  await board.leave();
});

test("a board that comes back with its cursor gets only what changed since, on whichever hub", async () => {
  const quiet = await hub.declare({ title: "Quiet" });
  const busy = await hub.declare({ title: "Busy" });
  const board = follow(hub.client(), BOARD);
  const { cursor } = (await board.next()).incidentBoard;
  await board.leave();
  await hub.ok(NOTE, { id: busy.id, text: "While you were away" });

  const again = follow(aClient(other.url, hub.token.VIEWER), BOARD, { after: cursor });
  const change = (await again.next()).incidentBoard;

  expect(change.kind).toBe("CHANGED");
  expect(ids(change.incidents)).toEqual([busy.id]);
  expect(ids(change.incidents)).not.toContain(quiet.id);
  await again.leave();
});

test("a cursor that the feed has forgotten brings a board anew, and refuses a feed", async () => {
  const board = follow(hub.client(), BOARD);
  const { cursor } = (await board.next()).incidentBoard;
  await board.leave();
  await hub.declare();
  await expect.poll(async () => (await hub.source.query("select last from feed_head"))[0].last).not.toBe("0");
  await hub.source.query("update feed_head set trimmed = last");

  const again = follow(hub.client(), BOARD, { after: cursor });
  expect((await again.next()).incidentBoard.kind).toBe("SNAPSHOT");
  await again.leave();
  await expect(follow(hub.client(), FEED, { after: cursor }).next()).rejects.toMatchObject([{ extensions: { code: "CURSOR_EXPIRED" } }]);
  await expect(follow(hub.client(), FEED, { after: "nonsense" }).next()).rejects.toMatchObject([{ extensions: { code: "INVALID_INPUT", field: "after" } }]);
});

test("the feed has every event of every incident once and in one order, and resumes", async () => {
  const [a, b] = [await hub.declare(), await hub.declare()];
  const feed = follow(hub.client(), FEED);
  await expect.poll(() => hub.live().subscriptionCount).toBe(1); // without a cursor it begins when it is there
  const began = hub.ok(NOTE, { id: a.id, text: "begin" });
  const seen: Data[] = [(await feed.next()).feed];
  await began;
  await Promise.all(Array.from({ length: 20 }, (_, at) => hub.ok(NOTE, { id: (at % 2 ? a : b).id, text: `note ${at}` })));
  while (seen.length < 11) seen.push((await feed.next()).feed);
  await feed.leave();
  const again = follow(aClient(other.url, hub.token.VIEWER), FEED, { after: seen.at(-1)?.cursor });
  while (seen.length < 21) seen.push((await again.next()).feed);
  await again.leave();

  expect(new Set(seen.map(({ cursor }) => cursor)).size).toBe(21);
  for (const { id } of [a, b]) {
    const revisions = seen.filter(({ event }) => event.incident.id === id).map(({ event }) => event.revision);
    expect(revisions).toEqual([...revisions].sort((x, y) => x - y));
  }
});

test("those who follow the same with the same eyes share one execution per event", async () => {
  const { id, revision } = await hub.declare();
  const followers = Array.from({ length: 20 }, () => follow(hub.client(hub.token.VIEWER), TIMELINE, { id, after: revision }));
  const arrivals = followers.map((one) => one.next());
  await expect.poll(() => hub.live().subscriptionCount).toBeGreaterThanOrEqual(20);
  const before = hub.live().executions;

  await hub.ok(NOTE, { id, text: "once" });

  for (const arrival of arrivals) expect((await arrival).timeline).toEqual({ revision: revision + 1, kind: "NOTE" });
  expect(hub.live().executions - before).toBe(1);
  for (const one of followers) await one.leave();
  await expect.poll(() => hub.live().subscriptionCount).toBe(0);
});

test("each gets its own past by its own cursor, and then all get the same", async () => {
  const { id } = await hub.declare();
  for (const text of ["one", "two", "three"]) await hub.ok(NOTE, { id, text });
  const from = async (after: number, count: number) => {
    const one = follow(hub.client(), TIMELINE, { id, after });
    const revisions: number[] = [];
    while (revisions.length < count) revisions.push((await one.next()).timeline.revision);
    await one.leave();
    return revisions;
  };
  const last = (await hub.ok("query ($id: ID!) { incident(id: $id) { revision } }", { id })).incident.revision;

  expect(await Promise.all([from(0, last), from(last - 1, 1)])).toEqual([Array.from({ length: last }, (_, at) => at + 1), [last]]);
});

test("whoever loses the sight of a private incident is completed with FORBIDDEN", async () => {
  const person = (await hub.ok(`mutation { createResponder(input: { name: "Pat", email: "pat@example.com" }) { id } }`)).createResponder;
  const token = await hub.key({ name: "Pat", role: "RESPONDER", responderId: person.id });
  const { id, revision } = await hub.declare({ private: true });
  await hub.ok(`mutation ($id: ID!, $who: ID!) { addIncidentMember(input: { incidentId: $id, responderId: $who }) { id } }`, { id, who: person.id });
  const timeline = follow(hub.client(token), TIMELINE, { id, after: revision });
  expect((await timeline.next()).timeline.revision).toBe(revision + 1);

  await hub.ok(`mutation ($id: ID!, $who: ID!) { removeIncidentMember(input: { incidentId: $id, responderId: $who }) { id } }`, { id, who: person.id });

  const rest: Data[] = [];
  for (let message = await timeline.next(); message !== null; message = await timeline.next()) rest.push(message);
  expect(rest.at(-1).errors[0].extensions.code).toBe("FORBIDDEN");
});

test("a private incident is on nobody else's board or feed", async () => {
  const board = follow(hub.client(hub.token.VIEWER), BOARD);
  await board.next();
  const feed = follow(hub.client(hub.token.VIEWER), FEED);
  const secret = await hub.declare({ private: true, title: "Secret" });
  const open = await hub.declare({ title: "Open" });

  const change = (await board.next()).incidentBoard;
  expect(ids(change.incidents)).toEqual([open.id]);
  expect(change.removed).toEqual([]);
  const note = hub.ok(NOTE, { id: secret.id, text: "hidden" }).then(() => hub.ok(NOTE, { id: open.id, text: "shown" }));
  for (let shown = ""; shown !== open.id; ) {
    const { event } = (await feed.next()).feed;
    expect(event.incident.id).not.toBe(secret.id);
    shown = event.kind === "NOTE" ? event.incident.id : "";
  }
  await note;
  await board.leave();
  await feed.leave();
});
