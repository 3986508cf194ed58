import { setTimeout as delay } from "node:timers/promises";
import { v4 as uuid } from "uuid";
import type { ServiceContext } from "../../services/context.ts";
import { claim, type Claimed, type Ended, gather, onQueued, type OnUndeliverable, type Outcome, release, renew, retryIn, settle } from "../../services/delivery/index.ts";
import { dueBy } from "../../services/due.ts";
import * as policies from "../../services/policy/index.ts";
import { listsByKey } from "../../services/load.ts";
import { Lanes } from "./lanes.ts";
import { Ledger } from "./ledger.ts";
import { HandOver, type HandedOver } from "./hand-over.ts";
import { notice } from "./notice.ts";

export interface CourierOptions {
  /** Of the hub itself: it sees everything, and has the channels. */
  ctx: ServiceContext;
  /** Told in the transaction that gives up a delivery. */
  onUndeliverable?: OnUndeliverable;
  /** One attempt began so long after it was due first (null from the second on), and ended so. For metrics. */
  onAttempt?: (attempt: { channel: string; outcome: Outcome["state"]; waitedSeconds: number | null }) => void;
  /** Told of the database's outages once, until it works again. */
  onError: (error: unknown) => void;
  /** How long what is under way may take once it is to stop. */
  shutdownMs?: number;
  leaseSeconds?: number;
  /** From 0 to 1. */
  chance?: () => number;
}

type Rules = policies.PolicyDocument["delivery"];

/** How often a hub looks that no commit of its own has woken: for what other hubs wrote, and for what has become due. */
const POLL_MS = 250;
const SETTLE_MS = 5_000;
const POLICY_MS = 2_000;
/** A claim takes so many at most. */
const BATCH = 200;
const MOST_UNWRITTEN = 2_000;
/** From which a failure is slow enough to count as silence. */
const SLOW_MS = 2_000;

/** Sends what is in the outbox. Any number of hubs do; a lease says who is at what. */
export class Courier {
  private readonly id = uuid();
  private readonly lanes = new Lanes();
  private readonly underWay = new Map<string, Promise<void>>();
  private readonly ledger: Ledger;
  private readonly handOver: HandOver;
  private readonly ending = new AbortController();
  private working: Promise<unknown> = Promise.resolve();
  private wake: () => void = () => {};
  private isAwake = false;
  private policy: { at: number; value: Rules } | null = null;

  constructor(private readonly options: CourierOptions) {
    const { ctx, onError, onUndeliverable = async () => {} } = options;
    this.ledger = new Ledger({ ctx, by: this.id, now: this.now, onUndeliverable, onError });
    this.handOver = new HandOver(ctx, this.id);
  }

  start(): void {
    const forget = onQueued(this.options.ctx, () => this.nudge());
    this.working = Promise.all([this.work(), this.keep()]).finally(forget);
  }

  /** Takes nothing more, and waits for what is under way; what outlasts the time is left to its lease. */
  async stop(): Promise<void> {
    this.ending.abort();
    this.nudge();
    const late = delay(this.options.shutdownMs ?? 10_000, undefined, { ref: false });
    // Through a dead network even the last claim may not end.
    await Promise.race([this.working.then(() => Promise.all(this.underWay.values())), late]);
    this.ledger.close();
  }

  private readonly now = (): Date | null => dueBy(this.options.ctx);

  private nudge(): void {
    this.isAwake = true;
    this.wake();
  }

  private async work(): Promise<void> {
    const { signal } = this.ending;
    for (let isTold = false; !signal.aborted; ) {
      this.isAwake = false;
      const more = await this.round().then((taken) => {
        isTold = false;
        return taken;
      }, (error: unknown) => {
        if (!isTold) this.options.onError(error);
        isTold = true;
        return false;
      });
      if (!more && !this.isAwake) await this.sleep(POLL_MS);
    }
  }

