import type { IncomingHttpHeaders } from "node:http";

/** `__Host-` binds it to this host and to TLS; the other name is for plain http on a loopback host only. */
export const COOKIE = { secure: "__Host-muster", loopback: "muster" } as const;

type Asking = Pick<IncomingHttpHeaders, "authorization" | "cookie" | "host" | "origin"> & { "sec-fetch-site"?: string | string[] | undefined };

/**
 * What a request shows of who it is from: its Authorization header, else `Session TOKEN` for the cookie of a browser that
 * signed in. A cookie counts only where the request comes from a page of the hub's own, or from no page at all: browsers
 * send it along with whatever other sites make them ask for.
 */
export function credentialOf(headers: Asking, publicUrl?: string): string | undefined {
  const { authorization } = headers;
  if (authorization && !isBare(authorization)) return authorization;
  const token = sessionIn(headers);
  return token && comesFrom(headers, publicUrl) !== "elsewhere" ? `Session ${token}` : undefined;
}

/** A client with a field for the token sends the bare word while the field is empty. */
const isBare = (authorization: string): boolean => /^Bearer\s*$/i.test(authorization);

/** The token in the hub's cookie. */
export function sessionIn({ cookie = "", host }: Asking): string | undefined {
  const cookies = new Map(cookie.split(";").map((pair) => pair.trim().split("=", 2) as [string, string]));
  const token = cookies.get(COOKIE.secure) ?? (isLoopback(host) ? cookies.get(COOKIE.loopback) : undefined);
  return token && /^[\w-]+$/.test(token) ? token : undefined;
}

/**
 * Whether a browser says that the request is one of the hub's own pages', of another's, or says nothing: of a link that
 * somebody typed or opened, or a program's.
 */
export function comesFrom({ origin, host, ...headers }: Asking, publicUrl?: string): "here" | "elsewhere" | "nowhere" {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "none") return site === "same-origin" ? "here" : "elsewhere";
  if (origin === undefined) return "nowhere";
  const { host: from } = URL.canParse(origin) ? new URL(origin) : { host: null };
  return from !== null && (from === host || origin === (publicUrl && new URL(publicUrl).origin)) ? "here" : "elsewhere";
}

/** Of a Host header. */
export const isLoopback = (host = ""): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
