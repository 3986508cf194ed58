import type { ServiceContext } from "../../services/context.ts";
import type { Claimed, Outcome } from "../../services/delivery/index.ts";
import { Unsaid } from "../../services/status-telling/index.ts";
import { Looks } from "./looks.ts";
import { Places } from "./places.ts";
import { Post } from "./post.ts";

/** Of what went out together, or was let go; `STOPPED` for what must not go out any more. */
export interface HandedOver {
  members: [Claimed, ...Claimed[]];
  outcome: Outcome | { state: "STOPPED"; reason: string };
}

/**
 * Hands messages over once their channel has a place for them, and looks right before that whether they are to go at all: what was
 * claimed may have waited behind a slow server for minutes, and somebody may have taken it back.
 */
export class HandOver {
  private readonly places = new Places();
  private readonly looks: Looks;
  private readonly post: Post;

  constructor(private readonly ctx: ServiceContext, by: string) {
    this.looks = new Looks(ctx, by);
    this.post = new Post(ctx);
  }

  /** Never throws. */
  send(members: [Claimed, ...Claimed[]]): Promise<HandedOver[]> {
    const [{ channel, priority }] = members;
    const { atOnce = Infinity } = this.ctx.channels?.all.find(({ kind }) => kind === channel) ?? {};
    // A page waits neither behind letters nor for a look.
    if (priority === 0) return this.places.within(`${channel} pages`, atOnce, async () => [await this.sent(members)]);
    return this.places.within(channel, atOnce, () => this.looked(members));
  }

  private async looked(members: [Claimed, ...Claimed[]]): Promise<HandedOver[]> {
    try {
      const gone = await this.looks.at(members.map(({ id }) => id));
      const stopped = members.flatMap((one): HandedOver[] => {
        const reason = gone.get(one.id);
        return reason === undefined ? [] : [{ members: [one], outcome: { state: "STOPPED", reason } }];
      });
      const [first, ...others] = members.filter(({ id }) => !gone.has(id));
      return first ? [await this.sent([first, ...others]), ...stopped] : stopped;
    } catch (error) {
      return [{ members, outcome: { state: "RETRY", reason: error instanceof Error ? error.message : String(error) } }];
    }
  }

  private async sent(members: [Claimed, ...Claimed[]]): Promise<HandedOver> {
    const outcome = await this.post.send(members).catch((error: unknown) => {
      if (error instanceof Unsaid) return { state: "STOPPED" as const, reason: error.message };
      throw error;
    });
    return { members, outcome };
  }
}
