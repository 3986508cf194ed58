import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";
import type { Logger } from "../log.ts";

/** A caller's own id is kept if it is one, and not a line break into the log. */
const ID = /^[\w.:-]{1,100}$/;

/** Without the query, and without the secret that a link to choose a password ends with. */
const shown = (url: string): string | undefined => url.split("?", 1)[0]?.replace(/^(\/+setup\/+).+/i, "$1...");

/** Gives each request an id, says it in the answer, and logs one line when it is done: no header, no body, no query. */
export const traceRequests = (log: Logger): RequestHandler => (req, res, next) => {
  const given = req.headers["x-request-id"];
  const requestId = typeof given === "string" && ID.test(given) ? given : randomUUID();
  const began = process.hrtime.bigint();
  res.setHeader("x-request-id", requestId);
  res.once("close", () => {
    const ms = Number(process.hrtime.bigint() - began) / 1e6;
    log.info({ requestId, method: req.method, path: shown(req.originalUrl), status: res.statusCode, ms: Math.round(ms * 10) / 10, aborted: !res.writableFinished || undefined }, "request");
  });
  next();
};
