import type { IncomingMessage, ServerResponse } from "node:http";
import { addressOf } from "./client-address.ts";
import type { Origin } from "../services/audit/index.ts";

/** In characters; a client may call itself anything. */
const LONGEST = 500;

/** From where a request came. `res` is the answer that carries the request's id; a live connection has none. */
export function originOf(req: IncomingMessage, res?: ServerResponse): Origin {
  const requestId = res?.getHeader("x-request-id");
  return {
    address: addressOf(req) || null,
    userAgent: req.headers["user-agent"]?.slice(0, LONGEST) ?? null,
    requestId: typeof requestId === "string" ? requestId : null,
  };
}
