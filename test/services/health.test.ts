import { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { Health } from "../../src/database/health.ts";
import { useDatabase } from "../support/database.ts";
import { Proxy } from "../support/proxy.ts";

const database = useDatabase();
const proxy = new Proxy(new URL(database.url));
beforeAll(() => proxy.open());
afterAll(() => proxy.close());
afterEach(() => vi.restoreAllMocks());

test("a process that stood still while it waited for the answer does not take that for an outage", async () => {
  const changes: boolean[] = [];
  let questions = 0;
  const health = new Health(database.url, (up) => void changes.push(up));
  const write = Socket.prototype.write;
  vi.spyOn(Socket.prototype, "write").mockImplementation(function (this: Socket, ...given: unknown[]) {
    const isTaken = Reflect.apply(write, this, given) as boolean;
    const isQuestion = Buffer.isBuffer(given[0]) && given[0].includes("select 1");
    // The answer comes meanwhile, and lies unread for longer than the hub has patience.
    if (isQuestion && ++questions === 2) for (const began = performance.now(); performance.now() - began < 2_500;);
    return isTaken;
  });
  health.start();
  await expect.poll(() => questions).toBeGreaterThanOrEqual(3);
  await health.stop();
  expect(changes).toEqual([]);
});

test("a database that accepts and answers nothing is away, and back when it answers", async () => {
  const changes: boolean[] = [];
  const health = new Health(proxy.url, (up) => void changes.push(up));
  proxy.swallow();
  health.start();
  await expect.poll(() => changes).toEqual([false]);
  proxy.listen();
  await expect.poll(() => changes).toEqual([false, true]);
  await health.stop();
});
