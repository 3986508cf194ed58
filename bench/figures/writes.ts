import { deepStrictEqual } from "node:assert";
import { type Figure, figure } from "../figure.ts";
import { ADD, aNote } from "../ask.ts";
import type { Ground } from "../ground.ts";
import { measureRates, type Rate } from "../http.ts";

const SERVERS = {
  hub: ["servers/hub.js", {}], mute: ["servers/hub.js", { mute: true }], raw: ["servers/raw.js", {}], stock: ["servers/stock.js", {}],
} as const;

/** Events written by 32 clients, each on an incident of its own. */
export async function writes(ground: Ground): Promise<Figure[]> {
  const bodies = ground.incidents.slice(0, 32).map((id) => JSON.stringify({ query: ADD, variables: aNote(id) }));
  const rounds: Record<string, Rate>[] = [];
  for (const round of ground.rounds(0.08)) {
    const rates: Record<string, Rate> = {};
    let first: unknown;
    for (const [name, [rate]] of Object.entries(await measureRates(ground, SERVERS, [bodies]))) {
      if (!rate) continue;
      rates[name] = rate;
      first ??= shape(rate.text);
      deepStrictEqual(shape(rate.text), first);
    }
    rounds.push(rates);
    process.stderr.write(`writes, round ${round}: ${Object.entries(rates).map(([name, rate]) => `${name} ${Math.round(rate.perSecond)}/s (${rate.cpu.toFixed(2)} ms)`).join(", ")}\n`);
  }
  const over = (a: string, b: string, of: "perSecond" | "cpu" = "perSecond") => rounds.map((round) => (round[a]?.[of] ?? NaN) / (round[b]?.[of] ?? NaN));
  return [
    figure("addTimelineEvent, hub / one CTE, 32 clients", over("hub", "raw"), { atLeast: 0.6 }),
    figure("addTimelineEvent, hub / stock, 32 clients", over("hub", "stock"), { atLeast: 5 }),
    figure("addTimelineEvent, live updates on / off, 32 clients", over("hub", "mute"), { atLeast: 0.9 }),
    figure("addTimelineEvent, server CPU, stock / hub, 32 clients", over("stock", "hub", "cpu"), { atLeast: 5 }),
    figure("addTimelineEvent, server CPU, live updates off / on, 32 clients", over("mute", "hub", "cpu"), { atLeast: 0.9 }),
  ];
}

/** An answer's data without what differs from one event to the next. */
const shape = (text: string): unknown =>
  (JSON.parse(text, (key, value: unknown) => (["id", "revision", "occurredAt", "recordedAt", "actor"].includes(key) ? typeof value : value)) as { data: unknown }).data;
