import type { StatusSubscriberEntity } from "../../entities/status-subscriber.entity.ts";
import { authorise } from "../access/authorise.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { id as idOf } from "../input.ts";
import { readable } from "../status-page/may-read.ts";
import { ask } from "./ask.ts";
import { refuseUnsendable } from "./subscribe.ts";
import { stateOf } from "./subscriber.rules.ts";
import { pageOfSubscriber, shown, subscriberById } from "./subscriber.store.ts";

/** One that the hub has given up is told again; one that had never confirmed is asked again. CONFLICT where it was not given up, or has left: only its owner takes that back. */
export async function resumeSubscriber(ctx: ServiceContext, input: { id: string }): Promise<StatusSubscriberEntity> {
  authorise(ctx, "delivery:manage");
  const id = idOf("id", input.id);
  return inTransaction(ctx, async (tx) => {
    const before = await subscriberById(tx, id, "for update");
    if (!before) throw notFound(`subscriber ${id}`, "id");
    const page = await pageOfSubscriber(tx, before);
    await readable(tx, page, null);
    const state = stateOf(before);
    if (state !== "STOPPED") throw conflict(`This subscriber is ${state}; only one that is STOPPED can be resumed`, { field: "id" });
    const asksAgain = before.confirmedAt === null;
    if (asksAgain) await refuseUnsendable(tx, before.kind);
    const after: StatusSubscriberEntity = { ...before, stoppedAt: null, stopReason: null, failingSince: null, refusals: 0, askedAt: asksAgain ? tx.now() : before.askedAt, updatedAt: tx.now() };
    await tx.db.query(
      "update status_subscriber set stopped_at = null, stop_reason = null, failing_since = null, refusals = 0, asked_at = $2, updated_at = $3 where id = $1", [id, after.askedAt, after.updatedAt]);
    noteChange(tx, `statusSubscriber/${id}`, shown(before), shown(after));
    if (asksAgain) await ask(tx, page, [after]);
    return after;
  });
}
