import type { IncomingHttpHeaders } from "node:http";
import cors from "cors";
import type { RequestHandler } from "express";

/** How long a browser remembers what it was allowed. */
const REMEMBERED_SECONDS = 600;

/** Lets pages of the allowed origins call the hub, with what their browser knows of it; no other page may read an answer. */
export const allowOrigins = (allowed: readonly string[]): RequestHandler =>
  cors({
    origin: [...allowed], credentials: true, maxAge: REMEMBERED_SECONDS, methods: ["GET", "POST", "PUT", "DELETE"],
    exposedHeaders: ["retry-after", "x-request-id"],
  });

/**
 * Whether a WebSocket may be opened. Browsers ask for no leave before they do so, and send the hub's cookies along: a
 * page of another origin may not come with them. Without a cookie anyone may; a key has to be in the first message.
 */
export function mayUpgrade({ origin, cookie, host }: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  if (!cookie || origin === undefined) return true;
  return allowed.includes(origin) || (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase());
}
