import type { ChannelSettings } from "../services/delivery/index.ts";
import type { Asks } from "./http-outcome.ts";
import { clientFor } from "./slack.ts";

/** The e-mail address of a Slack user; null where Slack does not tell. */
export async function emailOf(outbound: Asks, settings: ChannelSettings, user: string): Promise<string | null> {
  try {
    const { user: found } = await clientFor(outbound, settings).users.info({ user });
    return found?.profile?.email?.toLowerCase() ?? null;
  } catch {
    return null;
  }
}
