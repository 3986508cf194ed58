import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { DomainError } from "../../services/errors.ts";
import * as mailing from "../../services/mailing/index.ts";
import { frameFor } from "../frame-for.ts";
import { shieldPage } from "../shield.ts";
import type { Visit } from "./ack-routes.ts";
import { noSubscriptionPage, subscriptionPage } from "./unsubscribe-pages.ts";

const BODY_LIMIT = "4kb";

/**
 * Where a customer's contact asks to be left alone, or to be written to again. The token is all the right that it takes: a
 * mail program's own button posts here without cookies, and no page of another site knows it. Opening it changes nothing.
 */
export function unsubscribeRoutes(visit: Visit): Router {
  const router = express.Router();
  router.use("/unsubscribe", shieldPage);
  router.get("/unsubscribe/:token", pageOr404(async (req, res, token) => {
    const found = await mailing.subscription(visit(req, res), token);
    return subscriptionPage(frameFor(req, found.language), found, token);
  }));
  router.post("/unsubscribe/:token", express.urlencoded({ extended: false, limit: BODY_LIMIT }), pageOr404(async (req, res, token) => {
    const said = (req.body ?? {}) as Record<string, unknown>;
    await mailing.setSubscription(visit(req, res), token, said["wish"] === "return");
    // One click of a mail program (RFC 8058) wants no page, and follows no redirect; a browser is not to send the form again.
    if (said["List-Unsubscribe"] === "One-Click") return "";
    res.redirect(303, `/unsubscribe/${token}`);
    return null;
  }));
  return router;
}

const pageOr404 = (work: (req: Request, res: Response, token: string) => Promise<string | null>): RequestHandler<{ token: string }> => async (req, res) => {
  const { token } = req.params;
  try {
    const page = await work(req as Request, res, token);
    if (page !== null) res.send(page);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const isAway = error.code === "UNAVAILABLE";
    if (isAway) res.set("retry-after", "2");
    res.status(isAway ? 503 : 404).send(noSubscriptionPage(frameFor(req), error));
  }
};
