import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { Actor } from "../../services/access/index.ts";
import * as accounts from "../../services/account/index.ts";
import type { Origin } from "../../services/audit/index.ts";
import type { ServiceContext, SignIns } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import { addressOf } from "../client-address.ts";
import { loginPage, refusalPage, setUpPage, signedInPage, STYLE } from "./auth-pages.ts";
import { comesFrom, sessionIn } from "./credential.ts";
import { originOf } from "../origin.ts";
import { clearSession, setSession } from "./session-cookie.ts";

export interface AuthDoor {
  /** Refuses while the database is away. */
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor, origin: Origin) => ServiceContext;
  signIns: SignIns;
  publicUrl?: string | undefined;
}

const STATUS: Record<string, number> = { UNAUTHENTICATED: 401, FORBIDDEN: 403, NOT_FOUND: 404, RATE_LIMITED: 429, UNAVAILABLE: 503, CONFLICT: 409 };
/** Without `no-referrer`, for which browsers call the origin of a form `null`; and a link's token is in the address. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};
const BODY_LIMIT = "16kb";

/** Signing in with a password: `/login` and `/setup/TOKEN` are pages without script, their forms go to `/auth/...`. */
export function authRoutes(door: AuthDoor): Router {
  const { publicUrl, signIns } = door;
  /** Nobody yet, and nobody while the database is away. */
  const visit = async (req: Request, res: Response) => door.contextFor(await door.actorOf(undefined), originOf(req, res));
  const enter = (req: Request, res: Response, session: accounts.NewSession) => {
    setSession(req, res, session, publicUrl);
    res.redirect(303, "/");
  };

  const router = express.Router();
  router.use(["/login", "/setup", "/auth"], (_req, res, next) => next(void res.set(HEADERS)));
  router.get("/auth/style.css", (_req, res) => void res.type("css").set("cache-control", "max-age=3600").send(STYLE));
  router.get("/login", async (req, res) => {
    const actor = await door.actorOf(req.headers.authorization, addressOf(req)).catch(() => null);
    res.send(actor && actor.role !== "PUBLIC" ? signedInPage(actor.name) : loginPage());
  });
  router.get("/setup/:token", answer(refusalPage, async (req, res) => {
    const { token } = req.params;
    const { responderId } = await accounts.openLink(await visit(req, res), token);
    res.send(setUpPage(token, responderId === null));
  }));

  router.use("/auth", sameOriginOnly(publicUrl), express.urlencoded({ extended: false, limit: BODY_LIMIT }));
  router.post("/auth/login", answer(loginPage, async (req, res) => {
    const ctx = await visit(req, res);
    const before = sessionIn(req.headers);
    const session = await accounts.logIn(ctx, signIns, { email: given(req, "email"), password: given(req, "password"), address: addressOf(req) });
    if (before) await accounts.logOut(ctx, before);
    enter(req, res, session);
  }));
  router.post("/auth/setup", answer(refusalPage, async (req, res) => {
    const ctx = await visit(req, res);
    const token = given(req, "token");
    const { responderId } = await accounts.openLink(ctx, token);
    const input = { token, password: given(req, "password"), name: given(req, "name"), email: given(req, "email"), address: addressOf(req) };
    const session = await accounts.setUp(ctx, input).catch((error: unknown) => {
      if (!(error instanceof DomainError && error.code === "INVALID_INPUT")) throw error;
      res.status(400).send(setUpPage(token, responderId === null, error.message));
    });
    if (session) enter(req, res, session);
  }));
  router.post("/auth/logout", answer(refusalPage, async (req, res) => {
    const token = sessionIn(req.headers);
    if (token) await accounts.logOut(await visit(req, res), token);
    clearSession(res);
    res.redirect(303, "/login");
  }));
  return router;
}

/** A refusal as a page for people, with its status; a fault goes on to where faults go. */
const answer = (page: (refusal: string) => string, work: (req: Request<{ token: string }>, res: Response) => Promise<void>): RequestHandler<{ token: string }> => async (req, res) => {
  try {
    await work(req, res);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { retryAfterSeconds } = error.details;
    if (typeof retryAfterSeconds === "number") res.set("retry-after", String(retryAfterSeconds));
    res.status(STATUS[error.code] ?? 400).send(page(error.message));
  }
};

/** Another site's form could sign a browser in as somebody else, or out. */
const sameOriginOnly = (publicUrl?: string): RequestHandler => (req, res, next) => {
  if (comesFrom(req.headers, publicUrl) === "here") return next();
  res.status(403).send(refusalPage("This form has to be sent from a page of this hub"));
};

/** A field of the form; what is missing or there twice is empty. */
function given(req: Request, name: string): string {
  const value = (req.body as Record<string, unknown> | undefined)?.[name];
  return typeof value === "string" ? value : "";
}
