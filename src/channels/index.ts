import type { AllowList, OutboundClient } from "../outbound/index.ts";
import type { Channel } from "../services/delivery/index.ts";
import { emailChannel } from "./email.ts";
import { slackChannel } from "./slack.ts";
import { smsChannel } from "./sms.ts";
import { teamsChannel } from "./teams.ts";
import { voiceChannel } from "./voice.ts";
import { webhookChannel } from "./webhook.ts";

export interface ChannelsOptions {
  client: OutboundClient;
  /** What may be reached though it is private. */
  allow: AllowList;
  now: () => Date;
}

/** Every way out that there is. A new one is a file beside this one, and a line here. */
export const createChannels = (way: ChannelsOptions): Channel[] =>
  [emailChannel(), slackChannel(way.client), teamsChannel(way), smsChannel(way), voiceChannel(way), webhookChannel(way.client, way.allow, way.now)];
