import { beforeEach, expect, test } from "vitest";
import { OutboundHeartbeat } from "../../src/workers/outbound-heartbeat.ts";
import { aPeer, aWayOut } from "../support/peers.ts";

let status = 200;
const listener = await aPeer((_, res) => res.writeHead(status).end());
const client = aWayOut();
let told: unknown[];
let isContent: () => Promise<boolean>;
const aHeartbeat = (url = `${listener.url}/ping/secret`) => new OutboundHeartbeat({ url, client, isContent: () => isContent(), onError: (error) => void told.push(error), everyMs: 5 });

beforeEach(() => {
  [status, told, isContent] = [200, [], async () => true];
});

test("it calls while the hub does its work, and stops", async () => {
  const heartbeat = aHeartbeat();
  heartbeat.start();
  await expect.poll(() => listener.heard.length).toBeGreaterThan(2);
  await heartbeat.stop();
  const calls = listener.heard.length;
  await heartbeat.stop();
  expect(listener.heard.length).toBe(calls);
  expect(listener.heard[0]).toMatchObject({ method: "GET", path: "/ping/secret" });
});

test("it is silent while the hub does not, or cannot tell", async () => {
  isContent = async () => false;
  await aHeartbeat().beat();
  isContent = async () => Promise.reject(new Error("the database is away"));
  await aHeartbeat().beat();
  expect(listener.heard).toEqual([]);
});

test("a listener that fails is told of once, until it works again, and never in the way", async () => {
  const heartbeat = aHeartbeat();
  status = 500;
  await heartbeat.beat();
  await heartbeat.beat();
  expect(told).toMatchObject([{ message: "The heartbeat's listener answers 500" }]);
  status = 200;
  await heartbeat.beat();
  status = 404;
  await heartbeat.beat();
  expect(told).toHaveLength(2);
  await aHeartbeat("http://10.0.0.1/").beat();
  expect(told).toMatchObject([{}, {}, { obstacle: "address" }]);
});
