import { randomUUID } from "node:crypto";
import { expect, inject, test } from "vitest";
import type { Wire } from "../../src/realtime/wire.ts";
import { wireTo } from "../../src/realtime/wire-to.ts";
import { answers, Proxy } from "../support/proxy.ts";

const WIRES = [
  ["PostgreSQL", inject("serverUrl"), ""],
  ["NATS", "nats://127.0.0.1:4222", "nats"],
  ["Redis", "redis://127.0.0.1:6379", "redis"],
] as const;

const aWire = (url: string, kind: string, onError: (error: unknown) => void = () => {}): Promise<Wire> => wireTo(url, kind ? url : undefined, onError);

test.for(WIRES)("over %s others hear all that one sends, and oneself nothing", async ([name, url, kind], ctx) => {
  if (!(await answers(new URL(url)))) ctx.skip(`no ${name} answers at ${url}`);
  const ids = Array.from({ length: 450 }, (): string => randomUUID());
  const mine: (string[] | null)[] = [];
  const others: (string[] | null)[] = [];
  const [a, b] = [await aWire(url, kind), await aWire(url, kind)];
  await a.start((heard) => mine.push(heard));
  await b.start((heard) => others.push(heard));

  await a.send(ids);

  await expect.poll(() => others.flat().filter((id) => ids.includes(id ?? ""))).toEqual(ids);
  expect(mine.flat().filter((id) => ids.includes(id ?? ""))).toEqual([]);
  await Promise.all([a.stop(), b.stop()]);
});

test.for(WIRES)("over %s a lost connection comes back, and tells that rings were missed", async ([name, url, kind], ctx) => {
  if (!(await answers(new URL(url)))) ctx.skip(`no ${name} answers at ${url}`);
  const proxy = new Proxy(new URL(url));
  await proxy.open();
  const heard: (string[] | null)[] = [];
  const [near, far] = [await aWire(url, kind), await aWire(proxy.url, kind)];
  await near.start(() => {});
  await far.start((ids) => heard.push(ids));

  await proxy.close();
  await near.send([randomUUID()]);
  await proxy.open();
  await expect.poll(() => heard).toEqual([null]);

  const id = randomUUID();
  await near.send([id]);
  await expect.poll(() => heard).toEqual([null, [id]]);
  far.reconnect();
  await expect.poll(() => heard).toEqual([null, [id], null]);
  await Promise.all([near.stop(), far.stop()]);
  await proxy.close();
});

test.for(WIRES)("while %s is away a hub starts all the same, and hears once it is there", async ([name, url, kind], ctx) => {
  if (!(await answers(new URL(url)))) ctx.skip(`no ${name} answers at ${url}`);
  const proxy = new Proxy(new URL(url));
  await proxy.open();
  const address = proxy.url;
  await proxy.close();
  const heard: (string[] | null)[] = [];
  const errors: unknown[] = [];
  const wire = await aWire(address, kind, (error) => errors.push(error));
  await wire.start((ids) => heard.push(ids));
  expect(errors.length).toBeGreaterThan(0);
  await wire.send([randomUUID()]);

  await proxy.open();

  await expect.poll(() => heard).toEqual([null]);
  await wire.stop();
  await proxy.close();
});
