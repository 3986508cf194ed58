import type { Actor } from "../../services/access/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import { networkOf } from "../../services/network-of.ts";
import type { Limits } from "../settings/limits.ts";

/** What is told to who has too many: one may end at any time. */
const RETRY_SECONDS = 10;

type Most = Pick<Limits, "maxSubscriptions" | "maxAnonymousSubscriptions">;

const isStranger = ({ role }: Actor): boolean => role === "PUBLIC";

/** Operations at once on one live connection. */
export const mostAtOnce = (actor: Actor, limits: Most): number => (isStranger(actor) ? Math.min(limits.maxAnonymousSubscriptions, limits.maxSubscriptions) : limits.maxSubscriptions);

/**
 * What each address follows without saying who it is: few different things, since each is executed at every change. Any
 * number may follow the same, as the visitors of one page behind one address do.
 */
export class Strangers {
  private readonly sites = new Map<string, Map<string, number>>();

  constructor(private readonly limits: Most) {}

  /** Returns how it ends. Throws RATE_LIMITED. */
  admit({ actor, origin }: Pick<ServiceContext, "actor" | "origin">, key: string): () => void {
    if (!isStranger(actor)) return () => {};
    const site = networkOf(origin?.address ?? "");
    const followed = this.sites.get(site) ?? new Map<string, number>();
    if (!followed.has(key) && followed.size >= this.limits.maxAnonymousSubscriptions) {
      throw new DomainError("RATE_LIMITED", `Your address follows ${followed.size} different things already, as many as it may without a token`, { retryAfterSeconds: RETRY_SECONDS });
    }
    this.sites.set(site, followed.set(key, (followed.get(key) ?? 0) + 1));
    return () => this.leave(site, followed, key);
  }

  private leave(site: string, followed: Map<string, number>, key: string): void {
    const left = (followed.get(key) ?? 1) - 1;
    if (left > 0) return void followed.set(key, left);
    followed.delete(key);
    if (followed.size === 0) this.sites.delete(site);
  }
}
