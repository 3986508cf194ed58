import { expect, test } from "vitest";
import { LiveGroup } from "../../src/realtime/live/group.ts";
import type { Subscriber } from "../../src/realtime/live/subscriber.ts";
import { type BoardChange, boardSource } from "../../src/services/board/index.ts";
import * as feed from "../../src/services/feed/index.ts";
import * as severities from "../../src/services/severity/index.ts";
import { addEvent } from "../../src/services/timeline/index.ts";
import type { LiveSource } from "../../src/services/live.ts";
import { aContext, anIncident } from "../support/build.ts";
import { follow } from "../support/follow.ts";
import { useHub } from "../support/hub.ts";

const hub = useHub();
/** As a hub that dies between commit and ring: nobody is rung. */
const silent = () => aContext(hub.source.manager);
const TIMELINE = `subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision } }`;
const NOTE = `mutation ($id: ID!) { addTimelineEvent(input: { incidentId: $id, kind: NOTE, summary: "rung for" }) { revision } }`;

test("what was committed and never rung for arrives, also when others have rung since", async () => {
  const [quiet, loud] = [await hub.declare(), await hub.declare()];
  const timeline = follow(hub.client(), TIMELINE, { id: quiet.id, after: quiet.revision });
  const next = timeline.next();
  await expect.poll(() => hub.live().subscriptionCount).toBe(1);

  await addEvent(silent(), { incidentId: quiet.id, kind: "NOTE", summary: "never rung for" });
  await hub.ok(NOTE, { id: loud.id }); // gives both their places in the feed

  expect((await next).timeline.revision).toBe(quiet.revision + 1);
  await timeline.leave();
});

test("who comes back to a board loses what left it a moment ago, though that has no place in the feed yet", async () => {
  const ctx = silent();
  const { id } = await anIncident(ctx, { severity: "SEV1", reason: "It looks bad" });
  const position = await feed.numberFeed(ctx);
  await severities.changeSeverity(ctx, { incidentId: id, severity: "SEV2", reason: "Worse was feared" });
  const source = boardSource(ctx, { severities: ["SEV1"] });
  await source.open();

  const { items } = await source.join(feed.feedCursor(position));

  expect(items.map(({ root }) => (root as BoardChange).removed)).toEqual([[id]]);
});

test("who joins a board ahead of its group is told of what leaves it before the group has heard of it", async () => {
  const ctx = silent();
  const source = boardSource(ctx, { severities: ["SEV1"] });
  const position = await source.open();
  const { id } = await anIncident(ctx, { severity: "SEV1", reason: "It looks bad" });
  await feed.numberFeed(ctx);
  const { items } = await source.join(null);
  expect(items.flatMap(({ root }) => (root as BoardChange).incidents.map((incident) => incident.id))).toContain(id);
  await severities.changeSeverity(ctx, { incidentId: id, severity: "SEV2", reason: "Worse was feared" });
  await feed.numberFeed(ctx);

  const changes = await source.since(position);

  expect(changes.flatMap(({ root }) => (root as BoardChange).removed)).toContain(id);
});

/** A source of numbers that the test lets go. */
class Numbers implements LiveSource {
  readonly incidentId = null;
  readonly isState = false;
  atOnce = Infinity;
  last = 0;
  isAway = false;
  open = async () => this.last;
  since = async (position: number) => {
    if (this.isAway) throw new Error("away");
    return Array.from({ length: Math.min(this.atOnce, this.last - position) }, (_, at) => ({ position: position + at + 1, root: position + at + 1 }));
  };
  join = async (cursor: string | number | null) => {
    const items = await this.since(Number(cursor ?? this.last));
    return { items, position: items.at(-1)?.position ?? Number(cursor ?? this.last) };
  };
}

class Reader implements Subscriber {
  readonly seen: number[] = [];
  readonly isFull = false;
  readonly hasLeft = false;
  send(payloads: readonly Buffer[]): void {
    for (const payload of payloads) this.seen.push(Number(payload.toString()));
  }
  drained = async () => {};
  fallBehind(): void {}
  complete(): void {}
}

test("what could not be read comes once it can, though nobody rings again", async () => {
  const source = new Numbers();
  const group = aGroup(source, async (root) => Buffer.from(String(root)));
  const reader = new Reader();
  await group.join(reader, null);
  source.last = 2;
  source.isAway = true;
  group.ring();
  await new Promise(setImmediate);
  expect(reader.seen).toEqual([]);

  source.isAway = false;

  await expect.poll(() => reader.seen).toEqual([1, 2]);
});

test("what one reading does not hold is read by the next, though nobody rings again", async () => {
  const source = new Numbers();
  const group = aGroup(source, async (root) => Buffer.from(String(root)));
  const reader = new Reader();
  await group.join(reader, null);
  source.atOnce = 2;
  source.last = 6;

  group.ring();

  await expect.poll(() => reader.seen).toEqual([1, 2, 3, 4, 5, 6]);
});

test("who joins while an event is made ready gets it once, and who has moved on gets nothing more", async () => {
  const source = new Numbers();
  let make = () => {};
  const made = new Promise<void>((resolve) => (make = resolve));
  const group = aGroup(source, async (root) => made.then(() => Buffer.from(String(root))));
  const [early, moved, late] = [new Reader(), new Reader(), new Reader()];
  await group.join(early, null);
  const seat = await group.join(moved, null);
  source.last = 1;
  group.ring();
  const joining = group.join(late, 0);
  seat.leave();
  make();
  await joining;

  await expect.poll(() => early.seen).toEqual([1]);
  expect(late.seen).toEqual([1]);
  expect(moved.seen).toEqual([]);
  source.last = 2;
  group.ring();
  await expect.poll(() => [early.seen, late.seen, moved.seen]).toEqual([[1, 2], [1, 2], []]);
});

function aGroup(source: LiveSource, execute: (root: unknown) => Promise<Buffer>): LiveGroup {
  return new LiveGroup({ source, execute, refusal: () => null, meter: { delivered: () => {}, sent: () => {} } });
}
