import { DeliveryEntity } from "../../entities/delivery.entity.ts";
import type { ChannelKind, DeliveryState } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { may } from "../access/access.rules.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given, id, list as entries } from "../input.ts";
import { byKey, listsByKey } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";

export interface DeliveryFilter {
  state?: readonly DeliveryState[] | null;
  channel?: readonly ChannelKind[] | null;
  incidentId?: string | null;
  communicationId?: string | null;
  responderId?: string | null;
  from?: Date | null;
  to?: Date | null;
}

const SCOPE = "deliveries";

/** A page of what went out, or is to, the newest first. Of incidents that the caller may see; what belongs to none is for those who manage deliveries. */
export async function page(ctx: ServiceContext, filter: DeliveryFilter, args: PageArgs): Promise<Page<DeliveryEntity>> {
  authorise(ctx, "delivery:read");
  const first = pageSize(args.first);
  const { values, bind } = binder();
  const wanted = [shown(ctx, bind), ...conditions(filter, bind)];
  const ofAll = { where: wanted.join(" and "), values: [...values] };
  if (given(args.after)) {
    const [createdAt, before] = decodeCursor(SCOPE, args.after, ["instant", "id"]);
    wanted.push(`(delivery.created_at, delivery.id) < (${bind(createdAt)}, ${bind(before)})`);
  }
  const rows = await select(ctx, DeliveryEntity, `where ${wanted.join(" and ")} order by delivery.created_at desc, delivery.id desc limit ${bind(first + 1)}`, values);
  const count = async () => (await ctx.db.query(`select count(*)::int as count from delivery where ${ofAll.where}`, ofAll.values))[0].count;
  return pageOf(rows, { ...args, first }, (row) => encodeCursor(SCOPE, [row.createdAt.toISOString(), row.id]), count);
}

function conditions({ state, channel, incidentId, communicationId, responderId, from, to }: DeliveryFilter, bind: (value: unknown) => string): string[] {
  return [
    ...(given(state) ? [`delivery.state = any(${bind(entries("filter.state", state, 20))})`] : []),
    ...(given(channel) ? [`delivery.channel = any(${bind(entries("filter.channel", channel, 20))})`] : []),
    ...(given(incidentId) ? [`delivery.incident_id = ${bind(id("filter.incidentId", incidentId))}`] : []),
    ...(given(communicationId) ? [`delivery.communication_id = ${bind(id("filter.communicationId", communicationId))}`] : []),
    ...(given(responderId) ? [`delivery.responder_id = ${bind(id("filter.responderId", responderId))}`] : []),
    ...(given(from) ? [`delivery.created_at >= ${bind(from)}`] : []),
    ...(given(to) ? [`delivery.created_at < ${bind(to)}`] : []),
  ];
}

/** The condition under which the caller may see the row named `delivery`. */
export function shown(ctx: Pick<ServiceContext, "actor">, bind: (value: unknown) => string): string {
  const ofIncident = `exists (select 1 from incident where incident.id = delivery.incident_id and ${visible(ctx, bind)})`;
  return may(ctx.actor, "delivery:manage") ? `(delivery.incident_id is null or ${ofIncident})` : ofIncident;
}

/** Each notification's deliveries, in the order in which they were to go. */
export async function ofNotifications(ctx: ServiceContext, notificationIds: string[]): Promise<Map<string, DeliveryEntity[]>> {
  const rows = await select(ctx, DeliveryEntity, "where notification_id = any($1) order by not_before, id", [notificationIds]);
  return listsByKey(rows, ({ notificationId }) => notificationId as string);
}

export const byKeys = (ctx: Pick<ServiceContext, "db">, keys: string[]): Promise<DeliveryEntity[]> => select(ctx, DeliveryEntity, "where key = any($1)", [keys]);

export async function byIds(ctx: Pick<ServiceContext, "db">, ids: string[]): Promise<Map<string, DeliveryEntity>> {
  return byKey(await select(ctx, DeliveryEntity, "where id = any($1)", [ids]), (row) => row.id);
}
