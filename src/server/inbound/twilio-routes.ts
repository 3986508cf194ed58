import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { RateLimiterMemory } from "rate-limiter-flexible";
import { KEY_PATH, xml } from "../../channels/voice.ts";
import { STATUS_PATH } from "../../channels/sms.ts";
import * as answers from "../../services/answer/index.ts";
import * as contacts from "../../services/contact/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { DomainError } from "../../services/errors.ts";
import type { Visit } from "./ack-routes.ts";
import { secretsOf } from "./secrets.ts";
import { isTwilios } from "./verify.ts";

/** Where replies by text message arrive; whoever sets the number up writes it into its settings. */
const MESSAGE_PATH = "/inbound/twilio/message";
const BODY_LIMIT = "64kb";
/** Replies from one number that named no page: a caller's number can be forged, and codes have four digits. */
const WRONG_REPLIES = { points: 10, duration: 15 * 60 };

type Form = Readonly<Record<string, string>>;
type Answering = (ctx: ServiceContext, form: Form, req: Request) => Promise<string>;

/** What a Twilio-compatible provider sends: replies, pressed keys, and what became of messages. Nothing unsigned is looked at. */
export function twilioRoutes(visit: Visit, publicUrl: string | undefined): Router {
  const wrong = new RateLimiterMemory(WRONG_REPLIES);
  const router = express.Router();
  const raw = express.raw({ type: () => true, limit: BODY_LIMIT });
  const signed = (work: Answering): RequestHandler => async (req, res) => {
    const ctx = visit(req, res as Response);
    const fields = [...new URLSearchParams(Buffer.isBuffer(req.body) ? req.body.toString("utf8") : "")];
    // The address as the provider knows it; a proxy may have written anything else.
    const url = publicUrl && `${publicUrl.replace(/\/+$/, "")}${req.originalUrl}`;
    if (!url || !isTwilios(req.get("x-twilio-signature"), url, fields, await secretsOf(ctx, ["SMS", "VOICE"], "authToken"))) {
      return void res.status(403).type("text/plain").send("The signature is wrong");
    }
    res.type("text/xml").set("cache-control", "no-store").send(`<?xml version="1.0" encoding="UTF-8"?><Response>${await work(ctx, Object.fromEntries(fields), req)}</Response>`);
  };

  router.post(MESSAGE_PATH, raw, signed(async (ctx, { From = "", Body = "" }) => {
    if (((await wrong.get(From))?.remainingPoints ?? 1) <= 0) return "";
    const { text, isKnown } = await answers.answerByText(ctx, From, Body);
    if (!isKnown) await wrong.consume(From).catch(() => {});
    return `<Message>${xml(text)}</Message>`;
  }));
  router.post(`${KEY_PATH}:token`, raw, signed(async (ctx, { To = "", Digits = "" }, req) => `<Say>${xml(await pressed(ctx, String(req.params["token"]), To, Digits))}</Say>`));
  router.post(STATUS_PATH, raw, signed(async (ctx, { To = "", MessageStatus = "", ErrorCode = "" }) => {
    if (MessageStatus === "failed" || MessageStatus === "undelivered") await contacts.noteFailure(ctx, { channel: "SMS", address: To }, `The provider could not deliver (${ErrorCode || MessageStatus})`);
    if (MessageStatus === "delivered") await contacts.noteSuccess(ctx, { channel: "SMS", address: To });
    return "";
  }));
  return router;
}

async function pressed(ctx: ServiceContext, token: string, to: string, digits: string): Promise<string> {
  if (digits !== "1") return "That is not the key. The page stays open.";
  try {
    const page = await answers.pageByToken(ctx, token);
    if (!(await answers.wentTo(ctx, page, "VOICE", to))) return "This page went to another phone.";
    return answers.inWords(await answers.answerPage(ctx, page, { via: "VOICE" }));
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return "This page is too old to be acknowledged by phone.";
    throw error;
  }
}
