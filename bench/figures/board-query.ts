import { deepStrictEqual } from "node:assert";
import { type Figure, figure } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { measureRates, type Rate } from "../http.ts";

const BOARD = `{ incidents(first: 50) { nodes {
  id reference title status severity severityProvisional revision reopenCount source drill detectedAt declaredAt updatedAt eta channel
  commander { id name email } service { id slug name tier } latestEvents(count: 5) { revision kind summary actor occurredAt } } } }`;

const SERVERS = { hub: ["servers/hub.js", {}], raw: ["servers/raw.js", {}], stock: ["servers/stock.js", {}] } as const;
const CLIENTS = [1, 32];

/** The board's page over HTTP. */
export async function boardQuery(ground: Ground): Promise<Figure[]> {
  const body = JSON.stringify({ query: BOARD });
  const rounds: Record<string, Rate[]>[] = [];
  for (const round of ground.rounds(0.08)) {
    const rates = await measureRates(ground, SERVERS, CLIENTS.map((count) => Array<string>(count).fill(body)));
    const [hub, ...others] = Object.values(rates).map(([rate]) => (JSON.parse(rate?.text ?? "") as { data: unknown }).data);
    for (const other of others) deepStrictEqual(other, hub);
    rounds.push(rates);
    process.stderr.write(`board, round ${round}: ${Object.entries(rates).map(([name, list]) => `${name} ${list.map((one) => `${Math.round(one.perSecond)}/s (${one.cpu.toFixed(2)} ms)`).join(" ")}`).join(", ")}\n`);
  }
  const over = (a: string, b: string, at: number, of: "perSecond" | "cpu" = "perSecond") => rounds.map((round) => (round[a]?.[at]?.[of] ?? NaN) / (round[b]?.[at]?.[of] ?? NaN));
  return CLIENTS.flatMap((count, at) => [
    figure(`board query, hub / SQL JSON, ${count} client${count > 1 ? "s" : ""}`, over("hub", "raw", at), { atLeast: 0.8 }),
    figure(`board query, hub / stock, ${count} client${count > 1 ? "s" : ""}`, over("hub", "stock", at), { atLeast: 5 }),
    figure(`board query, server CPU, stock / hub, ${count} client${count > 1 ? "s" : ""}`, over("stock", "hub", at, "cpu"), { atLeast: 5 }),
  ]);
}
