import { ActionItemEntity } from "../../entities/action-item.entity.ts";
import { ClockEntity } from "../../entities/clock.entity.ts";
import { CommunicationEntity } from "../../entities/communication.entity.ts";
import { CustomerEntity } from "../../entities/customer.entity.ts";
import { IncidentEntity } from "../../entities/incident.entity.ts";
import type { Audience } from "../../entities/vocabulary.ts";
import { authorise } from "../access/authorise.ts";
import { isVendor } from "../access/vendor.ts";
import { binder, visible } from "../access/visibility.ts";
import type { ServiceContext } from "../context.ts";
import { given, id } from "../input.ts";
import { byKey, listsByKey, load } from "../load.ts";
import { decodeCursor, encodeCursor, type Page, type PageArgs, pageOf, pageSize } from "../page.ts";
import { select } from "../rows.ts";
import { FOLLOW_UPS } from "./follow-up.rules.ts";

const OPEN = "met_at is null and stopped_at is null";

/** What each incident owes or owed after its last resolution, first due first. */
export async function followUpsOf(ctx: ServiceContext, incidentIds: string[]): Promise<Map<string, ClockEntity[]>> {
  const rows = await select(ctx, ClockEntity,
    `where incident_id = any($1) and kind = any($2) and started_at >= (select resolved_at from incident where id = clock.incident_id) order by due_at, kind, subject, id`,
    [incidentIds, FOLLOW_UPS]);
  return listsByKey(rows, ({ incidentId }) => incidentId);
}

export interface FollowUpFilter {
  ownerId?: string | null;
  /** False: also what was done or let go. */
  open?: boolean | null;
}

/** What is owed after resolutions, over all incidents that the caller may see: first due first. */
export async function list(ctx: ServiceContext, { ownerId, open }: FollowUpFilter, args: PageArgs): Promise<Page<ClockEntity>> {
  authorise(ctx, "incident:read");
  const first = pageSize(args.first);
  const scope = `follow-ups ${ownerId ?? ""} ${open ?? true}`;
  const { values, bind } = binder([FOLLOW_UPS]);
  const where = [
    "kind = any($1)",
    `incident_id in (select id from incident where ${visible(ctx, bind)} and resolved_at is not null and clock.started_at >= resolved_at)`,
    ...(open === false ? [] : [OPEN]),
    ...(given(ownerId) ? [`owner_id = ${bind(id("ownerId", ownerId))}`] : []),
  ].join(" and ");
  const counted = [...values];
  const [dueAt, after] = given(args.after) ? decodeCursor(scope, args.after, ["instant", "id"]) : [];
  const later = dueAt === undefined ? "" : `and (due_at, id::text) > (${bind(dueAt)}::timestamptz, ${bind(after)})`;
  const rows = await select(ctx, ClockEntity, `where ${where} ${later} order by due_at, id::text limit ${bind(first + 1)}`, values);
  return pageOf(rows, { ...args, first }, (clock) => encodeCursor(scope, [clock.dueAt.toISOString(), clock.id]), async () => {
    const [{ count }] = await ctx.db.query(`select count(*)::int as count from clock where ${where}`, counted);
    return count;
  });
}

export async function incidentsByIds(ctx: ServiceContext, ids: string[]): Promise<Map<string, IncidentEntity>> {
  return byKey(await select(ctx, IncidentEntity, "where id = any($1)", [ids]), (incident) => incident.id);
}

const customersBy = async (ctx: ServiceContext, externalIds: string[]): Promise<Map<string, CustomerEntity>> =>
  byKey(await select(ctx, CustomerEntity, "where external_id = any($1)", [externalIds]), ({ externalId }) => externalId);

const actionsBy = async (ctx: ServiceContext, ids: string[]): Promise<Map<string, ActionItemEntity>> =>
  byKey(await select(ctx, ActionItemEntity, "where id = any($1)", [ids]), (action) => action.id);

/** By incident and audience: what was published last of the resolution, else the newest draft. */
async function lastWordsBy(ctx: ServiceContext, keys: string[]): Promise<Map<string, CommunicationEntity>> {
  const rows = await select(ctx, CommunicationEntity,
    `where incident_id::text || ' ' || audience = any($1) and incident_id = any($2) and public_state = 'RESOLVED' and state in ('PUBLISHED', 'APPROVED', 'DRAFT')
     order by state = 'PUBLISHED', created_at`, [keys, keys.map((key) => key.split(" ")[0])]);
  return byKey(rows, ({ incidentId, audience }) => `${incidentId} ${audience}`);
}

/** The account to call; none for a vendor on the incident. */
export async function customerOf(ctx: ServiceContext, { kind, subject, incidentId }: ClockEntity): Promise<CustomerEntity | null> {
  if (kind !== "CSM_CALL" || subject === null || (await isVendor(ctx, incidentId))) return null;
  return (await load(ctx, customersBy, subject)) ?? null;
}

/** The action of an apology. */
export const actionOf = async (ctx: ServiceContext, { kind, subject }: ClockEntity): Promise<ActionItemEntity | null> =>
  kind === "EXECUTIVE_APOLOGY" && subject !== null ? ((await load(ctx, actionsBy, subject)) ?? null) : null;

export const audienceOf = ({ kind, subject }: Pick<ClockEntity, "kind" | "subject">): Audience | null =>
  kind === "RESOLUTION_EMAIL" ? "AFFECTED_CUSTOMERS" : kind === "RESOLUTION_NOTICE" ? (subject as Audience) : null;

/** The words that keep it: published, else drafted. */
export async function communicationOf(ctx: ServiceContext, clock: ClockEntity): Promise<CommunicationEntity | null> {
  const audience = audienceOf(clock);
  return audience === null ? null : ((await load(ctx, lastWordsBy, `${clock.incidentId} ${audience}`)) ?? null);
}
