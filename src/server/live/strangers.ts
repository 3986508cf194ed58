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

/** All addresses together follow so many times as many different things as one may. */
const TOGETHER = 20;

/**
 * What each address follows without saying who it is: few different things, since each is executed at every change. Any
 * number may follow the same, as the visitors of one page behind one address do.
 */
export class Strangers {
  private readonly sites = new Map<string, Counts>();
  private readonly all: Counts = new Map();

  constructor(private readonly limits: Most) {}

  /** Returns how it ends. Throws RATE_LIMITED. */
  admit({ actor, origin }: Pick<ServiceContext, "actor" | "origin">, key: string): () => void {
    if (!isStranger(actor)) return () => {};
    const most = this.limits.maxAnonymousSubscriptions;
    const site = networkOf(origin?.address ?? "");
    const own = this.sites.get(site) ?? new Map<string, number>();
    if (!own.has(key) && own.size >= most) throw tooMany(`Your address follows ${own.size} different things already, as many as it may without a token`);
    if (!this.all.has(key) && this.all.size >= most * TOGETHER) throw tooMany("As many different things are followed without a token as the hub allows");
    this.sites.set(site, own);
    for (const counts of [own, this.all]) counts.set(key, (counts.get(key) ?? 0) + 1);
    return () => {
      for (const counts of [own, this.all]) lessen(counts, key);
      if (own.size === 0) this.sites.delete(site);
    };
  }
}

/** How many follow each thing. */
type Counts = Map<string, number>;

function lessen(counts: Counts, key: string): void {
  const left = (counts.get(key) ?? 1) - 1;
  if (left > 0) counts.set(key, left);
  else counts.delete(key);
}

const tooMany = (why: string) => new DomainError("RATE_LIMITED", why, { retryAfterSeconds: RETRY_SECONDS });
