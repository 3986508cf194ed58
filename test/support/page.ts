import { v7 as uuid } from "uuid";
import { DeliveryEntity } from "../../src/entities/delivery.entity.ts";
import type { IncidentEntity } from "../../src/entities/incident.entity.ts";
import { NotificationEntity } from "../../src/entities/notification.entity.ts";
import type { ResponderEntity } from "../../src/entities/responder.entity.ts";
import type { ChannelKind } from "../../src/entities/vocabulary.ts";
import { acknowledgeLink } from "../../src/services/answer/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { insert } from "../../src/services/rows.ts";

export const PUBLIC_URL = "https://hub.example.org";
export const IMPACT = "127 customers <cannot> pay, 8 of them strategic";

/** Somebody is paged about the incident: a message went to that address, with a link. */
export async function aPage(ctx: ServiceContext, incident: Pick<IncidentEntity, "id">, person: Pick<ResponderEntity, "id">, sent: { channel: ChannelKind; address: string }, over: Partial<NotificationEntity> = {}) {
  const now = ctx.now();
  const notification: NotificationEntity = {
    id: uuid(), incidentId: incident.id, escalationId: null, kind: "PAGE", responderId: person.id, level: 1, reason: "You are on call", body: `${IMPACT}\nEvidence: checkout fails`,
    createdAt: now, notBefore: null, acknowledgedAt: null, stoppedAt: null, unreachable: null, ...over,
  };
  await insert(ctx, NotificationEntity, [notification]);
  await insert(ctx, DeliveryEntity, [{
    id: uuid(), key: uuid(), notificationId: notification.id, incidentId: incident.id, responderId: person.id, communicationId: null, ...sent, destination: sent.channel, priority: 0,
    subject: "Page", text: notification.body, html: null, payload: {}, state: "SENT", notBefore: now, nextAt: null, leasedBy: null, mayBundle: false, bundle: null, attempts: 1,
    history: [], firstAttemptAt: now, attemptedAt: now, acceptedAt: now, answer: "ok", lastError: null, stoppedAt: null, createdAt: now,
  }]);
  const link = await acknowledgeLink({ ...ctx, publicUrl: PUBLIC_URL }, notification.id);
  return { notification, ...link! };
}
