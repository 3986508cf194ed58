import express, { type RequestHandler, type Router } from "express";
import { beat } from "../../services/heartbeat/index.ts";
import type { Visit } from "./ack-routes.ts";

const TOKEN = /^[\w-]{43}$/;

/** Where something outside says that it is alive: `curl -fsS ADDRESS` at the end of a job. What else it sends is not read. */
export function heartbeatRoutes(visit: Visit): Router {
  const hear: RequestHandler<{ token: string }> = async (req, res) => {
    const { token } = req.params;
    // A HEAD is what looks at links, and calls none.
    const isKnown = req.method !== "HEAD" && TOKEN.test(token) && (await beat(visit(req as Parameters<Visit>[0], res), token));
    res.set("cache-control", "no-store").type("text/plain");
    if (isKnown) return void res.send("ok\n");
    res.status(req.method === "HEAD" ? 405 : 404).send("There is no such heartbeat\n");
  };
  const router = express.Router();
  router.get("/heartbeat/:token", hear);
  router.post("/heartbeat/:token", hear);
  return router;
}
