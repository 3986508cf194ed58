import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { id as idOf } from "../input.ts";
import { readable } from "../status-page/may-read.ts";
import { componentsOn } from "../status-page/read-page.ts";
import { candidateOf, type SubscriberRow } from "./candidate.ts";
import { putSubscribers } from "./put-subscribers.ts";
import { letGo } from "./stop-deliveries.ts";
import { refuseUnsendable } from "./subscribe.ts";
import { pageBySlug, pageOfSubscriber, shown, subscriberById } from "./subscriber.store.ts";

export interface AddSubscriber extends SubscriberRow {
  /** A page's slug; left out, the default page. */
  page?: string | null;
  /** That they have said so elsewhere; else they are asked. */
  isConfirmed?: boolean | null;
}

export interface Added {
  subscriber: StatusSubscriberEntity;
  /** Of a webhook; told this once. */
  secret: string | null;
}

/** Brings in one address. CONFLICT where it is known on the page; who has left is not brought back, but by themselves. */
export async function addSubscriber(ctx: ServiceContext, input: AddSubscriber): Promise<Added> {
  authorise(ctx, "delivery:manage");
  const page = await pageBySlug(ctx, input.page, null);
  const components = await componentsOn(ctx, page);
  const candidate = candidateOf(ctx, components, input, input.isConfirmed ?? false);
  if (!candidate.isConfirmed) await refuseUnsendable(ctx, candidate.kind);
  return inTransaction(ctx, async (tx) => {
    const [done] = await putSubscribers(tx, { page, origin: "ADMIN" }, [candidate]);
    const subscriber = done && (await subscriberById(tx, done.id));
    if (!subscriber) throw new Error("The subscriber is gone");
    if (done.put === "LEFT") throw conflict("This address has left or was given up; only its owner can bring it back", { field: "address" });
    if (done.put === "UNCHANGED") throw conflict("This address is among the page's subscribers already", { field: "address" });
    noteChange(tx, `statusSubscriber/${done.id}`, null, shown(subscriber));
    return { subscriber, secret: done.put === "CREATED" ? candidate.secret : null };
  });
}

/** Forgets one, and what waits to be sent there. */
export async function removeSubscriber(ctx: ServiceContext, input: { id: string }): Promise<StatusSubscriberEntity> {
  authorise(ctx, "delivery:manage");
  const id = idOf("id", input.id);
  return inTransaction(ctx, async (tx) => {
    const before = await subscriberById(tx, id, "for update");
    if (!before) throw notFound(`subscriber ${id}`, "id");
    await readable(tx, await pageOfSubscriber(tx, before), null);
    await letGo(tx, { subscriberId: id });
    await tx.db.query("delete from status_subscriber where id = $1", [id]);
    noteChange(tx, `statusSubscriber/${id}`, shown(before), null);
    return before;
  });
}
