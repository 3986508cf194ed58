import type { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ServiceContext } from "../context.ts";
import { clip } from "../text.rules.ts";

const LONGEST = 500;

/** Keeps on the contact that its address refuses mail for good, until it takes one. It is written to all the same: servers are wrong at times. */
export async function noteBounce({ db, now }: Pick<ServiceContext, "db" | "now">, { payload }: Pick<DeliveryEntity, "payload">, reason: string | null): Promise<void> {
  if (!payload.contactId) return;
  await db.query(
    `update customer_contact set bounced_at = case when $2::text is null then null else coalesce(bounced_at, $3) end, bounce_reason = $2
     where id = $1 and bounce_reason is distinct from $2`, [payload.contactId, reason && clip(reason, LONGEST), now()]);
}
