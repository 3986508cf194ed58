import { expect, test } from "vitest";
import { DatabaseClock } from "../../src/database/database-clock.ts";
import { useDatabase } from "../support/database.ts";

const { source } = useDatabase();
const onError = (error: unknown) => expect.unreachable(String(error));
const theirs = async (): Promise<number> => (await source.query("select extract(epoch from clock_timestamp())::float8 * 1000 as time"))[0].time;

test("it tells the database's time", async () => {
  const clock = await DatabaseClock.start(source, onError);
  const [before, now, after] = [await theirs(), clock.now().getTime(), await theirs()];
  // As exact as half of the quickest of some round trips, and told in whole milliseconds.
  const tolerance = 1 + (after - before);
  expect(now).toBeGreaterThan(before - tolerance);
  expect(now).toBeLessThan(after + tolerance);
  await clock.stop();
});

/** Answers that say how far the database's clock is ahead of the process's, and how long they took. */
function aClock(answers: () => { ahead: number; took?: number }[]) {
  return DatabaseClock.start(source, onError, async () => {
    const now = performance.now();
    return answers().map(({ ahead, took = 0 }) => ({ time: performance.timeOrigin + now + ahead, asked: now - took, received: now }));
  });
}
const off = (clock: DatabaseClock) => clock.now().getTime() - (performance.timeOrigin + performance.now());

test("a hub whose own clock is a minute off tells the database's time all the same", async () => {
  for (const ahead of [-60_000, 60_000]) {
    const clock = await aClock(() => [{ ahead }]);
    expect(Math.abs(off(clock) - ahead)).toBeLessThan(1_000);
    await clock.stop();
  }
});

test("of several answers the quickest counts, and half of its way is taken off", async () => {
  const clock = await aClock(() => [{ ahead: 5_000_000, took: 900 }, { ahead: 1_000_000, took: 20 }, { ahead: 9_000_000, took: 800 }]);
  expect(Math.abs(off(clock) - 1_000_010)).toBeLessThan(1_000);
  await clock.stop();
});

test("where the database's clock is set back, time stands and never goes back; where it is set on, it follows", async () => {
  let ahead = 0;
  const clock = await aClock(() => [{ ahead }]);
  const before = clock.now();
  ahead = -60_000;
  await clock.measure();
  expect(clock.now()).toEqual(before);
  ahead = 120_000;
  await clock.measure();
  expect(Math.abs(off(clock) - 120_000)).toBeLessThan(1_000);
  await clock.stop();
});
