import { setTimeout as delay } from "node:timers/promises";
import type { LivePicture } from "../../services/live.ts";
import type { GroupOptions } from "./group-options.ts";
import { Member, type Seat } from "./member.ts";
import type { Subscriber } from "./subscriber.ts";
import { Turn } from "./turn.ts";

/** Between two pictures: many changes at once make one. */
const PAUSE_MS = 250;
/** While the database is away. */
const RETRY_MS = 1_000;
const ignore = () => {};

/**
 * All who look at the same picture with the same eyes. It is made once for each change, whoever joins is given the one
 * that is there, and one that shows nothing new is given to nobody.
 */
export class PictureGroup {
  private readonly live = new Set<Member>();
  /** Those that have yet to take what waits for them. */
  private readonly slow = new Set<Member>();
  private joining = 0;
  /** One list for all: its frames are laid out once. */
  private picture: readonly Buffer[] = [];
  /** How many pictures there were; a member's position is the last that it has. */
  private made = 0;
  private madeAt = -Infinity;
  private version: string | null = null;
  private looking: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private rungAt: number | null = null;

  constructor(private readonly options: GroupOptions<LivePicture>) {}

  get isEmpty(): boolean {
    return this.live.size === 0 && this.joining === 0;
  }

  /** Something may have changed, at that moment of the process's own time. */
  ring(at: number = performance.now()): void {
    if (this.isEmpty) return;
    this.rungAt ??= at;
    this.look().catch((error: unknown) => this.afterFailure(error));
  }

  /** Whoever calls has attached the group to the wake-ups before, so that nothing falls between. */
  async join(subscriber: Subscriber): Promise<Seat> {
    this.joining += 1;
    const member = new Member(subscriber, this.live);
    try {
      await this.look();
      if (!member.hasGone) this.live.add(member);
      this.options.meter.delivered(this.give(member));
    } finally {
      this.joining -= 1;
    }
    return member;
  }

  /** Fulfilled once the picture shows all that had happened when this was called. Who asks while one is under way shares the next. */
  private look(): Promise<void> {
    return (this.next ??= this.looking.catch(ignore).then(() => {
      this.next = null;
      return (this.looking = this.refresh());
    }));
  }

  private async refresh(): Promise<void> {
    const { source, execute, meter } = this.options;
    const { rungAt } = this;
    this.rungAt = null;
    const version = await source.version();
    if (version === this.version) return;
    const rest = this.madeAt + PAUSE_MS - performance.now();
    if (rest > 0) await delay(rest);
    const picture = await execute(await source.read());
    this.version = version;
    if (this.picture[0]?.equals(picture)) return;
    this.picture = [picture];
    this.made += 1;
    this.madeAt = performance.now();
    meter.delivered(await this.show(rungAt));
  }

  private async show(rungAt: number | null): Promise<number> {
    let given = 0;
    const turn = new Turn();
    for (const member of this.live) {
      if (turn.isOver()) await turn.next();
      if (this.give(member) === 0) continue;
      given += 1;
      if (given === 1 && rungAt !== null) this.options.meter.sent(performance.now() - rungAt);
    }
    return given;
  }

  /** How many pictures that was: none to who has it, has gone, or has to take what waits first and then gets the latest. */
  private give(member: Member): number {
    const { subscriber } = member;
    if (member.hasGone || member.position === this.made || this.slow.has(member)) return 0;
    if (subscriber.isFull) {
      void this.giveLater(member);
      return 0;
    }
    subscriber.send(this.picture);
    member.position = this.made;
    return 1;
  }

  private async giveLater(member: Member): Promise<void> {
    this.slow.add(member);
    await member.subscriber.drained();
    this.slow.delete(member);
    this.options.meter.delivered(this.give(member));
  }

  private afterFailure(error: unknown): void {
    const last = this.options.refusal(error);
    if (!last) return void setTimeout(() => this.ring(), RETRY_MS).unref();
    for (const { subscriber } of this.live) {
      subscriber.send([last]);
      subscriber.complete();
    }
    this.live.clear();
  }
}
