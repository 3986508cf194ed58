import { TOKEN } from "./ask.ts";
import type { Ground } from "./ground.ts";
import { Worker } from "./worker.ts";

export interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
  text: string;
  /** Milliseconds of the server's CPU for one request. */
  cpu: number;
}

export type Server = readonly [file: string, arg: object];

/** Requests a second that each server in a fresh process answers, by number of clients, each with a body of its own. They start together, and idle until it is their turn. */
export async function measureRates(ground: Ground, servers: Record<string, Server>, bodies: string[][]): Promise<Record<string, Rate[]>> {
  const workers = await Worker.startAll(Object.values(servers), ground.env);
  const rates: Record<string, Rate[]> = {};
  for (const [at, name] of Object.keys(servers).entries()) {
    const worker = workers[at] as Worker;
    rates[name] = await ratesOf(ground, worker, name, bodies);
    await worker.stop();
  }
  return rates;
}

async function ratesOf(ground: Ground, server: Worker, name: string, bodies: string[][]): Promise<Rate[]> {
  const port = await server.call<number>("port");
  const rates: Rate[] = [];
  await run(ground, port, bodies.at(-1) ?? [], ground.seconds);
  for (const some of bodies) {
    const began = await server.call<number>("cpu");
    const rate = await server.profiled(`${name}-http-${some.length}`, () => run(ground, port, some, ground.seconds));
    rates.push({ ...rate, cpu: (((await server.call<number>("cpu")) - began) * 1_000) / rate.count });
  }
  return rates;
}

const run = ({ requests }: Ground, port: number, bodies: string[], seconds: number) =>
  requests.call<Omit<Rate, "cpu"> & { count: number }>("run", { port, token: TOKEN, bodies, seconds });