  private async sleep(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout((this.wake = resolve), ms);
    });
    clearTimeout(timer);
  }

  /** Claims once, and begins what it got. Whether there may be more for which there is room. */
  private async round(): Promise<boolean> {
    const { ctx, leaseSeconds = 60 } = this.options;
    // What has ended and cannot be written is not joined by more.
    if (this.ledger.size > MOST_UNWRITTEN) return false;
    const lease = { by: this.id, leaseSeconds, now: this.now() };
    const rules = await this.rules();
    const claimed = await claim(ctx, { ...lease, ...this.lanes.room(performance.now()), perLane: this.lanes.perLane, limit: BATCH });
    if (this.ending.signal.aborted) {
      await release(ctx, this.id, claimed.map(({ id }) => id));
      return false;
    }
    this.lanes.claimed(claimed, performance.now());
    const [waiting, alone] = [claimed.filter(({ mayBundle }) => mayBundle), claimed.filter(({ mayBundle }) => !mayBundle)];
    for (const one of alone) this.begin([one], rules);
    const together = await gather(ctx, lease, waiting, rules.bundleWithin);
    for (const members of listsByKey(together, ({ bundle }) => bundle).values()) this.begin(members as [Claimed, ...Claimed[]], rules);
    return this.lanes.mayTakeMore(performance.now()) || waiting.length > 0 || claimed.length >= BATCH;
  }

  private begin(members: [Claimed, ...Claimed[]], rules: Rules): void {
    this.lanes.begin(members[0], performance.now());
    const done: Promise<void> = this.attempt(members, rules).finally(() => {
      // It may be under way again already.
      for (const { id } of members) if (this.underWay.get(id) === done) this.underWay.delete(id);
    });
    for (const { id } of members) this.underWay.set(id, done);
  }

  private async attempt(members: [Claimed, ...Claimed[]], rules: Rules): Promise<void> {
    const began = performance.now();
    const [first] = members;
    const done = await this.handOver.send(members);
    const ms = performance.now() - began;
    const asked = done.find(({ outcome: { state } }) => state === "RETRY")?.outcome as Extract<Outcome, { state: "RETRY" }> | undefined;
    const isSilent = asked !== undefined && (asked.isDown === true || ms > SLOW_MS);
    // Its place is free for the next before its end is written.
    if (this.lanes.end(first, performance.now(), !isSilent, asked?.retryAfterMs)) this.nudge();
    await Promise.all(done.map((one) => this.note(one, ms, rules)));
  }

  private async note({ members, outcome }: HandedOver, ms: number, rules: Rules): Promise<void> {
    const [first] = members;
    if (outcome.state !== "STOPPED") {
      const { channel, attempts, waitedSeconds } = first;
      this.options.onAttempt?.({ channel, outcome: outcome.state, waitedSeconds: attempts === 1 ? waitedSeconds : null });
      await notice(this.options.ctx, first, outcome).catch(this.options.onError);
    }
    await Promise.all(members.map((one) => this.ledger.add(this.endOf(one, outcome, ms, rules))));
  }

  private endOf({ id, incidentId, priority, attempts, ageSeconds }: Claimed, outcome: HandedOver["outcome"], ms: number, rules: Rules): Ended {
    if (outcome.state === "STOPPED") return { id, incidentId, ms, state: "STOPPED", outcome: null, detail: outcome.reason, waitSeconds: null };
    const ended = { id, incidentId, ms, outcome: outcome.state };
    if (outcome.state === "ACCEPTED") return { ...ended, state: "SENT", detail: outcome.answer, waitSeconds: null };
    const waitSeconds = outcome.state === "REFUSED" ? null : retryIn({ priority, attempts, ageSeconds, retryAfterMs: outcome.retryAfterMs }, rules, (this.options.chance ?? Math.random)());
    return { ...ended, state: waitSeconds === null ? "DEAD" : "FAILED", detail: outcome.reason, waitSeconds };
  }

  /** Keeps the leases of slow sends, and ends what no attempt ends. */
  private async keep(): Promise<void> {
    const { signal } = this.ending;
    const { ctx, leaseSeconds = 60 } = this.options;
    while (!signal.aborted) {
      await delay(Math.min(SETTLE_MS, (leaseSeconds * 1_000) / 4), undefined, { signal, ref: false }).catch(() => {});
      if (signal.aborted) return;
      await this.tidy(ctx, leaseSeconds).catch(() => {}); // the other loop tells of outages
    }
  }

  private async tidy(ctx: ServiceContext, leaseSeconds: number): Promise<void> {
    await renew(ctx, { by: this.id, leaseSeconds, now: this.now() }, [...this.underWay.keys()]);
    const old = await settle(ctx, this.id, this.now(), await this.rules());
    await Promise.all(old.map((one) => this.ledger.add({ ...one, state: "DEAD", outcome: null, detail: "It became too old to be sent", ms: 0, waitSeconds: null })));
  }

  private async rules(): Promise<Rules> {
    if (this.policy && this.policy.at + POLICY_MS > performance.now()) return this.policy.value;
    // During an outage of the database the last ones known stand.
    const value = await policies.current(this.options.ctx).then(({ document }) => document.delivery, (error: unknown) => this.policy?.value ?? Promise.reject(error));
    this.policy = { at: performance.now(), value };
    return value;
  }
}
