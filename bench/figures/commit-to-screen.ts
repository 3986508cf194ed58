import { deepStrictEqual } from "node:assert";
import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "redis";
import { ADD, aNote, TOKEN } from "../ask.ts";
import { revisionOf } from "../events.ts";
import { type Figure, figure, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import type { Server } from "../http.ts";
import { Worker } from "../worker.ts";

const REQUEST = "subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) { revision summary } }";
const EVENTS = 500;
const QUICK_EVENTS = 100;
/** The first ones are slow while code is compiled. */
const WARM_UP = 20;
/** Idle: longer than a ring holds back the next one. */
const PAUSE_MS = 8;
const REDIS = "redis://127.0.0.1:6379";

interface Way {
  writer: Server;
  reader: Server;
}

/** Milliseconds; `message` is the last that was seen, without what differs from one event to the next. */
interface Result {
  p50: number;
  p99: number;
  message: unknown;
}

const HUBS: Way = { writer: ["servers/hub.js", {}], reader: ["servers/hub.js", {}] };

/** Over Redis, which carries the event itself: no table is read again. */
function overRedis(): Way {
  const arg = { redis: REDIS, channel: `muster.bench.${process.pid}` };
  return { writer: ["servers/raw.js", arg], reader: ["servers/relay.js", arg] };
}

/** From the answer that tells a writer of its commit to the message on a screen that another process serves. */
export async function commitToScreen(ground: Ground): Promise<Figure[]> {
  const redis = (await answers(REDIS)) ? overRedis() : null;
  if (!redis) process.stderr.write(`commit to screen: no Redis answers on ${REDIS}, its anchor is left out\n`);
  const hubs: Result[] = [];
  const anchors: Result[] = [];
  for (const round of ground.rounds(0.1)) {
    const hub = await measure(ground, HUBS);
    hubs.push(hub);
    process.stderr.write(`commit to screen, round ${round}: ${says("hub", hub)}\n`);
    if (!redis) continue;
    const anchor = await measure(ground, redis);
    deepStrictEqual(anchor.message, hub.message);
    anchors.push(anchor);
    process.stderr.write(`commit to screen, round ${round}: ${says("Redis", anchor)}\n`);
  }
  const over = (of: "p50" | "p99") => anchors.map((anchor, at) => (hubs[at]?.[of] ?? NaN) / anchor[of]);
  return [
    figure("commit to screen on another hub, p50", hubs.map(({ p50 }) => p50), { atMost: 1 }, "ms"),
    figure("commit to screen on another hub, p99", hubs.map(({ p99 }) => p99), { atMost: 5 }, "ms"),
    ...(redis ? [figure("commit to screen, hub / Redis, p50", over("p50"), { atMost: 2 }), figure("commit to screen, hub / Redis, p99", over("p99"), { atMost: 2 })] : []),
  ];
}

async function measure(ground: Ground, way: Way): Promise<Result> {
  const { sockets, env, db, stage } = ground;
  const [writer, reader] = (await Worker.startAll([way.writer, way.reader], env)) as [Worker, Worker];
  try {
    const request = { query: REQUEST, variables: { id: stage, after: await revisionOf(db, stage) } };
    await sockets.call("open", { port: await reader.call<number>("port"), token: TOKEN, request, count: 1, manner: "counted" });
    const port = await writer.call<number>("port");
    const latencies: number[] = [];
    for (let at = 0; at < (ground.isQuick ? QUICK_EVENTS : EVENTS); at++) {
      latencies.push(await once(ground, port));
      await delay(PAUSE_MS);
    }
    const message = JSON.parse(await sockets.call<string>("last"), (key, value: unknown) => (key === "id" || key === "revision" ? typeof value : value)) as unknown;
    const warm = latencies.slice(WARM_UP);
    return { p50: quantile(warm, 0.5), p99: quantile(warm, 0.99), message };
  } finally {
    await sockets.call("close");
    await Promise.all([writer.stop(), reader.stop()]);
  }
}

/** One event, in milliseconds. A message that overtakes the writer's answer took none. */
async function once({ sockets, requests, stage }: Ground, port: number): Promise<number> {
  await sockets.call("reset");
  const arrived = sockets.call<{ messages: number; at: number }>("arrived", { total: 1, withinMs: 10_000 });
  const written = await requests.call<{ at: number }>("run", { port, token: TOKEN, bodies: [JSON.stringify({ query: ADD, variables: aNote(stage) })], seconds: 0 });
  const { messages, at } = await arrived;
  if (messages === 0) throw new Error("an event did not arrive");
  return Math.max(0, at - written.at);
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false, connectTimeout: 500 } }).on("error", () => {});
  return client.connect().then(() => (client.destroy(), true), () => false);
}

const says = (name: string, { p50, p99 }: Result) => `${name} p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`;
