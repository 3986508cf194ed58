import { v7 as uuid } from "uuid";
import { DeliveryEntity, type DeliveryPayload } from "../../entities/delivery.entity.ts";
import type { ChannelKind } from "../../entities/vocabulary.ts";
import type { ServiceContext } from "../context.ts";
import { insertion, recordset } from "../rows.ts";
import { queued } from "./nudge.ts";
import { destinationOf } from "./ways.rules.ts";

/** One message to one recipient over one channel. */
export interface Message {
  /** The same for the same delivery: asked for twice, it is made once. */
  key: string;
  channel: ChannelKind;
  address: string;
  subject: string;
  text: string;
  html?: string | null;
  payload?: DeliveryPayload;
  incidentId?: string | null;
  notificationId?: string | null;
  responderId?: string | null;
  communicationId?: string | null;
  /** 0 for pages, 1 for what is told, 2 for all else. */
  priority?: number;
  /** Left out, at once. */
  notBefore?: Date;
  /** Whether it may go out together with others to the same person. */
  mayBundle?: boolean;
}

/** Writes deliveries in one statement; those whose key is there already are left as they are. */
export async function writeDeliveries(tx: ServiceContext, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const computed = tx.isOnDatabaseClock ? { columns: { not_before: AT_ONCE("not_before"), next_at: AT_ONCE("next_at") }, from: "clock_timestamp() as clock" } : null;
  await tx.db.query(`${insertion(tx, DeliveryEntity, computed)} on conflict (key) do nothing`, [recordset(tx, DeliveryEntity, messages.map((message) => rowOf(tx, message)))]);
  queued(tx);
}

/** A hub reckons the database's time to a millisecond or two; what is to go at once must not be due only after the courier has looked. */
const AT_ONCE = (column: string) => `case when given.${column} <= given.created_at then least(given.${column}, clock) else given.${column} end`;

function rowOf(tx: ServiceContext, message: Message): DeliveryEntity {
  const now = tx.now();
  const notBefore = message.notBefore ?? now;
  return {
    id: uuid(), key: message.key, notificationId: message.notificationId ?? null, incidentId: message.incidentId ?? null, responderId: message.responderId ?? null,
    communicationId: message.communicationId ?? null,
    channel: message.channel, address: message.address, destination: destinationOf(message.channel, message.address), priority: message.priority ?? 2,
    subject: message.subject, text: message.text, html: message.html ?? null, payload: message.payload ?? {},
    state: "PENDING", notBefore, nextAt: notBefore, leasedBy: null, mayBundle: message.mayBundle ?? false, bundle: null, attempts: 0, history: [],
    firstAttemptAt: null, attemptedAt: null, acceptedAt: null, answer: null, lastError: null, stoppedAt: null, createdAt: now,
  };
}
