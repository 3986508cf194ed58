import type { RequestHandler } from "express";
import { isOutage } from "../database/outage.ts";
import { type Actor, authorise } from "../services/access/index.ts";
import type { ServiceContext } from "../services/context.ts";
import { DomainError } from "../services/errors.ts";
import type { Metrics } from "./metrics.ts";

/** Scrapers that are remembered. */
const KNOWN = 100;

/** For whoever may read incidents. Who was let in before is let in while the database is away: that is when it matters. */
export function serveMetrics(metrics: Metrics, actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>, contextFor: (actor: Actor) => ServiceContext): RequestHandler {
  const known = new Set<string | undefined>();
  return async ({ headers: { authorization }, ip }, res) => {
    try {
      authorise(contextFor(await actorOf(authorization, ip)), "incident:read");
      if (known.size < KNOWN) known.add(authorization);
    } catch (error) {
      const isAway = isOutage(error) || (error instanceof DomainError && error.code === "UNAVAILABLE");
      if (!isAway) known.delete(authorization);
      if (!known.has(authorization)) throw error;
    }
    res.type(metrics.contentType).send(await metrics.text());
  };
}
