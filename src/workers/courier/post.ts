import { dress } from "../../services/answer/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { bundled, type Channel, type ChannelSettings, type Claimed, type Outcome, type OutgoingMessage, settingsOf } from "../../services/delivery/index.ts";
import { Unsaid } from "../../services/status-telling/index.ts";
import { clip } from "../../services/text.rules.ts";

const SETTINGS_MS = 2_000;
const LONGEST_SUBJECT = 200;
const CUT = "\n[cut]";
/** A channel has limits of its own; beyond this one it has been forgotten. */
const LONGEST_MS = 120_000;

/** Hands messages to channels, with what those are set up with. */
export class Post {
  private readonly known = new Map<string, { at: number; settings: Promise<ChannelSettings | null> }>();

  constructor(private readonly ctx: ServiceContext) {}

  /** One message for all of them: they go to one person on one channel. Throws nothing but `Unsaid`. */
  async send(deliveries: readonly [Claimed, ...Claimed[]]): Promise<Outcome> {
    const [{ channel: kind }] = deliveries;
    const channel = this.ctx.channels?.all.find((one) => one.kind === kind);
    let timer: NodeJS.Timeout | undefined;
    try {
      // A subscriber's endpoint has its own secret, and needs none of the hub's.
      const settings = channel && ((await this.settings(kind)) ?? (kind === "WEBHOOK" && deliveries[0].payload.subscriber ? {} : null));
      if (!channel || !settings) return { state: "RETRY", reason: `${kind} is not set up on this hub` };
      const message = await this.messageOf(deliveries, channel);
      const late = new Promise<Outcome>((resolve) => (timer = setTimeout(() => resolve({ state: "RETRY", reason: "took too long", isDown: true }), LONGEST_MS)));
      return await Promise.race([channel.send(message, settings), late]);
    } catch (error) {
      if (error instanceof Unsaid) throw error;
      return { state: "RETRY", reason: error instanceof Error ? error.message : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  private async messageOf(deliveries: readonly [Claimed, ...Claimed[]], { maxText }: Channel): Promise<OutgoingMessage> {
    const [first] = deliveries;
    const { subject, text: said } = deliveries.length > 1 ? bundled(deliveries) : first;
    const { text = said, html = deliveries.length === 1 ? first.html : null, acknowledgeUrl, act = first.payload.act, signed } = await dress(this.ctx, deliveries, said);
    const { incident } = first.payload;
    return {
      key: first.bundle ?? first.id, to: first.address, subject: clip(subject, LONGEST_SUBJECT), text: text.length > maxText ? clip(text, maxText - CUT.length) + CUT : text,
      ...(html !== null && { html }), ...(first.priority === 0 && { isUrgent: true }), ...(signed && { signed }), ...(acknowledgeUrl && { acknowledgeUrl }), ...(act && { act }), ...(incident && { incident }),
    };
  }

  private settings(kind: Channel["kind"]): Promise<ChannelSettings | null> {
    const known = this.known.get(kind);
    if (known && known.at + SETTINGS_MS > performance.now()) return known.settings;
    const settings = settingsOf(this.ctx, kind);
    this.known.set(kind, { at: performance.now(), settings });
    settings.catch(() => this.known.delete(kind));
    return settings;
  }
}
