import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { letter } from "../delivery/letter.rules.ts";
import { filled, frameIn } from "../frame/index.ts";
import { publishedWords } from "./published-words.ts";
import { unsubscribeUrl } from "./unsubscribe-link.ts";

type Renderer = Pick<ServiceContext, "db" | "secretKeys" | "publicUrl">;

export interface Dressed {
  text: string;
  html?: string;
  act: { unsubscribeUrl?: string };
}

/** What a contact of a customer gets, put together as it goes out: a letter, with what stands around the words in the contact's language, or in a channel the words alone. Null for what goes to none. */
export async function letterTo(ctx: Renderer, { communicationId, channel, payload }: Pick<DeliveryEntity, "communicationId" | "channel" | "payload">): Promise<Dressed | null> {
  if (!communicationId || !payload.contactId) return null;
  const { heading, body, reference, language, pageUrl } = await publishedWords(ctx, communicationId);
  if (channel !== "EMAIL") return { text: `${heading}\n${body}`, act: {} };
  const url = unsubscribeUrl(ctx, payload.contactId);
  const frame = frameIn(payload.language);
  const page = pageUrl ?? (ctx.publicUrl ? new URL("/status", ctx.publicUrl).href : null);
  const form = letter({
    heading, text: body, footer: filled(frame.letter.because, { reference }), language: language ?? "", frameLanguage: frame.language,
    links: [...(page ? [{ label: frame.letter.statusPage, url: page }] : []), ...(url ? [{ label: frame.letter.unsubscribe, url }] : [])],
  });
  return { ...form, act: url ? { unsubscribeUrl: url } : {} };
}
