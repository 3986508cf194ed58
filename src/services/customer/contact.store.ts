import { CustomerContactEntity } from "../../entities/customer-contact.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";

/** Whom to write to at each account, by address; also those who asked to be left alone. */
export async function contactsOf(ctx: Pick<ServiceContext, "db">, customerIds: string[]): Promise<Map<string, CustomerContactEntity[]>> {
  const rows = await select(ctx, CustomerContactEntity, "where customer_id = any($1) order by email collate \"C\", slack_channel", [customerIds]);
  return listsByKey(rows, ({ customerId }) => customerId);
}
