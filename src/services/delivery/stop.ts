import type { ServiceContext } from "../context.ts";

/**
 * Lets go of what has not been sent of these notifications: they lost their point. What is under way is finished, and
 * not tried again if it fails.
 */
export async function stopDeliveries(tx: ServiceContext, notificationIds: readonly string[]): Promise<void> {
  if (notificationIds.length === 0) return;
  await tx.db.query(
    `with open as (select id from delivery where notification_id = any($1) and next_at is not null order by id for update)
     update delivery set stopped_at = $2,
       state = case state when 'SENDING' then state else 'STOPPED' end, next_at = case state when 'SENDING' then next_at end
     from open where delivery.id = open.id`,
    [notificationIds, tx.now()],
  );
}
