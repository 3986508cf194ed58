import { dress } from "../../services/answer/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { bundled, type Channel, type ChannelSettings, type Claimed, type Outcome, type OutgoingMessage, settingsOf } from "../../services/delivery/index.ts";
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

  /** One message for all of them: they go to one person on one channel. Never throws. */
  async send(deliveries: readonly [Claimed, ...Claimed[]]): Promise<Outcome> {
    const [{ channel: kind }] = deliveries;
    const channel = this.ctx.channels?.all.find((one) => one.kind === kind);
    const giveUp = AbortSignal.timeout(LONGEST_MS);
    try {
      const settings = channel && (await this.settings(kind));
      if (!channel || !settings) return { state: "RETRY", reason: `${kind} is not set up on this hub` };
      const message = await this.messageOf(deliveries, channel);
      const late = new Promise<Outcome>((resolve) => giveUp.addEventListener("abort", () => resolve({ state: "RETRY", reason: "took too long", isDown: true })));
      return await Promise.race([channel.send(message, settings), late]);
    } catch (error) {
      return { state: "RETRY", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  private async messageOf(deliveries: readonly [Claimed, ...Claimed[]], { maxText }: Channel): Promise<OutgoingMessage> {
    const [first] = deliveries;
    const { subject, text: said } = deliveries.length > 1 ? bundled(deliveries) : first;
    const { text = said, acknowledgeUrl, act = first.payload.act } = await dress(this.ctx, deliveries, said);
    const { incident } = first.payload;
    return {
      key: first.bundle ?? first.id, to: first.address, subject: clip(subject, LONGEST_SUBJECT), text: text.length > maxText ? clip(text, maxText - CUT.length) + CUT : text,
      ...(first.html !== null && deliveries.length === 1 && { html: first.html }), ...(acknowledgeUrl && { acknowledgeUrl }), ...(act && { act }), ...(incident && { incident }),
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
