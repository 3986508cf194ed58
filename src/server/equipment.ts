import { createChannels } from "../channels/index.ts";
import { NOTHING, OutboundClient } from "../outbound/index.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Wakeups } from "../services/live.ts";
import type { HubOptions } from "./hub.ts";
import { givenSettings } from "./settings/mail-settings.ts";

interface Equipment {
  /** What every context has, whoever asks. */
  context: Pick<ServiceContext, "wakeups" | "secretKeys" | "channels" | "publicUrl">;
  client: OutboundClient;
  close(): Promise<void>;
}

/** The hub's ways out, and what it keeps secrets with. */
export function equip(options: HubOptions, wakeups: Wakeups, now: () => Date): Equipment {
  const allow = options.outboundAllow ?? NOTHING;
  const client = new OutboundClient({ allow });
  const all = createChannels({ client, allow, now });
  return {
    context: { wakeups, secretKeys: options.secretKeys ?? [], channels: { all, given: givenSettings(options) }, publicUrl: options.publicUrl },
    client,
    close: async () => void (await Promise.all([client.close(), ...all.map((channel) => channel.close?.())])),
  };
}
