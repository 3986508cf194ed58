import { burst, type Frame } from "./burst.ts";
import type { GroupOptions } from "./group-options.ts";
import { Member, type Seat } from "./member.ts";
import type { Subscriber } from "./subscriber.ts";
import { Turn } from "./turn.ts";

/** How long a subscriber to whom each event counts may take to read what is queued. */
const PATIENCE_MS = 2_000;
/** While the database is away; a wake-up comes earlier where it can. */
const RETRY_MS = 1_000;

/**
 * All who follow the same thing with the same eyes: the same document, variables and view. Each event is read, executed
 * and serialised once for all of them.
 */
export class LiveGroup {
  private readonly live = new Set<Member>();
  private joining = 0;
  private position = -1;
  /** The last item that has been read; it is made ready before the group moves on to it. */
  private read = -1;
  private rung = false;
  private rungAt: number | null = null;
  private isPumping = false;
  private opening: Promise<void> | null = null;

  constructor(private readonly options: GroupOptions) {}

  get isEmpty(): boolean {
    return this.live.size === 0 && this.joining === 0;
  }

  /** Something may have changed, at that moment of the process's own time. */
  ring(at: number = performance.now()): void {
    this.rung = true;
    this.rungAt ??= at;
    if (!this.isPumping) void this.pump();
  }

  /**
   * Sends a subscriber all that it is owed, then lets it follow live. Whoever calls has attached the group to the
   * wake-ups before, so that nothing falls between the reading and the following.
   */
  async join(subscriber: Subscriber, cursor: string | number | null): Promise<Seat> {
    this.joining += 1;
    const member = new Member(subscriber, this.live);
    try {
      await (this.opening ??= this.open());
      await this.catchUp(member, cursor);
    } finally {
      this.joining -= 1;
    }
    return member;
  }

  private async open(): Promise<void> {
    try {
      this.position = await this.options.source.open();
    } catch (error) {
      this.opening = null;
      throw error;
    }
  }

  /** Until the member stands where the group stands; from there on it is live, without a turn in between. */
  private async catchUp(member: Member, cursor: string | number | null): Promise<void> {
    let from = cursor;
    do {
      const { items, position } = await this.options.source.join(from);
      for (let at = 0; at < items.length; ) {
        const { frames, next } = await burst(items, at, this.options.execute);
        at = next;
        if (member.hasGone) return;
        member.subscriber.send(frames.map(({ payload }) => payload));
        this.options.meter.delivered(frames.length);
        await this.drained(member);
      }
      from = member.position = position;
      // What is being made ready did not ask for this member's board.
    } while (member.position < Math.max(this.position, this.read));
    if (!member.hasGone) this.live.add(member);
  }

  private async pump(): Promise<void> {
    this.isPumping = true;
    try {
      while (this.rung && !this.isEmpty) {
        this.rung = false;
        await this.advance().catch((error: unknown) => this.afterFailure(error));
      }
    } finally {
      // In the same turn as the last look at `rung`: a ring in between would wake nobody.
      this.isPumping = false;
    }
  }

  private afterFailure(error: unknown): void {
    const last = this.options.refusal(error);
    if (last) this.end(last);
    else setTimeout(() => this.ring(), RETRY_MS).unref();
  }

  private async advance(): Promise<void> {
    let { rungAt } = this;
    this.rungAt = null;
    if (this.position < 0) return;
    const items = await this.options.source.since(this.position);
    this.read = items.at(-1)?.position ?? this.read;
    for (let at = 0; at < items.length; ) {
      const { frames, next } = await burst(items, at, this.options.execute);
      // Before it is sent: whoever joins from here on reads these items, and is not in the list that gets them.
      const members = [...this.live];
      this.position = items[next - 1]?.position ?? this.position;
      await this.broadcast(members, frames, rungAt);
      rungAt = null;
      at = next;
      if (at < items.length) await new Promise(setImmediate); // sockets get a turn to take what they were given
    }
    if (items.length >= this.options.source.atOnce) this.rung = true;
  }

  private async broadcast(members: Member[], frames: Frame[], rungAt: number | null): Promise<void> {
    const payloads = frames.map(({ payload }) => payload);
    const first = frames[0]?.position ?? Infinity;
    let delivered = 0;
    const turn = new Turn();
    for (const member of members) {
      if (turn.isOver()) await turn.next();
      if (member.hasGone) continue;
      const owed = member.position < first ? payloads : frames.filter(({ position }) => position > member.position).map(({ payload }) => payload);
      if (owed.length > 0 && !this.deliver(member, owed)) continue;
      member.position = Math.max(member.position, this.position);
      if (delivered === 0 && owed.length > 0 && rungAt !== null) this.options.meter.sent(performance.now() - rungAt);
      delivered += owed.length;
    }
    this.options.meter.delivered(delivered);
  }

  /** A subscriber that does not keep up goes on by itself: with the latest state, or behind the last event that it has. */
  private deliver(member: Member, payloads: readonly Buffer[]): boolean {
    if (!member.subscriber.isFull) {
      member.subscriber.send(payloads);
      return true;
    }
    this.live.delete(member);
    void this.rejoin(member);
    return false;
  }

  private async rejoin(member: Member): Promise<void> {
    this.joining += 1;
    try {
      await this.drained(member);
      if (!member.hasGone) await this.catchUp(member, member.position);
    } catch {
      member.subscriber.fallBehind();
    } finally {
      this.joining -= 1;
    }
  }

  /** A board may take as long as it likes; who is owed every event comes back by cursor if it takes too long. */
  private async drained(member: Member): Promise<void> {
    const { subscriber } = member;
    if (!subscriber.isFull) return;
    const late = this.options.source.isState ? undefined : setTimeout(() => {
      member.hasMoved = true;
      subscriber.fallBehind();
    }, PATIENCE_MS);
    await subscriber.drained();
    clearTimeout(late);
  }

  private end(last: Buffer): void {
    for (const { subscriber } of this.live) {
      subscriber.send([last]);
      subscriber.complete();
    }
    this.live.clear();
  }
}
