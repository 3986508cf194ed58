import type { StatusComponentEntity } from "../../entities/status-component.entity.ts";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import { noteChange } from "../audit/act.ts";
import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, invalid, notFound } from "../errors.ts";
import { frameIn } from "../frame/index.ts";
import { idIn, isSigned, keysOf } from "../secret/index.ts";
import { componentsOn } from "../status-page/read-page.ts";
import { newWebhookSecret, sealedFor } from "./address.ts";
import { ask } from "./ask.ts";
import { chosenFrom, choose } from "./choice.ts";
import { subscriberActor } from "./confirm.ts";
import { MANAGE } from "./link.ts";
import { optionalLanguage } from "./optional-language.ts";
import { letGo } from "./stop-deliveries.ts";
import { stateOf } from "./subscriber.rules.ts";
import { componentsOfMany, pageOfSubscriber, shown, subscriberById } from "./subscriber.store.ts";

/** A subscription as its holder sees it. */
export interface Subscription {
  subscriber: StatusSubscriberEntity;
  page: StatusPageEntity;
  /** Those that can be chosen. */
  components: StatusComponentEntity[];
  /** Slugs of those that were. */
  chosen: ReadonlySet<string>;
}

/** The subscription that a link is to; NOT_FOUND for a link that is none, or whose subscription is gone. Having the link is the right. */
export async function subscription(ctx: ServiceContext, token: string): Promise<Subscription> {
  const subscriber = await holder(ctx, token);
  const page = await pageOfSubscriber(ctx, subscriber);
  const chosen = (await componentsOfMany(ctx, [subscriber.id])).get(subscriber.id) ?? [];
  return { subscriber, page, components: await componentsOn(ctx, page), chosen: new Set(chosen.map(({ slug }) => slug)) };
}

export interface Preferences {
  takesAll: boolean;
  /** Slugs, where it is not all. */
  components: readonly string[];
  /** In which language; left out, as before. */
  language?: string | null;
}

/** What they are told of from now on, and in which language. */
export function setPreferences(ctx: ServiceContext, token: string, { takesAll, components: slugs, language: said }: Preferences): Promise<StatusSubscriberEntity> {
  if (!takesAll && slugs.length === 0) throw invalid("components", "Choose a component, or everything; to be told of nothing, unsubscribe");
  return change(ctx, token, "changeStatusSubscription", async (tx, before) => {
    const page = await pageOfSubscriber(tx, before);
    const choice = takesAll ? { takesAll, componentIds: [] } : chosenFrom(await componentsOn(tx, page), new Set(slugs));
    const earlier = (await componentsOfMany(tx, [before.id])).get(before.id) ?? [];
    await choose(tx, before.id, choice);
    const wanted = optionalLanguage(said);
    // A form has the languages that the hub speaks: who reads another, or one of a country, is not to lose that by saving.
    const language = wanted && frameIn(wanted) !== frameIn(before.language) ? wanted : before.language;
    await tx.db.query("update status_subscriber set language = $2 where id = $1", [before.id, language]);
    noteChange(tx, `statusSubscriber/${before.id}`, { language: before.language, takesAll: before.takesAll, components: earlier.map(({ slug }) => slug).sort() }, { language, takesAll, components: takesAll ? [] : [...new Set(slugs)].sort() });
    return { ...before, takesAll, language };
  });
}

/** Nothing more is sent there, and what waits to be is let go. Said twice, it is said once. */
export function unsubscribe(ctx: ServiceContext, token: string): Promise<StatusSubscriberEntity> {
  return change(ctx, token, "unsubscribeFromStatusPage", async (tx, before) => {
    if (before.unsubscribedAt) return before;
    const after = { ...before, unsubscribedAt: tx.now(), askedAt: null };
    // A question that is still open could revive it.
    await tx.db.query("update status_subscriber set unsubscribed_at = $2, asked_at = null, updated_at = $2 where id = $1", [before.id, after.unsubscribedAt]);
    await letGo(tx, { subscriberId: before.id });
    noteChange(tx, `statusSubscriber/${before.id}`, shown(before), shown(after));
    return after;
  });
}

/**
 * A new secret for an endpoint, told this once: it counts as soon as the endpoint has echoed a challenge that is signed with it. CONFLICT for
 * what is no endpoint, or one that is not told.
 */
export async function renewSecret(ctx: ServiceContext, token: string): Promise<string> {
  const secret = newWebhookSecret();
  await change(ctx, token, "renewStatusSubscriberSecret", async (tx, before) => {
    if (before.kind !== "WEBHOOK" || stateOf(before) !== "ACTIVE") throw conflict("Only a webhook that is told has a secret to change");
    const after = { ...before, askedAt: tx.now(), updatedAt: tx.now(), nextSecret: sealedFor(tx, before.id, secret, "next_secret") };
    await letGo(tx, { subscriberId: before.id, asks: true });
    await tx.db.query("update status_subscriber set asked_at = $2, updated_at = $2, next_secret = $3 where id = $1", [before.id, after.askedAt, after.nextSecret]);
    noteChange(tx, `statusSubscriber/${before.id}`, shown(before), shown(after));
    await ask(tx, await pageOfSubscriber(tx, before), [after]);
    return after;
  });
  return secret;
}

/** Whoever has the link has the inbox: there is nothing further to confirm. An address that never confirmed does so by its question. */
export function resubscribe(ctx: ServiceContext, token: string): Promise<StatusSubscriberEntity> {
  return change(ctx, token, "resubscribeToStatusPage", async (tx, before) => {
    if (stateOf(before) === "ACTIVE" || !before.confirmedAt) return before;
    const after = { ...before, unsubscribedAt: null, stoppedAt: null, stopReason: null, failingSince: null, refusals: 0 };
    await tx.db.query("update status_subscriber set unsubscribed_at = null, stopped_at = null, stop_reason = null, failing_since = null, refusals = 0, updated_at = $2 where id = $1", [before.id, tx.now()]);
    noteChange(tx, `statusSubscriber/${before.id}`, shown(before), shown(after));
    return after;
  });
}

async function change(ctx: ServiceContext, token: string, name: string, act: (tx: ServiceContext, before: StatusSubscriberEntity) => Promise<StatusSubscriberEntity>): Promise<StatusSubscriberEntity> {
  const { id } = await holder(ctx, token);
  return inTransaction({ ...ctx, actor: subscriberActor(id), operation: { name, input: { id }, isAudited: false } }, async (tx) => {
    const before = await subscriberById(tx, id, "for update");
    if (!before) throw notFound("such subscription any more");
    const after = await act(tx, before);
    if (Object.keys(tx.noted?.after ?? {}).length === 0) settle(tx);
    return after;
  });
}

async function holder(ctx: ServiceContext, token: string): Promise<StatusSubscriberEntity> {
  const id = idIn(token);
  const found = id && isSigned(keysOf(ctx), MANAGE, token) ? await subscriberById(ctx, id) : null;
  if (!found) throw notFound("such subscription any more");
  return found;
}
