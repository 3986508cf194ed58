import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { letter } from "../delivery/letter.rules.ts";
import { publishedWords } from "./published-words.ts";
import { unsubscribeUrl } from "./unsubscribe-link.ts";

type Renderer = Pick<ServiceContext, "db" | "secretKeys" | "publicUrl">;

export interface Dressed {
  text: string;
  html?: string;
  act: { unsubscribeUrl?: string };
}

/** What a contact of a customer gets, put together as it goes out: a letter, or in a channel the words alone. Null for what goes to none. */
export async function letterTo(ctx: Renderer, { communicationId, channel, payload }: Pick<DeliveryEntity, "communicationId" | "channel" | "payload">): Promise<Dressed | null> {
  if (!communicationId || !payload.contactId) return null;
  const { heading, body, reference, pageUrl } = await publishedWords(ctx, communicationId);
  if (channel !== "EMAIL") return { text: `${heading}\n${body}`, act: {} };
  const url = unsubscribeUrl(ctx, payload.contactId);
  const footer = `You get this because you are named as a contact for incidents (${reference}).`;
  const page = pageUrl ?? (ctx.publicUrl ? new URL("/status", ctx.publicUrl).href : null);
  const form = letter({ heading, text: body, footer, links: [...(page ? [{ label: "Status page", url: page }] : []), ...(url ? [{ label: "Unsubscribe", url }] : [])] });
  return { ...form, act: url ? { unsubscribeUrl: url } : {} };
}
