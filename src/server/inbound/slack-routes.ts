import express, { type Response, type Router } from "express";
import { ACKNOWLEDGE_ACTION } from "../../channels/slack-blocks.ts";
import { emailOf } from "../../channels/slack-people.ts";
import type { Asks } from "../../channels/http-outcome.ts";
import * as answers from "../../services/answer/index.ts";
import type { ServiceContext } from "../../services/context.ts";
import { settingsOf } from "../../services/delivery/index.ts";
import { DomainError } from "../../services/errors.ts";
import type { Visit } from "./ack-routes.ts";
import { secretsOf } from "./secrets.ts";
import { type Press, pressIn } from "./slack-action.rules.ts";
import { isSlacks } from "./verify.ts";

const PATH = "/inbound/slack/actions";
const BODY_LIMIT = "256kb";

/** What Slack sends when somebody presses a button. Nothing unsigned is looked at, and nothing that was recorded. */
export function slackRoutes(visit: Visit, outbound: Asks): Router {
  const router = express.Router();
  router.post(PATH, express.raw({ type: () => true, limit: BODY_LIMIT }), async (req, res) => {
    const ctx = visit(req, res as Response);
    const body = Buffer.isBuffer(req.body) ? req.body.toString("utf8") : "";
    const headers = { signature: req.get("x-slack-signature"), timestamp: req.get("x-slack-request-timestamp") };
    if (!isSlacks(headers, body, await secretsOf(ctx, ["SLACK"], "signingSecret"), ctx.now())) return void res.status(403).type("text/plain").send("The signature is wrong");
    const press = pressIn(body, ACKNOWLEDGE_ACTION);
    // Slack sends what other buttons do as well, and wants them all answered.
    const said = press && (await answered(ctx, press, outbound));
    res.status(200).end();
    if (press?.responseUrl && said) await tell(outbound, press.responseUrl, said);
  });
  return router;
}

async function answered(ctx: ServiceContext, press: Press, outbound: Asks): Promise<string> {
  try {
    const [, incidentId] = /^incident:([0-9a-f-]{36})$/.exec(press.value) ?? [];
    if (incidentId) return answers.inWords(await answers.answerIncident(ctx, incidentId, await responderOf(ctx, press, outbound)));
    const page = await answers.pageByToken(ctx, press.value);
    // A direct message is read by the person it went to alone.
    const isTheirs = press.conversation.startsWith("D") || (await answers.wentTo(ctx, page, "SLACK", press.userId));
    return isTheirs ? answers.inWords(await answers.answerPage(ctx, page, { via: "SLACK" })) : "Muster: this page went to somebody else.";
  } catch (error) {
    if (error instanceof DomainError && error.code !== "UNAVAILABLE") return `Muster: ${error.message}.`;
    throw error;
  }
}

/** Who pressed a button that everybody in the room sees. */
async function responderOf(ctx: ServiceContext, { userId }: Press, outbound: Asks): Promise<string> {
  const known = await answers.responderBySlack(ctx, userId, null);
  if (known) return known;
  const settings = await settingsOf(ctx, "SLACK");
  const email = settings && (await emailOf(outbound, settings, userId));
  const found = email && (await answers.responderBySlack(ctx, userId, email));
  if (found) return found;
  throw new DomainError("NOT_FOUND", "Nobody in the directory has your Slack user or its e-mail address");
}

/** For the presser's eyes alone. What they did stands, whether or not they can be told. */
async function tell(outbound: Asks, url: string, text: string): Promise<void> {
  const body = JSON.stringify({ response_type: "ephemeral", replace_original: false, text });
  await outbound.request(url, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(() => {});
}
