import { expect, test } from "vitest";
import { Doorbell } from "../../src/realtime/doorbell.ts";
import type { Wire } from "../../src/realtime/wire.ts";

/** A wire to nobody, which notes what is sent and lets the test speak for the others. */
class Ear implements Wire {
  readonly sent: string[][] = [];
  hear: (incidentIds: string[] | null) => void = () => {};
  start = async (hear: (incidentIds: string[] | null) => void) => void (this.hear = hear);
  send = async (incidentIds: string[]) => void this.sent.push(incidentIds);
  reconnect(): void {}
  stop = async () => {};
}

test("who follows one incident is woken at once, who follows all of them once the change is numbered, here and elsewhere", async () => {
  let numbered = () => {};
  let numbering = Promise.resolve(0);
  const near = new Ear();
  const doorbell = aDoorbell(near, () => numbering);
  const woken = watch(doorbell);
  await doorbell.start();
  numbering = new Promise((resolve) => (numbered = () => resolve(1)));

  doorbell.ring(["one"]);

  expect(woken).toEqual(["one"]);
  await expect.poll(() => near.sent).toEqual([["one"]]);
  numbered();
  await expect.poll(() => woken).toEqual(["one", null]);
  expect(near.sent).toHaveLength(2);

  const far = new Ear();
  const other = aDoorbell(far, async () => 1);
  const wokenThere = watch(other);
  await other.start();
  for (const [at, ids] of near.sent.entries()) {
    far.hear(ids);
    expect(wokenThere).toEqual(["one", null].slice(0, at + 1));
  }
  expect(other.counts.heard).toBe(1);
  await Promise.all([doorbell.stop(), other.stop()]);
});

test("what is rung for while the others are told goes out together after it", async () => {
  const ear = new Ear();
  const doorbell = aDoorbell(ear, async () => 0);
  await doorbell.start();

  doorbell.ring(["one"]);
  doorbell.ring(["two"]);
  doorbell.ring(["three", "two"]);
  await doorbell.stop();

  expect(ear.sent.filter((ids) => ids[0] !== "feed")).toEqual([["one"], ["two", "three"]]);
});

function aDoorbell(wire: Wire, number: () => Promise<number>): Doorbell {
  return new Doorbell({ wire, number, changedBetween: async () => [], onError: () => {} });
}

function watch(doorbell: Doorbell): (string | null)[] {
  const woken: (string | null)[] = [];
  for (const id of ["one", "two", null]) doorbell.attach(id, () => void woken.push(id));
  return woken;
}
