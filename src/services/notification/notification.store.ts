import { NotificationEntity } from "../../entities/notification.entity.ts";
import type { ServiceContext } from "../context.ts";
import { listsByKey } from "../load.ts";
import { select } from "../rows.ts";

/** What was said to whom about each incident, oldest first. */
export async function notificationsOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, NotificationEntity[]>> {
  const rows = await select(ctx, NotificationEntity, "where incident_id = any($1) order by created_at, id", [incidentIds]);
  return listsByKey(rows, ({ incidentId }) => incidentId);
}
