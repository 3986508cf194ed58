import { afterEach, expect, test } from "vitest";
import type { Deadlines } from "../../src/services/due.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { DueWatch } from "../../src/workers/due-watch.ts";
import { anActor, NOON } from "../support/build.ts";

/** Deadlines kept in memory, as rows are in the database: any number of watches may share them. */
class Kept implements Deadlines {
  readonly name = "kept";
  readonly applied: number[] = [];
  readonly asked: number[] = [];
  looks = 0;
  /** Thrown by whatever is asked next. */
  broken: Error | null = null;
  /** Somebody else holds all of them. */
  isHeld = false;

  constructor(readonly instants: number[]) {}

  async upcoming(_: unknown, until: Date, limit: number): Promise<Date[]> {
    this.looks += 1;
    if (this.broken) throw this.broken;
    return this.instants.filter((instant) => instant <= until.getTime()).sort((a, b) => a - b).slice(0, limit).map((instant) => new Date(instant));
  }

  async apply({ now }: ServiceContext, limit: number): Promise<number> {
    if (this.broken) throw this.broken;
    const due = this.isHeld ? [] : this.instants.filter((instant) => instant <= now().getTime()).slice(0, limit);
    this.asked.push(due.length);
    for (const instant of due) this.instants.splice(this.instants.indexOf(instant), 1);
    this.applied.push(...due);
    return due.length;
  }
}

const watches: DueWatch[] = [];
afterEach(async () => {
  for (const watch of watches.splice(0)) await watch.stop();
});

const system = { actor: anActor(), db: {}, wakeups: { ring: () => {} } } as unknown as ServiceContext;

function aWatch(sources: Deadlines[], now: () => Date = () => new Date()) {
  const seen = { rings: new Set<() => void>(), lateness: [] as number[], found: 0, errors: [] as unknown[] };
  const watch = new DueWatch({
    ctx: { ...system, now },
    sources,
    attach: (ring) => {
      seen.rings.add(ring);
      return () => void seen.rings.delete(ring);
    },
    onApplied: (_, found, lateness) => {
      seen.found += found;
      seen.lateness.push(...lateness);
    },
    onError: (source, error) => seen.errors.push(`${source}: ${String(error)}`),
  });
  watches.push(watch);
  watch.start();
  return { watch, seen, ring: () => [...seen.rings].forEach((ring) => ring()) };
}

test("what is due is applied, and what is not yet stays", async () => {
  let now = NOON.getTime();
  const kept = new Kept([now - 1, now, now + 1_000]);
  const { watch, ring } = aWatch([kept], () => new Date(now));
  await expect.poll(() => kept.applied).toEqual([now - 1, now]);
  expect(watch.standing.get("kept")).toEqual({ outstanding: 1, overdue: 0 });
  now += 1_000;
  ring();
  await expect.poll(() => kept.applied.length).toBe(3);
});

test("it waits for the next instant and is never early", async () => {
  const due = Date.now() + 100;
  const kept = new Kept([due]);
  const apply = kept.apply.bind(kept);
  let first = Infinity;
  kept.apply = (ctx, limit) => {
    first = Math.min(first, ctx.now().getTime());
    return apply(ctx, limit);
  };
  const { seen } = aWatch([kept]);
  await expect.poll(() => seen.found).toBe(1);
  expect(first).toBeGreaterThanOrEqual(due);
  expect(seen.lateness).toHaveLength(1);
});

test("a deadline that is written a moment ahead is known by the ring, and needs no poll", async () => {
  const kept = new Kept([]);
  const { seen, ring } = aWatch([kept]);
  await expect.poll(() => kept.looks).toBe(1);
  kept.instants.push(Date.now() + 50);
  ring();
  await expect.poll(() => seen.found).toBe(1);
  expect(kept.looks).toBeLessThan(6);
});

test("without any ring the poll finds it", async () => {
  const kept = new Kept([]);
  const { seen } = aWatch([kept]);
  await expect.poll(() => kept.looks).toBe(1);
  kept.instants.push(Date.now());
  await expect.poll(() => seen.found).toBe(1);
});

test("many at one instant are drained batch by batch, without a look between", async () => {
  const kept = new Kept(Array.from({ length: 2_000 }, () => NOON.getTime()));
  const { seen } = aWatch([kept], () => NOON);
  await expect.poll(() => kept.applied.length).toBe(2_000);
  expect(kept.asked.slice(0, 5)).toEqual([400, 400, 400, 400, 400]);
  await expect.poll(() => seen.found).toBe(2_000);
  expect(kept.looks).toBeLessThan(4);
});

test("what another hub holds is tried again, and not in a frenzy", async () => {
  const kept = new Kept([NOON.getTime()]);
  kept.isHeld = true;
  const { seen } = aWatch([kept], () => NOON);
  await expect.poll(() => kept.asked.length).toBeGreaterThan(3);
  kept.isHeld = false;
  await expect.poll(() => seen.found).toBe(1);
  expect(kept.asked.length).toBeLessThan(60);
});

test("an outage is told once, and what came due meanwhile is made up for", async () => {
  const kept = new Kept([]);
  const { seen } = aWatch([kept], () => NOON);
  await expect.poll(() => kept.looks).toBe(1);
  kept.broken = new Error("away");
  kept.instants.push(NOON.getTime());
  await expect.poll(() => kept.looks).toBeGreaterThan(3);
  expect(seen.errors).toEqual(["kept: Error: away"]);
  kept.broken = null;
  await expect.poll(() => seen.found).toBe(1);
  kept.broken = new Error("away again");
  await expect.poll(() => seen.errors).toEqual(["kept: Error: away", "kept: Error: away again"]);
});

test("a source that fails holds up no other", async () => {
  const [broken, kept] = [new Kept([NOON.getTime()]), new Kept([NOON.getTime()])];
  broken.broken = new Error("away");
  const other: Deadlines = { name: "other", upcoming: broken.upcoming.bind(broken), apply: broken.apply.bind(broken) };
  const { seen } = aWatch([other, kept], () => NOON);
  await expect.poll(() => kept.applied).toHaveLength(1);
  await expect.poll(() => seen.errors).toEqual(["other: Error: away"]);
});

test("several watches apply each once", async () => {
  const kept = new Kept(Array.from({ length: 50 }, (_, index) => Date.now() + index * 2));
  const both = [aWatch([kept]), aWatch([kept])];
  await expect.poll(() => kept.applied).toHaveLength(50);
  expect(new Set(kept.applied).size).toBe(50);
  expect(both.reduce((sum, { seen }) => sum + seen.found, 0)).toBe(50);
});

test("stopping waits for what is under way, and nothing is applied after", async () => {
  let finish = () => {};
  const kept = new Kept([NOON.getTime()]);
  const begun = new Promise<void>((begin) => {
    kept.apply = () => {
      begin();
      return new Promise((resolve) => (finish = () => resolve(1)));
    };
  });
  const { watch, seen } = aWatch([kept], () => NOON);
  await begun;
  let isStopped = false;
  const stopped = watch.stop().then(() => (isStopped = true));
  await Promise.resolve();
  expect(isStopped).toBe(false);
  finish();
  await stopped;
  expect(seen.found).toBe(1);
  expect(seen.rings.size).toBe(0);
});
