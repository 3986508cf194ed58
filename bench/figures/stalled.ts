import { metric } from "../ask.ts";
import { Audience } from "../audience.ts";
import { type Figure, figure, type Goal, quantile } from "../figure.ts";
import type { Ground } from "../ground.ts";
import type { Variant } from "../variants.ts";

const CLIENTS = 60;
const STALLED = 20;
/** Long ones: what the system keeps for a socket (some megabytes) is full early, and the rest is the server's to keep. */
const FULL = { events: 12_000, summary: "upstream connect error or disconnect/reset before headers. ".repeat(80) };
const QUICK = { events: 480, summary: FULL.summary.repeat(2) };
const AT_ONCE = 3;
/** Growth below this is the collector's chance, and is taken for this. */
const LEAST = 8 * 1024 * 1024;
/** Between looks at the memory that the system has given. */
const LOOK = 20;

interface Result {
  /** Milliseconds from a commit until those who read have the events. */
  p99: number;
  /** Bytes in use at the end more than before; of one that crashed, as `rss`. */
  heap: number;
  /** Bytes that the system had given at most more than before. */
  rss: number;
  crashes: number;
  /** Sockets that were sent off to come back by cursor. */
  closed: number;
}

type Round = Record<"stalled" | "reading", Result>;

/** A third of the clients subscribes and never reads: what that costs the server, and the others. In full, stock shows what it may cost. */
export async function stalled(ground: Ground): Promise<Figure[]> {
  const { events, summary } = ground.isQuick ? QUICK : FULL;
  const variants: Variant[] = ground.isQuick ? ["hub"] : ["hub", "stock"];
  const rounds = variants.map((): Round[] => []);
  for (const round of ground.rounds(0.15)) {
    for (const [of, variant] of variants.entries()) {
      const [reading, stalled] = await Audience.inTurn(ground, [variant, variant], (audience, at) => measure(audience, at === 0 ? "bystander" : "stalled", events), summary);
      if (!reading || !stalled) continue;
      rounds[of]?.push({ reading, stalled });
      process.stderr.write(`stalled, round ${round}, ${variant}: ${says(stalled)}; all reading: ${says(reading)}\n`);
    }
  }
  const [hub = [], stock] = rounds;
  return [...compare(hub, "hub", { atMost: 0 }, { atMost: 1.2 }), ...(stock ? compare(stock, "stock", "anchor", "anchor") : [])];
}

async function measure(audience: Audience, manner: "bystander" | "stalled", events: number): Promise<Result> {
  const { server, port } = audience;
  await audience.join(CLIENTS - STALLED);
  await audience.join(STALLED, { manner });
  await audience.settle();
  const [heap, rss] = [await server.call<number>("heap"), await server.call<number>("rss")];
  const { latencies, most, hasCrashed } = await broadcast(audience, events);
  return {
    p99: quantile(latencies, 0.99),
    heap: hasCrashed ? most - rss : (await server.call<number>("heap")) - heap,
    rss: most - rss,
    crashes: Number(hasCrashed),
    closed: hasCrashed ? 0 : await metric(port, /^muster_live_closes_total\{.*1013/),
  };
}

/** All events, or as many as the server lives to send. `most` is the memory that the system had given at most, in bytes. */
async function broadcast(audience: Audience, events: number): Promise<{ latencies: number[]; most: number; hasCrashed: boolean }> {
  const latencies: number[] = [];
  let most = 0;
  try {
    for (let at = 0; at < events / AT_ONCE; at++) {
      latencies.push(await audience.deliver(AT_ONCE));
      if (at % LOOK === 0) most = Math.max(most, await audience.server.call<number>("rss"));
    }
    return { latencies, most, hasCrashed: false };
  } catch (error) {
    process.stderr.write(`stalled: ${error instanceof Error ? error.message : String(error)}\n`);
    return { latencies, most, hasCrashed: true };
  }
}

function compare(rounds: Round[], server: string, noCrash: Goal, asBefore: Goal): Figure[] {
  const what = `${STALLED} of ${CLIENTS} stalled, ${server}`;
  const over = (of: (result: Result) => number) => rounds.map(({ stalled, reading }) => of(stalled) / of(reading));
  return [
    figure(`${what}, crashes`, rounds.map(({ stalled }) => stalled.crashes), noCrash, "count"),
    figure(`${what}, growth of heap, stalled / none`, over(({ heap }) => Math.max(heap, LEAST)), asBefore),
    figure(`${what}, growth of RSS, stalled / none`, over(({ rss }) => Math.max(rss, LEAST)), asBefore),
    figure(`${what}, p99 of the others, stalled / none`, over(({ p99 }) => p99), asBefore),
  ];
}

const says = ({ p99, heap, rss, crashes, closed }: Result) =>
  `p99 ${p99.toFixed(2)} ms, heap grown by ${(heap / 1_048_576).toFixed(1)} MB, RSS by ${(rss / 1_048_576).toFixed(1)} MB${crashes ? ", crashed" : ""}, ${closed} closed`;
