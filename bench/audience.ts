import { SUMMARY, TOKEN } from "./ask.ts";
import { happen, lastEvent, revisionOf } from "./events.ts";
import type { Ground } from "./ground.ts";
import type { Manner } from "./load/sockets.ts";
import { type Variant, VARIANTS } from "./variants.ts";
import { clock, Worker } from "./worker.ts";

/** 15 fields, two of them of the incident. */
const TIMELINE = `subscription ($id: ID!, $after: Int) { timeline(incidentId: $id, after: $after) {
  id revision kind summary amendedSummary actor occurredAt recordedAt pinned links grade hypothesis details incident { reference title } } }`;

/** Events before those that count, however long they take; and milliseconds for more of them, in which code is compiled. */
const WARM_EVENTS = 3;
const WARM_MS = 500;

/** A server in a fresh process, and the sockets that follow one incident on it. */
export class Audience {
  /** Those whose messages count. */
  private count = 0;

  private constructor(
    private readonly ground: Ground,
    readonly variant: Variant,
    private readonly summary: string,
    /** The last event before anybody followed; all variants but the hub send this one. */
    private readonly event: Record<string, unknown>,
    readonly server: Worker,
    readonly port: number,
  ) {}

  /**
   * Does `work` with each variant in a fresh process that nobody follows yet, and ends it. They start together, since
   * that is most of the work, and idle until it is their turn. Events have that text.
   */
  static async inTurn<T>(ground: Ground, variants: Variant[], work: (audience: Audience, at: number) => Promise<T>, summary = SUMMARY): Promise<T[]> {
    const servers = await Worker.startAll(variants.map((variant) => VARIANTS[variant]), ground.env);
    const done: T[] = [];
    try {
      for (const [at, variant] of variants.entries()) {
        const server = servers[at] as Worker;
        done.push(await work(await Audience.of(ground, variant, server, summary), at));
        await ground.sockets.call("close");
        await server.stop();
      }
    } finally {
      await ground.sockets.call("close");
      await Promise.all(servers.map((server) => server.stop()));
    }
    return done;
  }

  private static async of(ground: Ground, variant: Variant, server: Worker, summary: string): Promise<Audience> {
    await happen(ground.db, ground.stage, 1, summary);
    const event = await lastEvent(ground.db, ground.stage);
    return new Audience(ground, variant, summary, event, server, await server.call<number>("port"));
  }

  async join(count: number, { token = TOKEN, manner = "counted" }: { token?: string; manner?: Manner } = {}): Promise<void> {
    const { db, sockets, stage } = this.ground;
    const request = { query: TIMELINE, variables: { id: stage, after: await revisionOf(db, stage) } };
    await sockets.call("open", { port: this.port, token, request, count, manner });
    if (manner === "counted") this.count += count;
  }

  /** Until everybody follows, has been sent what it should, and the server's code is compiled. */
  async settle(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const { messages } = await this.fired(1, 10_000);
      if (messages === this.count) break;
      if (tries === 5) throw new Error(`${messages} of ${this.count} follow`);
    }
    await this.prove();
    const until = clock() + WARM_MS;
    for (let at = 0; at < WARM_EVENTS || clock() < until; at++) await this.deliver(1);
  }

  /** Events that come together. Milliseconds from their commit until the last socket has the last of them. */
  async deliver(times: number): Promise<number> {
    const { messages, at, committed } = await this.fired(times, 60_000);
    if (messages !== this.count * times) throw new Error(`${messages} messages arrived in place of ${this.count * times}`);
    return Math.max(0, at - committed);
  }

  /** Microseconds of the server's CPU for one message to one socket, of `times` that come together. */
  async cpuPerDelivery(times: number): Promise<number> {
    const until = clock() + this.ground.seconds * 1_000;
    const began = await this.server.call<number>("cpu");
    let fired = 0;
    do {
      await this.deliver(times);
      fired += times;
    } while (clock() < until);
    return (((await this.server.call<number>("cpu")) - began) / (fired * this.count)) * 1e6;
  }

  private async fired(times: number, withinMs: number) {
    const { db, sockets, stage } = this.ground;
    await sockets.call("reset");
    const arrived = sockets.call<{ messages: number; at: number }>("arrived", { total: this.count * times, withinMs });
    const firing = this.variant === "hub" ? happen(db, stage, times, this.summary) : this.server.call<number>("fire", { event: this.event, times });
    const [committed, { messages, at }] = await Promise.all([firing, arrived]);
    return { messages, at, committed };
  }

  /** The first socket's last message has to be the event that was fired. */
  private async prove(): Promise<void> {
    const { incidentId: _of, ...event } = this.variant === "hub" ? await lastEvent(this.ground.db, this.ground.stage) : this.event;
    const { payload } = JSON.parse(await this.ground.sockets.call<string>("last")) as { payload: { data: { timeline: Record<string, unknown> } } };
    const { incidentId: _, ...got } = payload.data.timeline;
    if (sorted(got) !== sorted(event)) throw new Error(`${this.variant} sends ${sorted(got)} in place of ${sorted(event)}`);
  }
}

const sorted = (value: Record<string, unknown>) => JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
