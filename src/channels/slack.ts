import { createHash } from "node:crypto";
import { LogLevel, WebClient } from "@slack/web-api";
import type { Channel, ChannelField, ChannelSettings, OutgoingMessage, Outcome } from "../services/delivery/index.ts";
import type { Asks } from "./http-outcome.ts";
import { blocksFor, escaped } from "./slack-blocks.ts";
import { outcomeOfSlack, saidBy } from "./slack-errors.ts";
import { slackFetch } from "./slack-fetch.ts";
import { isUserId, openRoom, type OpenRoom, userId } from "./slack-room.ts";

const FIELDS: readonly ChannelField[] = [
  { name: "botToken", label: "Bot token", kind: "SECRET", isRequired: true, description: "The app's bot user token, from OAuth & Permissions (xoxb-...)." },
  { name: "signingSecret", label: "Signing secret", kind: "SECRET", isRequired: false, overlaps: true, description: "From Basic Information; without it buttons are not answered, and only links acknowledge." },
  { name: "baseUrl", label: "API address", kind: "URL", isRequired: false, description: "Where Slack's API answers.", default: "https://slack.com/api/" },
];

/**
 * Slack. `to` is a person (e-mail address or user id), a conversation's id or a `#name`. `act: { open: { name, topic, invite } }` opens
 * the incident's room first and posts there; `act: { post: { button } }` says what its button sends.
 */
export const slackChannel = (outbound: Asks): Channel => ({
  kind: "SLACK",
  label: "Slack",
  fields: FIELDS,
  address: {
    name: "user", label: "Slack user", kind: "TEXT", isRequired: true, pattern: "^([UW][A-Z0-9]{2,20}|[^\\s@]{1,64}@[^\\s@]{1,190})$",
    description: "The address they use in Slack, or their member id (U...), from the profile's menu.",
  },
  maxText: 12_000,
  send: async (message, settings) => {
    const slack = clientFor(outbound, settings);
    try {
      const open = message.act?.["open"] as OpenRoom | undefined;
      const channel = open ? await openRoom(slack, open, message.incident) : await conversation(slack, message.to);
      if (channel === null) return { state: "REFUSED", reason: "Slack refuses (users_not_found): nobody in the workspace has that address" };
      return await posted(slack, channel, message);
    } catch (error) {
      return outcomeOfSlack(error);
    }
  },
});

/** No retries of its own: they would hide from the outbox what was tried, and post twice. */
export const clientFor = (outbound: Asks, { botToken, baseUrl }: ChannelSettings): WebClient =>
  new WebClient(botToken, {
    ...(baseUrl && { slackApiUrl: baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/` }),
    fetch: slackFetch(outbound),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT,
  });

const nothing = () => {};
/** What goes wrong is the outcome's to say; its log would have texts of private incidents. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing, setLevel: nothing, getLevel: () => LogLevel.ERROR, setName: nothing };

const conversation = async (slack: WebClient, to: string): Promise<string | null> => (to.includes("@") && !isUserId(to) ? userId(slack, to) : to);

/** Slack drops a message whose id it has seen a short while ago. */
async function posted(slack: WebClient, channel: string, message: OutgoingMessage): Promise<Outcome> {
  const body = {
    channel,
    text: escaped(message.text.slice(0, 3_000)),
    blocks: blocksFor(message, buttonOf(message)),
    client_msg_id: idOf(message.key),
    metadata: { event_type: "muster_message", event_payload: { key: message.key } },
    // The text stands where blocks cannot be shown, and there its signs are letters, as in the blocks.
    mrkdwn: false,
    parse: "none" as const,
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
  };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- Slack's, not a window's.
  const post = () => slack.chat.postMessage(body);
  const said = await post().catch(async (error: unknown) => {
    if (saidBy(error) !== "not_in_channel") throw error;
    await slack.conversations.join({ channel });
    return post();
  });
  return { state: "ACCEPTED", answer: [said.channel, said.ts].filter(Boolean).join(" ") };
}

/** What the button sends: what the message says it does, or else the token that its link ends with. */
function buttonOf({ act, acknowledgeUrl }: OutgoingMessage): string | null {
  const { button } = (act?.["post"] ?? {}) as { button?: unknown };
  if (typeof button === "string") return button;
  return acknowledgeUrl ? (new URL(acknowledgeUrl).pathname.split("/").at(-1) ?? null) : null;
}

/** A UUID from the key, the same at every attempt. */
function idOf(key: string): string {
  const hex = createHash("sha256").update(key).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}
