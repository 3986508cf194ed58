import { DeliveryEntity } from "../../entities/delivery.entity.ts";
import { authorise } from "../access/authorise.ts";
import { binder } from "../access/visibility.ts";
import { noteChange } from "../audit/act.ts";
import { inTransaction, type ServiceContext } from "../context.ts";
import { conflict, notFound } from "../errors.ts";
import { id } from "../input.ts";
import { watchMailing } from "../outreach/watch-mailing.ts";
import { columnsOf, selectOne } from "../rows.ts";
import { shown } from "./delivery.store.ts";
import { queued } from "./nudge.ts";
import { withdrawn } from "./withdrawn.ts";

export interface ReplayDelivery {
  deliveryId: string;
}

/**
 * Has a dead delivery tried again from the beginning, on its own and with the same key: if the remote has it after all,
 * it can tell. CONFLICT unless it is DEAD, and where what it says was taken back or who it is for is not written to any more.
 */
export async function replay(ctx: ServiceContext, { deliveryId }: ReplayDelivery): Promise<DeliveryEntity> {
  authorise(ctx, "delivery:manage");
  const { values, bind } = binder([id("deliveryId", deliveryId)]);
  return inTransaction(ctx, async (tx) => {
    const before = await selectOne(tx, DeliveryEntity, `where id = $1 and ${shown(tx, bind)} for update of delivery`, values);
    if (!before) throw notFound(`delivery ${deliveryId}`, "deliveryId");
    if (before.state !== "DEAD") throw conflict(`The delivery is ${before.state}; only a dead one is replayed`, { field: "deliveryId", current: before.state });
    const why = (await withdrawn(tx, [before.id])).get(before.id);
    if (why !== undefined) throw conflict(`The delivery is not replayed: ${why}`, { field: "deliveryId" });
    const [[after]]: [DeliveryEntity[]] = await tx.db.query(
      `update delivery set state = 'PENDING', attempts = 0, not_before = $2, next_at = least($2, case when $3 then clock_timestamp() else $2 end), may_bundle = false
       where id = $1 returning ${columnsOf(tx, DeliveryEntity)}`, [before.id, tx.now(), tx.isOnDatabaseClock ?? false]);
    if (!after) throw new Error("The delivery is gone");
    noteChange(tx, `delivery/${before.id}`, { state: before.state }, { state: after.state });
    if (before.communicationId && before.incidentId && before.payload.contactId) await watchMailing(tx, { id: before.communicationId, incidentId: before.incidentId });
    queued(tx);
    return after;
  });
}
