import type { ServiceContext } from "../context.ts";
import * as deliveries from "../delivery/index.ts";

/** Ends an escalation's pages that still wait for an answer: `by` has given one, or they have lost their point. */
export async function stopPages(tx: ServiceContext, escalationId: string, by: string | null = null): Promise<void> {
  const [rows] = await tx.db.query(
    `update notification set acknowledged_at = case when responder_id = $3 then $2::timestamptz end, stopped_at = case when responder_id = $3 then null else $2::timestamptz end
     where escalation_id = $1 and acknowledged_at is null and stopped_at is null returning id`,
    [escalationId, tx.now(), by],
  );
  await deliveries.stopDeliveries(tx, rows.map(({ id }: { id: string }) => id));
}

/** This person's pages of the escalation alone, where others still have to answer. Returns how many others there are. */
export async function answerPages(tx: ServiceContext, escalationId: string, level: number, by: string | null): Promise<number> {
  const [rows] = await tx.db.query(
    "update notification set acknowledged_at = $2 where escalation_id = $1 and responder_id = $3 and acknowledged_at is null and stopped_at is null returning id", [escalationId, tx.now(), by]);
  await deliveries.stopDeliveries(tx, rows.map(({ id }: { id: string }) => id));
  const [{ others }] = await tx.db.query(
    "select count(*)::int as others from notification where escalation_id = $1 and level = $2 and acknowledged_at is null and stopped_at is null and unreachable is null", [escalationId, level]);
  return others;
}
