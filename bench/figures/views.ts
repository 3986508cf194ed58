import { strictEqual } from "node:assert";
import { ask, metric } from "../ask.ts";
import { Audience } from "../audience.ts";
import { type Figure, figure } from "../figure.ts";
import type { Ground } from "../ground.ts";
import { Worker } from "../worker.ts";

const KEYS = 100;
const SOCKETS = 1_000;
/** Keys that join at a time. */
const AT_ONCE = 20;

/** What one event costs for each socket when a hundred views follow it, against the same number of keys that share one. */
export async function views(ground: Ground): Promise<Figure[]> {
  const { shared, apart } = await makeKeys(ground);
  const ratios: number[] = [];
  for (const round of ground.rounds(0.06)) {
    const [one = NaN, many = NaN] = await Audience.inTurn(ground, ["hub", "hub"], (audience, at) => (at === 0 ? measure(audience, shared, 1) : measure(audience, apart, KEYS)));
    ratios.push(many / one);
    process.stderr.write(`views, round ${round}: ${one.toFixed(1)} µs a delivery with one, ${many.toFixed(1)} with ${KEYS}\n`);
  }
  return [figure(`fan-out CPU, ${KEYS} views / one, ${SOCKETS.toLocaleString("en")} sockets`, ratios, { atMost: 2.5 })];
}

/** Microseconds of the hub's CPU for one message to one socket. */
async function measure(audience: Audience, tokens: string[], groups: number): Promise<number> {
  for (let at = 0; at < tokens.length; at += AT_ONCE) {
    await Promise.all(tokens.slice(at, at + AT_ONCE).map((token) => audience.join(SOCKETS / tokens.length, { token })));
  }
  await audience.settle();
  strictEqual(await metric(audience.port, /^muster_live_groups$/), groups);
  return audience.server.profiled(`views-${groups}`, () => audience.cpuPerDelivery(1));
}

/** Tokens of responders who all may see the same, and of others of whom each has a private incident. */
async function makeKeys({ env }: Ground): Promise<{ shared: string[]; apart: string[] }> {
  const hub = await Worker.start("servers/hub.js", {}, env);
  const port = await hub.call<number>("port");
  const each = <T>(make: (at: number) => Promise<T>) => Promise.all(Array.from({ length: KEYS }, (_, at) => make(at)));
  const shared = await each((at) => makeKey(port, `Responder ${at}`));
  const apart = await each(async (at) => {
    const token = await makeKey(port, `Investigator ${at}`);
    await ask(port, "mutation ($input: DeclareIncidentInput!) { declareIncident(input: $input) { id } }", { input: { title: `Payroll data of office ${at} was read`, source: "INTERNAL", private: true } }, token);
    return token;
  });
  await hub.stop();
  return { shared, apart };
}

async function makeKey(port: number, name: string): Promise<string> {
  const { token } = await ask(port, "mutation ($input: CreateApiKeyInput!) { made: createApiKey(input: $input) { token } }", { input: { name, role: "RESPONDER" } });
  return String(token);
}
