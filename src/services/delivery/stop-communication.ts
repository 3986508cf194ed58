import type { ServiceContext } from "../context.ts";

/**
 * Lets go of what has not been sent of a message that was taken back; what is under way is finished, and not tried
 * again. Returns how many had not begun. Twenty thousand rows are one statement.
 */
export async function stopCommunication(tx: ServiceContext, communicationId: string): Promise<number> {
  const [rows]: [{ state: string }[]] = await tx.db.query(
    `with open as (select id from delivery where communication_id = $1 and next_at is not null order by id for update)
     update delivery set stopped_at = $2,
       state = case state when 'SENDING' then state else 'STOPPED' end, next_at = case state when 'SENDING' then next_at end
     from open where delivery.id = open.id returning delivery.state`,
    [communicationId, tx.now()],
  );
  return rows.filter(({ state }) => state === "STOPPED").length;
}
