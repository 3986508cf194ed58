import { randomBytes } from "node:crypto";
import type { RequestHandler, Response } from "express";
import helmet from "helmet";
import { hostOf } from "./explorer.ts";

const shared = {
  // Whether the domain speaks TLS alone is for the proxy to say, which has the certificate.
  strictTransportSecurity: false,
  crossOriginResourcePolicy: { policy: "same-origin" },
} as const;

const FRAMELESS = { frameAncestors: ["'none'"], formAction: ["'none'"], objectSrc: ["'none'"] };

const answers = helmet({ ...shared, contentSecurityPolicy: { useDefaults: false, directives: { ...FRAMELESS, defaultSrc: ["'none'"], baseUri: ["'none'"] } } });

/** Answers of the API load nothing, run nothing and stand in no frame. */
export const shieldAnswers = (): RequestHandler => answers;

const page = helmet({
  ...shared,
  referrerPolicy: { policy: "no-referrer" },
  contentSecurityPolicy: { useDefaults: false, directives: { ...FRAMELESS, formAction: ["'self'"], defaultSrc: ["'none'"], styleSrc: ["'self'"], baseUri: ["'none'"] } },
});

/** A page with a form and without script; its address, which may be a secret, is told to nobody and kept nowhere. */
export const shieldPage: RequestHandler = (req, res, next) => {
  res.set("cache-control", "no-store");
  page(req, res, next);
};

const nonceOf = (res: unknown) => `'nonce-${String((res as Response).locals["nonce"])}'`;

const explorer = helmet({
  ...shared,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      ...FRAMELESS,
      defaultSrc: ["'none'"],
      baseUri: ["'self'"],
      scriptSrc: ["'self'", (_req, res) => nonceOf(res)],
      // Its editor writes its styles as it goes.
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'", "data:"],
      workerSrc: ["'self'", "blob:"],
      // Not every browser counts ws: to 'self'.
      connectSrc: ["'self'", ({ headers }) => `ws://${hostOf(headers)}`, ({ headers }) => `wss://${hostOf(headers)}`],
    },
  },
});

/** The explorer runs the hub's own scripts, and speaks to the hub alone. Leaves the `nonce` of its page in `res.locals`. */
export const shieldExplorer: RequestHandler = (req, res, next) => {
  res.locals["nonce"] = randomBytes(16).toString("base64");
  explorer(req, res, next);
};
