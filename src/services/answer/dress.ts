import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import { CODE_TEXT, contactCode } from "../contact/index.ts";
import type { ServiceContext } from "../context.ts";
import type { SignedBody } from "../delivery/channel.ts";
import { letterTo } from "../mailing/index.ts";
import { dressSubscriber } from "../status-telling/index.ts";
import { type AcknowledgeLink, acknowledgeLink } from "./acknowledge-link.ts";

type Going = Pick<DeliveryEntity, "id" | "notificationId" | "communicationId" | "responderId" | "channel" | "address" | "payload" | "createdAt">;

/** What a message is given only when it goes out, so that neither the outbox nor a dump of it has any. */
export interface Dressing {
  acknowledgeUrl?: string;
  act?: Record<string, unknown>;
  /** In place of the message's own. */
  text?: string;
  html?: string;
  signed?: SignedBody;
}

/** Letters, links, reply codes and verification codes for one message, which may be several deliveries in one. */
export async function dress(ctx: Pick<ServiceContext, "db" | "now" | "publicUrl" | "secretKeys">, deliveries: readonly Going[], text: string): Promise<Dressing> {
  const [first] = deliveries;
  const mail = first && (await letterTo(ctx, first));
  if (mail) return mail;
  const toSubscriber = first ? await dressSubscriber(ctx, first) : null;
  if (toSubscriber) return toSubscriber;
  if (first?.responderId && first.payload.act?.["contactCode"]) {
    const code = await contactCode(ctx, { responderId: first.responderId, channel: first.channel, address: first.address });
    return { text: CODE_TEXT.replace("{code}", code) };
  }
  const links = await linksFor(ctx, deliveries);
  const [only, ...others] = links;
  if (!only) return {};
  if (others.length === 0) return { acknowledgeUrl: only.link.url, act: { ...first?.payload.act, code: only.link.code } };
  const lines = links.map(({ reference, link }) => `Acknowledge ${reference}: ${link.url}, or reply ${link.code}`);
  return { text: [text, ...lines].join("\n") };
}

/** One for each incident, whose newest page it acknowledges. */
async function linksFor(ctx: Pick<ServiceContext, "db" | "now" | "publicUrl">, deliveries: readonly Going[]): Promise<{ reference: string; link: AcknowledgeLink }[]> {
  const pages = new Map(deliveries.flatMap(({ notificationId, payload }): [string, { reference: string; notificationId: string }][] =>
    notificationId && payload.incident ? [[payload.incident.id, { reference: payload.incident.reference, notificationId }]] : []));
  const links: { reference: string; link: AcknowledgeLink }[] = [];
  for (const { reference, notificationId } of pages.values()) {
    const link = await acknowledgeLink(ctx, notificationId);
    if (link) links.push({ reference, link });
  }
  return links;
}
