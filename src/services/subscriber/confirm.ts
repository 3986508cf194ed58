import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { Actor } from "../access/actor.ts";
import { noteChange } from "../audit/act.ts";
import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { notFound } from "../errors.ts";
import * as policies from "../policy/index.ts";
import { idIn, isSigned, keysOf, open } from "../secret/index.ts";
import { placeOfSecret, sealedFor } from "./address.ts";
import { confirms } from "./link.ts";
import { letGo } from "./stop-deliveries.ts";
import { stateOf } from "./subscriber.rules.ts";
import { shown, subscriberById } from "./subscriber.store.ts";

/** In whose name a subscriber's own doings are written down. */
export const subscriberActor = (id: string): Actor => ({ id: `subscriber/${id}`, name: "A subscriber", role: "PUBLIC", scopes: [], responderId: null });

/** Whom the answer to a question comes from; NOT_FOUND for one that was never asked, was asked anew since, or too long ago. */
export async function subscriberByAnswer(ctx: ServiceContext, answer: string): Promise<StatusSubscriberEntity> {
  const id = idIn(answer);
  const found = id && (await subscriberById(ctx, id));
  const { confirmWithin } = (await policies.current(ctx)).document.subscribers;
  const isOpen = found && found.askedAt && found.askedAt.getTime() >= ctx.now().getTime() - confirmWithin * 1_000;
  if (!isOpen || !isSigned(keysOf(ctx), confirms(found.askedAt as Date), answer)) throw notFound("such question any more: it was answered, or is too old");
  return found;
}

/** They want to be told. Whatever stood against it before (that they had left, that nothing arrived there) is over. */
export async function confirm(ctx: ServiceContext, answer: string): Promise<StatusSubscriberEntity> {
  const { id } = await subscriberByAnswer(ctx, answer);
  const operation = { name: "confirmStatusSubscription", input: { id }, isAudited: false };
  return inTransaction({ ...ctx, actor: subscriberActor(id), operation }, async (tx) => {
    await subscriberById(tx, id, "for update");
    const before = await subscriberByAnswer(tx, answer);
    return activate(tx, before);
  });
}

/** Within the transaction that has locked it. */
export async function activate(tx: ServiceContext, before: StatusSubscriberEntity): Promise<StatusSubscriberEntity> {
  const { id, nextSecret } = before;
  const secret = nextSecret ? sealedFor(tx, id, open(keysOf(tx), placeOfSecret(id, "next_secret"), nextSecret), "secret") : before.secret;
  const isActive = stateOf(before) === "ACTIVE";
  const after: StatusSubscriberEntity = {
    ...before, secret, nextSecret: null, askedAt: null, confirmedAt: isActive ? before.confirmedAt : tx.now(), unsubscribedAt: null, stoppedAt: null, stopReason: null, failingSince: null, refusals: 0, updatedAt: tx.now(),
  };
  await tx.db.query(
    `update status_subscriber set secret = $2, next_secret = null, asked_at = null, confirmed_at = $3, unsubscribed_at = null, stopped_at = null, stop_reason = null,
       failing_since = null, refusals = 0, updated_at = $4 where id = $1`, [id, secret, after.confirmedAt, after.updatedAt]);
  await letGo(tx, { subscriberId: id, asks: true });
  noteChange(tx, `statusSubscriber/${id}`, shown(before), shown(after));
  if (isActive) settle(tx);
  return after;
}
