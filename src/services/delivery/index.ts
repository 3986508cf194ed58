import type { NotificationEntity } from "../../entities/notification.entity.ts";
import type { ServiceContext } from "../context.ts";

/** Puts notifications on their way. Returns, by notification, why somebody cannot be reached at all. */
export async function enqueue(_tx: ServiceContext, _notifications: readonly NotificationEntity[]): Promise<Map<string, string>> {
  return new Map();
}

/** What is not yet sent has lost its point. */
export async function stopDeliveries(_tx: ServiceContext, _notificationIds: readonly string[]): Promise<void> {}
