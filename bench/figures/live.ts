import { ask } from "../ask.ts";
import { Audience } from "../audience.ts";
import { type Figure, figure, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import type { Variant } from "../variants.ts";
import { clock } from "../worker.ts";

const QUICK: Variant[] = ["hub", "ws.send", "framed", "stock", "mercurius"];
const FULL: Variant[] = [...QUICK, "yoga"];
/** By number of sockets, the share of the time that it has. */
const QUICK_SHARES = [[1_000, 0.48]] as const;
const FULL_SHARES = [[1_000, 0.18], [10_000, 0.3]] as const;
/** Requests before those that count. */
const WARM_UP = 50;

interface Result {
  /** Microseconds of the server's CPU for one message to one socket. */
  single: number;
  /** The same, of ten that come together. */
  burst: number;
  /** Bytes of heap for one subscription. */
  heap: number;
  /** Milliseconds for an HTTP request while all sockets get an event. */
  p99: number;
}

/** Fan-out, burst, latency of others meanwhile, and memory: each variant's followers in turn, in fresh processes. */
export async function live(ground: Ground): Promise<Figure[]> {
  const variants = ground.isQuick ? QUICK : FULL;
  const figures: Figure[] = [];
  for (const [count, share] of ground.isQuick ? QUICK_SHARES : FULL_SHARES) {
    const rounds: Record<Variant, Result>[] = [];
    for (const round of ground.rounds(share)) {
      const results = await Audience.inTurn(ground, variants, async (audience) => {
        const result = await measure(ground, audience, count);
        process.stderr.write(`${count} sockets, round ${round}, ${audience.variant}: ${says(result)}\n`);
        return [audience.variant, result] as const;
      });
      rounds.push(Object.fromEntries(results) as Record<Variant, Result>);
    }
    figures.push(...compare(rounds, count, variants.includes("yoga")));
  }
  return figures;
}

async function measure(ground: Ground, audience: Audience, count: number): Promise<Result> {
  const { server, port, variant } = audience;
  const before = await server.call<number>("heap");
  await audience.join(count);
  await audience.settle();
  const heap = ((await server.call<number>("heap")) - before) / count;
  const single = await server.profiled(`${variant}-single-${count}`, () => audience.cpuPerDelivery(1));
  const burst = await server.profiled(`${variant}-burst-${count}`, () => audience.cpuPerDelivery(10));
  const isHttp = variant !== "ws.send" && variant !== "framed";
  return { single, burst, heap, p99: isHttp ? await httpDuring(ground, audience, port) : NaN };
}

/** Requests one after the other from a process that has nothing else to do, while event follows event. */
async function httpDuring({ seconds }: Ground, audience: Audience, port: number): Promise<number> {
  for (let at = 0; at < WARM_UP; at++) await ask(port, "{ __typename }");
  const latencies: number[] = [];
  const until = clock() + seconds * 1_000;
  const firing = (async () => {
    do await audience.deliver(1);
    while (clock() < until);
  })();
  do {
    const began = clock();
    await ask(port, "{ __typename }");
    latencies.push(clock() - began);
  } while (clock() < until);
  await firing;
  return quantile(latencies, 0.99);
}

const says = ({ single, burst, heap, p99 }: Result) =>
  `${single.toFixed(1)} µs a delivery, ${burst.toFixed(1)} in bursts, ${(heap / 1_024).toFixed(1)} KB a subscription${Number.isNaN(p99) ? "" : `, HTTP p99 ${p99.toFixed(1)} ms`}`;

function compare(rounds: Record<Variant, Result>[], count: number, withYoga: boolean): Figure[] {
  const over = (of: keyof Result, a: Variant, b: Variant) => rounds.map((round) => round[a][of] / round[b][of]);
  const at = `${count.toLocaleString("en")} sockets`;
  return [
    figure(`fan-out CPU, hub / ws.send, ${at}`, over("single", "hub", "ws.send"), { atMost: 1 }),
    figure(`fan-out CPU, hub / framed, ${at}, stretch`, over("single", "hub", "framed"), { atMost: 1.25 }),
    figure(`fan-out CPU, stock / hub, ${at}`, over("single", "stock", "hub"), { atLeast: 10 }),
    figure(`fan-out CPU, mercurius / hub, ${at}`, over("single", "mercurius", "hub"), { atLeast: 8 }),
    ...(withYoga ? [figure(`fan-out CPU, graphql-yoga / hub, ${at}`, over("single", "yoga", "hub"), { atLeast: 8 })] : []),
    figure(`10-event burst CPU, ws.send / hub, ${at}`, over("burst", "ws.send", "hub"), { atLeast: 3 }),
    figure(`10-event burst CPU, stock / hub, ${at}`, over("burst", "stock", "hub"), { atLeast: 25 }),
    figure(`HTTP p99 during fan-out, ${at}`, rounds.map(({ hub }) => hub.p99), { atMost: 10 }, "ms"),
    figure(`HTTP p99 during fan-out, stock / hub, ${at}`, over("p99", "stock", "hub"), { atLeast: 100 }),
    figure(`heap per subscription, ${at}`, rounds.map(({ hub }) => hub.heap / 1_024), { atMost: 10 }, "KB"),
    figure(`heap per subscription, stock / hub, ${at}`, over("heap", "stock", "hub"), { atLeast: 3 }),
  ];
}
