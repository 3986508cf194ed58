import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import * as answers from "../../services/answer/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import { isOpen } from "../../services/incident/incident.rules.ts";
import { shieldPage } from "../shield.ts";
import { ackPage, acknowledgedPage, noPage, overPage } from "./ack-pages.ts";

/** A context that sees every incident, for a request that brings its right along; refuses while the database is away. */
export type Visit = (req: Request, res: Response) => ServiceContext;

const TOKEN = /^[\w-]{43}$/;
/** A note of 10,000 characters, encoded. */
const BODY_LIMIT = "96kb";

/** The page that a link in a message opens. Opening it changes nothing; its button does, once. */
export function ackRoutes(visit: Visit): Router {
  const router = express.Router();
  router.use("/ack", shieldPage);
  router.get("/ack/:token", pageOr404(async (req, res, token) => {
    const page = await answers.pageByToken(visit(req, res), token);
    if (page.acknowledgedAt) return acknowledgedPage(page, page.acknowledgedAt);
    return isOpen(page) ? ackPage(page, token) : overPage(page);
  }));
  router.post("/ack/:token", express.urlencoded({ extended: false, limit: BODY_LIMIT }), pageOr404(async (req, res, token) => {
    const ctx = visit(req, res);
    const page = await answers.pageByToken(ctx, token);
    const { note } = (req.body ?? {}) as { note?: unknown };
    try {
      await answers.answerPage(ctx, page, { via: "LINK", note: typeof note === "string" ? note : null });
    } catch (error) {
      if (!(error instanceof DomainError && error.code === "INVALID_INPUT")) throw error;
      res.status(400);
      return ackPage(page, token, error.message);
    }
    // Loading the answer again must not send the form again.
    res.redirect(303, `/ack/${token}`);
    return null;
  }));
  return router;
}

/** The answer as a page; a refusal is one too, a fault goes on to where faults go. */
const pageOr404 = (work: (req: Request, res: Response, token: string) => Promise<string | null>): RequestHandler<{ token: string }> => async (req, res) => {
  const { token } = req.params;
  try {
    if (!TOKEN.test(token)) throw new DomainError("NOT_FOUND", "There is no such link");
    const page = await work(req as Request, res, token);
    if (page !== null) res.send(page);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const isAway = error.code === "UNAVAILABLE";
    if (isAway) res.set("retry-after", "2");
    res.status(isAway ? 503 : 404).send(noPage(error.message));
  }
};
