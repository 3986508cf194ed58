import { expect, test } from "vitest";
import { PictureGroup } from "../../src/realtime/live/picture-group.ts";
import type { Subscriber } from "../../src/realtime/live/subscriber.ts";
import type { LivePicture } from "../../src/services/live.ts";

/** A picture that shows its version, until it is away or refused. */
class Counted implements LivePicture {
  readonly of = "statusPages";
  last = 1;
  reads = 0;
  trouble: string | null = null;
  version = async () => {
    if (this.trouble) throw new Error(this.trouble);
    return String(this.last);
  };
  read = async () => {
    this.reads += 1;
    return this.last;
  };
}

/** Takes what it is given until it is full. */
class Screen implements Subscriber {
  readonly seen: string[] = [];
  isFull = false;
  hasLeft = false;
  isOver = false;
  private take = () => {};
  send(payloads: readonly Buffer[]): void {
    this.seen.push(...payloads.map(String));
  }
  drained = () => new Promise<void>((resolve) => (this.take = resolve));
  takeAll(): void {
    this.isFull = false;
    this.take();
  }
  fallBehind(): void {}
  complete(): void {
    this.isOver = true;
  }
}

const aGroup = (source: LivePicture) =>
  new PictureGroup({
    source, execute: async (root) => Buffer.from(String(root)), meter: { delivered: () => {}, sent: () => {} },
    refusal: (error) => ((error as Error).message === "away" ? null : Buffer.from((error as Error).message)),
  });

test("a thousand who join at once are given one picture, and it is made anew for those who come later only if it has changed", async () => {
  const source = new Counted();
  const group = aGroup(source);
  const screens = Array.from({ length: 1_000 }, () => new Screen());
  await Promise.all(screens.map((screen) => group.join(screen)));
  expect([source.reads, new Set(screens.flatMap(({ seen }) => seen)), screens.every(({ seen }) => seen.length === 1)]).toEqual([1, new Set(["1"]), true]);
  const [same, changed] = [new Screen(), new Screen()];
  await group.join(same);
  source.last = 2; // nobody has rung for it yet
  await group.join(changed);
  expect([same.seen, changed.seen, screens[0]!.seen, source.reads]).toEqual([["1", "2"], ["2"], ["1", "2"], 2]);
});

test("who does not keep up holds up nobody, and has the latest in the end", async () => {
  const source = new Counted();
  const group = aGroup(source);
  const [quick, slow, gone] = [new Screen(), new Screen(), new Screen()];
  for (const screen of [quick, slow, gone]) await group.join(screen);
  slow.isFull = gone.isFull = true;
  for (const version of [2, 3, 4]) {
    source.last = version;
    group.ring();
    await expect.poll(() => quick.seen.at(-1)).toBe(String(version));
  }
  gone.hasLeft = true;
  for (const screen of [slow, gone]) screen.takeAll();
  await expect.poll(() => slow.seen).toEqual(["1", "4"]);
  source.last = 5;
  group.ring();
  await expect.poll(() => slow.seen).toEqual(["1", "4", "5"]);
  expect([quick.seen, gone.seen]).toEqual([["1", "2", "3", "4", "5"], ["1"]]);
});

test("an outage is no event, and a refusal is the last", async () => {
  const source = new Counted();
  const group = aGroup(source);
  const screen = new Screen();
  await group.join(screen);
  source.last = 2;
  source.trouble = "away";
  group.ring();
  await expect(group.join(new Screen())).rejects.toThrow("away");
  source.trouble = null;
  await expect.poll(() => screen.seen).toEqual(["1", "2"]);
  source.trouble = "refused";
  group.ring();
  await expect.poll(() => [screen.seen.at(-1), screen.isOver, group.isEmpty]).toEqual(["refused", true, true]);
});
