import { createHash } from "node:crypto";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { DomainError } from "../../services/errors.ts";
import type { BannerCache, Served } from "./banner-cache.ts";
import { BANNER_SCRIPT } from "./banner-script.ts";

const SCRIPT: Served = { body: Buffer.from(BANNER_SCRIPT), etag: `"${createHash("sha256").update(BANNER_SCRIPT).digest("base64url").slice(0, 22)}"` };
const SLUG = /^[a-z0-9][a-z0-9._-]{0,199}$/;
const MOST_SERVICES = 50;

/** The in-app banner: what stands, as data, and a script that shows it in any product. Both are for everybody, on pages of any origin. */
export function bannerRoutes(banners: BannerCache): Router {
  const json: RequestHandler = async (req, res) => {
    res.type("application/json").set("cache-control", "public, max-age=5, stale-while-revalidate=30, stale-if-error=600");
    answer(req, res, await banners.serve(servicesIn(req)));
  };
  const script: RequestHandler = (req, res) => {
    res.type("text/javascript").set("cache-control", "public, max-age=3600");
    answer(req, res, SCRIPT);
  };
  return Router().get("/banner.json", json).get("/banner.js", script);
}

/** `?service=checkout,search`, and as often as one likes. */
function servicesIn({ query }: Request): string[] {
  const asked = [query["service"] ?? []].flat().map(String).join(",").split(",").filter(Boolean);
  if (asked.length > MOST_SERVICES || asked.some((slug) => !SLUG.test(slug))) throw new DomainError("INVALID_INPUT", `service takes slugs of services, at most ${MOST_SERVICES}`, { field: "service" });
  return asked;
}

function answer(req: Request, res: Response, { body, etag }: Served): void {
  res.set({ etag, "access-control-allow-origin": "*", "access-control-expose-headers": "etag", "cross-origin-resource-policy": "cross-origin" });
  // Whoever is signed in to the hub reads no more than others.
  res.removeHeader("access-control-allow-credentials");
  if (isKnown(req, etag)) return void res.status(304).end();
  res.set("content-length", String(body.length)).end(req.method === "HEAD" ? undefined : body);
}

/** Whoever says which one they have wants to hear only of another, whatever else their client adds to the request. */
const isKnown = ({ headers }: Request, etag: string): boolean => (headers["if-none-match"] ?? "").split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
