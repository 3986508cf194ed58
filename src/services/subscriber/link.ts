import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { DomainError } from "../errors.ts";
import { keysOf, signedId } from "../secret/index.ts";

type Renderer = Pick<ServiceContext, "secretKeys" | "publicUrl">;

/** What the signature of a link to one's own subscription is for. */
export const MANAGE = "status subscriber";

/** Of a link that confirms: it ends with the question that it answers. */
export const confirms = (askedAt: Date): string => `status subscriber asked at ${askedAt.getTime()}`;

export interface Links {
  manage: string;
  unsubscribe: string;
}

/** Where a subscriber changes or ends what they are told. Made when a message is sent: no secret is in the outbox. */
export function linksOf(ctx: Renderer, id: string): Links {
  const manage = managePath(ctx, id);
  return { manage: whole(ctx, manage), unsubscribe: whole(ctx, `${manage}/unsubscribe`) };
}

export const managePath = (ctx: Pick<Renderer, "secretKeys">, id: string): string => `/subscriptions/${signedId(keysOf(ctx), MANAGE, id)}`;

/** What answers the question whether they want to be told: in the link of an e-mail, and what an endpoint has to echo. */
export const answerTo = (ctx: Pick<Renderer, "secretKeys">, { id }: Pick<StatusSubscriberEntity, "id">, askedAt: Date): string => signedId(keysOf(ctx), confirms(askedAt), id);

export const confirmUrl = (ctx: Renderer, answer: string): string => whole(ctx, `/subscriptions/confirm/${answer}`);

/** UNAVAILABLE on a hub that has no key to sign with, or, for a mail with links, does not know its own address. */
export function refuseLinkless(ctx: Renderer, kind: SubscriberKind): void {
  keysOf(ctx);
  if (kind === "EMAIL") whole(ctx, "/");
}

function whole({ publicUrl }: Renderer, path: string): string {
  if (publicUrl) return new URL(path, publicUrl).href;
  throw new DomainError("UNAVAILABLE", "Links need the hub's address: set MUSTER_PUBLIC_URL and start the hub again");
}
