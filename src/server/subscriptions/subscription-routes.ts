import express, { type Request, type RequestHandler, type Response, Router } from "express";
import { type Actor, ANONYMOUS } from "../../services/access/index.ts";
import type { Origin } from "../../services/audit/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import { preferred } from "../../services/frame/index.ts";
import { BESIDE } from "../../services/status-page/index.ts";
import * as subscribers from "../../services/subscriber/index.ts";
import { addressOf } from "../client-address.ts";
import { frameFor } from "../frame-for.ts";
import { originOf } from "../origin.ts";
import { shieldPage } from "../shield.ts";
import { askedPage, confirmPage, leavePage, managePage, noSubscription, signUpPage } from "./subscription-pages.ts";

export interface SubscriptionDoor {
  /** Refuses while the database is away. */
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor, origin: Origin) => ServiceContext;
}

const BODY_LIMIT = "64kb";
const STATUS: Partial<Record<DomainError["code"], number>> = { NOT_FOUND: 404, INVALID_INPUT: 400, UNAUTHENTICATED: 401, FORBIDDEN: 403, RATE_LIMITED: 429, UNAVAILABLE: 503 };

/** The pages and forms of those who want to be told what a status page says, or no more. Opening any of them changes nothing. */
export function subscriptionRoutes({ actorOf, contextFor }: SubscriptionDoor): Router {
  const as = async (req: Request, res: Response): Promise<ServiceContext> =>
    contextFor(req.headers.authorization ? await actorOf(req.headers.authorization, addressOf(req)) : ANONYMOUS, originOf(req, res));
  const page = (work: (ctx: ServiceContext, req: Request, res: Response) => Promise<string>): RequestHandler => async (req, res) => {
    try {
      const text = await work(await as(req as Request, res as Response), req as Request, res as Response);
      if (!res.headersSent) res.send(text);
    } catch (error) {
      if (!(error instanceof DomainError) || isForMachines(req as Request)) throw error;
      refuse(res as Response, error).send(noSubscription(frameFor(req), error));
    }
  };
  const body = [express.urlencoded({ extended: false, limit: BODY_LIMIT }), express.json({ limit: BODY_LIMIT })];
  const signUp = [`/status/${BESIDE.subscribe}`, `/status/:slug/${BESIDE.subscribe}`];
  const own = "/subscriptions/:token";

  return Router()
    .use(["/subscriptions", ...signUp], shieldPage)
    .get(signUp, page(async (ctx, req) => {
      const { page: found, components } = await subscribers.signUp(ctx, { page: slugOf(req), token: textOf(req.query["token"]) });
      return signUpPage(frameFor(req), found, components, textOf(req.query["token"]));
    }))
    .post(signUp, ...body, page(async (ctx, req, res) => {
      const wanted = wantedIn(req);
      const asked = await subscribers.subscribe(ctx, wanted);
      res.status(202);
      if (!isForMachines(req)) return askedPage(frameFor(req, wanted.language), asked);
      res.type("json");
      return JSON.stringify({ kind: asked.kind, secret: asked.secret, confirmWithinSeconds: asked.confirmWithin });
    }))
    .get("/subscriptions/confirm/:answer", page(async (ctx, req) => {
      const { page: found, address, language } = await subscribers.asked(ctx, paramOf(req, "answer"));
      return confirmPage(frameFor(req, language), found, address);
    }))
    .post("/subscriptions/confirm/:answer", page(async (ctx, req, res) => {
      const { id } = await subscribers.confirm(ctx, paramOf(req, "answer"));
      res.redirect(303, subscribers.managePath(ctx, id));
      return "";
    }))
    .get(own, page(async (ctx, req) => {
      const found = await subscribers.subscription(ctx, paramOf(req, "token"));
      return managePage(frameFor(req, found.subscriber.language), found, req.path);
    }))
    .post(own, ...body, page(async (ctx, req, res) => {
      await subscribers.setPreferences(ctx, paramOf(req, "token"), preferencesIn(req.body as Form));
      return back(req, res);
    }))
    .get(`${own}/unsubscribe`, page(async (ctx, req) => {
      const found = await subscribers.subscription(ctx, paramOf(req, "token"));
      return leavePage(frameFor(req, found.subscriber.language), found);
    }))
    .post(`${own}/unsubscribe`, ...body, page(async (ctx, req, res) => {
      await subscribers.unsubscribe(ctx, paramOf(req, "token"));
      // A mail program's one click (RFC 8058) wants no page.
      return (req.body as Form | undefined)?.["List-Unsubscribe"] === "One-Click" ? "" : back(req, res);
    }))
    .post(`${own}/secret`, page(async (ctx, req, res) => {
      const secret = await subscribers.renewSecret(ctx, paramOf(req, "token"));
      res.type("json");
      return JSON.stringify({ secret });
    }))
    .post(`${own}/resubscribe`, page(async (ctx, req, res) => {
      await subscribers.resubscribe(ctx, paramOf(req, "token"));
      return back(req, res);
    }));
}

type Form = Record<string, unknown>;

const isForMachines = (req: Request): boolean => Boolean(req.is("json")) && req.method === "POST";
const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const paramOf = (req: Request, name: string): string => String(req.params[name]);
const slugOf = (req: Request): string | null => textOf(req.params["slug"]);
const listOf = (value: unknown): string[] => [value].flat().filter((one): one is string => typeof one === "string");

function wantedIn(req: Request): subscribers.Subscribe {
  const form = (req.body ?? {}) as Form;
  const components = isForMachines(req) || form["all"] === "no" ? listOf(form["components"]) : [];
  const kind = textOf(form["kind"]) ?? "EMAIL";
  // A person's browser says what they read; a program says it itself, or nothing.
  const language = textOf(form["language"]) ?? (isForMachines(req) ? null : preferred(req.headers["accept-language"]));
  if (kind !== "EMAIL" && kind !== "WEBHOOK") throw new DomainError("INVALID_INPUT", "kind must be EMAIL or WEBHOOK", { field: "kind" });
  return { page: pageIn(req, form["page"]), kind, address: textOf(form["address"]) ?? "", name: textOf(form["name"]), components, language, token: textOf(form["token"]) ?? textOf(req.query["token"]) };
}

/** That of the address, or the one named beside it; both only where they are one. */
function pageIn(req: Request, named: unknown): string | null {
  const slug = slugOf(req);
  if (named == null || named === "" || named === slug) return slug;
  if (typeof named !== "string" || slug !== null) throw new DomainError("INVALID_INPUT", slug === null ? "page must be text" : `page must be left out or be ${slug}, the page of this address`, { field: "page" });
  return named;
}

const preferencesIn = (form: Form | undefined): subscribers.Preferences => ({ takesAll: form?.["all"] !== "no", components: listOf(form?.["components"]), language: textOf(form?.["language"]) });

/** Loading the answer again must not send the form again. */
function back(req: Request, res: Response): string {
  res.redirect(303, `/subscriptions/${paramOf(req, "token")}`);
  return "";
}

function refuse(res: Response, { code, details }: DomainError): Response {
  if (code === "RATE_LIMITED" || code === "UNAVAILABLE") res.set("retry-after", String(Number(details["retryAfterSeconds"] ?? 2)));
  return res.status(STATUS[code] ?? 409);
}
