import type { IncomingHttpHeaders } from "node:http";
import { TOKEN_HEADER_KEY, TOKEN_QUERY_KEY } from "graphql-sse";

/** A page of another origin can send none of these unless the hub has allowed its origin. */
export const PREFLIGHT_HEADERS = ["x-apollo-operation-name", "apollo-require-preflight", "authorization", TOKEN_HEADER_KEY];

/** What a form or a script of any page may post without being asked for leave. */
const SIMPLE_TYPES = new Set(["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]);

interface Given {
  method: string;
  headers: IncomingHttpHeaders;
  query: Record<string, unknown>;
}

/**
 * Whether a browser has asked for leave before it sent the request, or would not have had to: the rule that Apollo
 * holds requests to, for event streams. The token of a reserved stream is known to nobody else.
 */
export function isPreflighted({ method, headers, query }: Given): boolean {
  if (method !== "GET" && method !== "POST" && method !== "HEAD") return true;
  if (typeof query[TOKEN_QUERY_KEY] === "string" || headers["sec-fetch-site"] === "same-origin") return true;
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  return (type !== undefined && type.includes("/") && !SIMPLE_TYPES.has(type)) || PREFLIGHT_HEADERS.some((name) => Boolean(headers[name]));
}
