import { crmWay } from "../channels/crm.ts";
import { createChannels } from "../channels/index.ts";
import { NOTHING, OutboundClient } from "../outbound/index.ts";
import type { ServiceContext } from "../services/context.ts";
import type { Wakeups } from "../services/live.ts";
import type { Drafting } from "../services/model-draft/index.ts";
import type { HubOptions } from "./hub-options.ts";
import { LanguageModel } from "./model/language-model.ts";
import { givenSettings } from "./settings/mail-settings.ts";

interface Equipment {
  /** What every context has, whoever asks. */
  context: Pick<ServiceContext, "wakeups" | "secretKeys" | "channels" | "askCrm" | "publicUrl" | "drafting">;
  client: OutboundClient;
  close(): Promise<void>;
}

/** The hub's ways out, and what it keeps secrets with. */
export function equip(options: HubOptions, wakeups: Wakeups, now: () => Date, onDrafted: Drafting["onDrafted"]): Equipment {
  const allow = options.outboundAllow ?? NOTHING;
  const client = new OutboundClient({ allow });
  const { llmUrl, llmModel } = options;
  const writer = llmUrl && llmModel ? new LanguageModel({ ...options, llmUrl, llmModel }, allow) : null;
  const all = createChannels({ client, allow, now });
  return {
    context: { wakeups, secretKeys: options.secretKeys ?? [], channels: { all, given: givenSettings(options) }, askCrm: crmWay(client), publicUrl: options.publicUrl, drafting: { writer, onDrafted } },
    client,
    close: async () => void (await Promise.all([client.close(), writer?.close(), ...all.map((channel) => channel.close?.())])),
  };
}
