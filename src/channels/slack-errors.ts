import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import type { Outcome } from "../services/delivery/index.ts";
import { OutboundError } from "../outbound/index.ts";
import { obstacleOf } from "./status.ts";

/** Slack's own trouble; anything else that it says of a request will be said of the next one too. */
const PASSES = new Set(["internal_error", "fatal_error", "service_unavailable", "request_timeout", "ratelimited", "rate_limited", "team_added_to_org", "org_login_required"]);

/** In words for whoever has to mend it. */
const WORDS: Record<string, string> = {
  users_not_found: "nobody in the workspace has that address",
  user_not_found: "there is no such user in the workspace",
  channel_not_found: "there is no such channel, or the app is not in it",
  not_in_channel: "the app is not in that channel; invite it",
  is_archived: "the channel is archived",
  account_inactive: "the app's token belongs to an account that is gone",
  invalid_auth: "the bot token is wrong",
  not_authed: "the bot token is missing",
  token_revoked: "the bot token was revoked; install the app again",
  token_expired: "the bot token has expired",
  missing_scope: "the app lacks a scope; see the manifest in docs/paging.md",
  cannot_dm_bot: "that is a bot, which reads no messages",
  user_disabled: "that person's account is switched off",
  restricted_action: "the workspace does not let the app do that",
};

/** What Slack says instead of doing it, such as `is_archived`; null for anything else that went wrong. */
export const saidBy = (error: unknown): string | null => (error instanceof WebAPIPlatformError ? error.data.error : null);

export function outcomeOfSlack(error: unknown): Outcome {
  if (error instanceof WebAPIRateLimitedError) return { state: "RETRY", reason: "Slack asks to wait", retryAfterMs: error.retryAfter * 1_000 };
  if (error instanceof WebAPIHTTPError) return { state: error.statusCode >= 500 || error.statusCode === 408 ? "RETRY" : "REFUSED", reason: `Slack answers HTTP ${error.statusCode}` };
  if (error instanceof WebAPIRequestError) return error.original instanceof OutboundError ? obstacleOf(error.original) : { state: "RETRY", reason: error.original.message };
  const said = saidBy(error);
  if (said === null) return { state: "RETRY", reason: error instanceof Error ? error.message : String(error) };
  // A proxy's page in place of JSON.
  if (!/^\w{1,80}$/.test(said)) return { state: "RETRY", reason: "Slack's answer cannot be read" };
  const reason = `Slack refuses (${said})${WORDS[said] ? `: ${WORDS[said]}` : ""}`;
  return { state: PASSES.has(said) ? "RETRY" : "REFUSED", reason };
}
