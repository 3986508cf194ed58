import { createHash } from "node:crypto";
import { banners, type StandingBanner } from "../../services/banner/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { soon } from "../soon.ts";

/** So late users see a change at most, beside what their browser waits. */
const FRESH_MS = 1_000;
const MOST_KNOWN = 100;

export interface Served {
  body: Buffer;
  etag: string;
}

/**
 * What stands, asked of the database once a second however many ask, and only while somebody does. While that is away,
 * what stood last goes on being served: the products that show it have nothing to do with the hub's troubles.
 */
export class BannerCache {
  private standing: StandingBanner[] | undefined;
  private askedAt = -Infinity;
  private asking: Promise<StandingBanner[]> | null = null;
  private readonly served = new Map<string, Served>();

  /** `ctx` sees no private incident. */
  constructor(private readonly ctx: Pick<ServiceContext, "db" | "now" | "publicUrl">) {}

  /** Those of the services, or of any; an incident without a service is everybody's. */
  async serve(services: readonly string[]): Promise<Served> {
    const standing = await this.current();
    const shown = standing.filter(({ service }) => service === null || services.length === 0 || services.includes(service)).map(({ banner }) => banner);
    const text = JSON.stringify({ banners: shown });
    const known = this.served.get(text);
    if (known) return known;
    const made = { body: Buffer.from(text), etag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"` };
    if (this.served.size >= MOST_KNOWN) this.served.clear();
    this.served.set(text, made);
    return made;
  }

  private async current(): Promise<StandingBanner[]> {
    if (this.standing && performance.now() - this.askedAt < FRESH_MS) return this.standing;
    this.asking ??= this.read().finally(() => (this.asking = null));
    return soon(this.asking, this.standing);
  }

  private async read(): Promise<StandingBanner[]> {
    this.standing = await banners(this.ctx).finally(() => (this.askedAt = performance.now()));
    return this.standing;
  }
}
