import { expect, test } from "vitest";
import { Lanes } from "../../src/workers/courier/lanes.ts";

const MAIL = { destination: "EMAIL", priority: 2 };
const PAGES = { destination: "EMAIL", priority: 0 };
const hook = (nth: number) => ({ destination: `WEBHOOK ${nth}.example.com`, priority: 2 });
const freeOf = (lanes: Lanes, { destination, priority }: typeof MAIL, now: number) => lanes.room(now).room.find((lane) => lane.destination === destination && lane.priority === priority)?.free;
const begin = (lanes: Lanes, lane: typeof MAIL, count: number) => {
  for (let nth = 0; nth < count; nth++) lanes.begin(lane, 0);
};

test("a destination where nobody answers is held back, longer each time, and tried by one; pages to it go on, by two", () => {
  const lanes = new Lanes();
  begin(lanes, MAIL, 3);
  begin(lanes, PAGES, 3);
  for (let nth = 0; nth < 3; nth++) {
    lanes.end(MAIL, 0, false);
    lanes.end(PAGES, 0, false);
  }
  expect([freeOf(lanes, MAIL, 999), freeOf(lanes, MAIL, 1_000), freeOf(lanes, PAGES, 0)]).toEqual([0, 1, 2]);
  for (const [silences, holdMs] of [[4, 2_000], [5, 4_000], [6, 8_000], [7, 16_000], [8, 30_000], [9, 30_000]] as const) {
    lanes.begin(MAIL, 100_000 * silences);
    lanes.end(MAIL, 100_000 * silences, false);
    expect([silences, freeOf(lanes, MAIL, 100_000 * silences + holdMs - 1), freeOf(lanes, MAIL, 100_000 * silences + holdMs)]).toEqual([silences, 0, 1]);
  }
  lanes.begin(MAIL, 1_000_000);
  lanes.end(MAIL, 1_000_000, true);
  expect(freeOf(lanes, MAIL, 1_000_000)).toBe(64);
});

test("what an answer asks for holds back all that goes there but pages", () => {
  const lanes = new Lanes();
  for (const lane of [MAIL, PAGES]) {
    lanes.begin(lane, 0);
    lanes.end(lane, 0, true, 20_000);
  }
  expect([freeOf(lanes, MAIL, 19_999), freeOf(lanes, MAIL, 20_000), freeOf(lanes, PAGES, 0)]).toEqual([0, 64, 64]);
});

test("a lane has its places, and a channel no more than all its lanes may have", () => {
  const lanes = new Lanes();
  begin(lanes, hook(1), 64);
  expect(freeOf(lanes, hook(1), 0)).toBe(0);
  for (const nth of [2, 3, 4]) begin(lanes, hook(nth), 64);
  begin(lanes, MAIL, 1);
  expect(lanes.room(0).full).toEqual(["WEBHOOK"]);
  lanes.end(hook(4), 0, true);
  expect(lanes.room(0).full).toEqual([]);
});

test("a lane that took all it was offered is worth asking again once half of it is free, and no other is", () => {
  const lanes = new Lanes();
  lanes.claimed(Array.from({ length: 64 }, () => MAIL), 0);
  begin(lanes, MAIL, 64);
  expect(lanes.mayTakeMore(0)).toBe(false);
  const asked = Array.from({ length: 64 }, () => lanes.end(MAIL, 0, true));
  expect(asked.indexOf(true)).toBe(31);
  lanes.room(0);
  lanes.claimed([MAIL], 0);
  lanes.begin(MAIL, 0);
  expect([lanes.end(MAIL, 0, true), lanes.mayTakeMore(0)]).toEqual([false, false]);
});

test("a destination that is not used any more is forgotten", () => {
  const lanes = new Lanes();
  lanes.begin(MAIL, 0);
  lanes.end(MAIL, 0, true);
  expect(lanes.room(60_000).room).toHaveLength(1);
  expect(lanes.room(60_001).room).toHaveLength(0);
});
