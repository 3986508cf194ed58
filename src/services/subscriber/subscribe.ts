import { v7 as uuid } from "uuid";
import type { StatusPageEntity } from "../../entities/status-page.entity.ts";
import { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import type { SubscriberKind } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { settle } from "../audit/write.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { configuredKinds } from "../delivery/index.ts";
import { DomainError } from "../errors.ts";
import { LIMITS, optionalText } from "../input.ts";
import * as policies from "../policy/index.ts";
import { insertion, recordset, selectOne } from "../rows.ts";
import { addressIn, newWebhookSecret, sealedFor } from "./address.ts";
import { ask } from "./ask.ts";
import { type Choice, choiceOf, choose } from "./choice.ts";
import { optionalLanguage } from "./optional-language.ts";
import { refuseLinkless } from "./link.ts";
import { pageBySlug, shown } from "./subscriber.store.ts";
import { letGo } from "./stop-deliveries.ts";
import { stateOf } from "./subscriber.rules.ts";
import { admitSignUp } from "./throttle.ts";

export interface Subscribe {
  /** A page's slug; left out, the default page. */
  page?: string | null;
  /** EMAIL where it is left out. */
  kind?: SubscriberKind | null;
  address: string;
  name?: string | null;
  /** What its reader reads (BCP 47). */
  language?: string | null;
  /** Slugs; none are all. */
  components?: readonly string[] | null;
  /** Of the link to a page that is not public. */
  token?: string | null;
}

/** The same whether or not the address was known. */
export interface Subscribed {
  kind: SubscriberKind;
  /** What an endpoint's requests will be signed with once it has confirmed; told this once. Of one that is told already, a secret that never counts. */
  secret: string | null;
  /** How long there is to confirm, in seconds. */
  confirmWithin: number;
}

interface Wanted extends Pick<StatusSubscriberEntity, "kind" | "address" | "name" | "language"> {
  page: StatusPageEntity;
  choice: Choice;
}

/**
 * Anybody asks for an address to be told what a page says. Nothing is sent there but the question whether it wants that. The
 * answer is the same for every address, and an address that is told already is only sent its own link.
 */
export async function subscribe(ctx: ServiceContext, input: Subscribe): Promise<Subscribed> {
  authorise(ctx, "status:subscribe");
  const page = await pageBySlug(ctx, input.page, optionalText("token", input.token, LIMITS.key));
  const kind = input.kind ?? "EMAIL";
  const address = addressIn(ctx, kind, input.address);
  const wanted: Wanted = { page, kind, address, name: optionalText("name", input.name, LIMITS.name), language: optionalLanguage(input.language), choice: await choiceOf(ctx, page, input.components) };
  await admitSignUp(ctx, address);
  await refuseUnsendable(ctx, kind);
  const secret = kind === "WEBHOOK" ? newWebhookSecret() : null;
  const { confirmWithin, askAgainAfter } = (await policies.current(ctx)).document.subscribers;
  const operation = ctx.operation ?? { name: "subscribeToStatusPage", input: { page: page.slug, kind, address }, isAudited: false };
  await inTransaction({ ...ctx, operation }, (tx) => enter(tx, wanted, secret, askAgainAfter));
  return { kind, secret, confirmWithin };
}

async function enter(tx: ServiceContext, wanted: Wanted, secret: string | null, askAgainAfter: number): Promise<void> {
  const { page, kind, address, name, language, choice } = wanted;
  const now = tx.now();
  await tx.db.query(`${insertion(tx, StatusSubscriberEntity)} on conflict (page_id, kind, address) do nothing`, [recordset(tx, StatusSubscriberEntity, [aSubscriber(wanted, now)])]);
  const before = await selectOne(tx, StatusSubscriberEntity, "where page_id = $1 and kind = $2 and address = $3 for update", [page.id, kind, address]);
  if (!before) throw new Error("The subscriber is gone");
  const isNew = before.createdAt.getTime() === now.getTime() && before.askedAt === null;
  // Many an endpoint echoes whatever it is sent: the secret of one that is told would be that of whoever has signed it up last.
  if (kind === "WEBHOOK" && stateOf(before) === "ACTIVE") return settle(tx);
  // An inbox is not filled by whoever types its address again and again; an endpoint has a new secret to confirm.
  if (kind === "EMAIL" && before.askedAt && before.askedAt.getTime() > now.getTime() - askAgainAfter * 1_000) {
    if (stateOf(before) === "PENDING") await choose(tx, before.id, choice);
    return settle(tx);
  }
  await letGo(tx, { subscriberId: before.id, asks: true });
  const after: StatusSubscriberEntity = { ...before, askedAt: now, updatedAt: now, nextSecret: secret && sealedFor(tx, before.id, secret, "next_secret") };
  // Who is told already has to come by their own link to change anything.
  if (stateOf(before) !== "ACTIVE") {
    Object.assign(after, { name: name ?? before.name, language: language ?? before.language, takesAll: choice.takesAll });
    await choose(tx, before.id, choice);
  }
  await tx.db.query("update status_subscriber set asked_at = $2, updated_at = $2, next_secret = $3, name = $4, language = $5 where id = $1", [before.id, now, after.nextSecret, after.name, after.language]);
  noteChange(tx, `statusSubscriber/${before.id}`, isNew ? null : shown(before), shown(after));
  await ask(tx, page, [after]);
}

export const aSubscriber = ({ page, kind, address, name, language, choice }: Wanted, now: Date): StatusSubscriberEntity => ({
  id: uuid(), pageId: page.id, kind, address, name, language, origin: "SELF", takesAll: choice.takesAll, secret: null, nextSecret: null, askedAt: null, confirmedAt: null, unsubscribedAt: null,
  stoppedAt: null, stopReason: null, failingSince: null, refusals: 0, createdAt: now, updatedAt: now,
});

/** UNAVAILABLE where the question could not be sent. */
export async function refuseUnsendable(ctx: ServiceContext, kind: SubscriberKind): Promise<void> {
  refuseLinkless(ctx, kind);
  if (kind === "EMAIL" && !(await configuredKinds(ctx)).has("EMAIL")) throw new DomainError("UNAVAILABLE", "This hub cannot send e-mail", { field: "kind" });
}
