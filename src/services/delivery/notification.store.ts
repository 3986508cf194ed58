import { NotificationEntity } from "../../entities/notification.entity.ts";
import { refuseVendor } from "../access/vendor.ts";
import type { ServiceContext } from "../context.ts";
import { byKey } from "../load.ts";
import { select } from "../rows.ts";

export async function notificationsByIds(ctx: Pick<ServiceContext, "db">, ids: string[]): Promise<Map<string, NotificationEntity>> {
  return byKey(await select(ctx, NotificationEntity, "where id = any($1)", [ids]), ({ id }) => id);
}

/** Words that tell of customers and revenue, as every page does. */
export async function unlessVendor<T>(ctx: ServiceContext, incidentId: string | null, words: T): Promise<T> {
  if (incidentId !== null) await refuseVendor(ctx, incidentId);
  return words;
}
