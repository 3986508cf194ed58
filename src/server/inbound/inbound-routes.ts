import express, { type Request, type Response, type Router } from "express";
import type { Asks } from "../../channels/http-outcome.ts";
import { type Actor, OPERATOR } from "../../services/access/index.ts";
import type { Origin } from "../../services/audit/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import { originOf } from "../origin.ts";
import { subscriptionRoutes } from "../subscriptions/subscription-routes.ts";
import { ackRoutes } from "./ack-routes.ts";
import { heartbeatRoutes } from "./heartbeat-routes.ts";
import { slackRoutes } from "./slack-routes.ts";
import { twilioRoutes } from "./twilio-routes.ts";
import { unsubscribeRoutes } from "./unsubscribe-routes.ts";

export interface InboundDoor {
  contextFor: (actor: Actor, origin: Origin) => ServiceContext;
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  isUp: () => boolean;
  outbound: Asks;
  publicUrl?: string | undefined;
}

/** What comes in from those who were reached: by links, by what they reply, press and say. Each brings its own proof of who it is. */
export function inboundRoutes({ contextFor, actorOf, isUp, outbound, publicUrl }: InboundDoor): Router {
  const visit = (req: Request, res: Response): ServiceContext => {
    if (!isUp()) throw new DomainError("UNAVAILABLE", "The database is out of reach; try again", { retryAfterSeconds: 2 });
    // Sees every incident, to find the one that is meant; what is done is done as the person.
    return contextFor(OPERATOR, originOf(req, res));
  };
  const router = express.Router();
  router.use(ackRoutes(visit));
  router.use(unsubscribeRoutes(visit));
  router.use(heartbeatRoutes(visit));
  router.use(subscriptionRoutes({ actorOf, contextFor }));
  router.use(twilioRoutes(visit, publicUrl));
  router.use(slackRoutes(visit, outbound));
  return router;
}
