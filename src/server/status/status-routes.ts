import { createHash } from "node:crypto";
import { type Request, type RequestHandler, type Response, Router } from "express";
import { ANONYMOUS, type Actor } from "../../services/access/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { notFound } from "../../services/errors.ts";
import { ATOM, CALENDAR, RSS } from "../../services/status-feed/index.ts";
import { BESIDE, readable } from "../../services/status-page/index.ts";
import { FIRST_FILE, STYLE } from "../../services/status-render/index.ts";
import { addressOf } from "../client-address.ts";
import type { StatusPages } from "./status-pages.ts";

export interface StatusDoor {
  pages: StatusPages;
  actorOf: (authorization: string | undefined, address?: string) => Promise<Actor>;
  contextFor: (actor: Actor) => ServiceContext;
}

const TYPES: Readonly<Record<string, string>> = { [RSS]: "application/rss+xml", [ATOM]: "application/atom+xml", [CALENDAR]: "text/calendar" };

/** Caches on the way may answer so long, and for longer while the hub does not. */
const PUBLIC = "public, max-age=5, stale-while-revalidate=30, stale-if-error=600";
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors *`;

/** The status pages: as a page, as the Statuspage API has it, and their history. Public ones need no token and answer pages of any origin. */
export function statusRoutes(door: StatusDoor): Router {
  const file = (pathOf: (req: Request) => string): RequestHandler => async (req, res) => {
    const slug = typeof req.params["slug"] === "string" ? req.params["slug"] : null;
    const found = await door.pages.find(slug);
    const page = found?.kind === "PUBLIC" ? found : await admitted(door, req, found);
    const served = (await door.pages.serve(page)).files.get(pathOf(req));
    if (!served) throw notFound(`document ${pathOf(req)} of a status page`);
    const { body, etag, encoding } = await served.forReader(req.acceptsEncodings("gzip") === "gzip");
    head(res, page.kind === "PUBLIC", pathOf(req));
    res.vary("accept-encoding").setHeader("etag", etag);
    if (isKnown(req, etag)) return void res.status(304).end();
    if (encoding) res.setHeader("content-encoding", encoding);
    res.setHeader("content-length", body.length);
    res.end(req.method === "HEAD" ? undefined : body);
  };
  const api = `${BESIDE.api}/v2/`;
  const document = file((req) => `${api}${[req.params["path"]].flat().join("/")}`);
  return Router()
    .get([`/${api}*path`, `/status/${api}*path`], document)
    .get([`/status/${BESIDE.history}`, `/status/:slug/${BESIDE.history}`], file(() => BESIDE.history))
    .get(BESIDE.feeds.flatMap((name) => [`/${name}`, `/status/${name}`, `/status/:slug/${name}`]), file(({ path }) => path.slice(path.lastIndexOf("/") + 1)))
    .get(["/status", "/status/:slug"], file(() => FIRST_FILE))
    .get(`/status/:slug/${api}*path`, document);
}

/** Asks who it is even where there is no page, so that a wrong token is answered alike. */
async function admitted({ actorOf, contextFor }: StatusDoor, req: Request, page: Parameters<typeof readable>[1]): ReturnType<typeof readable> {
  const { token } = req.query;
  const actor = req.headers.authorization ? await actorOf(req.headers.authorization, addressOf(req)) : ANONYMOUS;
  return readable(contextFor(actor), page, typeof token === "string" ? token : null);
}

function head(res: Response, isPublic: boolean, path: string): void {
  const isPage = path === FIRST_FILE;
  res.setHeader("content-type", `${isPage ? "text/html" : (TYPES[path] ?? "application/json")}; charset=utf-8`);
  res.setHeader("cache-control", isPublic ? PUBLIC : "private, no-cache");
  if (isPage) {
    res.setHeader("content-security-policy", POLICY);
    res.removeHeader("x-frame-options");
    if (!isPublic) res.setHeader("referrer-policy", "no-referrer");
  }
  if (!isPublic) return;
  // What everybody may read, pages of any origin may show; nobody's cookies come along.
  res.setHeader("access-control-allow-origin", "*");
  res.removeHeader("access-control-allow-credentials");
  res.setHeader("cross-origin-resource-policy", "cross-origin");
}

const isKnown = (req: Request, etag: string): boolean =>
  (req.headers["if-none-match"] ?? "").split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === etag);
