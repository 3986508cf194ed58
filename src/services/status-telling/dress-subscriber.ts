import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import type { SignedBody } from "../delivery/channel.ts";
import { letter } from "../delivery/letter.rules.ts";
import { filled, frameIn } from "../frame/index.ts";
import { keysOf, open } from "../secret/index.ts";
import { placeOfSecret } from "../subscriber/address.ts";
import { answerTo, confirmUrl, linksOf, managePath } from "../subscriber/link.ts";
import { challengeOf, questionOf, standingOf } from "../subscriber/question.rules.ts";
import { ACTIVE, stateOf } from "../subscriber/subscriber.rules.ts";
import { pageOfSubscriber, subscriberById } from "../subscriber/subscriber.store.ts";
import { Unsaid } from "./unsaid.ts";
import { wordsOf } from "./words-of.ts";

type Renderer = Pick<ServiceContext, "db" | "now" | "secretKeys" | "publicUrl">;
type Going = Pick<DeliveryEntity, "channel" | "payload" | "createdAt">;

/** What a message to a subscriber is given only when it goes out: its words, its links, and an endpoint's signature. */
export interface DressedSubscriber {
  text: string;
  html?: string;
  act?: Record<string, unknown>;
  signed?: SignedBody;
}

/** Null for what goes to no subscriber. `Unsaid` where nothing may be said any more. */
export async function dressSubscriber(ctx: Renderer, going: Going): Promise<DressedSubscriber | null> {
  return going.payload.subscriber ? dressed(ctx, going, going.payload.subscriber) : null;
}

async function dressed(ctx: Renderer, { channel, createdAt }: Going, { id, tellingId }: NonNullable<Going["payload"]["subscriber"]>): Promise<DressedSubscriber> {
  if (!tellingId) return question(ctx, id, createdAt);
  // Who has left a moment ago is not written to, whatever was put into the outbox meanwhile.
  const [row]: { secret: string | null; language: string | null }[] = await ctx.db.query(`select s.secret, s.language from status_subscriber s where s.id = $1 and ${ACTIVE}`, [id]);
  if (!row) throw new Unsaid("This address is not told any more");
  const frame = frameIn(row.language);
  const { heading, body, page, url, thread, hook } = await wordsOf(ctx, tellingId, frame);
  if (channel === "WEBHOOK") {
    if (!row.secret) throw new Error("The endpoint has no secret");
    return { text: body, signed: { secret: open(keysOf(ctx), placeOfSecret(id), row.secret), body: JSON.stringify({ meta: { unsubscribe: ctx.publicUrl ? linksOf(ctx, id).manage : managePath(ctx, id), documentation: page.url }, ...hook }) } };
  }
  const links = linksOf(ctx, id);
  const { because, read, change, unsubscribe } = frame.notice;
  const form = letter({
    heading, text: body, footer: filled(because, { page: page.name }), language: "", frameLanguage: frame.language,
    links: [{ label: read, url }, { label: change, url: links.manage }, { label: unsubscribe, url: links.unsubscribe }],
  });
  return { ...form, act: { unsubscribeUrl: links.unsubscribe, thread, list: { name: page.name, id: page.slug } } };
}

/** How they stand by now decides what is said: an address that is told already is sent its own link, and is asked nothing. */
async function question(ctx: Renderer, id: string, createdAt: Date): Promise<DressedSubscriber> {
  const subscriber = await subscriberById(ctx, id);
  // A newer question, or its answer, stands in place of this one.
  if (!subscriber?.askedAt || subscriber.askedAt > createdAt) throw new Unsaid("This question is not open any more");
  const page = await pageOfSubscriber(ctx, subscriber);
  const answer = answerTo(ctx, subscriber, subscriber.askedAt);
  if (subscriber.kind === "WEBHOOK") {
    if (!subscriber.nextSecret) throw new Unsaid("This question is not open any more");
    const secret = open(keysOf(ctx), placeOfSecret(id, "next_secret"), subscriber.nextSecret);
    return { text: "", signed: { secret, body: JSON.stringify(challengeOf(page, answer)), expects: answer } };
  }
  const frame = frameIn(subscriber.language);
  return letter(stateOf(subscriber) === "ACTIVE" ? standingOf(frame, page, linksOf(ctx, id).manage) : questionOf(frame, page, confirmUrl(ctx, answer)));
}
