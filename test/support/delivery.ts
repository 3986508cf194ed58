import { v7 as uuid } from "uuid";
import { afterAll } from "vitest";
import { NotificationEntity } from "../../src/entities/notification.entity.ts";
import type { ContactMethod } from "../../src/entities/responder.entity.ts";
import type { ChannelKind, DeliveryState } from "../../src/entities/vocabulary.ts";
import type { Channel, Outcome, OutgoingMessage } from "../../src/services/delivery/index.ts";
import * as deliveries from "../../src/services/delivery/index.ts";
import type { ServiceContext } from "../../src/services/context.ts";
import { inTransaction } from "../../src/services/context.ts";
import { insert } from "../../src/services/rows.ts";
import { Courier, type CourierOptions } from "../../src/workers/courier/courier.ts";

/** A channel that leaves the process nowhere: it notes what it was given, and answers as `answers` says. */
export class RecordingChannel implements Channel {
  readonly sent: OutgoingMessage[] = [];
  readonly label = "A test's";
  readonly fields = [];
  readonly address = { name: "address", label: "Address", kind: "TEXT", isRequired: true, description: "Anything." } as const;
  readonly maxText = 2_000;

  constructor(readonly kind: ChannelKind, public answers: (message: OutgoingMessage, nth: number) => Outcome | Promise<Outcome> = () => ({ state: "ACCEPTED", answer: "ok" })) {}

  async send(message: OutgoingMessage): Promise<Outcome> {
    this.sent.push(message);
    return this.answers(message, this.sent.length);
  }
}

/** The context with these channels set up. */
export const withChannels = (ctx: ServiceContext, ...all: Channel[]): ServiceContext =>
  ({ ...ctx, channels: { all, given: Object.fromEntries(all.map(({ kind }) => [kind, {}])) } });

/** A courier that runs until the file is done, or is stopped. */
export function aCourier(ctx: ServiceContext, over: Partial<CourierOptions> = {}): Courier {
  const courier = new Courier({ ctx, onError: (error) => process.emitWarning(String(error)), shutdownMs: 100, ...over });
  courier.start();
  afterAll(() => courier.stop());
  return courier;
}

export async function aNotification(ctx: ServiceContext, over: Partial<NotificationEntity> & Pick<NotificationEntity, "incidentId" | "responderId">): Promise<NotificationEntity> {
  const notification: NotificationEntity = {
    id: uuid(), escalationId: null, kind: "PAGE", level: 1, reason: "You are on call", body: "127 customers cannot pay\nCheckout is down",
    createdAt: ctx.now(), acknowledgedAt: null, notBefore: null, stoppedAt: null, unreachable: null, ...over,
  };
  await insert(ctx, NotificationEntity, [notification]);
  return notification;
}

/** Told in a transaction of its own. */
export const tell = async (ctx: ServiceContext, ...over: (Partial<NotificationEntity> & Pick<NotificationEntity, "incidentId" | "responderId">)[]) =>
  inTransaction(ctx, async (tx) => {
    const notifications = [];
    for (const one of over) notifications.push(await aNotification(tx, one));
    return { notifications, unreachable: await deliveries.enqueue(tx, notifications) };
  });

/** A page that no attempt could deliver. Its id. */
export async function aDeadDelivery(ctx: ServiceContext, incidentId: string, responderId: string): Promise<string> {
  const { notifications: [page] } = await tell(withChannels(ctx, new RecordingChannel("EMAIL"), new RecordingChannel("SMS")), { incidentId, responderId });
  const [[{ id }]] = await ctx.db.query(
    `update delivery set state = 'DEAD', next_at = null, attempts = 1, last_error = '550 no such user',
       history = jsonb_build_array(jsonb_build_object('at', created_at, 'ms', 12, 'outcome', 'REFUSED', 'detail', '550 no such user'))
     where notification_id = $1 returning id`, [page?.id]);
  return id;
}

export const statesOf = async ({ db }: Pick<ServiceContext, "db">): Promise<Partial<Record<DeliveryState, number>>> => {
  const rows: { state: DeliveryState; count: number }[] = await db.query("select state, count(*)::int as count from delivery group by state order by state");
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

export const SMS: ContactMethod = { channel: "SMS", address: "+49301234567" };
export const VOICE: ContactMethod = { channel: "VOICE", address: "+49301234567", delaySeconds: 180 };
